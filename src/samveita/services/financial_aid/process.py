"""The process of financial aid, alone or with a spouse: the rows of financial-aid chapter 8.1, a committee's, and no others.

An appeal against a decision that granted something stands in a state of its own, since that decision, when it is upheld,
leaves the application approved and not refused.

Targets for an answer are the municipality's (``cases.settings``) while an application is new; a case that is taken up
again, or appealed, gets the same fourteen days of the reference, which are a target and no legal deadline.
"""

from __future__ import annotations

from samveita.engines.cases.declaring import Process, Purpose, Transition, Who
from samveita.iceland.periods import Period
from samveita.iceland.texts import Text
from samveita.services.financial_aid.letters import (
    APPEAL_OUTCOME,
    APPROVAL,
    DATA_NEEDED,
    HEARING,
    RECEIPT,
    REFUSAL,
    REMINDER,
    REOPENING,
)
from samveita.services.financial_aid.letters.of_couples import AWAITING_SPOUSE, SPOUSE_REMINDED
from samveita.services.financial_aid.states import STATES

APPLICANT, STAFF, SYSTEM = (frozenset({who}) for who in (Who.APPLICANT, Who.STAFF, Who.SYSTEM))
TARGET = Period.days(14)
DECIDABLE = ("in_progress", "at_committee")
GRANTING = frozenset({"approve", "approve_in_part"})
"""The events that grant something."""

GOES_ON = Text(
    is_="Ráðgjafi heldur áfram með málið þitt.",
    en="A case worker continues with your case.",
    pl="Pracownik prowadzi dalej Twoją sprawę.",
)
TAKEN_UP = Text(
    is_="Málið þitt var tekið upp aftur. Þú færð nýja ákvörðun.",
    en="Your case was taken up again. You will get a new decision.",
    pl="Twoja sprawa została wznowiona. Otrzymasz nową decyzję.",
)

SPOUSE, SPOUSE_OVERDUE, SPOUSE_REMINDED_BY = "spouse", "spouse_overdue", "remind_spouse"
"""The role of a spouse, and the events by which the wait for her ends or goes on."""

WAITING = (
    Transition(
        sources=("awaiting_spouse",),
        event="spouse_submits",
        target="new",
        who=frozenset({Who.PARTY}),
        roles=frozenset({SPOUSE}),
        purpose=Purpose.PART_IN,
        label=Text(is_="Maki skilar sínum hluta", en="The spouse hands in", pl="Małżonek składa swoją część"),
        sentence=Text(
            is_="Maki þinn skilaði sínum hluta.",
            en="Your spouse handed in their part.",
            pl="Twój małżonek złożył swoją część.",
        ),
        letter=RECEIPT.key,
    ),
    Transition(
        sources=("awaiting_spouse",),
        event=SPOUSE_REMINDED_BY,
        same_state=True,
        who=SYSTEM,
        label=Text(is_="Minna maka á", en="Remind the spouse", pl="Przypomnij małżonkowi"),
        sentence=Text(
            is_="Við minntum maka þinn á að svara.",
            en="We reminded your spouse to answer.",
            pl="Przypomnieliśmy Twojemu małżonkowi o odpowiedzi.",
        ),
        letter=SPOUSE_REMINDED.key,
        letter_to=SPOUSE,
    ),
    Transition(
        sources=("awaiting_spouse",),
        event=SPOUSE_OVERDUE,
        target="new",
        who=SYSTEM,
        purpose=Purpose.PART_OVERDUE,
        label=Text(
            is_="Maki svaraði ekki í tæka tíð",
            en="The spouse did not answer in time",
            pl="Małżonek nie odpowiedział w terminie",
        ),
        sentence=Text(
            is_="Maki þinn svaraði ekki í tæka tíð. Við tökum málið þitt samt fyrir.",
            en="Your spouse did not answer in time. We handle your case anyway.",
            pl="Twój małżonek nie odpowiedział w terminie. Mimo to rozpatrzymy Twoją sprawę.",
        ),
        letter=RECEIPT.key,
    ),
)

