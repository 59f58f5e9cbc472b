"""Questions: one tag per kind of answer, with label, help, hint, error and their links for screen readers.

Every field has the id ``id_<name>``, as Django's forms give it, and the error summary links there. Labels, hints and
errors are tied with ``aria-describedby`` on the server, so a page without JavaScript reads the same. Where the
question is the page's own heading, ``as_heading=True`` makes its label the ``h1``. Designsystemet's
own field element is not used: its counter speaks Norwegian, knows no plurals and clears the server's errors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import TypedDict

from django.forms import BoundField, widgets
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samveita.ui.formats import day_short, number, words
from samveita.ui.library import register
from samveita.ui.parts import Choice, Words

Template = dict[str, object]


def _common(
    name: str,
    label: Words,
    *,
    hint: Words,
    help_text: Words,
    error: Words,
    optional: bool,
    as_heading: bool = False,
) -> Template:
    field_id = f"id_{name}"
    described = [f"{field_id}_hint"] if hint else []
    described += [f"{field_id}_error"] if error else []
    return {
        "name": name,
        "field_id": field_id,
        "label": words(label),
        "hint": words(hint),
        "help": words(help_text),
        "error": words(error),
        "optional": optional,
        "as_heading": as_heading,
        "described_by": " ".join(described),
    }


@register.inclusion_tag("ui/components/text_field.html")
def text_field(
    name: str,
    label: Words,
    *,
    value: object = "",
    hint: Words = "",
    help: Words = "",  # noqa: A002 – reads best in templates
    error: Words = "",
    optional: bool = False,
    as_heading: bool = False,
    type: str = "text",  # noqa: A002 – the name of the HTML attribute
    inputmode: str = "",
    autocomplete: str = "",
    suffix: Words = "",
    size: int | None = None,
    readonly: bool = False,
    max_length: int | None = None,
) -> Template:
    """One line of text; ``type`` also email, tel or search. ``size`` is the width in characters the answer needs."""
    return {
        **_common(
            name, label, hint=hint, help_text=help, error=error, optional=optional, as_heading=as_heading
        ),
        "value": "" if value is None else str(value),
        "type": type,
        "inputmode": inputmode,
        "autocomplete": autocomplete,
        "suffix": words(suffix),
        "size": size,
        "readonly": readonly,
        "max_length": max_length,
    }


@register.inclusion_tag("ui/components/text_field.html")
def date_field(
    name: str,
    label: Words,
    *,
    value: date | str | None = None,
    hint: Words = "",
    help: Words = "",  # noqa: A002
    error: Words = "",
    optional: bool = False,
    as_heading: bool = False,
    autocomplete: str = "off",
) -> Template:
    """A date written as in Iceland, 14.12.2026: a browser's own picker may show months before days."""
    shown = day_short(value) if isinstance(value, date | datetime) else value
    return text_field(
        name,
        label,
        value=shown,
        hint=hint or _("Dagur, mánuður og ár, til dæmis 14.12.2026"),
        help=help,
        error=error,
        optional=optional,
        as_heading=as_heading,
        autocomplete=autocomplete,
        size=12,
    )


@register.inclusion_tag("ui/components/text_field.html")
def money_field(
    name: str,
    label: Words,
    *,
    value: int | str | None = None,
    hint: Words = "",
    help: Words = "",  # noqa: A002
    error: Words = "",
    optional: bool = False,
    as_heading: bool = False,
) -> Template:
    """An amount in whole krónur; a stored number is shown with Icelandic thousands."""
    return text_field(
        name,
        label,
        value=number(value) if isinstance(value, int) else value,
        hint=hint,
        help=help,
        error=error,
        optional=optional,
        as_heading=as_heading,
        inputmode="numeric",
        autocomplete="off",
        suffix="kr.",
        size=12,
    )


