"""What the system knows of a service that the lawful documents tell: what is asked, fetched, sent, kept and done."""

from __future__ import annotations

from django.apps import apps
from django.db import models

from samveita.engines.cases.declaring import CASE_SERVICES, CaseService, Who
from samveita.engines.registries.purposes import PURPOSES
from samveita.faces.desk.lawful.drawing import drawing_of
from samveita.faces.desk.lawful.parts import Grid, Part, Picture, same
from samveita.ground.catalogue.declaring import SERVICES, TOOLS, Offering
from samveita.ground.organisations.models import Organisation, ScopedModel
from samveita.ground.organisations.queries import office_for
from samveita.iceland import clock
from samveita.iceland.texts import Text

CONFIRMED = Text(is_="Staðfest", en="Confirmed", pl="Potwierdzone")
UNCONFIRMED = Text(is_="Óstaðfest", en="Not confirmed", pl="Niepotwierdzone")
KEPT_HEADS = (
    Text(is_="Gögn", en="Data", pl="Dane"),
    Text(is_="Varðveitt", en="Kept", pl="Przechowywane"),
    Text(is_="Heimild", en="Source", pl="Źródło"),
    Text(is_="Staða", en="Status", pl="Stan"),
)


def offering_of(key: str) -> Offering:
    """Return a service or tool by key.

    Raises:
        KeyError: when nothing has it.
    """
    return SERVICES[key] if key in SERVICES else TOOLS[key]


def processing(organisation: Organisation, key: str) -> Part:
    """Tell whose processing it is, for what, and on what legal basis."""
    offering, office = offering_of(key), office_for(organisation, service=key, on=clock.today())
    rows = [
        (
            Text(is_="Ábyrgðaraðili", en="Controller", pl="Administrator danych"),
            same(organisation.names.official.nominative),
        ),
        (
            Text(
                is_="Skrifstofa sem vinnur málin",
                en="Office that handles the cases",
                pl="Urząd prowadzący sprawy",
            ),
            same(office.names.official.nominative),
        ),
        (Text(is_="Þjónusta", en="Service", pl="Usługa"), offering.name),
        (Text(is_="Tilgangur", en="Purpose", pl="Cel"), offering.summary),
    ]
    if key in SERVICES:
        rows.append(
            (Text(is_="Lagagrundvöllur", en="Legal basis", pl="Podstawa prawna"), SERVICES[key].legal_basis)
        )
        rows.append((Text(is_="Um hverja", en="About whom", pl="Kogo dotyczy"), SERVICES[key].for_whom))
    return Part(
        heading=Text(is_="Vinnslan", en="The processing", pl="Przetwarzanie"),
        grid=Grid(
            heads=(
                Text(is_="Atriði", en="Item", pl="Pozycja"),
                Text(is_="Lýsing", en="Description", pl="Opis"),
            ),
            rows=tuple(rows),
        ),
    )


def asked(key: str) -> Part:
    """List what the applicant is asked."""
    service = CASE_SERVICES.get(key)
    if service is None:
        return Part(
            heading=_ASKED,
            sentences=(
                Text(
                    is_="Enginn er spurður um persónuupplýsingar.",
                    en="Nobody is asked for personal data.",
                    pl="Nikt nie jest pytany o dane osobowe.",
                ),
            ),
        )
    rows = tuple(
        (step.title, question.label, _required(question.required))
        for step in service.form.steps
        for question in step.questions
    )
    return Part(
        heading=_ASKED,
        grid=Grid(
            heads=(
                Text(is_="Síða", en="Page", pl="Strona"),
                Text(is_="Spurning", en="Question", pl="Pytanie"),
                Text(is_="Skylda", en="Required", pl="Wymagane"),
            ),
            rows=rows,
        ),
    )


def _required(required: bool) -> Text:
    return Text(is_="Já", en="Yes", pl="Tak") if required else Text(is_="Nei", en="No", pl="Nie")


def fetched(key: str) -> Part:
    """List what is fetched from registers, why, and by what right."""
    found = [one for name, one in sorted(PURPOSES.items()) if name.partition(".")[0] == key]
    heading = Text(
        is_="Gögn sem eru sótt úr skrám", en="Data fetched from registers", pl="Dane pobierane z rejestrów"
    )
    if not found:
        return Part(
            heading=heading,
            sentences=(
                Text(
                    is_="Engin gögn eru sótt úr öðrum skrám.",
                    en="No data are fetched from other registers.",
                    pl="Nie pobiera się danych z innych rejestrów.",
                ),
            ),
        )
    return Part(
        heading=heading,
        sentences=(
            Text(
                is_="Hver uppfletting er skráð og íbúinn sér hana.",
                en="Each look-up is recorded and the resident sees it.",
                pl="Każde sprawdzenie jest rejestrowane i widoczne dla mieszkańca.",
            ),
        ),
        grid=Grid(
            heads=(
                Text(is_="Tilgangur", en="Purpose", pl="Cel"),
                Text(is_="Heimild", en="Legal basis", pl="Podstawa"),
            ),
            rows=tuple((one.sentence, same(one.legal_basis)) for one in found),
        ),
    )


