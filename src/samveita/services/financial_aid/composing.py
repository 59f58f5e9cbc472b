"""The letters of financial aid, written from a case: each says its real dates and amounts or is not written at all.

The words stand in the templates (``letters``). Who hears an appeal within the municipality comes from how its cases are
handled (``cases.settings``), the outside committee and the rules from its parameters.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from samveita.engines.cases.appealing import content_of
from samveita.engines.cases.declaring import Answers, CannotPropose, CaseLetter, LetterContext
from samveita.engines.cases.delaying import DELAY as DELAY_EVENT
from samveita.engines.cases.envelopes import address_of, envelope_of, rendered
from samveita.engines.cases.hearings import text_of
from samveita.engines.cases.models import Appeal, Case, DataRequest, Hearing, ItemState
from samveita.engines.cases.printed import appeal_step, table_lines
from samveita.engines.cases.process import CaseRefused
from samveita.engines.cases.recording import reasons_of
from samveita.engines.cases.settings import settings_of
from samveita.engines.cases.written import DataItemText, DataRequestText
from samveita.engines.letters.data import AppealRoute, AppealStep
from samveita.engines.letters.template import Letter, LetterTemplate
from samveita.engines.rulebook.calculation import Calculation
from samveita.ground.vault.encryption import open_document
from samveita.iceland.legal_dates import deadline
from samveita.iceland.periods import Period
from samveita.iceland.texts import Text
from samveita.services.financial_aid.handling import applied_month, settings_for
from samveita.services.financial_aid.letters import (
    APPEAL_OUTCOME,
    APPROVAL,
    DATA_NEEDED,
    DELAY,
    HEARING,
    RECEIPT,
    REFUSAL,
    REMINDER,
    REOPENING,
    AppealOutcomeData,
    ApprovalData,
    DataNeededData,
    DelayData,
    HearingData,
    ReceiptData,
    RefusalData,
    RefusedPart,
    ReopeningData,
    WantedItem,
)
from samveita.services.financial_aid.parameters import ChildrenAidMode, FinancialAidParameters
from samveita.services.financial_aid.paying import first_reasons
from samveita.services.financial_aid.process import GRANTING
from samveita.services.financial_aid.rules import NO_AID_OVER_INCOME

CASE_WORKER = "ráðgjafi"
APPROVE, REOPEN = "approve", "reopen"

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
NOT_HEARD = Text(
    is_="Hvorki hefur verið beðið um gögn né gefinn kostur á andmælum. Gerðu það fyrst, eða skrifaðu hvers vegna þess "
    "þurfti ekki.",
    en="Neither documents have been asked for nor a hearing given. Do that first, or write why it wasn't needed.",
    pl="Nie poproszono o dokumenty ani nie umożliwiono wypowiedzenia się. Zrób to najpierw albo napisz, dlaczego nie "
    "było to potrzebne.",
)
OVER_INCOME = Text(
    is_="Tekjurnar eru ekki lægri en grunnfjárhæðin. Það er ekki hægt að samþykkja, en þú getur synjað með rökum.",
    en="Income is not below the base amount. This can't be approved, but it can be refused with reasons.",
    pl="Dochód nie jest niższy od kwoty bazowej. Nie można przyznać pomocy, można odmówić z uzasadnieniem.",
)
CHILDREN_AID_OPEN = Text(
    is_="Skráðu styrk vegna barna í tölurnar áður en þú samþykkir. Núll þýðir að hann er ekki greiddur.",
    en="Enter the aid for children among the figures before you approve. Zero means that none is paid.",
    pl="Przed przyznaniem wpisz zasiłek na dzieci wśród danych. Zero oznacza, że nie jest wypłacany.",
)
PAY_DAY_UNEXPLAINED = Text(
    is_="Skrifaðu hvers vegna greitt er á öðrum degi en reglur sveitarfélagsins segja, eða hafðu reitinn auðan.",
    en="Write why it is paid on another day than the municipality's rules say, or leave the field empty.",
    pl="Napisz, dlaczego wypłata nastąpi w innym dniu niż według zasad gminy, albo pozostaw pole puste.",
)
NOTHING_TO_TELL = Text(
    is_="Ekkert er til að segja frá í bréfinu.",
    en="There is nothing for the letter to tell.",
    pl="Nie ma o czym napisać w piśmie.",
)

DECISION_TITLE = Text(
    is_="Ákvörðun um fjárhagsaðstoð", en="Decision on financial aid", pl="Decyzja w sprawie pomocy finansowej"
)


def decision(context: LetterContext) -> Letter:
    """Write the letter of a decision in Icelandic, with a reading aid in the language she applied in.

    Raises:
        CannotPropose: when no settings are published for the month.
        CaseRefused: when approval is tried and there is nothing to pay, nobody was heard before a refusal, or the settings
            lack what the letter must say.
    """
    if context.draft is None:
        raise ValueError("the letter of a decision needs the decision")
    return _approval(context) if context.event in GRANTING else _refusal(context)


def _approval(context: LetterContext) -> Letter:
    case, draft = context.case, context.draft
    assert draft is not None
    parameters = _parameters(case)
    calculation = _granted(draft.calculation)
    if _children_aid_is_open(parameters, context):
        raise CaseRefused(CHILDREN_AID_OPEN)
    lines, reasons = table_lines(calculation), draft.reasons
    if _is_another_day(case, reasons):
        raise CaseRefused(PAY_DAY_UNEXPLAINED)
    refused_part = None
    if context.event == "approve_in_part":
        refused_part = RefusedPart(
            what=str(reasons["refused"]),
            facts=_paragraphs(str(reasons["facts"])),
            rule_article=str(reasons["rule_article"]),
        )
    data = ApprovalData(
        **envelope(context),
        appeal=_appeal(case, parameters, context.dated),
        lines=lines,
        payable=lines[-1].amount,
        pay_day=date.fromisoformat(str(reasons["pay_day"])),
        account_ending=str(context.answers.get("account", ""))[-4:],
        refused_part=refused_part,
    )
    return rendered(APPROVAL, data, context)


def _is_another_day(case: Case, reasons: Answers) -> bool:
    """Tell whether another pay day than the rules give was chosen without saying why."""
    by_rule = first_reasons(case, APPROVE).get("pay_day")
    return reasons.get("pay_day") != by_rule and not str(reasons.get("pay_day_reason", "")).strip()


def _refusal(context: LetterContext) -> Letter:
    case, draft = context.case, context.draft
    assert draft is not None
    parameters, reasons = _parameters(case), draft.reasons
    appeal = _appeal(case, parameters, context.dated)
    if not parameters.rules_url:
        raise CaseRefused(NO_RULES)
    if not (str(reasons.get("hearing_note", "")).strip() or was_heard(case)):
        raise CaseRefused(NOT_HEARD)
    data = RefusalData(
        **envelope(context),
        appeal=appeal,
        facts=_paragraphs(str(reasons["facts"])),
        lines=() if draft.calculation is None else table_lines(draft.calculation),
        rule_article=str(reasons["rule_article"]),
        rules_url=parameters.rules_url,
        assessment=str(reasons["assessment"]),
    )
    return rendered(REFUSAL, data, context)


def was_heard(case: Case) -> bool:
    """Tell whether she was asked for data or given a hearing in this case."""
    asked = DataRequest.objects.filter(case=case).exists()
    return asked or Hearing.objects.filter(case=case).exists()


def receipt(context: LetterContext) -> Letter:
    """Write that the application has come, its number, and when an answer is aimed for."""
    due = context.case.due_on
    if due is None:
        raise CaseRefused(NOTHING_TO_TELL)
    data = ReceiptData(**envelope(context), answer_by=due, case_url=address_of(context.case))
    return rendered(RECEIPT, data, context)


def data_needed(context: LetterContext) -> Letter:
    """Write what is missing and why, by when and how; the subject is the request's uid."""
    return _wanted(DATA_NEEDED, context)