@register.inclusion_tag("ui/components/textarea_field.html")
def textarea_field(
    name: str,
    label: Words,
    *,
    value: str | None = "",
    hint: Words = "",
    help: Words = "",  # noqa: A002
    error: Words = "",
    optional: bool = False,
    as_heading: bool = False,
    rows: int = 5,
    most: int | None = None,
) -> Template:
    """Longer text; with ``most`` characters as a limit it counts down aloud in the page's language."""
    found = _common(
        name, label, hint=hint, help_text=help, error=error, optional=optional, as_heading=as_heading
    )
    if most is not None:
        found["described_by"] = f"{found['described_by']} id_{name}_count".strip()
    return {**found, "value": value or "", "rows": rows, "most": most, "counter": _counter_words()}


def _counter_words() -> dict[str, str]:
    """The counter's sentences by plural category (Unicode CLDR): Polish needs all four, Icelandic two."""
    return {
        "left-one": _("{n} stafur eftir"),
        "left-few": pgettext("few", "{n} stafir eftir"),
        "left-many": pgettext("many", "{n} stafir eftir"),
        "left-other": _("{n} stafir eftir"),
        "over-one": _("{n} staf of mikið"),
        "over-few": pgettext("few", "{n} stöfum of mikið"),
        "over-many": pgettext("many", "{n} stöfum of mikið"),
        "over-other": _("{n} stöfum of mikið"),
    }


@register.inclusion_tag("ui/components/select_field.html")
def select_field(
    name: str,
    label: Words,
    *,
    choices: Iterable[Choice],
    value: object = "",
    hint: Words = "",
    help: Words = "",  # noqa: A002
    error: Words = "",
    optional: bool = False,
    as_heading: bool = False,
    empty_label: Words | None = None,
) -> Template:
    """One of many answers; for up to seven use ``radio_field``. ``empty_label`` is the line shown before a choice."""
    return {
        **_common(
            name, label, hint=hint, help_text=help, error=error, optional=optional, as_heading=as_heading
        ),
        "choices": list(choices),
        "value": "" if value is None else str(value),
        "empty_label": _("Veldu") if empty_label is None else words(empty_label),
    }


@register.inclusion_tag("ui/components/choice_field.html")
def radio_field(
    name: str,
    label: Words,
    *,
    choices: Iterable[Choice],
    value: object = "",
    hint: Words = "",
    help: Words = "",  # noqa: A002
    error: Words = "",
    optional: bool = False,
    as_heading: bool = False,
) -> Template:
    """One of a few answers, all in sight."""
    common = _common(
        name, label, hint=hint, help_text=help, error=error, optional=optional, as_heading=as_heading
    )
    return _with_choices(common, "radio", choices, chosen={"" if value is None else str(value)})


@register.inclusion_tag("ui/components/choice_field.html")
def checkboxes_field(
    name: str,
    label: Words,
    *,
    choices: Iterable[Choice],
    values: Sequence[object] = (),
    hint: Words = "",
    help: Words = "",  # noqa: A002
    error: Words = "",
    optional: bool = False,
    as_heading: bool = False,
) -> Template:
    """Any number of answers."""
    common = _common(
        name, label, hint=hint, help_text=help, error=error, optional=optional, as_heading=as_heading
    )
    return _with_choices(common, "checkbox", choices, chosen={str(value) for value in values})


def _with_choices(common: Template, kind: str, choices: Iterable[Choice], *, chosen: set[str]) -> Template:
    field_id = common["field_id"]
    # The first choice carries the field's own id, so that the error summary's link lands on it.
    options = [
        (choice, field_id if place == 0 else f"{field_id}_{place}", choice.value in chosen)
        for place, choice in enumerate(choices)
    ]
    return {**common, "kind": kind, "options": options}


@register.inclusion_tag("ui/components/checkbox_field.html")
def checkbox_field(
    name: str,
    label: Words,
    *,
    checked: bool = False,
    value: str = "on",
    hint: Words = "",
    help: Words = "",  # noqa: A002
    error: Words = "",
) -> Template:
    """One statement to agree with."""
    common = _common(name, label, hint=hint, help_text=help, error=error, optional=False)
    return {**common, "checked": checked, "value": value}


@register.inclusion_tag("ui/components/file_field.html")
def file_field(
    name: str,
    label: Words,
    *,
    accept: str = "",
    multiple: bool = False,
    hint: Words = "",
    help: Words = "",  # noqa: A002
    error: Words = "",
    optional: bool = False,
    as_heading: bool = False,
) -> Template:
    """A document from the person's own machine; ``accept`` lists types as in HTML. Say sizes and types in the hint."""
    common = _common(
        name, label, hint=hint, help_text=help, error=error, optional=optional, as_heading=as_heading
    )
    return {**common, "accept": accept, "multiple": multiple}


