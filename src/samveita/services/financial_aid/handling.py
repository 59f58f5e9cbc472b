"""How a case of financial aid is worked: the month it is for, first figures, the calculation, how it can be appealed.

Nothing is guessed: without published settings for the applied month the calculation refuses, and what a municipality has
left out of them is named in the words its administrator reads.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, cast

from samveita.engines.cases.declaring import Answers, AppealTerm, CannotPropose
from samveita.engines.cases.letters import submitted_answers
from samveita.engines.cases.models import Case
from samveita.engines.cases.settings import InternalAppealBody, settings_of
from samveita.engines.rulebook.calculation import Calculation
from samveita.engines.rulebook.central import WITHHOLDING_TAX
from samveita.engines.rulebook.parameters import ParameterError, ParameterSet
from samveita.engines.rulebook.published import nearest, parameters_in_force
from samveita.ground.identity.models import Person
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import with_predecessors
from samveita.iceland import clock
from samveita.iceland.legal_dates import deadline
from samveita.iceland.periods import Period
from samveita.iceland.texts import Text
from samveita.services.financial_aid.categories import category_of
from samveita.services.financial_aid.parameter_fields import KEY, PARAMETERS
from samveita.services.financial_aid.parameters import (
    AidTable,
    ChildrenAidMode,
    ExternalAppeal,
    FinancialAidParameters,
    HomeCircumstances,
)
from samveita.services.financial_aid.proposal import Facts, Settings, estimate_for_applicant, propose
from samveita.services.financial_aid.rules import AidInputError, Entry

NOT_FOR_CALCULATING = {"rules_url"}
"""Settings that letters need and the calculation does not."""
PREVIOUS_MONTH = "previous"
"""The answer of someone who applies for the month before."""
INCOME_MONTHS = ("this_month", "last_month", "month_before")
"""The months she can name income for, newest first."""

NO_SETTINGS = Text(
    is_="Sveitarfélagið hefur ekki birt fjárhæðir og reglur fyrir þennan mánuð.",
    en="The municipality has not published amounts and rules for this month.",
    pl="Gmina nie opublikowała kwot i zasad na ten miesiąc.",
)
SETTING_MISSING = Text(
    is_="Stillingar sveitarfélagsins duga ekki í útreikninginn. Þetta vantar: {missing}",
    en="The municipality's settings are not enough for the calculation. This is missing: {missing}",
    pl="Ustawienia gminy nie wystarczają do wyliczenia. Brakuje: {missing}",
)
TAX_UNKNOWN = Text(
    is_="Skatthlutföll eða persónuafsláttur þessa mánaðar eru ekki skráð í kerfið.",
    en="The tax rates or the personal tax credit of this month are not in the system.",
    pl="W systemie nie ma stawek podatkowych lub ulgi podatkowej na ten miesiąc.",
)
NO_CHILDREN_AID = Text(
    is_="Sveitarfélagið greiðir ekki styrk vegna barna með fjárhagsaðstoð. Hafðu reitinn auðan.",
    en="The municipality pays no aid for children with financial aid. Leave the field empty.",
    pl="Gmina nie wypłaca zasiłku na dzieci razem z pomocą finansową. Pozostaw pole puste.",
)
IMPOSSIBLE = Text(
    is_="Tölurnar ganga ekki upp. Farðu yfir þær.",
    en="The figures do not add up. Check them.",
    pl="Kwoty są niezgodne. Sprawdź je.",
)
ALREADY_APPLIED = Text(
    is_="Þú hefur þegar sótt um fyrir þennan mánuð. Þú finnur málið undir „Málin mín“.",
    en="You have already applied for this month. You find the case under “My cases”.",
    pl="Wniosek na ten miesiąc już został złożony. Sprawę znajdziesz w sekcji „Moje sprawy”.",
)

APPEAL_HERE = Text(
    is_="Ef þú sættir þig ekki við ákvörðunina geturðu skotið henni til {genitive}.",
    en="If you disagree with the decision you can appeal it within the municipality (to {name}).",
    pl="Jeśli nie zgadzasz się z decyzją, możesz odwołać się w gminie (do: {name}).",
)
APPEAL_OUTSIDE = Text(
    is_="Niðurstöðu sveitarfélagsins geturðu kært til {genitive}.",
    en="You can then appeal the municipality's conclusion to the Welfare Appeals Committee ({name}).",
    pl="Rozstrzygnięcie gminy możesz następnie zaskarżyć do komisji odwoławczej ({name}).",
)


def applied_month(case: Case) -> date:
    """Return the first day of the month applied for: that of the legal date, or the one before if she chose it."""
    return month_chosen(case.legal_date, submitted_answers(case).answers)


def month_chosen(received_on: date, answers: Answers) -> date:
    """Return the first day of the month that answers received on a day are for."""
    month = received_on.replace(day=1)
    return month_before(month) if answers.get("applied_month") == PREVIOUS_MONTH else month


def month_before(month: date) -> date:
    """Return the first day of the month before."""
    return (month - timedelta(days=1)).replace(day=1)


def parameters_on(municipality: Organisation, on: date) -> FinancialAidParameters | None:
    """Return the municipality's parameters on a day, or nothing."""
    held = nearest(PARAMETERS, on=on, municipality=municipality)
    return None if held is None else cast("FinancialAidParameters", held.document)


