"""The process of nursing-home placement as a declaration, to prove that the engine has a word for all of it.

The table of nursing-home chapter 3: the municipality (the handling office), the assessment committee and the home act in
turn. Enquiry and draft come before there is a case. What the reference marks as unverified or assumed is so here too.
"""

from __future__ import annotations

from datetime import date, timedelta

from factories.proof_cases import APPLICANT, STAFF, SYSTEM, row, service, state, words
from samveita.engines.cases.declaring import Authority, Overlay, Process, Purpose, Timed, Waiting, Who
from samveita.engines.cases.models import Case
from samveita.iceland import clock
from samveita.iceland.clock import ICELAND
from samveita.iceland.periods import Period

COMMITTEE, HOME = "committee", "home"
TARGET_DAYS = 42
VALID_FOR = Period.months(12)
REPRESENTATIVE = frozenset({"representative"})
HANDLING = "submitted collecting info_requested assessing home_services_first"
ALIVE = f"{HANDLING} authority_check approved on_list suspended expiring nominated offered declined accepted"


def delay_day(case: Case) -> date | None:
    """The target day counted from receipt; none when it has passed, since the delay was told of then."""
    day = case.legal_date + timedelta(days=TARGET_DAYS)
    return day if day >= clock.today() else None


def valid_until(case: Case) -> date:
    """The last day of the assessment: counted from the day it was decided, as a validity (D6)."""
    decided = case.decisions.order_by("-number").first()
    return VALID_FOR.after(decided.decided_at.astimezone(ICELAND).date() if decided else clock.today())


DELAY = Timed(event="tell_of_delay", after=delay_day, legal_reference="37/1993 9. gr. 3. mgr.")
VALIDITY = Timed(
    event="confirm_expired",
    after=valid_until,
    is_validity=True,
    warning_days=(60, 30),
    legal_reference="466/2012 (óstaðfest)",
)

HOSPITAL = Overlay(
    key="hospital_waiting",
    label=words("Bíður á sjúkrahúsi"),
    initial="none",
    states=(
        state("none", "Ekki á sjúkrahúsi", Waiting.NOBODY),
        state(
            "waiting",
            "Bíður á sjúkrahúsi",
            timers=(
                Timed(
                    event="duty_to_assess",
                    after=Period.weeks(6),
                    legal_reference="125/1999 15. gr. 4. mgr.",
                ),
            ),
        ),
    ),
    transitions=(
        row("none", "admitted_to_hospital", "waiting"),
        row("waiting", "duty_to_assess", "=", SYSTEM, legal_reference="125/1999 15. gr. 4. mgr."),
        row("waiting", "left_hospital", "none"),
    ),
)
APPEALED = Overlay(
    key="appealed",
    label=words("Í kæru"),
    initial="none",
    states=(
        state("none", "Ekki í kæru", Waiting.NOBODY),
        state("appealed", "Í kæru hjá ráðuneyti", Waiting.NOBODY),
        state("upheld", "Staðfest", Waiting.NOBODY, is_open=False),
    ),
    transitions=(
        row(
            "none upheld",
            "appeal",
            "appealed",
            purpose=Purpose.EXTERNAL_APPEAL,
            legal_reference="37/1993 26. og 27. gr.",
        ),
        row("appealed", "ruling_upheld", "upheld", purpose=Purpose.EXTERNAL_UPHELD),
        row(
            "appealed",
            "ruling_annulled",
            "none",
            purpose=Purpose.EXTERNAL_OVERTURNED,
            then="take_up_again",
        ),
    ),
)