@register.inclusion_tag("ui/components/autosave.html")
def autosave(url: str) -> Template:
    """Inside a form: posts it to ``url`` a second after the last change and shows the answer as the state of saving."""
    return {"url": url}


class Notes(TypedDict):
    """What a Django form knows about one of its fields beside its value."""

    hint: str
    error: str
    optional: bool


@register.simple_tag
def bound_field(field: BoundField) -> SafeString:
    """A field of a Django form, drawn with the component that fits its widget; a hidden one stays hidden."""
    if field.is_hidden:
        return SafeString(str(field))
    common: Notes = {
        "hint": str(field.help_text),
        "error": " ".join(str(error) for error in field.errors),
        "optional": not field.field.required,
    }
    for kind, draw in _DRAWN_AS:
        if isinstance(field.field.widget, kind):
            template, context = draw(field, common)
            return render_to_string(f"ui/components/{template}.html", context)
    raise TypeError(
        f"No component draws the widget of {field.html_name!r}: {type(field.field.widget).__name__}"
    )


def _draw_checkbox(field: BoundField, common: Notes) -> tuple[str, Template]:
    return "checkbox_field", checkbox_field(
        field.html_name,
        str(field.label),
        checked=bool(field.value()),
        hint=common["hint"],
        error=common["error"],
    )


def _draw_checkboxes(field: BoundField, common: Notes) -> tuple[str, Template]:
    values = field.value() or ()
    return "choice_field", checkboxes_field(
        field.html_name, str(field.label), choices=_choices_of(field), values=values, **common
    )


def _draw_radios(field: BoundField, common: Notes) -> tuple[str, Template]:
    choices = [choice for choice in _choices_of(field) if choice.value]
    return "choice_field", radio_field(
        field.html_name, str(field.label), choices=choices, value=field.value(), **common
    )


def _draw_select(field: BoundField, common: Notes) -> tuple[str, Template]:
    choices = [choice for choice in _choices_of(field) if choice.value]
    return "select_field", select_field(
        field.html_name, str(field.label), choices=choices, value=field.value(), **common
    )


def _draw_textarea(field: BoundField, common: Notes) -> tuple[str, Template]:
    most = getattr(field.field, "max_length", None)
    return "textarea_field", textarea_field(
        field.html_name, str(field.label), value=field.value(), most=most, **common
    )


def _draw_file(field: BoundField, common: Notes) -> tuple[str, Template]:
    return "file_field", file_field(field.html_name, str(field.label), **common)


def _draw_date(field: BoundField, common: Notes) -> tuple[str, Template]:
    return "text_field", date_field(field.html_name, str(field.label), value=field.value(), **common)


def _draw_text(field: BoundField, common: Notes) -> tuple[str, Template]:
    kind = getattr(field.field.widget, "input_type", "") or "text"
    return "text_field", text_field(
        field.html_name, str(field.label), value=field.value(), type=kind, **common
    )


# In order: the first widget class that fits decides.
_DRAWN_AS: tuple[tuple[type[widgets.Widget], Callable[[BoundField, Notes], tuple[str, Template]]], ...] = (
    (widgets.CheckboxInput, _draw_checkbox),
    (widgets.CheckboxSelectMultiple, _draw_checkboxes),
    (widgets.RadioSelect, _draw_radios),
    (widgets.Select, _draw_select),
    (widgets.Textarea, _draw_textarea),
    (widgets.FileInput, _draw_file),
    (widgets.DateInput, _draw_date),
    (widgets.Input, _draw_text),
)


def _choices_of(field: BoundField) -> list[Choice]:
    """The choices of a field's widget, groups opened."""
    found: list[Choice] = []
    for value, label in field.field.widget.choices:
        pairs = label if isinstance(label, list | tuple) else [(value, label)]
        found += [Choice(str(one if one is not None else ""), str(two)) for one, two in pairs]
    return found