def recipients(organisation: Organisation, key: str) -> Part:
    """List who receives data."""
    office = office_for(organisation, service=key, on=clock.today())
    items = [
        Text(
            is_=f"Starfsfólk sem hefur hlutverk á skrifstofunni {office.names.official.nominative}.",
            en=f"Staff who hold a role at the office {office.names.official.nominative}.",
            pl=f"Pracownicy z rolą w urzędzie {office.names.official.nominative}.",
        )
    ]
    if key in CASE_SERVICES:
        items += [
            Text(
                is_="Stafrænt pósthólf á Ísland.is: bréf til umsækjanda (lög nr. 105/2021).",
                en="The digital mailbox on Ísland.is: letters to the applicant (act no. 105/2021).",
                pl="Skrzynka cyfrowa na Ísland.is: pisma do wnioskodawcy (ustawa nr 105/2021).",
            ),
            Text(
                is_="Bókhald sveitarfélagsins ef greitt er út.",
                en="The municipality's accounts when something is paid.",
                pl="Księgowość gminy, jeśli coś jest wypłacane.",
            ),
        ]
    return Part(heading=Text(is_="Viðtakendur", en="Recipients", pl="Odbiorcy"), items=tuple(items))


def processors() -> Part:
    """Tell which processors the system itself involves; who runs it is for the municipality to write."""
    return Part(
        heading=Text(is_="Vinnsluaðilar", en="Processors", pl="Podmioty przetwarzające"),
        items=(
            Text(
                is_="Sá sem rekur þessa uppsetningu af Samveitu. Nafn hans skráir sveitarfélagið í textann hér fyrir neðan.",
                en="Whoever runs this installation of Samveita. The municipality writes the name in the text below.",
                pl="Podmiot prowadzący tę instalację Samveita. Nazwę wpisuje gmina w tekście poniżej.",
            ),
            Text(
                is_="Rekstraraðili stafræns pósthólfs, þegar bréf er birt þar (lög nr. 105/2021).",
                en="The operator of the digital mailbox, when a letter is published there (act no. 105/2021).",
                pl="Operator skrzynki cyfrowej, gdy publikowane jest w niej pismo (ustawa nr 105/2021).",
            ),
        ),
    )


def retention(key: str) -> Part:
    """Tell what is kept and how long, as the service declares it; the file key is the municipality's records plan."""
    service = CASE_SERVICES.get(key)
    rows = tuple(
        (one.what, one.how_long, same(one.basis), CONFIRMED if one.is_verified else UNCONFIRMED)
        for one in (service.retention if service else ())
    )
    return Part(
        heading=Text(is_="Varðveisla", en="Retention", pl="Przechowywanie"),
        grid=Grid(heads=KEPT_HEADS, rows=rows) if rows else None,
        sentences=(
            Text(
                is_="Mál, bréf og ákvarðanir eru varðveitt í kerfinu. Málalykil og afhendingu til skjalasafns skráir sveitarfélagið í textann hér fyrir neðan.",
                en="Cases, letters and decisions are kept in the system. The municipality writes its record-keeping code and handover to an archive in the text below.",
                pl="Sprawy, pisma i decyzje są przechowywane w systemie. Klucz aktowy i przekazanie do archiwum gmina wpisuje w tekście poniżej.",
            ),
        ),
    )


def measures() -> Part:
    """Tell how data are protected, as the system does it."""
    return Part(
        heading=Text(
            is_="Öryggisráðstafanir í kerfinu",
            en="Security measures in the system",
            pl="Zabezpieczenia w systemie",
        ),
        items=(
            Text(
                is_="Svör, minnisblöð, bréf og skrár eru dulkóðuð með lykli hverrar skrifstofu.",
                en="Answers, notes, letters and files are encrypted with a key of each office.",
                pl="Odpowiedzi, notatki, pisma i pliki są szyfrowane kluczem każdego urzędu.",
            ),
            Text(
                is_="Hver skrifstofa sér aðeins sín mál; gagnagrunnurinn sjálfur neitar öðru.",
                en="Each office sees only its own cases; the database itself refuses anything else.",
                pl="Każdy urząd widzi tylko własne sprawy; baza danych odrzuca wszystko inne.",
            ),
            Text(
                is_="Í hvert sinn sem mál eða skjal er opnað er það skráð og íbúinn getur séð það.",
                en="Each time a case or document is opened it is recorded, and the resident can see it.",
                pl="Każde otwarcie sprawy lub dokumentu jest rejestrowane i widoczne dla mieszkańca.",
            ),
            Text(
                is_="Starfsfólk og íbúar skrá sig inn með rafrænum skilríkjum.",
                en="Staff and residents log in with electronic ID.",
                pl="Pracownicy i mieszkańcy logują się elektronicznym identyfikatorem.",
            ),
            Text(
                is_="Atburðaskráin er innsigluð svo að breyting á henni sést.",
                en="The event log is sealed so that a change to it shows.",
                pl="Rejestr zdarzeń jest zapieczętowany, więc zmiana jest widoczna.",
            ),
        ),
    )


