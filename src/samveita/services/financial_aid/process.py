"""The process of financial aid: the rows of financial-aid chapter 8.1 that the service uses today, and no others."""

from __future__ import annotations

from samveita.engines.cases.declaring import Process, Purpose, State, Transition, Waiting, Who
from samveita.iceland.texts import Text

APPLICANT, STAFF = frozenset({Who.APPLICANT}), frozenset({Who.STAFF})

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
            sources=("new", "in_progress"),
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
