"""The states a case of financial aid stands in, with what staff calls them and what the applicant reads."""

from __future__ import annotations

from samveita.engines.cases.declaring import State, Timed, Waiting
from samveita.iceland.texts import Text
from samveita.services.financial_aid.cohabiting import spouse_has_until

STATES = (
    State(
        key="awaiting_spouse",
        label=Text(is_="Beðið eftir maka", en="Waiting for the spouse", pl="Oczekiwanie na małżonka"),
        sentence=Text(
            is_="Umsóknin þín er skráð. Við bíðum eftir svörum frá maka þínum.",
            en="Your application is registered. We are waiting for your spouse's answers.",
            pl="Twój wniosek jest zarejestrowany. Czekamy na odpowiedzi Twojego małżonka.",
        ),
        waiting=Waiting.PARTY,
        timers=(
            Timed(
                event="spouse_overdue",
                after=spouse_has_until,
                reminders=(3, 7),
                reminder_event="remind_spouse",
                legal_reference="Frestur sveitarfélagsins",
            ),
        ),
    ),
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
        key="at_committee",
        label=Text(is_="Á dagskrá fundar", en="On a committee's agenda", pl="W porządku obrad komisji"),
        sentence=Text(
            is_="Málið þitt er á dagskrá fundar þar sem ákvörðun er tekin.",
            en="Your case is on the agenda of the meeting where it is decided.",
            pl="Twoja sprawa jest w porządku obrad posiedzenia, na którym zapadnie decyzja.",
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
    *(
        State(
            key=key,
            label=Text(is_=label, en=label_en, pl=label_pl),
            sentence=Text(
                is_="Áfrýjunin þín er til meðferðar hjá sveitarfélaginu.",
                en="The municipality is considering your appeal.",
                pl="Gmina rozpatruje Twoje odwołanie.",
            ),
            waiting=Waiting.OFFICE,
        )
        for key, label, label_en, label_pl in (
            ("appealed_internal", "Áfrýjun í meðferð", "Appeal under way", "Odwołanie w toku"),
            (
                "appealed_internal_granted",
                "Áfrýjun samþykktar í meðferð",
                "Appeal of an approval under way",
                "Odwołanie od przyznania w toku",
            ),
        )
    ),
    *(
        State(
            key=key,
            label=Text(is_=label, en=label_en, pl=label_pl),
            sentence=Text(
                is_="Kæran þín er til meðferðar hjá úrskurðarnefnd velferðarmála.",
                en="The Welfare Appeals Committee (úrskurðarnefnd velferðarmála) is considering your appeal.",
                pl="Twoje odwołanie rozpatruje komisja odwoławcza (úrskurðarnefnd velferðarmála).",
            ),
            waiting=Waiting.OFFICE,
            stops_clock=True,
        )
        for key, label, label_en, label_pl in (
            (
                "appealed_external",
                "Kæra í meðferð",
                "Outside appeal under way",
                "Odwołanie zewnętrzne w toku",
            ),
            (
                "appealed_external_granted",
                "Kæra á samþykkt í meðferð",
                "Outside appeal of an approval under way",
                "Odwołanie zewnętrzne od przyznania w toku",
            ),
        )
    ),
)
STAND_APPROVED = frozenset({"approved", "appealed_internal_granted", "appealed_external_granted"})
"""The states in which a decision that granted something holds, also while it is appealed."""