def reminder(context: LetterContext) -> Letter:
    """Write once more what is still missing."""
    return _wanted(REMINDER, context)


def _wanted(template: LetterTemplate, context: LetterContext) -> Letter:
    case = context.case
    request = DataRequest.objects.get(uid=context.subject, case=case)
    content = open_document(case.office, DataRequestText, request.content, about=str(request.uid))
    items = []
    for item in request.items.filter(state=ItemState.WAITING).order_by("number"):
        words = open_document(case.office, DataItemText, item.content, about=str(item.uid))
        items.append(WantedItem(what=words.what.is_, why=words.why.is_, is_required=item.is_required))
    if not items:
        raise CaseRefused(NOTHING_TO_TELL)
    data = DataNeededData(
        **envelope(context, signed_by=content.signed),
        items=tuple(items),
        due_on=request.due_on,
        note=content.text,
        case_url=address_of(case),
    )
    return rendered(template, data, context)


def hearing(context: LetterContext) -> Letter:
    """Write what is proposed against her and by when she may comment; the subject is the hearing's uid."""
    case = context.case
    held = Hearing.objects.get(uid=context.subject, case=case)
    said = text_of(held, case)
    data = HearingData(
        **envelope(context, signed_by=said.signed),
        ground=said.ground,
        facts=_paragraphs(said.facts),
        rule_article=said.rule_article,
        due_on=held.due_on,
        case_url=address_of(case),
    )
    return rendered(HEARING, data, context)


