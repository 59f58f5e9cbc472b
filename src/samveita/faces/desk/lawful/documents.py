"""The five documents between "ready" and "live", and the steps they are.

Sources: the three months before use and the technical description come from the National Archives' guidance on rules
no. 877/2020 (read in its source); the impact assessment from art. 29 of act no. 90/2018 and notice no. 337/2019 (read).
The articles on agreements with processors and on the record of processing, and the duty of an accessibility statement,
were not read in their sources, and the pages say so.
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from samveita.faces.desk.lawful import knowledge
from samveita.faces.desk.lawful.parts import LawfulDocument, Part, digest_of
from samveita.ground.catalogue.confirming import latest
from samveita.ground.catalogue.declaring import SERVICES
from samveita.ground.catalogue.models import Confirmation
from samveita.ground.catalogue.steps import AdoptionStep, Phase, Standing, register
from samveita.ground.documents.stored import Stored
from samveita.ground.organisations.models import Kind, Organisation
from samveita.ground.sharing.kinds import SharedKind, register_kind
from samveita.ground.sharing.models import Version, VersionState
from samveita.iceland import clock
from samveita.iceland.dates_in_words import day_in_words
from samveita.iceland.legal_dates import LegalDate, Reason
from samveita.iceland.periods import Period
from samveita.iceland.texts import Text

BEFORE_USE = Period.months(3)
"""How long before use a records system is notified: guidance on rules no. 877/2020."""
NOTIFICATION = "records-notification"
NOTIFICATION_SOURCE = "Reglur nr. 877/2020 um tilkynningu, samþykkt og skil á rafrænum gagnasöfnum"


class LocalWords(Stored):
    """What a municipality writes itself in one of its documents; plain text, a blank line between paragraphs."""

    schema_name: ClassVar[str] = "desk.lawful_words"

    words: str = Field(default="", max_length=20_000)


LOCAL = register_kind(
    SharedKind(
        name="desk.lawful_words",
        title=Text(is_="Texti sveitarfélags", en="The municipality's text", pl="Tekst gminy"),
        content=LocalWords,
    )
)


def local_key(offering: str, document: str) -> str:
    """Return the key under which a document's local text is kept."""
    return f"{offering}.{document}"


def local_version(organisation: Organisation, offering: str, document: str) -> Version | None:
    """Return the latest version of the municipality's text in a document, a draft included."""
    found: Version | None = (
        Version.objects.filter(
            document__kind=LOCAL.name,
            document__key=local_key(offering, document),
            document__owner=organisation,
        )
        .exclude(state=VersionState.SET_ASIDE)
        .order_by("-number")
        .first()
    )
    return found


def local_words(organisation: Organisation, offering: str, document: str) -> str:
    """Return the municipality's text in a document; empty when it has written none."""
    version = local_version(organisation, offering, document)
    return version.content.words if version else ""


def current_digest(document: LawfulDocument, organisation: Organisation, offering: str) -> str:
    """Return what a signature of a document stands for now."""
    return digest_of(
        document.compose(organisation, offering), local_words(organisation, offering, document.key)
    )


# -------------------------------------------------------------------------------------------- the three-months rule


def first_day_of_use(sent: Confirmation | None) -> LegalDate | None:
    """Return the first day a records system may be used, with its reason; ``None`` when no notification was sent."""
    if sent is None:
        return None
    day = BEFORE_USE.after(sent.dated)
    written, first = day_in_words(sent.dated), day_in_words(day)
    reason = Reason(
        rule="877/2020",
        text=Text(
            is_=f"Tilkynningin var send {written.is_}. Þremur mánuðum síðar er {first.is_}.",
            en=f"The notification was sent on {written.en}. Three months later is {first.en}.",
            pl=f"Powiadomienie wysłano {written.pl}. Trzy miesiące później to {first.pl}.",
        ),
        source=NOTIFICATION_SOURCE,
        is_assumed=False,
    )
    return LegalDate(date=day, reasons=(reason,))


def notification_of(organisation: Organisation, offering: str) -> Confirmation | None:
    """Return the notification that counts: the municipality's own, or the association's for everyone, the earlier one."""
    own = latest(organisation, offering, NOTIFICATION)
    shared = (
        Confirmation.objects.filter(
            adoption__organisation__kind=Kind.ASSOCIATION, adoption__offering=offering, step=NOTIFICATION
        )
        .order_by("-signed_at", "-pk")
        .first()
    )
    found = [one for one in (own, shared) if one is not None]
    return min(found, key=lambda one: one.dated) if found else None