def may_choose_previous(municipality: Organisation, on: date) -> bool:
    """Tell whether one may still apply for the month before: until the day of the month the municipality has set."""
    parameters = parameters_on(municipality, on)
    return parameters is not None and on.day <= parameters.previous_month_days


def tax_in_force(month: date) -> ParameterSet:
    """Return the withholding tax and credit of a month: the association's published set over the one shipped."""
    return parameters_in_force(WITHHOLDING_TAX, on=month)


def settings_for(municipality: Organisation, month: date) -> Settings:
    """Return the municipality's settings in force in a month.

    Raises:
        CannotPropose: when none are published.
    """
    found = nearest(PARAMETERS, on=month, municipality=municipality)
    if found is None:
        raise CannotPropose(NO_SETTINGS)
    content = cast("FinancialAidParameters", found.document)
    return Settings(
        parameters=content, valid_from=found.valid_from, valid_to=found.valid_to, level=found.level
    )


def refuse_submission(person: Person, municipality: Organisation, answers: Answers) -> Text | None:
    """Say why this application may not be sent now, or nothing: one application a household and month (R11)."""
    wanted = month_chosen(clock.today(), answers)
    return ALREADY_APPLIED if wanted in _months_taken(person, municipality) else None


def already_applied(person: Person, municipality: Organisation) -> Text | None:
    """Say why this person may not begin an application now: every month she could choose is taken."""
    this_month = clock.today().replace(day=1)
    choices = {this_month}
    if may_choose_previous(municipality, clock.today()):
        choices.add(month_before(this_month))
    return ALREADY_APPLIED if choices <= _months_taken(person, municipality) else None


def _months_taken(person: Person, municipality: Organisation) -> set[date]:
    """Return the months this person has applied for lately; a withdrawn application does not count."""
    earliest = month_before(clock.today().replace(day=1))
    earlier: Iterable[Case] = (
        Case.objects.filter(
            service=KEY,
            person=person,
            municipality__in=with_predecessors(municipality),
            legal_date__gte=earliest,
        )
        .exclude(state="withdrawn")
        .select_related("submission", "office")
    )
    return {applied_month(case) for case in earlier}


def first_figures(_case: Case, answers: Answers) -> dict[str, Any]:
    """Return the figures the application itself suggests; the case worker changes any of them.

    Income is what she named for the month applied for, or for the newest month before it when she named none for that.
    """
    return {
        "home": answers.get("home", HomeCircumstances.UNKNOWN.value),
        "table": (AidTable.COHABITATION if answers.get("has_spouse") else AidTable.INDIVIDUAL).value,
        "income": income_named(answers),
        "credit_percent": answers.get("credit_percent", 0),
    }


def income_named(answers: Answers) -> int:
    """Return the income of the newest month for which she named any, kr.; months apart are never added together."""
    named = answers.get("incomes")
    entries = [one for one in named if isinstance(one, dict)] if isinstance(named, list) else []
    for month in INCOME_MONTHS:
        amounts = [int(one.get("amount") or 0) for one in entries if one.get("month") == month]
        if amounts:
            return sum(amounts)
    return 0


