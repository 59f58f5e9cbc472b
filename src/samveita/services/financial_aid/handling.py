"""How a case of financial aid is worked: the month it is for, first figures, the calculation, how it can be appealed.

Nothing is guessed: without published settings for the applied month the calculation refuses, and what a municipality has
left out of them is named in the words its administrator reads.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import cast

from django.urls import reverse

from samveita.engines.cases.declaring import Answers, AppealTerm, CannotPropose, OneAtATime
from samveita.engines.cases.holding import held_by
from samveita.engines.cases.letters import submitted_answers
from samveita.engines.cases.models import Case
from samveita.engines.cases.settings import InternalAppealBody, settings_of
from samveita.engines.forms.registry import HelpPlace
from samveita.engines.rulebook.central import WITHHOLDING_TAX
from samveita.engines.rulebook.parameters import ParameterSet
from samveita.engines.rulebook.published import nearest, parameters_in_force
from samveita.ground.identity.models import Person
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import successor_of
from samveita.iceland import clock
from samveita.iceland.legal_dates import deadline
from samveita.iceland.periods import Period
from samveita.iceland.texts import Text
from samveita.services.financial_aid.parameter_fields import KEY, PARAMETERS
from samveita.services.financial_aid.parameters import (
    ExternalAppeal,
    FinancialAidParameters,
)
from samveita.services.financial_aid.proposal import Settings

NOT_FOR_CALCULATING = {"rules_url"}
"""Settings that letters need and the calculation does not."""
PREVIOUS_MONTH = "previous"
"""The answer of someone who applies for the month before."""

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
IMPOSSIBLE = Text(
    is_="Tölurnar ganga ekki upp. Farðu yfir þær.",
    en="The figures do not add up. Check them.",
    pl="Kwoty są niezgodne. Sprawdź je.",
)
ALREADY_APPLIED = Text(
    is_="Þú eða maki þinn hafið þegar sótt um fyrir þennan mánuð. Þú finnur málið undir „Málin mín“.",
    en="You or your spouse have already applied for this month. You find the case under “My cases”.",
    pl="Ty lub Twój małżonek złożyliście już wniosek na ten miesiąc. Sprawę znajdziesz w sekcji „Moje sprawy”.",
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


def service_centres(municipality: Organisation, on: date) -> tuple[HelpPlace, ...]:
    """Return the municipality's service centres with the postal codes each of them serves."""
    parameters = parameters_on(municipality, on)
    centres = parameters.service_centres if parameters else ()
    return tuple(HelpPlace(one.name, one.postcodes, one.address, one.phone, one.url) for one in centres)


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


def already_applied(person: Person, municipality: Organisation) -> Text | None:
    """Say why this person may not begin an application now: she, or a spouse with her, holds every month to choose."""
    this_month = clock.today().replace(day=1)
    choices = {month_code(this_month)}
    if may_choose_previous(municipality, clock.today()):
        choices.add(month_code(month_before(this_month)))
    return (
        ALREADY_APPLIED if choices <= set(held_by(person, service=KEY, municipality=municipality)) else None
    )


def case_held(person: Person, municipality: Organisation) -> str | None:
    """Return the address of the case she has for this month, when she can't apply for any other (R13)."""
    if already_applied(person, municipality) is None:
        return None
    held = held_by(person, service=KEY, municipality=municipality)
    case = held[max(held)]
    return reverse("cases:case", args=[successor_of(case.municipality).slug, case.uid])


def month_code(month: date) -> str:
    """Return a month as holds keep it (R11): ``2026-12``."""
    return month.strftime("%Y-%m")


ONE_A_MONTH = OneAtATime(
    period=lambda received_on, answers: month_code(month_chosen(received_on, answers)),
    refusal=ALREADY_APPLIED,
)
"""A household applies once for a month (R11)."""


def what_is_missing(settings: Settings) -> Text:
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
    is_internal = isinstance(body, InternalAppealBody)
    return AppealTerm(
        sentence=sentence,
        name=body.name.nominative if isinstance(body, InternalAppealBody) else body.name,
        genitive=body.name.genitive if isinstance(body, InternalAppealBody) else body.genitive,
        address=address,
        last_day=deadline(starts_on=notified_on, period=period),
        is_internal=is_internal,
    )
