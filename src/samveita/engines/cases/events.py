"""What happens to cases, as events: the resident's timeline and the list of those who looked are made of these."""

from __future__ import annotations

from samveita.engines.cases.documents import OutcomeDetails
from samveita.ground.audit.registry import EventType, register_event
from samveita.iceland.texts import Text

SUBMITTED = register_event(
    EventType(
        name="cases.submitted",
        sentence=Text(
            is_="Við höfum fengið umsóknina þína.",
            en="We have received your application.",
            pl="Otrzymaliśmy Twój wniosek.",
        ),
        visible_to_resident=True,
    )
)
ADVANCED = register_event(
    EventType(
        name="cases.advanced",
        sentence=Text(is_="Málið færðist áfram.", en="The case moved on.", pl="Sprawa posunęła się naprzód."),
        visible_to_resident=True,
        data=OutcomeDetails,
    )
)
FIGURES_SAVED = register_event(
    EventType(
        name="cases.figures_saved",
        sentence=Text(
            is_="{who} skráði tölur í útreikning.",
            en="{who} entered figures for the calculation.",
            pl="{who} – wprowadzono kwoty do wyliczenia.",
        ),
        visible_to_resident=False,
    )
)
DECIDED = register_event(
    EventType(
        name="cases.decided",
        sentence=Text(
            is_="Ákvörðun var tekin í málinu.",
            en="A decision was made in the case.",
            pl="W sprawie podjęto decyzję.",
        ),
        visible_to_resident=True,
        data=OutcomeDetails,
    )
)
LETTER_SERVED = register_event(
    EventType(
        name="cases.letter_served",
        sentence=Text(
            is_="Bréf birtist í stafræna pósthólfinu þínu.",
            en="A letter appeared in your digital mailbox.",
            pl="W Twojej skrzynce cyfrowej pojawiło się pismo.",
        ),
        visible_to_resident=True,
    )
)
LETTER_OPENED = register_event(
    EventType(
        name="cases.letter_opened",
        sentence=Text(
            is_="Bréfið var opnað í pósthólfinu.",
            en="The letter was opened in the mailbox.",
            pl="Pismo zostało otwarte w skrzynce.",
        ),
        visible_to_resident=True,
    )
)
LETTER_FAILED = register_event(
    EventType(
        name="cases.letter_failed",
        sentence=Text(
            is_="Ekki tókst að koma bréfi í pósthólfið. Starfsmaður tekur við.",
            en="A letter could not be put in the mailbox. Staff takes over.",
            pl="Nie udało się umieścić pisma w skrzynce. Sprawę przejmuje pracownik.",
        ),
        visible_to_resident=False,
    )
)
CASE_LOOKED = register_event(
    EventType(
        name="cases.looked",
        sentence=Text(
            is_="{who} skoðaði málið.", en="{who} viewed the case.", pl="{who} – przeglądano sprawę."
        ),
        visible_to_resident=True,
        is_look=True,
    )
)
DOCUMENT_LOOKED = register_event(
    EventType(
        name="cases.document_looked",
        sentence=Text(
            is_="{who} opnaði skjal í málinu.",
            en="{who} opened a document in the case.",
            pl="{who} – otwarto dokument w sprawie.",
        ),
        visible_to_resident=True,
        is_look=True,
    )
)
LIST_LOOKED = register_event(
    EventType(
        name="cases.list_looked",
        sentence=Text(
            is_="{who} skoðaði málalista.",
            en="{who} viewed a list of cases.",
            pl="{who} – przeglądano listę spraw.",
        ),
        visible_to_resident=False,
        is_look=True,
    )
)
