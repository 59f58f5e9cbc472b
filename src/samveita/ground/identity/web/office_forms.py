"""Forms in which an administrator corrects what is known of her office: one figure with its source, and the contact."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samveita.ground.organisations.documents import BrandDocument, Contact, Fact
from samveita.iceland import clock
from samveita.iceland.kennitala import Kennitala, KennitalaError
from samveita.iceland.texts import Text
from samveita.ui.colours import Colour
from samveita.ui.formats import words

DATE_FORMAT = "%d.%m.%Y"
LARGEST_COUNT = 1_000_000
FACT_NAMES = {
    "number": Text(is_="Sveitarfélagsnúmer", en="Municipality number", pl="Numer gminy"),
    "population": Text(is_="Íbúafjöldi", en="Population", pl="Liczba mieszkańców"),
    "children_0_5": Text(is_="Börn á aldrinum 0–5 ára", en="Children aged 0–5", pl="Dzieci w wieku 0–5 lat"),
    "residents_6_18": Text(
        is_="Íbúar á aldrinum 6–18 ára", en="Residents aged 6–18", pl="Mieszkańcy w wieku 6–18 lat"
    ),
    "website": Text(is_="Vefur", en="Website", pl="Strona internetowa"),
    "mail_domain": Text(is_="Lén tölvupósts", en="E-mail domain", pl="Domena poczty"),
    "regional_association": Text(is_="Landshlutasamtök", en="Regional association", pl="Związek regionalny"),
}
COUNTS = frozenset({"population", "children_0_5", "residents_6_18"})


class FactForm(forms.Form):
    """A value, where it was read, and when. An empty value says that it isn't known."""

    value = forms.CharField(
        label=_("Gildi"),
        help_text=_("Skildu reitinn eftir auðan ef upplýsingarnar vantar."),
        max_length=200,
        required=False,
    )
    source = forms.CharField(label=_("Heimild"), max_length=300, required=False)
    as_of = forms.DateField(
        label=_("Dagsetning upplýsinganna"),
        help_text=_("Dæmi: 14.12.2026"),
        input_formats=[DATE_FORMAT],
        widget=forms.DateInput(format=DATE_FORMAT),
        required=False,
    )

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name = name
        if name == "website":
            self.fields["value"].help_text = _("Dæmi: https://www.sveitarfelagid.is")

    def clean_value(self) -> str | int | None:
        """Read a count as a whole number, a municipality number as four digits, a web site as an address."""
        written = str(self.cleaned_data["value"]).strip()
        if not written:
            return None
        if self.name in COUNTS:
            digits = written.replace(".", "")
            if not digits.isdecimal() or int(digits) > LARGEST_COUNT:
                raise forms.ValidationError(_("Sláðu inn heila tölu, til dæmis 4.500."))
            return int(digits)
        if self.name == "number" and not (written.isdecimal() and len(written) == 4):
            raise forms.ValidationError(_("Sveitarfélagsnúmer er fjórir tölustafir."))
        if self.name == "website" and not written.startswith("https://"):
            raise forms.ValidationError(_("Vefslóð byrjar á https://"))
        return written

    def clean(self) -> dict[str, Any]:
        """Ask for source and date with every value."""
        cleaned = super().clean() or {}
        if cleaned.get("value") is not None:
            if not cleaned.get("source", "").strip():
                self.add_error("source", _("Segðu hvaðan upplýsingarnar koma."))
            if cleaned.get("as_of") is None and "as_of" not in self.errors:
                self.add_error("as_of", _("Segðu hvenær upplýsingarnar áttu við."))
        as_of = cleaned.get("as_of")
        if as_of is not None and as_of > clock.today():
            self.add_error("as_of", _("Dagsetningin er ekki komin."))
        return cleaned

    def fact(self) -> Fact:
        """Return the fact as it was filled in; an administrator's word counts as verified."""
        given = self.cleaned_data
        if given["value"] is None:
            return Fact()
        return Fact(value=given["value"], source=given["source"].strip(), as_of=given["as_of"], verified=True)


class ContactForm(forms.Form):
    """How to reach the office, and its colours."""

    kennitala = forms.CharField(label=_("Kennitala sveitarfélagsins"), max_length=11, required=False)
    address = forms.CharField(label=_("Heimilisfang"), max_length=100, required=False)
    postcode = forms.RegexField(
        label=_("Póstnúmer"),
        regex=r"^\d{3}$",
        required=False,
        error_messages={"invalid": _("Póstnúmer er þrír tölustafir.")},
    )
    place = forms.CharField(label=_("Staður"), max_length=60, required=False)
    phone = forms.CharField(label=_("Sími"), max_length=20, required=False)
    email = forms.EmailField(label=_("Netfang"), required=False)
    opening_hours = forms.CharField(
        label=_("Opnunartími"),
        help_text=_("Dæmi: Opið virka daga kl. 9–15"),
        max_length=200,
        required=False,
    )
    colour = forms.CharField(
        label=_("Litur"),
        help_text=_(
            "Litur sveitarfélagsins, til dæmis #0f4c5c. Við sjáum til þess að textinn verði læsilegur."
        ),
        max_length=7,
    )
    second_colour = forms.CharField(label=_("Annar litur"), max_length=7, required=False)

    def clean_kennitala(self) -> str:
        """Keep the ten digits of the municipality's own kennitala."""
        written = self.cleaned_data["kennitala"]
        if not written:
            return ""
        try:
            return Kennitala.parse(written).digits
        except KennitalaError as error:
            raise forms.ValidationError(words(error.reason)) from error

    def clean_colour(self) -> str:
        """Read the colour."""
        return _colour(self.cleaned_data["colour"])

    def clean_second_colour(self) -> str:
        """Read the second colour, if any."""
        written = self.cleaned_data["second_colour"]
        return _colour(written) if written else ""

    def contact(self, before: Contact) -> Contact:
        """Return the contact as it was filled in."""
        names = ("kennitala", "address", "postcode", "place", "phone", "email", "opening_hours")
        return before.model_copy(update={name: self.cleaned_data[name] for name in names})

    def brand(self, before: BrandDocument) -> BrandDocument:
        """Return the colours as they were filled in."""
        names = ("colour", "second_colour")
        return before.model_copy(update={name: self.cleaned_data[name] for name in names})


def _colour(written: str) -> str:
    try:
        return Colour.from_hex(written.strip().lower()).hex
    except ValueError as error:
        raise forms.ValidationError(
            _("Litur er skrifaður sem # og sex stafir, til dæmis #0f4c5c.")
        ) from error
