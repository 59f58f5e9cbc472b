"""What a municipality settles when it adopts financial aid: amounts with their source, and where its rules stand.

The short form asks for what is needed to begin; everything else has its default and is edited where parameters are.
What is in force (its own, or the association's suggestion) or was last in force stands in the fields beforehand. A
couple's amount is asked for and never worked out from the single one, because published tables don't follow one rule.
"""

from __future__ import annotations

from typing import Any

from django import forms

from samveita.engines.cases.adopting import (
    AdoptionForm,
    StepForm,
    done_by,
    first_free_day,
    publish_now,
    register_adoption_form,
)
from samveita.engines.rulebook.parameters import Source
from samveita.ground.audit.actors import Actor
from samveita.ground.catalogue.steps import AdoptionStep, Phase, Standing, register
from samveita.ground.organisations.models import Organisation
from samveita.ground.sharing.kinds import KINDS, SourceNote
from samveita.ground.sharing.models import SharedDocument, Version, VersionState
from samveita.ground.sharing.queries import in_force
from samveita.iceland import clock
from samveita.iceland.money import Rate, format_kronur, parse_kronur
from samveita.iceland.texts import Text
from samveita.services.financial_aid.parameter_fields import KEY, KIND
from samveita.services.financial_aid.parameters import (
    LARGEST_AMOUNT,
    AidCategory,
    AidTable,
    FinancialAidParameters,
    HomeCircumstances,
)
from samveita.services.financial_aid.questions import HOME
from samveita.ui.formats import words

DATE_FORMAT = "%d.%m.%Y"
TABLE_WORDS = {
    AidTable.INDIVIDUAL: Text(is_="einstaklingur", en="single person", pl="osoba samotna"),
    AidTable.COHABITATION: Text(is_="hjón eða sambúðarfólk", en="couple", pl="para"),
}
NOT_AN_AMOUNT = Text(
    is_="Sláðu inn fjárhæð í heilum krónum, til dæmis 248.000. Núll þýðir að réttur er ekki til staðar.",
    en="Enter an amount in whole krónur, for example 248.000. Zero means that there is no right.",
    pl="Wpisz kwotę w pełnych koronach, na przykład 248.000. Zero oznacza brak prawa.",
)
NOT_A_PERCENTAGE = Text(
    is_="Sláðu inn hlutfall frá 0 til 100, til dæmis 25.",
    en="Enter a percentage from 0 to 100, for example 25.",
    pl="Wpisz odsetek od 0 do 100, na przykład 25.",
)
NOT_A_LINK = Text(
    is_="Vefslóð byrjar á https:// eða http://",
    en="An address begins with https:// or http://",
    pl="Adres zaczyna się od https:// lub http://",
)


