"""Components as HTML: wired for screen readers on the server, escaped, and free of inline style and script."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from samveita.ui import parts
from samveita.ui.components.frame import same_page
from samveita.ui.components.navigation import places


@pytest.fixture(autouse=True)
def _icelandic():
    with translation.override("is"):
        yield


def drawn(source: str, **context: object) -> str:
    return re.sub(r"\s+", " ", Template("{% load ui %}" + source).render(Context(context)))


def test_a_field_ties_its_hint_and_error_to_the_input():
    html = drawn("{% text_field 'phone' 'Sími' value='12' hint='Sjö tölur' error='Of stutt' %}")

    assert '<label class="ds-label" for="id_phone">Sími</label>' in html
    assert 'aria-describedby="id_phone_hint id_phone_error" aria-invalid="true" aria-required="true"' in html


def test_an_optional_field_says_so_in_words():
    html = drawn("{% text_field 'phone' 'Sími' optional=True %}")

    assert "má sleppa" in html
    assert "aria-required" not in html


def test_a_persons_answer_is_never_markup():
    html = drawn("{% text_field 'name' 'Nafn' value=value %}", value='"><script>x</script>')

    assert "<script>" not in html


def test_the_content_of_a_block_is_escaped_where_it_was_written():
    html = drawn("{% alert title=title %}{{ name }}{% endalert %}", title="<b>", name="<i>")

    assert ("<b>" in html, "<i>" in html) == (False, False)


def test_the_error_summary_links_to_the_field_and_to_the_first_choice():
    errors = [parts.FieldError("home", "Veldu")]
    choices = [parts.Choice("a", "A"), parts.Choice("b", "B")]

    html = drawn(
        "{% error_summary errors %}{% radio_field 'home' 'Heimili' choices=choices %}",
        errors=errors,
        choices=choices,
    )

    assert 'href="#id_home"' in html
    assert re.findall(r'type="radio" id="(\w+)"', html) == ["id_home", "id_home_1"]


def test_no_errors_draw_no_summary():
    assert drawn("{% error_summary errors %}", errors=[]).strip() == ""


def test_an_explained_amount_shows_every_line_and_its_sum():
    lines = [parts.AmountLine("Grunnur", 250_000), parts.AmountLine("Frádráttur", -37_306)]

    html = drawn("{% explained_amount amount %}", amount=parts.ExplainedAmount("Aðstoð", 212_694, lines))

    assert re.findall(r'class="sv-amount-figure">([^<]+)<', html) == [
        "250.000 kr.",
        "−37.306 kr.",
        "212.694 kr.",
    ]


def test_a_sorted_column_says_its_order():
    table = parts.Table("Mál", [parts.Column("Dagur", sort_url="?r=-d", sorted="ascending")], [])

    html = drawn("{% data_table table %}", table=table)

    assert 'aria-sort="ascending"' in html
    assert "raðað í vaxandi röð" in html


def test_a_row_of_another_length_than_the_columns_is_refused():
    table = parts.Table("Mál", [parts.Column("Dagur")], [parts.Row(["a", "b"])])

    with pytest.raises(ValueError, match=r"shorter|longer"):
        drawn("{% data_table table %}", table=table)


@pytest.mark.parametrize(
    "tag",
    [
        "{% button 'X' variant='blue' %}",
        "{% status_tag 'X' 'blue' %}",
        "{% grid columns=7 %}{% endgrid %}",
        "{% stack gap='9px' %}{% endstack %}",
    ],
)
def test_an_unknown_variant_is_refused_and_the_known_ones_named(tag):
    with pytest.raises(ValueError, match="not"):
        drawn(tag)


@pytest.mark.parametrize(
    ("page", "pages", "shown"),
    [(1, 1, [1]), (1, 3, [1, 2, 3]), (4, 12, [1, 0, 3, 4, 5, 0, 12]), (12, 12, [1, 0, 11, 12])],
)
def test_pagination_shows_the_ends_and_the_neighbours(page, pages, shown):
    assert places(page, pages) == shown


def test_pagination_keeps_the_rest_of_the_query():
    request = RequestFactory().get("/?stada=ny&page=2")

    html = drawn("{% pagination 2 3 %}", request=request)

    assert 'href="?stada=ny&amp;page=3" rel="next"' in html


@pytest.mark.parametrize(
    ("path", "code", "expected"),
    [
        ("/hafnarfjordur/", "en", "/en/hafnarfjordur/"),
        ("/en/hafnarfjordur/", "pl", "/pl/hafnarfjordur/"),
        ("/pl/hafnarfjordur/", "is", "/hafnarfjordur/"),
        ("/en/", "is", "/"),
        ("/enska/", "en", "/en/enska/"),
    ],
)
def test_the_language_switch_keeps_the_page(path, code, expected):
    assert same_page(path, code) == expected


class SampleForm(forms.Form):
    name = forms.CharField(label="Nafn", max_length=50)
    note = forms.CharField(label="Athugasemd", widget=forms.Textarea, max_length=200, required=False)
    home = forms.ChoiceField(label="Heimili", choices=[("", "—"), ("a", "A")], widget=forms.RadioSelect)
    bank = forms.ChoiceField(label="Banki", choices=[("", "—"), ("a", "A")])
    days = forms.MultipleChoiceField(label="Dagar", choices=[("a", "A")], widget=forms.CheckboxSelectMultiple)
    agree = forms.BooleanField(label="Samþykki")
    since = forms.DateField(label="Frá")
    paper = forms.FileField(label="Skjal")
    mail = forms.EmailField(label="Netfang")
    hidden = forms.CharField(widget=forms.HiddenInput, initial="x")


def test_every_usual_field_of_a_django_form_is_drawn_with_its_label_and_error():
    form = SampleForm(data={})
    form.is_valid()

    html = drawn("{% for field in form %}{% bound_field field %}{% endfor %}", form=form)

    visible = [field for field in form if not field.is_hidden]
    assert [field.label for field in visible if str(field.label) not in html] == []
    assert re.findall(r'class="ds-validation-message" id="id_(\w+)_error"', html) == [
        field.name for field in visible if field.field.required
    ]


def test_a_text_shown_in_english_comes_in_english():
    from samveita.iceland.texts import Text

    with translation.override("en"):
        html = drawn("{% status_tag label %}{% button label %}", label=Text("Nýtt", "New", "Nowe"))

    assert ("Nýtt" in html, html.count("New")) == (False, 2)
