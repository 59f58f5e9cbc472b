"""The processes of building permits as declarations, to prove that the engine has a word for all of them.

The tables of building-permit chapters 4.1 (application) and 4.2 (notification). A draft comes before there is a case.
"""

from __future__ import annotations

from factories.proof_cases import APPLICANT, SYSTEM, row, service, state, words
from samveita.engines.cases.declaring import Authority, Overlay, Process, Purpose, Timed, Waiting, Who
from samveita.engines.cases.models import Case
from samveita.engines.cases.terms import last_day_of
from samveita.iceland.periods import Period
from samveita.iceland.texts import Text

PARTY = frozenset({Who.PARTY})
PLANNING = "planning"
OPINIONS_OUT = words("Umsagnir eru ókomnar.")
NOT_A_YEAR = words("Framkvæmdir hafa ekki legið niðri í eitt ár.")


def no_opinion_is_out(case: Case) -> Text | None:
    """A case is not ready to be decided while an opinion is awaited."""
    return OPINIONS_OUT if case.tracks.filter(key="opinion", state="asked").exists() else None


def has_stood_a_year(case: Case) -> Text | None:
    """A permit is revoked for a stop only after a year (160/2010 art. 14)."""
    return NOT_A_YEAR if last_day_of(case, "year_has_passed") is not None else None


OPINION = Overlay(
    key="opinion",
    label=words("Umsögn"),
    several=True,
    initial="not_asked",
    states=(
        state("not_asked", "Ekki óskað", Waiting.NOBODY),
        state(
            "asked",
            "Í umsögn",
            Waiting.NOBODY,
            timers=(
                Timed(
                    event="remind_opinion", after=Period.days(21), legal_reference="37/1993 9. gr. 2. mgr."
                ),
            ),
        ),
        state("given", "Umsögn komin", Waiting.NOBODY, is_open=False),
    ),
    transitions=(
        row("not_asked given", "ask_opinion", "asked", legal_reference="37/1993 9. gr. 2. mgr."),
        row("asked", "remind_opinion", "=", SYSTEM),
        row("asked", "enter_opinion", "given"),
        row("asked", "give_opinion", "given", PARTY, roles=frozenset({"opinion_giver"})),
    ),
)
APPEALED = Overlay(
    key="appealed",
    label=words("Í kæru hjá ÚUA"),
    initial="none",
    states=(
        state("none", "Ekki í kæru", Waiting.NOBODY),
        state("appealed", "Í kæru", Waiting.NOBODY),
        state("upheld", "Staðfest", Waiting.NOBODY, is_open=False),
    ),
    transitions=(
        row(
            "none upheld",
            "appeal",
            "appealed",
            purpose=Purpose.EXTERNAL_APPEAL,
            legal_reference="160/2010 59. gr.; 130/2011 4. og 5. gr.",
        ),
        row("appealed", "uphold", "upheld", purpose=Purpose.EXTERNAL_UPHELD),
        row("appealed", "annul", "none", purpose=Purpose.EXTERNAL_OVERTURNED, then="take_up_again"),
    ),
)
ENFORCEMENT = Overlay(
    key="enforcement",
    label=words("Þvingunarúrræði"),
    initial="none",
    states=(
        state("none", "Engin", Waiting.NOBODY),
        state("hearing", "Andmæli", Waiting.APPLICANT),
        state("daily_fines", "Dagsektir", Waiting.NOBODY),
        state("closed", "Lokið", Waiting.NOBODY, is_open=False),
    ),
    transitions=(
        row(
            "none closed",
            "announce",
            "hearing",
            letter="enforcement_hearing",
            legal_reference="37/1993 13. gr.",
        ),
        row(
            "hearing", "impose_fines", "daily_fines", letter="daily_fines", legal_reference="160/2010 56. gr."
        ),
        row("hearing daily_fines", "end_enforcement", "closed"),
    ),
)

