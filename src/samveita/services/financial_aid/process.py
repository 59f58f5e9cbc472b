"""The process of financial aid: the rows of financial-aid chapter 8.1 that the service uses today, and no others."""

from __future__ import annotations

from samveita.engines.cases.declaring import Process, Purpose, State, Transition, Waiting, Who
from samveita.iceland.texts import Text

APPLICANT, STAFF, SYSTEM = (frozenset({who}) for who in (Who.APPLICANT, Who.STAFF, Who.SYSTEM))

PROCESS = Process(
    version=1,
    initial="new",
    states=(
        State(
            key="new",
            label=Text(is_="Ný umsókn", en="New application", pl="Nowy wniosek"),
            sentence=Text(
                is_="Umsóknin þín bíður eftir ráðgjafa.",
                en="Your application is waiting for a case worker.",
                pl="Twój wniosek czeka na pracownika.",
            ),
            waiting=Waiting.OFFICE,
        ),
        State(
            key="in_progress",
            label=Text(is_="Í vinnslu", en="In progress", pl="W toku"),
            sentence=Text(
                is_="Ráðgjafi vinnur að málinu þínu.",
                en="A case worker is handling your case.",
                pl="Pracownik zajmuje się Twoją sprawą.",
            ),
            waiting=Waiting.OFFICE,
        ),
        State(
            key="data_needed",
            label=Text(is_="Vantar gögn", en="Documents missing", pl="Brakuje dokumentów"),
            sentence=Text(
                is_="Það vantar gögn frá þér.",
                en="Documents from you are missing.",
                pl="Brakuje dokumentów od Ciebie.",
            ),
            waiting=Waiting.APPLICANT,
            stops_clock=True,
        ),
        State(
            key="hearing",
            label=Text(is_="Andmæli", en="Right to be heard", pl="Prawo do wypowiedzi"),
            sentence=Text(
                is_="Þú getur komið athugasemdum á framfæri áður en ákvörðun er tekin.",
                en="You can comment before a decision is made.",
                pl="Możesz się wypowiedzieć, zanim zapadnie decyzja.",
            ),
            waiting=Waiting.APPLICANT,
            stops_clock=True,
        ),
        State(
            key="approved",
            label=Text(is_="Samþykkt", en="Approved", pl="Przyznano"),
            sentence=Text(
                is_="Umsóknin þín var samþykkt.",
                en="Your application was approved.",
                pl="Twój wniosek został uwzględniony.",
            ),
            waiting=Waiting.NOBODY,
            is_open=False,
        ),
        State(
            key="rejected",
            label=Text(is_="Synjað", en="Refused", pl="Odmówiono"),
            sentence=Text(
                is_="Umsókninni þinni var synjað.",
                en="Your application was refused.",
                pl="Twój wniosek został odrzucony.",
            ),
            waiting=Waiting.NOBODY,
            is_open=False,
        ),
        State(
            key="withdrawn",
            label=Text(is_="Dregin til baka", en="Withdrawn", pl="Wycofano"),
            sentence=Text(
                is_="Þú dróst umsóknina til baka.",
                en="You withdrew the application.",
                pl="Wniosek został przez Ciebie wycofany.",
            ),
            waiting=Waiting.NOBODY,
            is_open=False,
        ),
    ),
    transitions=(
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
            legal_reference="37/1993 10. gr.",
        ),
        Transition(
            sources=("data_needed",),
            event="data_complete",
            target="in_progress",
            who=SYSTEM,
            purpose=Purpose.DATA_COMPLETE,
            label=Text(is_="Gögnin eru komin", en="The documents are in", pl="Dokumenty wpłynęły"),
            sentence=Text(
                is_="Ráðgjafi heldur áfram með málið þitt.",
                en="A case worker continues with your case.",
                pl="Pracownik prowadzi dalej Twoją sprawę.",
            ),
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
            label=Text(
                is_="Gefa kost á andmælum", en="Let the party be heard", pl="Umożliw wypowiedzenie się"
            ),
            sentence=Text(
                is_="Ráðgjafi gaf þér kost á að svara áður en ákvörðun er tekin.",
                en="A case worker gave you the opportunity to answer before a decision is made.",
                pl="Pracownik umożliwił Ci wypowiedzenie się przed podjęciem decyzji.",
            ),
            legal_reference="37/1993 13. gr.",
        ),
        Transition(
            sources=("hearing",),
            event="hearing_answered",
            target="in_progress",
            who=SYSTEM,
            purpose=Purpose.HEARING_ANSWERED,
            label=Text(is_="Andmælum er svarað", en="The party has answered", pl="Strona odpowiedziała"),
            sentence=Text(
                is_="Ráðgjafi heldur áfram með málið þitt.",
                en="A case worker continues with your case.",
                pl="Pracownik prowadzi dalej Twoją sprawę.",
            ),
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
            sentence=Text(
                is_="Ráðgjafi heldur áfram með málið þitt.",
                en="A case worker continues with your case.",
                pl="Pracownik prowadzi dalej Twoją sprawę.",
            ),
        ),
        Transition(
            sources=("in_progress",),
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
            letter="financial_aid.approval",
            is_decision=True,
            legal_reference="40/1991 VI. kafli",
        ),
        Transition(
            sources=("in_progress",),
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
            letter="financial_aid.refusal",
            is_decision=True,
            legal_reference="37/1993 20. gr.",
        ),
        Transition(
            sources=("new", "in_progress", "data_needed"),
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
    ),
)