def propose_aid(case: Case, _answers: Answers, figures: Answers) -> Calculation:
    """Calculate what the municipality's rules give for a single person.

    Raises:
        CannotPropose: when settings or figures are missing or impossible.
    """
    month = applied_month(case)
    settings = settings_for(case.municipality, month)
    try:
        home = str(figures.get("home", HomeCircumstances.UNKNOWN.value))
        facts = Facts(
            applied_month=month,
            category=category_of(settings.parameters, home).code,
            table=AidTable(figures.get("table", AidTable.INDIVIDUAL.value)),
            income=_entries(figures.get("income"), ""),
            deductions=_entries(figures.get("deduction"), str(figures.get("deduction_reason", ""))),
            applicant_credit_percent=int(figures.get("credit_percent", 0)),
            children_aid=int(figures.get("children_aid") or 0),
            base_amount=figures.get("base_amount"),
            december_amount=figures.get("december_amount"),
        )
        if facts.children_aid and settings.parameters.children_aid is ChildrenAidMode.NONE:
            raise CannotPropose(NO_CHILDREN_AID)
        return propose(settings, facts, tax=tax_in_force(month))
    except ParameterError as error:
        raise CannotPropose(_what_is_missing(settings)) from error
    except (AidInputError, ValueError) as error:
        raise CannotPropose(IMPOSSIBLE) from error


def _what_is_missing(settings: Settings) -> Text:
    """Return what stands in the way of a calculation: what the municipality has not entered, else the year's tax."""
    lacking = [
        Text.from_dict(one.sentence.as_dict())
        for one in settings.parameters.missing()
        if one.field not in NOT_FOR_CALCULATING
    ]
    if not lacking:
        return TAX_UNKNOWN
    return Text(
        is_=SETTING_MISSING.is_.format(missing=" ".join(one.is_ for one in lacking)),
        en=SETTING_MISSING.en.format(missing=" ".join(one.en for one in lacking)),
        pl=SETTING_MISSING.pl.format(missing=" ".join(one.pl for one in lacking)),
    )


def _entries(amount: Any, description: str) -> tuple[Entry, ...]:
    return (Entry(int(amount), description),) if amount else ()


def estimate_aid(municipality: Organisation, home: str, *, uses_credit: bool) -> Calculation:
    """Estimate for someone who has not applied: the most she could get this month.

    Raises:
        CannotPropose: when the municipality's settings don't suffice.
    """
    month = clock.today().replace(day=1)
    settings = settings_for(municipality, month)
    try:
        category = category_of(settings.parameters, home).code
        return estimate_for_applicant(
            settings,
            applied_month=month,
            category=category,
            table=AidTable.INDIVIDUAL,
            uses_credit=uses_credit,
            tax=tax_in_force(month),
        )
    except ParameterError as error:
        raise CannotPropose(_what_is_missing(settings)) from error
    except ValueError as error:
        raise CannotPropose(IMPOSSIBLE) from error


def appeal_terms(case: Case, notified_on: date) -> tuple[AppealTerm, ...]:
    """Return how a decision is appealed when it was notified on a day; nothing while the settings are unknown.

    Both periods run from that day, as in the letter.
    """
    try:
        parameters = settings_for(case.municipality, applied_month(case)).parameters
    except CannotPropose:
        return ()
    internal, external = settings_of(case).internal_appeal, parameters.external_appeal
    terms = []
    if internal is not None:
        names = internal.name
        sentence = APPEAL_HERE.format(genitive=names.genitive, name=names.nominative)
        terms.append(_term(sentence, internal, notified_on, Period.weeks(internal.weeks)))
    sentence = APPEAL_OUTSIDE.format(genitive=external.genitive, name=external.name)
    terms.append(_term(sentence, external, notified_on, Period.months(external.months)))
    return tuple(terms)


def _term(
    sentence: Text, body: InternalAppealBody | ExternalAppeal, notified_on: date, period: Period
) -> AppealTerm:
    address = ", ".join(part for part in (body.address, body.email) if part)
    return AppealTerm(
        sentence=sentence, address=address, last_day=deadline(starts_on=notified_on, period=period)
    )
