"""The form in which an administrator gives a role."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samveita.ground.identity import people
from samveita.ground.identity.models import Person, Role
from samveita.ground.identity.role_names import ROLE_HINTS, ROLE_NAMES
from samveita.ground.identity.roles import AT_THE_ASSOCIATION_ONLY
from samveita.ground.organisations.models import Kind, Organisation
from samveita.iceland.alphabet import folded
from samveita.iceland.kennitala import Kennitala, KennitalaError
from samveita.ui.formats import words

DATE_FORMAT = "%d.%m.%Y"


class GrantForm(forms.Form):
    """Who, which role, what residents see, and until when."""

    kennitala = forms.CharField(label=_("Kennitala"), max_length=20)
    name = forms.CharField(label=_("Fullt nafn"), max_length=200)
    role = forms.ChoiceField(label=_("Hlutverk"), widget=forms.RadioSelect)
    pseudonym = forms.CharField(
        label=_("Nafn sem íbúar sjá"),
        help_text=_("Skildu reitinn eftir auðan ef íbúar mega sjá nafn starfsmannsins."),
        max_length=80,
        required=False,
    )
    valid_to = forms.DateField(
        label=_("Síðasti dagur"),
        help_text=_("Skildu reitinn eftir auðan ef hlutverkið er ótímabundið. Dæmi: 14.12.2026"),
        input_formats=[DATE_FORMAT],
        widget=forms.DateInput(format=DATE_FORMAT),
        required=False,
    )

    def __init__(self, *args: Any, office: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person: Person | None = None
        here = [
            role for role in Role if office.kind == Kind.ASSOCIATION or role not in AT_THE_ASSOCIATION_ONLY
        ]
        choices = [(str(role), f"{words(ROLE_NAMES[role])} – {words(ROLE_HINTS[role])}") for role in here]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]

    def clean_kennitala(self) -> Kennitala:
        """Read the kennitala; only a human being works at an office."""
        try:
            kennitala = Kennitala.parse(self.cleaned_data["kennitala"])
        except KennitalaError as error:
            raise forms.ValidationError(words(error.reason)) from error
        if not kennitala.is_natural_person:
            raise forms.ValidationError(
                _("Þetta er kennitala fyrirtækis. Sláðu inn kennitölu starfsmannsins.")
            )
        return kennitala

    def clean(self) -> dict[str, Any]:
        """Compare name and kennitala where the person is known, without telling the name we have."""
        cleaned = super().clean() or {}
        kennitala, name = cleaned.get("kennitala"), cleaned.get("name", "")
        if kennitala is not None:
            self.person = people.find_by_kennitala(kennitala)
            if self.person is not None and folded(self.person.name) != folded(name):
                self.add_error("name", _("Nafnið á ekki við þessa kennitölu. Athugaðu hvort tveggja."))
        return cleaned

    def person_or_new(self) -> Person:
        """Return the person, made now if she was unknown; the name we have of a known one stays."""
        return self.person or people.find_or_create(
            kennitala=self.cleaned_data["kennitala"], name=self.cleaned_data["name"]
        )