WORKING = (
    Transition(
        sources=("new",),
        event="assign",
        target="in_progress",
        purpose=Purpose.ASSIGN,
        who=STAFF,
        policy="cases.handle",
        label=Text(is_="Taka málið að mér", en="Take on the case", pl="Przejmij sprawę"),
        sentence=Text(
            is_="Ráðgjafi tók við málinu þínu.",
            en="A case worker took on your case.",
            pl="Twoją sprawę przejął pracownik.",
        ),
        legal_reference="37/1993 9. gr.",
    ),
    Transition(
        sources=("in_progress",),
        event="unassign",
        target="new",
        purpose=Purpose.UNASSIGN,
        who=STAFF,
        policy="cases.handle",
        label=Text(is_="Skila málinu í biðröð", en="Return to the queue", pl="Zwróć do kolejki"),
        sentence=Text(
            is_="Málið þitt bíður aftur eftir ráðgjafa.",
            en="Your case is waiting for a case worker again.",
            pl="Twoja sprawa ponownie czeka na pracownika.",
        ),
    ),
    Transition(
        sources=("in_progress",),
        event="request_data",
        target="data_needed",
        who=STAFF,
        purpose=Purpose.REQUEST_DATA,
        policy="cases.handle",
        label=Text(is_="Biðja um gögn", en="Ask for documents", pl="Poproś o dokumenty"),
        sentence=Text(
            is_="Ráðgjafi bað þig um gögn.",
            en="A case worker asked you for documents.",
            pl="Pracownik poprosił Cię o dokumenty.",
        ),
        letter=DATA_NEEDED.key,
        legal_reference="37/1993 10. gr.",
    ),
    Transition(
        sources=("data_needed",),
        event="remind",
        same_state=True,
        who=SYSTEM,
        purpose=Purpose.REMIND,
        label=Text(is_="Minna á gögn", en="Remind of documents", pl="Przypomnij o dokumentach"),
        sentence=Text(
            is_="Við minntum þig á gögnin sem vantar.",
            en="We reminded you of the missing documents.",
            pl="Przypomnieliśmy Ci o brakujących dokumentach.",
        ),
        letter=REMINDER.key,
        legal_reference="37/1993 7. gr.",
    ),
    Transition(
        sources=("data_needed",),
        event="data_complete",
        target="in_progress",
        who=SYSTEM,
        purpose=Purpose.DATA_COMPLETE,
        label=Text(is_="Gögnin eru komin", en="The documents are in", pl="Dokumenty wpłynęły"),
        sentence=GOES_ON,
    ),
    Transition(
        sources=("data_needed",),
        event="data_overdue",
        target="in_progress",
        who=SYSTEM,
        purpose=Purpose.DATA_OVERDUE,
        label=Text(
            is_="Gögn bárust ekki í tæka tíð",
            en="The documents did not arrive in time",
            pl="Dokumenty nie wpłynęły w terminie",
        ),
        sentence=Text(
            is_="Ráðgjafi heldur áfram með málið þitt. Þú getur enn skilað gögnunum.",
            en="A case worker continues with your case. You can still hand in the documents.",
            pl="Pracownik prowadzi dalej Twoją sprawę. Nadal możesz dostarczyć dokumenty.",
        ),
    ),
    Transition(
        sources=("in_progress",),
        event="request_hearing",
        target="hearing",
        who=STAFF,
        purpose=Purpose.REQUEST_HEARING,
        policy="cases.handle",
        label=Text(is_="Gefa kost á andmælum", en="Let the party be heard", pl="Umożliw wypowiedzenie się"),
        sentence=Text(
            is_="Ráðgjafi gaf þér kost á að svara áður en ákvörðun er tekin.",
            en="A case worker gave you the opportunity to answer before a decision is made.",
            pl="Pracownik umożliwił Ci wypowiedzenie się przed podjęciem decyzji.",
        ),
        letter=HEARING.key,
        legal_reference="37/1993 13. gr.",
    ),
    Transition(
        sources=("hearing",),
        event="hearing_answered",
        target="in_progress",
        who=SYSTEM,
        purpose=Purpose.HEARING_ANSWERED,
        label=Text(is_="Andmælum er svarað", en="The party has answered", pl="Strona odpowiedziała"),
        sentence=GOES_ON,
    ),
    Transition(
        sources=("hearing",),
        event="hearing_overdue",
        target="in_progress",
        who=SYSTEM,
        purpose=Purpose.HEARING_OVERDUE,
        label=Text(
            is_="Frestur til andmæla er liðinn",
            en="The time to comment has passed",
            pl="Termin na wypowiedzenie się minął",
        ),
        sentence=GOES_ON,
    ),
    Transition(
        sources=("in_progress",),
        event="refer",
        target="at_committee",
        who=STAFF,
        purpose=Purpose.REFER,
        policy="cases.handle",
        label=Text(is_="Leggja fyrir fund", en="Refer to a committee", pl="Skieruj do komisji"),
        sentence=Text(
            is_="Ráðgjafi lagði málið þitt fyrir fund.",
            en="A case worker put your case before a meeting.",
            pl="Pracownik skierował Twoją sprawę na posiedzenie.",
        ),
    ),
    Transition(
        sources=("at_committee",),
        event="return",
        target="in_progress",
        who=STAFF,
        purpose=Purpose.RETURN,
        policy="cases.enter_minutes",
        label=Text(
            is_="Fundurinn tók ekki ákvörðun",
            en="The meeting made no decision",
            pl="Posiedzenie nie podjęło decyzji",
        ),
        sentence=GOES_ON,
    ),
    Transition(
        sources=("awaiting_spouse", "new", "in_progress", "data_needed", "at_committee"),
        event="withdraw",
        target="withdrawn",
        purpose=Purpose.WITHDRAW,
        who=APPLICANT,
        label=Text(is_="Draga umsóknina til baka", en="Withdraw the application", pl="Wycofaj wniosek"),
        sentence=Text(
            is_="Þú dróst umsóknina til baka.",
            en="You withdrew the application.",
            pl="Wniosek został przez Ciebie wycofany.",
        ),
        confirm=Text(
            is_="Viltu draga umsóknina til baka? Þú getur alltaf sótt um aftur.",
            en="Do you want to withdraw the application? You can always apply again.",
            pl="Czy chcesz wycofać wniosek? Zawsze możesz złożyć nowy.",
        ),
    ),
)