class RatesForm(StepForm):
    """The amounts of each kind of home, the December supplement, the source, and where the rules stand."""

    labels = {
        "valid_from": Text(is_="Gilda frá", en="Valid from", pl="Obowiązują od"),
        "december": Text(is_="Desemberuppbót (%)", en="December supplement (%)", pl="Dodatek grudniowy (%)"),
        "source_title": Text(
            is_="Hvar eru fjárhæðirnar birtar?",
            en="Where are the amounts published?",
            pl="Gdzie opublikowano kwoty?",
        ),
        "source_url": Text(is_="Slóð á heimildina", en="Address of the source", pl="Adres źródła"),
        "rules_url": Text(
            is_="Slóð á reglur um fjárhagsaðstoð",
            en="Address of the rules on financial aid",
            pl="Adres zasad pomocy finansowej",
        ),
        "rules_number": Text(
            is_="Númer í Stjórnartíðindum", en="Number in Stjórnartíðindi", pl="Numer w Stjórnartíðindi"
        ),
    }
    helps = {
        "december": Text(
            is_="Hlutfall af grunnfjárhæð. Sláðu inn 0 ef engin uppbót er greidd.",
            en="Share of the base amount. Enter 0 if none is paid.",
            pl="Część kwoty bazowej. Wpisz 0, jeśli nie jest wypłacany.",
        ),
        "source_title": Text(
            is_="Til dæmis: Fundargerð sveitarstjórnar 12. desember 2025.",
            en="For example: Minutes of the council, 12 December 2025.",
            pl="Na przykład: protokół rady z 12 grudnia 2025.",
        ),
        "rules_number": Text(
            is_="Til dæmis 1322/2021.", en="For example 1322/2021.", pl="Na przykład 1322/2021."
        ),
    }

    in_pairs = True

    valid_from = forms.DateField(
        input_formats=[DATE_FORMAT, "%Y-%m-%d"], widget=forms.DateInput(format=DATE_FORMAT)
    )
    december = forms.CharField(max_length=10)
    source_title = forms.CharField(max_length=300)
    source_url = forms.CharField(max_length=500, required=False)
    rules_url = forms.CharField(max_length=500)
    rules_number = forms.CharField(max_length=60, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        homes = {option.key: option.label for option in HOME}
        for kind in HomeCircumstances:
            for table, told in TABLE_WORDS.items():
                name = amount_field(kind, table)
                self.fields[name] = forms.CharField(
                    label=f"{words(homes[kind.value])}: {words(told)}", max_length=12
                )
        amounts = [amount_field(kind, table) for kind in HomeCircumstances for table in AidTable]
        self.order_fields(["valid_from", *amounts, "december"])

    def clean(self) -> dict[str, Any]:
        """Read amounts, the percentage and addresses."""
        given = super().clean() or {}
        for name in [name for name in given if name.startswith("amount_")]:
            given[name] = self._read(name, given[name], parse_kronur, NOT_AN_AMOUNT)
            if given[name] is not None and not 0 <= given[name] <= LARGEST_AMOUNT:
                self.add_error(name, words(NOT_AN_AMOUNT))
        if "december" in given:
            rate = self._read("december", given["december"], Rate.percent, NOT_A_PERCENTAGE)
            if rate is not None and not Rate.percent("0") <= rate <= Rate.percent("100"):
                self.add_error("december", words(NOT_A_PERCENTAGE))
        for name in ("source_url", "rules_url"):
            if given.get(name) and not str(given[name]).startswith(("https://", "http://")):
                self.add_error(name, words(NOT_A_LINK))
        return given

    def _read(self, name: str, written: str, reader: Any, refusal: Text) -> Any:
        try:
            return reader(written)
        except ValueError:
            self.add_error(name, words(refusal))
            return None


def amount_field(kind: HomeCircumstances, table: AidTable) -> str:
    """Return the name of the field of one amount."""
    return f"amount_{kind.value}_{table.value}"


def _known(organisation: Organisation) -> FinancialAidParameters:
    """Return what holds today (its own or the association's), else what last held, else nothing but defaults."""
    version = in_force(kind=KIND, key=KEY, organisation=organisation, on=clock.today())
    if version is None:
        own = Version.objects.filter(document__kind=KIND, document__key=KEY, document__owner=organisation)
        version = own.exclude(state=VersionState.SET_ASIDE).order_by("-number").first()
    content: FinancialAidParameters = FinancialAidParameters() if version is None else version.content
    return content


def _form(organisation: Organisation, _offering: str, posted: Any) -> StepForm:
    known, document = _known(organisation), _document(organisation)
    month = clock.today().replace(day=1)
    source = known.amounts_source
    initial: dict[str, Any] = {
        "valid_from": first_free_day(document, month),
        "december": (known.december_percent or "").replace(".", ","),
        "source_title": source.title if source else "",
        "source_url": source.url if source and source.url else "",
        "rules_url": known.rules_url,
        "rules_number": known.rules_number,
    }
    for category in known.categories:
        for table in AidTable:
            amount = category.amount(table)
            if amount is not None:
                written = format_kronur(amount).removesuffix("kr.").strip()
                initial.setdefault(amount_field(category.circumstances, table), written)
    return RatesForm(posted, initial=initial, prefix="rates")


def _document(organisation: Organisation) -> SharedDocument | None:
    found: SharedDocument | None = SharedDocument.objects.filter(
        kind=KIND, key=KEY, owner=organisation
    ).first()
    return found


def _save(actor: Actor, organisation: Organisation, _offering: str, form: StepForm) -> None:
    given, known = form.cleaned_data, _known(organisation)
    source = Source(title=given["source_title"], url=given["source_url"])
    content = FinancialAidParameters.model_validate(
        {
            **dict(known),
            "categories": _categories(known, given),
            "amounts_source": source,
            "rules_url": given["rules_url"],
            "rules_number": given["rules_number"],
            "december_percent": given["december"].strip().removesuffix("%").replace(",", "."),
        }
    )
    publish_now(
        actor=actor,
        kind=KINDS[KIND],
        key=KEY,
        owner=organisation,
        content=content,
        source=SourceNote(title=source.title, url=source.url),
        valid_from=given["valid_from"],
    )


def _categories(known: FinancialAidParameters, given: dict[str, Any]) -> tuple[AidCategory, ...]:
    """Return the table with the new amounts; a municipality's further categories of a kind stay as they were."""
    homes = {option.key: option.label for option in HOME}
    rows: list[AidCategory] = []
    for kind in HomeCircumstances:
        own = [row for row in known.categories if row.circumstances is kind]
        first = own[0] if own else AidCategory(code=kind.value, name=homes[kind.value], circumstances=kind)
        amounts = {table.value: given[amount_field(kind, table)] for table in AidTable}
        rows += [first.model_copy(update=amounts), *own[1:]]
    return tuple(rows)


def _standing(organisation: Organisation, _offering: str) -> Standing:
    version = in_force(kind=KIND, key=KEY, organisation=organisation, on=clock.today())
    if version is None:
        return Standing(
            done=False,
            sentence=Text(
                is_="Engar fjárhæðir eru í gildi.",
                en="No amounts are in force.",
                pl="Nie obowiązują żadne kwoty.",
            ),
        )
    content: FinancialAidParameters = version.content
    left = [one.sentence for one in content.missing()]
    if left:
        return Standing(done=False, sentence=left[0])
    title = content.amounts_source.title if content.amounts_source else "–"
    return done_by(
        version,
        Text(
            is_=f"Fjárhæðir eru í gildi. Heimild: {title}.",
            en=f"Amounts are in force. Source: {title}.",
            pl=f"Kwoty obowiązują. Źródło: {title}.",
        ),
    )


RATES = register(
    AdoptionStep(
        key="rates",
        title=Text(is_="Fjárhæðir og reglur", en="Amounts and rules", pl="Kwoty i zasady"),
        help=Text(
            is_="Fjárhæðirnar eins og sveitarstjórn samþykkti þær, hvar þær eru birtar og hvar reglurnar eru.",
            en="The amounts as the council approved them, where they are published and where the rules are.",
            pl="Kwoty zatwierdzone przez radę, gdzie je opublikowano i gdzie są zasady.",
        ),
        phase=Phase.READY,
        place=30,
        standing=_standing,
        page="parameters",
        applies=lambda offering: offering == KEY,
    )
)
register_adoption_form(RATES.key, AdoptionForm(make=_form, save=_save))