# ----------------------------------------------------------------------------------------------------- composing


def _agreement(organisation: Organisation, offering: str) -> tuple[Part, ...]:
    return (
        knowledge.processing(organisation, offering),
        knowledge.asked(offering),
        knowledge.processors(),
        knowledge.measures(),
    )


def _record(organisation: Organisation, offering: str) -> tuple[Part, ...]:
    return (
        knowledge.processing(organisation, offering),
        knowledge.asked(offering),
        knowledge.fetched(offering),
        knowledge.recipients(organisation, offering),
        knowledge.processors(),
        knowledge.retention(offering),
        knowledge.measures(),
    )


def _assessment(organisation: Organisation, offering: str) -> tuple[Part, ...]:
    return (
        knowledge.processing(organisation, offering),
        knowledge.asked(offering),
        knowledge.fetched(offering),
        knowledge.recipients(organisation, offering),
        *knowledge.process(offering),
        knowledge.measures(),
        Part(
            heading=Text(
                is_="Sjálfvirkar ákvarðanir", en="Automated decisions", pl="Decyzje zautomatyzowane"
            ),
            sentences=(
                Text(
                    is_="Kerfið reiknar tillögu og sýnir hverja línu. Starfsmaður eða nefnd tekur ákvörðunina.",
                    en="The system calculates a proposal and shows every line. A person or a committee decides.",
                    pl="System wylicza propozycję i pokazuje każdą pozycję. Decyduje pracownik lub komisja.",
                ),
            ),
        ),
    )


def _notification(organisation: Organisation, offering: str) -> tuple[Part, ...]:
    return (knowledge.processing(organisation, offering), *knowledge.process(offering), knowledge.tables())


def _accessibility(organisation: Organisation, offering: str) -> tuple[Part, ...]:
    name = knowledge.offering_of(offering).name
    contact = organisation.contact
    reach = ", ".join(part for part in (contact.phone, contact.email) if part) or "–"
    return (
        Part(
            heading=Text(is_="Hvað nær þetta yfir?", en="What this covers", pl="Czego to dotyczy"),
            sentences=(
                Text(
                    is_=f"Þjónustuna „{name.is_}“ á vef sveitarfélagsins.",
                    en=f"The service “{name.en}” on the municipality's website.",
                    pl=f"Usługa „{name.pl}” na stronie gminy.",
                ),
            ),
        ),
        Part(
            heading=Text(is_="Hvernig er aðgengið?", en="How accessible it is", pl="Jaka jest dostępność"),
            items=(
                Text(
                    is_="Síðurnar eru smíðaðar eftir WCAG 2.2, stigi AA.",
                    en="The pages are built to WCAG 2.2, level AA.",
                    pl="Strony zbudowano zgodnie z WCAG 2.2, poziom AA.",
                ),
                Text(
                    is_="Sjálfvirk próf (axe) eru keyrð í vafra á hverri síðu á þremur tungumálum.",
                    en="Automatic tests (axe) run in a browser on the pages in three languages.",
                    pl="Testy automatyczne (axe) są wykonywane w przeglądarce w trzech językach.",
                ),
                Text(
                    is_="Allt virkar án JavaScript og með lyklaborði.",
                    en="Everything works without JavaScript and by keyboard.",
                    pl="Wszystko działa bez JavaScriptu i z klawiatury.",
                ),
                Text(
                    is_="Bréf eru PDF/UA-skjöl.",
                    en="Letters are PDF/UA documents.",
                    pl="Pisma są dokumentami PDF/UA.",
                ),
                Text(
                    is_="Óháð úttekt á aðgengi hefur ekki farið fram.",
                    en="No independent audit of accessibility has been made.",
                    pl="Nie przeprowadzono niezależnego audytu dostępności.",
                ),
            ),
        ),
        Part(
            heading=Text(is_="Hvert er hægt að leita?", en="Where to turn", pl="Gdzie się zwrócić"),
            sentences=(
                Text(
                    is_=f"Láttu vita ef eitthvað er óaðgengilegt: {reach}.",
                    en=f"Tell us if something is not accessible: {reach}.",
                    pl=f"Zgłoś, jeśli coś jest niedostępne: {reach}.",
                ),
            ),
        ),
    )


# ------------------------------------------------------------------------------------------------------- the list