DECIDING = (
    Transition(
        sources=DECIDABLE,
        event="approve",
        target="approved",
        who=STAFF,
        policy="cases.decide",
        label=Text(is_="Samþykkja", en="Approve", pl="Przyznaj"),
        sentence=Text(
            is_="Umsóknin þín var samþykkt.",
            en="Your application was approved.",
            pl="Twój wniosek został uwzględniony.",
        ),
        letter=APPROVAL.key,
        is_decision=True,
        legal_reference="40/1991 VI. kafli",
    ),
    Transition(
        sources=DECIDABLE,
        event="approve_in_part",
        target="approved",
        who=STAFF,
        policy="cases.decide",
        label=Text(is_="Samþykkja að hluta", en="Approve in part", pl="Przyznaj częściowo"),
        sentence=Text(
            is_="Umsóknin þín var samþykkt að hluta.",
            en="Your application was approved in part.",
            pl="Twój wniosek został uwzględniony częściowo.",
        ),
        letter=APPROVAL.key,
        is_decision=True,
        legal_reference="37/1993 20. gr.",
    ),
    Transition(
        sources=DECIDABLE,
        event="reject",
        target="rejected",
        who=STAFF,
        policy="cases.decide",
        label=Text(is_="Synja", en="Refuse", pl="Odmów"),
        sentence=Text(
            is_="Umsókninni þinni var synjað.",
            en="Your application was refused.",
            pl="Twój wniosek został odrzucony.",
        ),
        letter=REFUSAL.key,
        is_decision=True,
        legal_reference="37/1993 20. gr.",
    ),
    Transition(
        sources=("approved", "rejected"),
        event="reopen",
        target="in_progress",
        who=STAFF,
        purpose=Purpose.REOPEN,
        policy="cases.handle",
        label=Text(is_="Taka málið upp aftur", en="Reopen the case", pl="Wznów sprawę"),
        sentence=TAKEN_UP,
        letter=REOPENING.key,
        due=TARGET,
        legal_reference="37/1993 24. gr.",
    ),
)