def delay(context: LetterContext) -> Letter:
    """Write why the answer is late and when it can be expected."""
    case = context.case
    if case.due_on is None:
        raise CaseRefused(NOTHING_TO_TELL)
    data = DelayData(
        **envelope(context),
        reason=_reason(case, DELAY_EVENT),
        answer_by=case.due_on,
        case_url=address_of(case),
    )
    return rendered(DELAY, data, context)


def reopening(context: LetterContext) -> Letter:
    """Write that the case is taken up again, and why."""
    case = context.case
    data = ReopeningData(**envelope(context), reason=_reason(case, REOPEN), case_url=address_of(case))
    return rendered(REOPENING, data, context)


def appeal_outcome(context: LetterContext) -> Letter:
    """Write how her appeal within the municipality ended; the outside committee's time runs from this letter."""
    case, parameters = context.case, _parameters(context.case)
    settled = Appeal.objects.filter(case=case).exclude(settled_on=None).order_by("-settled_on", "-pk").first()
    body = settings_of(case).internal_appeal
    if settled is None:
        raise CaseRefused(NOTHING_TO_TELL)
    if body is None:
        raise CaseRefused(NO_APPEAL_BODY)
    data = AppealOutcomeData(
        **envelope(context),
        body_genitive=body.name.genitive,
        is_upheld=bool(settled.is_upheld),
        outcome=_paragraphs(content_of(settled).outcome),
        external=_outside(parameters, context.dated),
        case_url=address_of(case),
    )
    return rendered(APPEAL_OUTCOME, data, context)


LETTERS = {
    RECEIPT.key: CaseLetter(compose=receipt, title=RECEIPT.name, mailbox_type="Umsókn móttekin"),
    DATA_NEEDED.key: CaseLetter(compose=data_needed, title=DATA_NEEDED.name, mailbox_type="Beiðni um gögn"),
    REMINDER.key: CaseLetter(compose=reminder, title=REMINDER.name, mailbox_type="Áminning"),
    HEARING.key: CaseLetter(compose=hearing, title=HEARING.name, mailbox_type="Andmælabréf"),
    APPROVAL.key: CaseLetter(compose=decision, title=DECISION_TITLE),
    REFUSAL.key: CaseLetter(compose=decision, title=DECISION_TITLE),
    DELAY.key: CaseLetter(compose=delay, title=DELAY.name, mailbox_type="Tilkynning"),
    REOPENING.key: CaseLetter(compose=reopening, title=REOPENING.name, mailbox_type="Tilkynning"),
    APPEAL_OUTCOME.key: CaseLetter(compose=appeal_outcome, title=APPEAL_OUTCOME.name),
}
"""By key, how each letter of a case is written."""


def envelope(context: LetterContext, *, signed_by: str = "") -> dict[str, Any]:
    """Return what every letter of financial aid begins with: from whom, to whom, when, and for which month."""
    begun = envelope_of(context, title=CASE_WORKER, signed_by=signed_by)
    return {**begun, "applied_month": applied_month(context.case)}


def _parameters(case: Case) -> FinancialAidParameters:
    return settings_for(case.municipality, applied_month(case)).parameters


def _granted(calculation: Calculation | None) -> Calculation:
    """Return a calculation that gives something to pay.

    Raises:
        CaseRefused: when it doesn't.
    """
    if calculation is None or calculation.outcome == NO_AID_OVER_INCOME:
        raise CaseRefused(OVER_INCOME)
    return calculation


def _children_aid_is_open(parameters: FinancialAidParameters, context: LetterContext) -> bool:
    draft = context.draft
    is_entered = draft is not None and draft.figures.get("children_aid") is not None
    uses_it = parameters.children_aid is ChildrenAidMode.CASE_WORKER
    return uses_it and context.answers.get("has_children") is True and not is_entered


def _appeal(case: Case, parameters: FinancialAidParameters, dated: date) -> AppealRoute:
    body = settings_of(case).internal_appeal
    if body is None or not (body.address or body.email):
        raise CaseRefused(NO_APPEAL_BODY)
    return AppealRoute(
        internal=appeal_step(
            genitive=body.name.genitive,
            address=body.address,
            email=body.email,
            period=body.weeks,
            last_day=deadline(starts_on=dated, period=Period.weeks(body.weeks)).date,
        ),
        external=_outside(parameters, dated),
    )


def _outside(parameters: FinancialAidParameters, dated: date) -> AppealStep:
    external = parameters.external_appeal
    return appeal_step(
        genitive=external.genitive,
        address=external.address,
        email=external.email,
        period=external.months,
        last_day=deadline(starts_on=dated, period=Period.months(external.months)).date,
    )


def _reason(case: Case, event: str) -> str:
    """Return why staff took a step, newest first.

    Raises:
        CannotPropose: when nothing was written.
    """
    for kept, words in reasons_of(case):
        if kept.event == event:
            return words
    raise CannotPropose(NOTHING_TO_TELL)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line.strip())