PROCESS = Process(
    version=1,
    initial="submitted",
    authorities=(
        Authority(key=COMMITTEE, label=words("Færni- og heilsumatsnefnd")),
        Authority(key=HOME, label=words("Hjúkrunarheimili")),
    ),
    overlays=(HOSPITAL, APPEALED),
    states=(
        state("submitted", "Móttekin", authority=COMMITTEE),
        state("authority_check", "Umboð kannað", Waiting.APPLICANT),
        state("collecting", "Gagnaöflun", authority=COMMITTEE, timers=(DELAY,)),
        state(
            "info_requested", "Vantar upplýsingar", Waiting.APPLICANT, authority=COMMITTEE, stops_clock=True
        ),
        state("assessing", "Í mati", authority=COMMITTEE, timers=(DELAY,)),
        state("home_services_first", "Önnur úrræði fyrst", authority=COMMITTEE),
        state("refused", "Synjað", Waiting.NOBODY, is_open=False, authority=COMMITTEE),
        state("approved", "Samþykkt mat", authority=COMMITTEE),
        state("on_list", "Á biðlista", authority=COMMITTEE, timers=(VALIDITY,)),
        state(
            "suspended",
            "Í bið að ósk",
            Waiting.APPLICANT,
            authority=COMMITTEE,
            timers=(Timed(event="review_wish", after=Period.months(3)),),
        ),
        state("expiring", "Mat að renna út", authority=COMMITTEE, timers=(VALIDITY,)),
        state("expired", "Mat útrunnið", Waiting.NOBODY, is_open=False),
        state("nominated", "Tilnefnd/ur í rými", authority=HOME),
        state("offered", "Boð um rými", Waiting.APPLICANT, authority=HOME),
        state("declined", "Afþakkað", authority=COMMITTEE),
        state("accepted", "Þegið", authority=HOME),
        state("admitted", "Flutt/ur inn", authority=HOME),
        state("left", "Flutt/ur út", Waiting.NOBODY, is_open=False),
        state("respite_approved", "Hvíldarinnlögn samþykkt", authority=HOME),
        state(
            "respite_running",
            "Í hvíldarinnlögn",
            authority=HOME,
            timers=(
                Timed(
                    event="end_respite",
                    after=Period.weeks(8),
                    is_validity=True,
                    warning_days=(7,),
                    legal_reference="125/1999 15. gr. 3. mgr.",
                ),
            ),
        ),
        state("removed", "Tekin/n af lista", Waiting.NOBODY, is_open=False),
        state("closed_incomplete", "Lokið án gagna", Waiting.NOBODY, is_open=False),
        state("closed", "Lokið", Waiting.NOBODY, is_open=False),
        state("deceased", "Andlát", Waiting.NOBODY, is_open=False),
    ),
    transitions=(
        row("submitted", "check_authority", "authority_check", letter="ask_for_mandate"),
        row(
            "authority_check",
            "show_mandate",
            "submitted",
            APPLICANT | frozenset({Who.PARTY}),
            roles=REPRESENTATIVE,
        ),
        row(
            "submitted",
            "collect",
            "collecting",
            letter="ask_for_information",
            legal_reference="37/1993 9. gr. 2. mgr.",
        ),
        row(
            "collecting",
            "request_info",
            "info_requested",
            purpose=Purpose.REQUEST_DATA,
            letter="data_request",
        ),
        row(
            "info_requested",
            "info_complete",
            "collecting",
            APPLICANT | SYSTEM,
            purpose=Purpose.DATA_COMPLETE,
        ),
        row("info_requested", "close_incomplete", "closed_incomplete"),
        row("collecting", "assess", "assessing", legal_reference="125/1999 15. gr. 2. mgr."),
        row(
            "collecting assessing",
            "tell_of_delay",
            "=",
            SYSTEM,
            letter="delay",
            legal_reference="37/1993 9. gr. 3. mgr.",
        ),
        row(
            "assessing",
            "approve",
            "approved",
            is_decision=True,
            letter="result",
            legal_reference="125/1999 15. gr. 2. mgr.",
        ),
        row(
            "assessing",
            "approve_respite",
            "respite_approved",
            is_decision=True,
            letter="respite",
            legal_reference="125/1999 15. gr. 3. mgr.",
        ),
        row(
            "assessing home_services_first",
            "refuse",
            "refused",
            is_decision=True,
            letter="refusal",
            legal_reference="37/1993 20.–22. gr.; 125/1999 15. gr. 2. mgr.",
        ),
        row(
            "assessing",
            "try_home_services",
            "home_services_first",
            purpose=Purpose.REQUEST_HEARING,
            letter="hearing",
            legal_reference="125/1999 15. gr. 2. mgr.; 37/1993 13. gr.",
        ),
        row("home_services_first", "assess_again", "assessing"),
        row("refused", "reopen", "assessing", purpose=Purpose.REOPEN, legal_reference="37/1993 24. gr."),
        row("refused", "take_up_again", "assessing", SYSTEM, legal_reference="37/1993 26. gr."),
        row("approved", "put_on_list", "on_list", letter="choice_of_homes"),
        row("on_list", "suspend", "suspended", APPLICANT | STAFF, letter="suspended"),
        row("suspended", "resume", "on_list", APPLICANT | STAFF),
        row("suspended", "review_wish", "=", SYSTEM, letter="review"),
        row("on_list", "start_renewal", "expiring", letter="renewal"),
        row("expiring", "renew", "assessing"),
        row(
            "on_list expiring", "confirm_expired", "expired", purpose=Purpose.CONFIRM_LAPSE, letter="expired"
        ),
        row("on_list", "remove", "removed", letter="removed"),
        row("on_list", "nominate", "nominated"),
        row("nominated", "not_chosen", "on_list"),
        row(
            "nominated",
            "offer",
            "offered",
            is_decision=True,
            letter="offer",
            legal_reference="125/1999 15. gr. 1. mgr.",
        ),
        row(
            "offered",
            "accept",
            "accepted",
            APPLICANT | frozenset({Who.PARTY}),
            roles=REPRESENTATIVE,
            letter="moving",
        ),
        row(
            "offered",
            "decline",
            "declined",
            APPLICANT | frozenset({Who.PARTY}),
            roles=REPRESENTATIVE,
            letter="declined",
        ),
        row("declined", "keep_on_list", "on_list"),
        row("declined", "remove_after_declining", "removed", letter="removed"),
        row("accepted", "move_in", "admitted", letter="moved_in"),
        row("admitted", "move_out", "left"),
        row("respite_approved", "begin_respite", "respite_running"),
        row("respite_running", "end_respite", "closed"),
        row(
            "submitted collecting authority_check", "withdraw", "closed", APPLICANT, purpose=Purpose.WITHDRAW
        ),
        row(ALIVE, "death_registered", "deceased", SYSTEM),
    ),
)
SERVICE = service("nursing_home_proof", PROCESS)