def _appeals(decided: str, suffix: str) -> tuple[Transition, ...]:
    """Return the rows of appeals against a decision that left the case in a state; the suffix names their own states."""
    internal, external = f"appealed_internal{suffix}", f"appealed_external{suffix}"
    return (
        Transition(
            sources=(decided,),
            event="appeal",
            target=internal,
            who=APPLICANT | STAFF,
            purpose=Purpose.APPEAL,
            policy="cases.handle",
            label=Text(
                is_="Áfrýja innan sveitarfélagsins",
                en="Appeal within the municipality",
                pl="Odwołaj się w gminie",
            ),
            sentence=Text(
                is_="Ákvörðuninni var áfrýjað.",
                en="The decision was appealed.",
                pl="Od decyzji złożono odwołanie.",
            ),
            due=TARGET,
        ),
        Transition(
            sources=(internal,),
            event="uphold",
            target=decided,
            who=STAFF,
            purpose=Purpose.APPEAL_UPHELD,
            policy="cases.settle_appeal",
            label=Text(is_="Ákvörðunin stendur", en="The decision stands", pl="Decyzja pozostaje w mocy"),
            sentence=Text(
                is_="Niðurstaða áfrýjunarnefndar er að ákvörðunin standi.",
                en="The appeal was settled: the decision stands.",
                pl="Odwołanie rozpatrzono: decyzja pozostaje w mocy.",
            ),
            letter=APPEAL_OUTCOME.key,
        ),
        Transition(
            sources=(internal,),
            event="overturn",
            target="in_progress",
            who=STAFF,
            purpose=Purpose.APPEAL_OVERTURNED,
            policy="cases.settle_appeal",
            label=Text(
                is_="Ákvörðuninni er breytt", en="The decision is overturned", pl="Decyzja zostaje uchylona"
            ),
            sentence=TAKEN_UP,
            letter=APPEAL_OUTCOME.key,
            due=TARGET,
        ),
        Transition(
            sources=(decided,),
            event="appeal_outside",
            target=external,
            who=STAFF,
            purpose=Purpose.EXTERNAL_APPEAL,
            policy="cases.handle",
            label=Text(
                is_="Skrá kæru til úrskurðarnefndar",
                en="Enter an appeal to the Welfare Appeals Committee",
                pl="Wpisz odwołanie do komisji państwowej",
            ),
            sentence=Text(
                is_="Ákvörðunin var kærð til úrskurðarnefndar velferðarmála.",
                en="The decision was appealed to the Welfare Appeals Committee (úrskurðarnefnd velferðarmála).",
                pl="Decyzję zaskarżono do komisji odwoławczej (úrskurðarnefnd velferðarmála).",
            ),
        ),
        Transition(
            sources=(external,),
            event="ruling_upholds",
            target=decided,
            who=STAFF,
            purpose=Purpose.EXTERNAL_UPHELD,
            policy="cases.handle",
            label=Text(
                is_="Ákvörðunin staðfest", en="The ruling upholds it", pl="Orzeczenie utrzymuje decyzję"
            ),
            sentence=Text(
                is_="Úrskurðarnefnd velferðarmála staðfesti ákvörðunina.",
                en="The Welfare Appeals Committee upheld the decision.",
                pl="Komisja odwoławcza utrzymała decyzję w mocy.",
            ),
        ),
        Transition(
            sources=(external,),
            event="ruling_overturns",
            target="in_progress",
            who=STAFF,
            purpose=Purpose.EXTERNAL_OVERTURNED,
            policy="cases.handle",
            label=Text(
                is_="Ákvörðunin felld úr gildi", en="The ruling annuls it", pl="Orzeczenie uchyla decyzję"
            ),
            sentence=TAKEN_UP,
            due=TARGET,
        ),
    )


PROCESS = Process(
    version=1,
    initial="new",
    receipt=RECEIPT.key,
    awaiting="awaiting_spouse",
    receipt_awaiting=AWAITING_SPOUSE.key,
    states=STATES,
    transitions=(*WAITING, *WORKING, *DECIDING, *_appeals("rejected", ""), *_appeals("approved", "_granted")),
)