BEFORE_DECISION = (
    "received screening info_requested in_review at_planning consultation_review for_decision postponed"
)
PROCESS = Process(
    version=1,
    initial="awaiting_signatures",
    authorities=(Authority(key=PLANNING, label=words("Skipulagsfulltrúi")),),
    overlays=(OPINION, APPEALED, ENFORCEMENT),
    states=(
        state(
            "awaiting_signatures",
            "Bíður staðfestingar",
            Waiting.APPLICANT,
            timers=(
                Timed(
                    event="signatures_missing",
                    after=Period.days(180),
                    reminders=(7, 14),
                    reminder_event="remind_signatures",
                ),
            ),
        ),
        state("received", "Móttekin"),
        state("screening", "Forskoðun gagna"),
        state("info_requested", "Vantar gögn", Waiting.APPLICANT, stops_clock=True),
        state("in_review", "Í yfirferð"),
        state("at_planning", "Hjá skipulagsfulltrúa", authority=PLANNING),
        state(
            "neighbour_consultation",
            "Í grenndarkynningu",
            Waiting.NOBODY,
            authority=PLANNING,
            timers=(
                Timed(
                    event="close_consultation",
                    after=Period.weeks(4),
                    legal_reference="123/2010 44. gr.",
                ),
            ),
        ),
        state("consultation_review", "Unnið úr athugasemdum", authority=PLANNING),
        state("for_decision", "Til afgreiðslu"),
        state("postponed", "Frestað"),
        state(
            "plans_approved",
            "Byggingaráform samþykkt",
            Waiting.APPLICANT,
            timers=(
                Timed(
                    event="confirm_approval_lapsed",
                    after=Period.years(2),
                    is_validity=True,
                    legal_reference="112/2012 gr. 2.4.2 (óstaðfest)",
                ),
            ),
        ),
        state("limited_permit", "Takmarkað leyfi", Waiting.APPLICANT),
        state(
            "permit_issued",
            "Leyfi útgefið",
            Waiting.APPLICANT,
            timers=(
                Timed(
                    event="confirm_permit_lapsed",
                    after=Period.months(12),
                    is_validity=True,
                    legal_reference="160/2010 14. gr.",
                ),
            ),
        ),
        state("under_construction", "Í framkvæmd", Waiting.APPLICANT),
        state(
            "stopped",
            "Stöðvað",
            timers=(
                Timed(event="year_has_passed", after=Period.years(1), legal_reference="160/2010 14. gr."),
            ),
        ),
        state(
            "in_use",
            "Tekið í notkun",
            Waiting.APPLICANT,
            timers=(
                Timed(
                    event="final_inspection_late", after=Period.years(3), legal_reference="160/2010 36. gr."
                ),
            ),
        ),
        state("final_done", "Lokið", Waiting.NOBODY, is_open=False),
        state("refused", "Synjað", Waiting.NOBODY, is_open=False),
        state("dismissed", "Vísað frá", Waiting.NOBODY, is_open=False),
        state("withdrawn", "Dregið til baka", Waiting.NOBODY, is_open=False),
        state("lapsed", "Fallið úr gildi", Waiting.NOBODY, is_open=False),
        state("revoked", "Fellt úr gildi", Waiting.NOBODY, is_open=False),
    ),
    transitions=(
        row(
            "awaiting_signatures",
            "sign",
            "received",
            PARTY,
            roles=frozenset({"designer"}),
            letter="receipt",
            legal_reference="160/2010 10. gr. 1. mgr.",
        ),
        row(
            "awaiting_signatures",
            "remind_signatures",
            "=",
            SYSTEM,
            purpose=Purpose.REMIND,
            letter="ask_to_sign",
        ),
        row("awaiting_signatures", "signatures_missing", "dismissed", SYSTEM),
        row("received", "screen", "screening", purpose=Purpose.ASSIGN),
        row(
            "screening in_review",
            "request_data",
            "info_requested",
            purpose=Purpose.REQUEST_DATA,
            letter="remarks",
        ),
        row(
            "info_requested", "data_complete", "screening", APPLICANT | SYSTEM, purpose=Purpose.DATA_COMPLETE
        ),
        row("screening", "review", "in_review"),
        row("screening info_requested", "dismiss", "dismissed", is_decision=True, letter="dismissal"),
        row(
            "in_review for_decision",
            "ask_planning",
            "at_planning",
            letter="sent_to_planning",
            legal_reference="160/2010 10. gr. 2. mgr.",
        ),
        row("at_planning consultation_review", "planning_agrees", "in_review"),
        row(
            "at_planning", "consult_neighbours", "neighbour_consultation", legal_reference="123/2010 44. gr."
        ),
        row("neighbour_consultation", "reply", "=", PARTY, roles=frozenset({"neighbour"})),
        row(
            "neighbour_consultation",
            "all_have_signed",
            "consultation_review",
            legal_reference="123/2010 44. gr.",
        ),
        row(
            "neighbour_consultation",
            "close_consultation",
            "consultation_review",
            SYSTEM,
            legal_reference="123/2010 44. gr.",
        ),
        row("in_review", "prepare_decision", "for_decision", guard=no_opinion_is_out),
        row("at_planning consultation_review", "planning_refuses", "for_decision"),
        row(
            "for_decision",
            "approve_plans",
            "plans_approved",
            is_decision=True,
            letter="plans_approved",
            legal_reference="160/2010 11. gr.",
        ),
        row(
            "for_decision",
            "postpone",
            "postponed",
            letter="postponement",
            legal_reference="37/1993 9. gr. 3. mgr.",
        ),
        row("postponed", "take_up", "in_review"),
        row(
            "for_decision",
            "refuse",
            "refused",
            is_decision=True,
            letter="refusal",
            legal_reference="37/1993 20.–22. gr.",
        ),
        row("for_decision", "dismiss_case", "dismissed", is_decision=True, letter="dismissal"),
        row(
            "refused dismissed",
            "reopen",
            "in_review",
            purpose=Purpose.REOPEN,
            legal_reference="37/1993 24. gr.",
        ),
        row("refused dismissed plans_approved permit_issued", "take_up_again", "in_review", SYSTEM),
        row("plans_approved", "issue_limited", "limited_permit", is_decision=True, letter="limited_permit"),
        row(
            "plans_approved limited_permit",
            "issue_permit",
            "permit_issued",
            is_decision=True,
            letter="permit",
            legal_reference="160/2010 13. gr. 1. mgr.",
        ),
        row(
            "plans_approved",
            "confirm_approval_lapsed",
            "lapsed",
            purpose=Purpose.CONFIRM_LAPSE,
            letter="lapsed",
        ),
        row("permit_issued", "begin_works", "under_construction"),
        row(
            "permit_issued",
            "confirm_permit_lapsed",
            "lapsed",
            purpose=Purpose.CONFIRM_LAPSE,
            letter="lapsed",
            legal_reference="160/2010 14. gr.",
        ),
        row("under_construction", "stop", "stopped", letter="stop", legal_reference="160/2010 55. gr."),
        row("stopped", "resume", "under_construction", legal_reference="160/2010 30. gr."),
        row("stopped", "year_has_passed", "=", SYSTEM, letter="warning", legal_reference="160/2010 14. gr."),
        row(
            "stopped",
            "revoke",
            "revoked",
            is_decision=True,
            guard=has_stood_a_year,
            letter="revocation",
            legal_reference="160/2010 14. gr.",
        ),
        row(
            "under_construction",
            "safety_inspection",
            "in_use",
            letter="safety_certificate",
            legal_reference="160/2010 35. gr.",
        ),
        row("in_use", "final_inspection_late", "=", SYSTEM, legal_reference="160/2010 36. gr."),
        row(
            "under_construction in_use",
            "final_inspection",
            "final_done",
            letter="final_certificate",
            legal_reference="160/2010 36. gr.",
        ),
        row(
            f"awaiting_signatures {BEFORE_DECISION} plans_approved",
            "withdraw",
            "withdrawn",
            APPLICANT,
            purpose=Purpose.WITHDRAW,
        ),
    ),
)
SERVICE = service("building_permit_proof", PROCESS)

