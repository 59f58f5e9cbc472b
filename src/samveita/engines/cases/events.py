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
TERM_ENDED = register_event(
    EventType(
        name="cases.term_ended",
        sentence=Text(
            is_="Gildistími rann út. Starfsmaður staðfestir það.",
            en="A validity has ended. Staff confirms it.",
            pl="Okres ważności się skończył. Potwierdza to pracownik.",
        ),
        visible_to_resident=False,
    )
)
TERM_MOVED = register_event(
    EventType(
        name="cases.term_moved",
        sentence=Text(
            is_="{who} færði frest í málinu.",
            en="{who} moved a deadline in the case.",
            pl="{who} – przesunięto termin w sprawie.",
        ),
        visible_to_resident=True,
    )
)
HANDED_OVER = register_event(
    EventType(
        name="cases.handed_over",
        sentence=Text(
            is_="{who} fékk annan ráðgjafa til að sjá um málið.",
            en="{who} gave the case to another case worker.",
            pl="{who} – sprawę przekazano innemu pracownikowi.",
        ),
        visible_to_resident=False,
    )
)
CONFLICT_DECLARED = register_event(
    EventType(
        name="cases.conflict_declared",
        sentence=Text(
            is_="{who} skráði vanhæfi starfsmanns í málinu.",
            en="{who} entered that a member of staff is disqualified in the case.",
            pl="{who} – wpisano wyłączenie pracownika ze sprawy.",
        ),
        visible_to_resident=True,
    )
)
PARTY_ADDED = register_event(
    EventType(
        name="cases.party_added",
        sentence=Text(
            is_="{who} bætti aðila við málið.",
            en="{who} added a party to the case.",
            pl="{who} – dodano stronę do sprawy.",
        ),
        visible_to_resident=False,
    )
)
PART_CAME_LATE = register_event(
    EventType(
        name="cases.part_came_late",
        sentence=Text(
            is_="Hluti annars aðila í umsókninni barst.",
            en="Another party's part of the application came in.",
            pl="Wpłynęła część wniosku drugiej osoby.",
        ),
        visible_to_resident=False,
    )
)
PARTY_ENDED = register_event(
    EventType(
        name="cases.party_ended",
        sentence=Text(
            is_="{who} skráði að aðili ætti ekki lengur hlut að málinu.",
            en="{who} entered that a party no longer takes part in the case.",
            pl="{who} – wpisano, że strona nie uczestniczy już w sprawie.",
        ),
        visible_to_resident=False,
    )
)
AUTHORITY_APPOINTED = register_event(
    EventType(
        name="cases.authority_appointed",
        sentence=Text(
            is_="{who} fékk aðra stofnun að málinu.",
            en="{who} brought another authority into the case.",
            pl="{who} – do sprawy włączono inny organ.",
        ),
        visible_to_resident=True,
    )
)
AUTHORITY_ENDED = register_event(
    EventType(
        name="cases.authority_ended",
        sentence=Text(
            is_="{who} skráði að stofnun kæmi ekki lengur að málinu.",
            en="{who} entered that an authority no longer takes part in the case.",
            pl="{who} – wpisano, że organ nie bierze już udziału w sprawie.",
        ),
        visible_to_resident=True,
    )
)
LINKED = register_event(
    EventType(
        name="cases.linked",
        sentence=Text(
            is_="{who} tengdi málið við annað mál.",
            en="{who} linked the case to another case.",
            pl="{who} – powiązano sprawę z inną sprawą.",
        ),
        visible_to_resident=False,
    )
)
UNLINKED = register_event(
    EventType(
        name="cases.unlinked",
        sentence=Text(
            is_="{who} aftengdi málið frá öðru máli.",
            en="{who} unlinked the case from another case.",
            pl="{who} – usunięto powiązanie sprawy z inną sprawą.",
        ),
        visible_to_resident=False,
    )
)
AGENDA_EXPORTED = register_event(
    EventType(
        name="cases.agenda_exported",
        sentence=Text(
            is_="{who} sótti dagskrá fundar.",
            en="{who} took out a meeting agenda.",
            pl="{who} – pobrano porządek obrad.",
        ),
        visible_to_resident=False,
    )
)
MINUTES_ENTERED = register_event(
    EventType(
        name="cases.minutes_entered",
        sentence=Text(
            is_="{who} skráði bókun nefndar.",
            en="{who} entered a committee's minutes.",
            pl="{who} – wpisano protokół komisji.",
        ),
        visible_to_resident=False,
    )
)
DECISION_PROPOSED = register_event(
    EventType(
        name="cases.decision_proposed",
        sentence=Text(
            is_="{who} lagði ákvörðun fyrir annan starfsmann.",
            en="{who} put a decision before another member of staff.",
            pl="{who} – przedstawiono decyzję drugiemu pracownikowi.",
        ),
        visible_to_resident=False,
    )
)
PROPOSAL_SENT_BACK = register_event(
    EventType(
        name="cases.proposal_sent_back",
        sentence=Text(
            is_="{who} sendi tillögu að ákvörðun til baka.",
            en="{who} sent a proposed decision back.",
            pl="{who} – odesłano projekt decyzji.",
        ),
        visible_to_resident=False,
    )
)
STATEMENT_SENT = register_event(
    EventType(
        name="cases.statement_sent",
        sentence=Text(
            is_="{who} skráði að greinargerð hefði verið send úrskurðarnefnd.",
            en="{who} entered that a statement was sent to the appeals committee.",
            pl="{who} – wpisano wysłanie stanowiska do komisji odwoławczej.",
        ),
        visible_to_resident=True,
    )
)
TAKEN_DOWN = register_event(
    EventType(
        name="cases.taken_down",
        sentence=Text(
            is_="{who} skráði umsóknina fyrir þína hönd.",
            en="{who} entered the application on your behalf.",
            pl="{who} – wpisano wniosek w Twoim imieniu.",
        ),
        visible_to_resident=True,
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
WHOLE_TAKEN = register_event(
    EventType(
        name="cases.whole_taken",
        sentence=Text(
            is_="{who} sótti öll gögn málsins í einni skrá.",
            en="{who} downloaded everything in the case as one file.",
            pl="{who} – pobrano wszystkie dane sprawy w jednym pliku.",
        ),
        visible_to_resident=True,
        is_look=True,
    )
)
COMPLAINT_SAVED = register_event(
    EventType(
        name="cases.complaint_saved",
        sentence=Text(
            is_="Drög að kæru voru vistuð.",
            en="A draft of a complaint was saved.",
            pl="Zapisano wersję roboczą odwołania.",
        ),
        visible_to_resident=False,
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
PART_LOOKED = register_event(
    EventType(
        name="cases.part_looked",
        sentence=Text(
            is_="{who} skoðaði sinn hluta af málinu.",
            en="{who} viewed their own part of the case.",
            pl="{who} – przeglądano własną część sprawy.",
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
