"""How a case of financial aid is worked: first figures, the calculation from the municipality's own settings, the letter.

Nothing is guessed: without published settings for the applied month the calculation refuses, and what a municipality has
left out of them is named in the words its administrator reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from samveita.engines.cases.declaring import Answers, AppealTerm, CannotPropose, DecisionDraft, LetterContext
from samveita.engines.cases.models import Case
from samveita.engines.cases.process import CaseRefused
from samveita.engines.letters.data import AppealRoute, Recipient, Sender, Signature
from samveita.engines.letters.own_texts import texts_for
from samveita.engines.letters.render import render
from samveita.engines.letters.template import Letter, LetterTemplate
from samveita.engines.rulebook.calculation import Calculation
from samveita.engines.rulebook.central import WITHHOLDING_TAX
from samveita.engines.rulebook.parameters import ParameterError, ParameterSet
from samveita.engines.rulebook.published import nearest, parameters_in_force
from samveita.ground.identity.models import Person
from samveita.ground.identity.people import kennitala_of
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import with_predecessors
from samveita.iceland import clock
from samveita.iceland.legal_dates import deadline
from samveita.iceland.periods import Period
from samveita.iceland.texts import Text
from samveita.services.financial_aid.letters import (
    APPROVAL,
    REFUSAL,
    ApprovalData,
    RefusalData,
    appeal_step,
    table_lines,
)
from samveita.services.financial_aid.parameter_fields import KEY, PARAMETERS
from samveita.services.financial_aid.parameters import (
    AidTable,
    AppealBody,
    FinancialAidParameters,
    HomeCircumstances,
)
from samveita.services.financial_aid.proposal import Facts, Settings, estimate_for_applicant, propose
from samveita.services.financial_aid.rules import NO_AID_OVER_INCOME, AidInputError, Entry

NOT_FOR_CALCULATING = {"internal_appeal", "rules_url"}
"""Settings that letters need and the calculation does not."""
CASE_WORKER = "ráðgjafi"

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
NO_APPEAL_BODY = Text(
    is_="Stjórnandi þarf að skrá hver tekur við áfrýjun innan sveitarfélagsins og hvert á að senda hana.",
    en="An administrator has to enter who hears an appeal within the municipality and where to send it.",
    pl="Administrator musi podać, kto w gminie rozpatruje odwołania i dokąd je wysłać.",
)
NO_RULES = Text(
    is_="Stjórnandi þarf að skrá slóð á reglur sveitarfélagsins um fjárhagsaðstoð áður en hægt er að synja.",
    en="An administrator has to enter the address of the municipality's rules on financial aid before you can refuse.",
    pl="Zanim będzie można odmówić, administrator musi podać adres zasad gminy dotyczących pomocy finansowej.",
)
OVER_INCOME = Text(
    is_="Tekjurnar eru ekki lægri en grunnfjárhæðin. Það er ekki hægt að samþykkja, en þú getur synjað með rökum.",
    en="Income is not below the base amount. This can't be approved, but it can be refused with reasons.",
    pl="Dochód nie jest niższy od kwoty bazowej. Nie można przyznać pomocy, można odmówić z uzasadnieniem.",
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
    """Return the first day of the month applied for: the month of the legal date."""
    return case.legal_date.replace(day=1)


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


def refuse_submission(person: Person, municipality: Organisation, _answers: Answers) -> Text | None:
    """Say why this application may not be sent now, or nothing."""
    return already_applied(person, municipality)


def already_applied(person: Person, municipality: Organisation) -> Text | None:
    """Say why this person may not apply now: one application a household and month (R11), as far as one person goes.

    A withdrawn application does not count; one decided or still in hand does.
    """
    month = clock.today().replace(day=1)
    earlier = Case.objects.filter(
        service=KEY,
        person=person,
        municipality__in=with_predecessors(municipality),
        legal_date__gte=month,
    )
    return ALREADY_APPLIED if earlier.exclude(state="withdrawn").exists() else None


def first_figures(_case: Case, answers: Answers) -> dict[str, Any]:
    """Return the figures the application itself suggests."""
    return {
        "home": answers.get("home", HomeCircumstances.UNKNOWN.value),
        "income": answers.get("income", 0),
        "credit_percent": answers.get("credit_percent", 0),
    }


def propose_aid(case: Case, _answers: Answers, figures: Answers) -> Calculation:
    """Calculate what the municipality's rules give for a single person.

    Raises:
        CannotPropose: when settings or figures are missing or impossible.
    """
    month = applied_month(case)
    settings = settings_for(case.municipality, month)
    try:
        circumstances = HomeCircumstances(figures.get("home", HomeCircumstances.UNKNOWN.value))
        facts = Facts(
            applied_month=month,
            category=settings.parameters.category_for(circumstances).code,
            table=AidTable.INDIVIDUAL,
            income=_entries(figures.get("income"), ""),
            deductions=_entries(figures.get("deduction"), str(figures.get("deduction_reason", ""))),
            applicant_credit_percent=int(figures.get("credit_percent", 0)),
        )
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
        category = settings.parameters.category_for(HomeCircumstances(home)).code
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


def compose(context: LetterContext) -> Letter:
    """Render the letter of a decision in Icelandic, with a reading aid in the language she applied in.

    Raises:
        CannotPropose: when no settings are published for the month.
        CaseRefused: when approval is tried and there is nothing to pay, or the settings lack what the letter must say.
    """
    case, answers, draft = context.case, context.answers, context.draft
    if draft is None:
        raise ValueError("the letter of a decision needs the decision")
    settings = settings_for(case.municipality, applied_month(case))
    common = {
        "sender": _sender(case),
        "recipient": _recipient(case, answers),
        "dated": draft.decided_on,
        "case_number": case.number,
        "signature": Signature(name=draft.signed_by, title=CASE_WORKER),
        "appeal": _appeal(settings.parameters, draft.decided_on),
        "applied_month": applied_month(case),
    }
    if draft.event == "approve":
        lines = table_lines(_granted(draft.calculation))
        approval = ApprovalData(
            **common,
            lines=lines,
            payable=lines[-1].amount,
            pay_day=date.fromisoformat(str(draft.reasons["pay_day"])),
            account_ending=str(answers["account"])[-4:],
        )
        return render(APPROVAL, approval, language=draft.language, texts=_own_texts(APPROVAL, case, draft))
    if not settings.parameters.rules_url:
        raise CaseRefused(NO_RULES)
    refusal = RefusalData(
        **common,
        facts=tuple(line for line in str(draft.reasons["facts"]).splitlines() if line.strip()),
        lines=() if draft.calculation is None else table_lines(draft.calculation),
        rule_article=str(draft.reasons["rule_article"]),
        rules_url=settings.parameters.rules_url,
        assessment=str(draft.reasons["assessment"]),
    )
    return render(REFUSAL, refusal, language=draft.language, texts=_own_texts(REFUSAL, case, draft))


def _own_texts(template: LetterTemplate, case: Case, draft: DecisionDraft) -> Mapping[str, str]:
    return texts_for(template, organisation=case.municipality, on=draft.decided_on)


def _granted(calculation: Calculation | None) -> Calculation:
    """Return a calculation that gives something to pay.

    Raises:
        CaseRefused: when it doesn't.
    """
    if calculation is None or calculation.outcome == NO_AID_OVER_INCOME:
        raise CaseRefused(OVER_INCOME)
    return calculation


def appeal_terms(case: Case, notified_on: date) -> tuple[AppealTerm, ...]:
    """Return how a decision is appealed when it was notified on a day; nothing while the settings are unknown.

    Both periods run from that day, as in the letter.
    """
    try:
        parameters = settings_for(case.municipality, applied_month(case)).parameters
    except CannotPropose:
        return ()
    internal, external = parameters.internal_appeal, parameters.external_appeal
    terms = []
    if internal is not None:
        sentence = APPEAL_HERE.format(genitive=internal.genitive, name=internal.name)
        terms.append(_term(sentence, internal, notified_on, Period.weeks(internal.weeks)))
    sentence = APPEAL_OUTSIDE.format(genitive=external.genitive, name=external.name)
    terms.append(_term(sentence, external, notified_on, Period.months(external.months)))
    return tuple(terms)


def _term(sentence: Text, body: AppealBody, notified_on: date, period: Period) -> AppealTerm:
    address = ", ".join(part for part in (body.address, body.email) if part)
    return AppealTerm(
        sentence=sentence, address=address, last_day=deadline(starts_on=notified_on, period=period)
    )


def _sender(case: Case) -> Sender:
    contact, names = case.municipality.contact, case.municipality.names
    address = [contact.address, f"{contact.postcode} {contact.place}".strip()]
    return Sender(
        name=names.official.nominative,
        office="" if case.office == case.municipality else case.office.names.official.nominative,
        place=names.short.dative,
        address=tuple(line for line in address if line),
        contact=tuple(line for line in (contact.phone, contact.email) if line),
    )


def _recipient(case: Case, answers: Answers) -> Recipient:
    domicile = str(answers.get("domicile", ""))
    return Recipient(
        name=case.person.name,
        address=tuple(line.strip() for line in domicile.split(",") if line.strip()),
        kennitala=kennitala_of(case.person).formatted,
    )


def _appeal(parameters: FinancialAidParameters, decided_on: date) -> AppealRoute:
    internal, external = parameters.internal_appeal, parameters.external_appeal
    if internal is None or not (internal.address or internal.email):
        raise CaseRefused(NO_APPEAL_BODY)
    return AppealRoute(
        internal=appeal_step(
            genitive=internal.genitive,
            address=internal.address,
            email=internal.email,
            period=internal.weeks,
            last_day=deadline(starts_on=decided_on, period=Period.weeks(internal.weeks)).date,
        ),
        external=appeal_step(
            genitive=external.genitive,
            address=external.address,
            email=external.email,
            period=external.months,
            last_day=deadline(starts_on=decided_on, period=Period.months(external.months)).date,
        ),
    )