NOTIFICATION = Process(
    version=1,
    initial="received",
    states=(
        state(
            "received",
            "Móttekin",
            timers=(
                Timed(
                    event="deem_confirmed",
                    after=Period.weeks(3),
                    legal_reference="112/2012 gr. 2.3.6 (óstaðfest)",
                ),
            ),
        ),
        state("commented", "Athugasemd", Waiting.APPLICANT, stops_clock=True),
        state("confirmed", "Staðfest", Waiting.NOBODY, is_open=False),
        state("deemed_confirmed", "Telst staðfest", Waiting.NOBODY, is_open=False),
        state("needs_permit", "Leyfisskylt", Waiting.NOBODY, is_open=False),
        state("out_of_plan", "Samræmist ekki skipulagi", Waiting.NOBODY, is_open=False),
    ),
    transitions=(
        row("received", "confirm", "confirmed", is_decision=True, letter="confirmed"),
        row("received", "comment", "commented", purpose=Purpose.REQUEST_DATA, letter="comment"),
        row("commented", "resubmit", "received", APPLICANT, purpose=Purpose.DATA_COMPLETE),
        row("received commented", "ask_for_permit", "needs_permit", is_decision=True, letter="needs_permit"),
        row("received commented", "refuse", "out_of_plan", is_decision=True, letter="out_of_plan"),
        row("received", "deem_confirmed", "deemed_confirmed", SYSTEM, letter="deemed_confirmed"),
    ),
)
NOTIFICATION_SERVICE = service("building_notification_proof", NOTIFICATION)