def process(key: str) -> tuple[Part, ...]:
    """Draw the process and list its rows; nothing for what has no process."""
    service = CASE_SERVICES.get(key)
    return () if service is None else (_process_part(service),)


def _process_part(service: CaseService) -> Part:
    table = service.process
    rows = tuple(
        (
            same(str(number)),
            _joined([table.state(source).label for source in row.sources]),
            row.label,
            _joined([table.state(key).label for key in dict.fromkeys(map(row.leads_to, row.sources))]),
            _joined([_WHO[one] for one in Who if one in row.who]),
            same(row.legal_reference or "–"),
        )
        for number, row in enumerate(table.transitions, start=1)
    )
    return Part(
        heading=Text(is_="Ferill máls", en="The course of a case", pl="Przebieg sprawy"),
        picture=Picture(
            svg=drawing_of(table),
            alt=Text(
                is_="Stöður máls sem kassar og skrefin á milli sem númeraðar örvar. Skrefin eru í töflunni.",
                en="The states of a case as boxes and the steps between them as numbered arrows. The steps are in the table.",
                pl="Stany sprawy jako pola, a kroki między nimi jako numerowane strzałki. Kroki są w tabeli.",
            ),
        ),
        grid=Grid(
            heads=(
                Text(is_="Númer", en="No.", pl="Nr"),
                Text(is_="Úr stöðu", en="From", pl="Ze stanu"),
                Text(is_="Skref", en="Step", pl="Krok"),
                Text(is_="Í stöðu", en="To", pl="Do stanu"),
                Text(is_="Hver", en="Who", pl="Kto"),
                Text(is_="Lög", en="Law", pl="Prawo"),
            ),
            rows=rows,
        ),
    )


def _joined(texts: list[Text]) -> Text:
    return Text(
        is_=", ".join(one.is_ for one in texts),
        en=", ".join(one.en for one in texts),
        pl=", ".join(one.pl for one in texts),
    )


def tables() -> Part:
    """List the tables, their columns and what they point at: the technical description of the records system."""
    found = sorted(
        (model for model in apps.get_models() if _is_record(model)), key=lambda model: model._meta.db_table
    )
    return Part(
        heading=Text(
            is_="Töflur, dálkar og tengsl", en="Tables, columns and relations", pl="Tabele, kolumny i relacje"
        ),
        sentences=(
            Text(
                is_="Gagnasafnið er venslað (PostgreSQL eða SQLite). Skrár eru dulkóðaðar utan gagnagrunns og ein tafla vísar í þær.",
                en="The data set is relational (PostgreSQL or SQLite). Files are encrypted outside the database, and one table refers to them.",
                pl="Zbiór danych jest relacyjny (PostgreSQL lub SQLite). Pliki są szyfrowane poza bazą, a jedna tabela do nich odsyła.",
            ),
        ),
        grid=Grid(
            heads=(
                Text(is_="Tafla", en="Table", pl="Tabela"),
                Text(is_="Dálkar", en="Columns", pl="Kolumny"),
                Text(is_="Vísar í", en="Refers to", pl="Odsyła do"),
            ),
            rows=tuple(_row(model) for model in found),
        ),
    )


def _is_record(model: type[models.Model]) -> bool:
    own = model.__module__.startswith("samveita.")
    return (
        own and model._meta.managed and (issubclass(model, ScopedModel) or model._meta.label == "audit.Event")
    )


def _row(model: type[models.Model]) -> tuple[Text, ...]:
    columns = list(model._meta.concrete_fields)
    points_at = sorted(
        {
            f"{field.column} → {field.related_model._meta.db_table}"
            for field in columns
            if field.is_relation and field.related_model
        }
    )
    return (
        same(model._meta.db_table),
        same(", ".join(str(field.column) for field in columns)),
        same(", ".join(points_at) or "–"),
    )


_ASKED = Text(
    is_="Upplýsingar sem er spurt um", en="Information that is asked for", pl="Informacje, o które się pyta"
)
_WHO = {
    Who.APPLICANT: Text(is_="Umsækjandi", en="Applicant", pl="Wnioskodawca"),
    Who.PARTY: Text(is_="Annar aðili máls", en="Another party", pl="Inna strona"),
    Who.STAFF: Text(is_="Starfsfólk", en="Staff", pl="Pracownicy"),
    Who.SYSTEM: Text(is_="Kerfið", en="The system", pl="System"),
}