DOCUMENTS = (
    LawfulDocument(
        key="processing-agreement",
        page_word="vinnslusamningur",
        title=Text(is_="Vinnslusamningur", en="Data-processing agreement", pl="Umowa powierzenia danych"),
        help=Text(
            is_="Samningur við þann sem rekur kerfið. Staðfestu þegar báðir hafa skrifað undir.",
            en="An agreement with whoever runs the system. Confirm when both have signed.",
            pl="Umowa z podmiotem prowadzącym system. Potwierdź, gdy obie strony podpiszą.",
        ),
        basis=Text(
            is_="Lög nr. 90/2018 um persónuvernd og vinnslu persónuupplýsinga",
            en="Act no. 90/2018 on data protection",
            pl="Ustawa nr 90/2018 o ochronie danych",
        ),
        is_verified=False,
        place=110,
        compose=_agreement,
        prompt=Text(
            is_="Hver rekur kerfið, hvenær var skrifað undir og hvar er samningurinn geymdur?",
            en="Who runs the system, when was it signed and where is the agreement kept?",
            pl="Kto prowadzi system, kiedy podpisano umowę i gdzie się ona znajduje?",
        ),
        asks_for_day=Text(is_="Undirritað þann", en="Signed on", pl="Podpisano dnia"),
    ),
    LawfulDocument(
        key="processing-record",
        page_word="vinnsluskra",
        title=Text(
            is_="Færsla í vinnsluskrá",
            en="Entry in the record of processing",
            pl="Wpis w rejestrze czynności",
        ),
        help=Text(
            is_="Færsluna má setja óbreytta í vinnsluskrá sveitarfélagsins.",
            en="The entry can go unchanged into the municipality's record of processing activities.",
            pl="Wpis można przenieść bez zmian do rejestru czynności przetwarzania gminy.",
        ),
        basis=Text(
            is_="Lög nr. 90/2018 um persónuvernd og vinnslu persónuupplýsinga",
            en="Act no. 90/2018 on data protection",
            pl="Ustawa nr 90/2018 o ochronie danych",
        ),
        is_verified=False,
        place=120,
        compose=_record,
        prompt=Text(
            is_="Málalykill, varðveislutími, vinnsluaðilar og persónuverndarfulltrúi",
            en="Record-keeping code, retention, processors and data protection officer",
            pl="Klucz aktowy, okres przechowywania, podmioty przetwarzające i inspektor ochrony danych",
        ),
    ),
    LawfulDocument(
        key="impact-assessment",
        page_word="mat-a-ahrifum",
        title=Text(
            is_="Mat á áhrifum á persónuvernd",
            en="Data-protection impact assessment",
            pl="Ocena skutków dla ochrony danych",
        ),
        help=Text(
            is_="Lýsingin er tilbúin. Skrifaðu mat á nauðsyn og áhættu og umsögn persónuverndarfulltrúa.",
            en="The description is ready. Write the assessment of necessity and risk, and the officer's advice.",
            pl="Opis jest gotowy. Dopisz ocenę niezbędności i ryzyka oraz opinię inspektora.",
        ),
        basis=Text(
            is_="29. gr. laga nr. 90/2018 og auglýsing nr. 337/2019",
            en="Act no. 90/2018, art. 29, and notice no. 337/2019",
            pl="Ustawa nr 90/2018, art. 29, i obwieszczenie nr 337/2019",
        ),
        is_verified=True,
        place=130,
        compose=_assessment,
        prompt=Text(
            is_="Nauðsyn og meðalhóf, áhætta fyrir fólk, ráðstafanir og umsögn persónuverndarfulltrúa",
            en="Necessity and proportionality, risks to people, measures, and the data protection officer's advice",
            pl="Niezbędność i proporcjonalność, ryzyko dla osób, środki oraz opinia inspektora ochrony danych",
        ),
    ),
    LawfulDocument(
        key=NOTIFICATION,
        page_word="tilkynning-til-skjalasafns",
        title=Text(
            is_="Tilkynning til Þjóðskjalasafns",
            en="Notification to the National Archives (Þjóðskjalasafn)",
            pl="Powiadomienie Archiwum Narodowego (Þjóðskjalasafn)",
        ),
        help=Text(
            is_="Rafrænt gagnasafn er tilkynnt þremur mánuðum fyrir notkun. Sendu lýsinguna með og skráðu sendingardaginn.",
            en="A records system is notified three months before use. Send the description with it and enter the day it was sent.",
            pl="System akt zgłasza się trzy miesiące przed użyciem. Wyślij opis i podaj dzień wysłania.",
        ),
        basis=Text(
            is_=NOTIFICATION_SOURCE,
            en="Rules no. 877/2020 on notification, approval and handover of electronic data sets",
            pl="Zasady nr 877/2020 o zgłaszaniu, zatwierdzaniu i przekazywaniu zbiorów elektronicznych",
        ),
        is_verified=True,
        place=140,
        compose=_notification,
        prompt=Text(
            is_="Málsnúmer hjá safninu, afhendingarskyldur aðili og tengiliður",
            en="The archive's case number, the body obliged to hand over, and a contact",
            pl="Numer sprawy w archiwum, podmiot zobowiązany i osoba kontaktowa",
        ),
        asks_for_day=Text(
            is_="Tilkynning send þann", en="Notification sent on", pl="Powiadomienie wysłano dnia"
        ),
    ),
    LawfulDocument(
        key="accessibility",
        page_word="adgengi",
        title=Text(is_="Aðgengisyfirlýsing", en="Accessibility statement", pl="Deklaracja dostępności"),
        help=Text(
            is_="Segir íbúum hvernig aðgengið er og hvert þeir snúa sér.",
            en="Tells residents how accessible the service is and where to turn.",
            pl="Informuje mieszkańców o dostępności i o tym, gdzie się zwrócić.",
        ),
        basis=Text(
            is_="Aðgengisstefna fyrir opinbera vefi",
            en="Policy on accessible public websites",
            pl="Polityka dostępności stron publicznych",
        ),
        is_verified=False,
        place=150,
        compose=_accessibility,
        prompt=Text(
            is_="Það sem er óaðgengilegt hjá okkur og hvað við gerum í því",
            en="What is not accessible here and what we do about it",
            pl="Co u nas jest niedostępne i co z tym robimy",
        ),
    ),
)
BY_WORD = {document.page_word: document for document in DOCUMENTS}


def standing_of(document: LawfulDocument, organisation: Organisation, offering: str) -> Standing:
    """Return where a document stands: unsigned, signed, changed since, or waiting for a day."""
    shared = notification_of(organisation, offering) if document.key == NOTIFICATION else None
    signed = shared or latest(organisation, offering, document.key)
    if signed is None:
        return Standing(
            done=False,
            sentence=Text(is_="Óstaðfest.", en="Not confirmed.", pl="Niepotwierdzone."),
        )
    by = f"{signed.signed_name}, {signed.signed_role}"
    is_own = signed.adoption.organisation.kind != Kind.ASSOCIATION
    if is_own and signed.digest != current_digest(document, organisation, offering):
        return Standing(
            done=False,
            sentence=Text(
                is_="Skjalið hefur breyst síðan það var staðfest. Lestu það og staðfestu aftur.",
                en="The document has changed since it was confirmed. Read it and confirm again.",
                pl="Dokument zmienił się od potwierdzenia. Przeczytaj go i potwierdź ponownie.",
            ),
            by=by,
            at=signed.signed_at,
        )
    opens = first_day_of_use(shared)
    if opens is not None and clock.today() < opens.date:
        reason, day = opens.reasons[0].text, day_in_words(opens.date)
        return Standing(
            done=False,
            sentence=Text(
                is_=f"{reason.is_} Þjónustan má fara í notkun {day.is_}.",
                en=f"{reason.en} The service may go live on {day.en}.",
                pl=f"{reason.pl} Usługę można uruchomić {day.pl}.",
            ),
            by=by,
            at=signed.signed_at,
            must_wait_until=opens.date,
        )
    day = day_in_words(signed.dated)
    return Standing(
        done=True,
        sentence=Text(
            is_=f"Staðfest. Dagsett {day.is_}.",
            en=f"Confirmed. Dated {day.en}.",
            pl=f"Potwierdzone. Data: {day.pl}.",
        ),
        by=by,
        at=signed.signed_at,
    )


def register_steps() -> None:
    """Make each document a step on the way to live."""
    for document in DOCUMENTS:
        register(_step(document))


def _step(document: LawfulDocument) -> AdoptionStep:
    def standing(organisation: Organisation, offering: str) -> Standing:
        return standing_of(document, organisation, offering)

    return AdoptionStep(
        key=document.key,
        title=document.title,
        help=document.help,
        phase=Phase.LIVE,
        place=document.place,
        standing=standing,
        page=f"document:{document.page_word}",
        applies=(lambda _offering: True)
        if document.key == "accessibility"
        else (lambda offering: offering in SERVICES),
    )
