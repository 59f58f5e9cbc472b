"""Sample values of the component gallery. Persons are made up; amounts are sýnigildi and true to no municipality."""

from __future__ import annotations

from datetime import date, datetime

from samveita.iceland.clock import ICELAND
from samveita.iceland.texts import Text
from samveita.ui import parts
from samveita.ui.brand import Brand

BRAND = Brand(primary="#0f4c5c", secondary="#b23a48")
SAMPLE = Text("Sýnigögn Samveitu", "Samveita sample data", "Dane przykładowe Samveita")

TIMELINE = (
    parts.TimelineItem(
        Text("Þú sendir umsóknina", "You sent your application", "Wysłano wniosek"),
        parts.TimelineState.DONE,
        when=date(2026, 11, 16),
    ),
    parts.TimelineItem(
        Text(
            "Ráðgjafi byrjaði að skoða málið", "An adviser started work", "Doradca rozpoczął pracę nad sprawą"
        ),
        parts.TimelineState.DONE,
        when=date(2026, 11, 18),
    ),
    parts.TimelineItem(
        Text(
            "Skilaðu gögnunum í síðasta lagi 3. desember",
            "Hand in the documents by 3 December",
            "Prześlij dokumenty najpóźniej 3 grudnia",
        ),
        parts.TimelineState.CURRENT,
        when=date(2026, 11, 19),
        text=Text(
            "Okkur vantar launaseðla fyrir október.",
            "We need your payslips for October.",
            "Potrzebujemy Twoich pasków wypłaty za październik.",
        ),
    ),
    parts.TimelineItem(
        Text("Ákvörðun liggur fyrir", "A decision is made", "Zapada decyzja"),
        parts.TimelineState.NEXT,
        when=date(2026, 12, 14),
        when_words=Text("í síðasta lagi", "at the latest", "najpóźniej"),
    ),
)

AMOUNT = parts.ExplainedAmount(
    label=Text("Áætluð aðstoð", "Estimated support", "Szacowana pomoc"),
    period=Text("fyrir desember", "for December", "za grudzień"),
    amount=171_275,
    lines=(
        parts.AmountLine(
            Text("Grunnfjárhæð", "Base amount", "Kwota podstawowa"),
            250_000,
            Text("Einstaklingur með eigið heimili", "One adult, own home", "Jedna osoba, własne mieszkanie"),
            Text("Reglur um fjárhagsaðstoð, 10. gr.", "Rules on support, art. 10", "Zasady pomocy, art. 10"),
            SAMPLE,
        ),
        parts.AmountLine(
            Text("Tekjur sem dragast frá", "Income deducted", "Odliczany dochód"),
            -78_725,
            Text("31,49% af 250.000 kr.", "31,49% of 250.000 kr.", "31,49% z 250.000 kr."),
            Text("Reglur um fjárhagsaðstoð, 15. gr.", "Rules on support, art. 15", "Zasady pomocy, art. 15"),
            SAMPLE,
        ),
    ),
    note=Text(
        "Sýnigildi: upphæðirnar eru ekki gjaldskrá neins sveitarfélags.",
        "Sample values: no municipality's real amounts.",
        "Wartości przykładowe: nie są to stawki żadnej gminy.",
    ),
)

TASKS = (
    parts.TaskItem(Text("Um þig", "About you", "O Tobie"), parts.TaskState.DONE, url="#um-thig"),
    parts.TaskItem(
        Text("Heimilið", "Your household", "Gospodarstwo domowe"),
        parts.TaskState.STARTED,
        url="#heimilid",
        note=Text("Tvær spurningar eftir", "Two questions left", "Pozostały dwa pytania"),
    ),
    parts.TaskItem(Text("Tekjur", "Income", "Dochody"), parts.TaskState.TODO, url="#tekjur"),
    parts.TaskItem(
        Text("Yfirlit og sending", "Check and send", "Podsumowanie i wysłanie"), parts.TaskState.WAITING
    ),
)

FACTS = (
    parts.Fact(
        Text("Nafn", "Name", "Imię i nazwisko"), "Anna Jónsdóttir", Text("Þjóðskrá", "Þjóðskrá", "Þjóðskrá")
    ),
    parts.Fact(
        Text("Lögheimili", "Legal address", "Adres zameldowania"),
        "Strandgata 6, 220 Hafnarfjörður",
        Text("Þjóðskrá", "Þjóðskrá", "Þjóðskrá"),
    ),
    parts.Fact(Text("Sími", "Phone", "Telefon"), "585 5500", url="#simi"),
)

LOOKS = (
    parts.Look(
        datetime(2026, 11, 18, 10, 42, tzinfo=ICELAND),
        Text("Ráðgjafi, fjölskyldusvið", "Adviser, family services", "Doradca, dział rodziny"),
        Text("Opnaði málið", "Opened the case", "Otwarcie sprawy"),
        Text("vinnsla umsóknar", "handling the application", "rozpatrywanie wniosku"),
    ),
    parts.Look(
        datetime(2026, 11, 16, 14, 5, tzinfo=ICELAND),
        Text("Starfsmaður, þjónustuver", "Staff member, service centre", "Pracownik, biuro obsługi"),
        Text("Opnaði skjalið Launaseðill", "Opened the document Payslip", "Otwarcie dokumentu Pasek wypłaty"),
    ),
)

CASES = parts.Table(
    caption=Text("Mál sem bíða", "Waiting cases", "Oczekujące sprawy"),
    columns=(
        parts.Column(Text("Mál", "Case", "Sprawa"), unbroken=True, sort_url="?rada=mal"),
        parts.Column(Text("Staða", "Status", "Stan")),
        parts.Column(Text("Skiladagur", "Due", "Termin"), numeric=True, sort_url="?rada=dags", sorted="ascending"),
    ),
    rows=(
        parts.Row(("2026-0042", Text("Beðið eftir gögnum", "Waiting for documents", "Czeka na dokumenty"), "3.12.2026"),
                  url="#mal-42", current=True),
        parts.Row(("2026-0043", Text("Ný umsókn", "New application", "Nowy wniosek"), "14.12.2026"), url="#mal-43"),
        parts.Row(("2026-0045", Text("Í vinnslu", "In progress", "W toku"), "16.12.2026"), url="#mal-45"),
    ),
)  # fmt: skip

MONEY = parts.Table(
    caption=Text("Greiðslur", "Payments", "Płatności"),
    columns=(
        parts.Column(Text("Mánuður", "Month", "Miesiąc")),
        parts.Column(Text("Dagur greiðslu", "Paid on", "Data wypłaty")),
        parts.Column(Text("Upphæð", "Amount", "Kwota"), numeric=True),
    ),
    rows=(
        parts.Row((Text("október 2026", "October 2026", "październik 2026"), "1.10.2026", "212.694 kr.")),
        parts.Row((Text("nóvember 2026", "November 2026", "listopad 2026"), "2.11.2026", "171.275 kr.")),
    ),
    total=(Text("Samtals", "Total", "Razem"), "", "383.969 kr."),
)

HOUSING = (
    parts.Choice(
        "own", Text("Ég á heimili út af fyrir mig", "I have a home of my own", "Mam własne mieszkanie")
    ),
    parts.Choice(
        "shared",
        Text("Ég bý með öðrum", "I live with others", "Mieszkam z innymi"),
        Text(
            "Til dæmis hjá foreldrum eða vinum",
            "For example with parents or friends",
            "Na przykład u rodziców lub przyjaciół",
        ),
    ),
    parts.Choice("none", Text("Ég á hvergi heima", "I have no home", "Nie mam gdzie mieszkać")),
)

TEXTS: dict[str, Text] = {
    "gallery": Text("Einingar viðmótsins", "Interface components", "Elementy interfejsu"),
    "lead": Text(
        "Hér eru einingarnar sem síður Samveitu eru gerðar úr, með sýnigögnum.",
        "These are the parts Samveita's pages are made of, with sample data.",
        "Oto elementy, z których zbudowane są strony Samveita, z danymi przykładowymi.",
    ),
    "aid": Text("Fjárhagsaðstoð", "Financial support (fjárhagsaðstoð)", "Pomoc finansowa (fjárhagsaðstoð)"),
    "aid_text": Text(
        "Þegar tekjur duga ekki fyrir nauðsynjum",
        "When your income does not cover what you need",
        "Gdy dochód nie wystarcza na podstawowe potrzeby",
    ),
    "fees": Text("Leikskólagjöld", "Preschool fees", "Opłaty za przedszkole"),
    "fees_text": Text("Reiknaðu hvað þú borgar", "Work out what you pay", "Oblicz, ile zapłacisz"),
    "waste": Text("Sorphirðudagatal", "Waste calendar", "Kalendarz wywozu śmieci"),
    "waste_text": Text("Næsta losun hjá þér", "Your next collection", "Najbliższy wywóz u Ciebie"),
    "send": Text("Senda umsókn", "Send application", "Wyślij wniosek"),
    "save": Text("Halda áfram", "Continue", "Dalej"),
    "back": Text("Til baka", "Back", "Wstecz"),
    "later": Text("Vista og halda áfram síðar", "Save and continue later", "Zapisz i wróć później"),
    "withdraw": Text("Draga umsókn til baka", "Withdraw the application", "Wycofaj wniosek"),
    "housing": Text("Hvernig býrðu?", "How do you live?", "Jak mieszkasz?"),
    "housing_help": Text(
        "Grunnfjárhæðin fer eftir því hvort þú rekur eigið heimili.",
        "The base amount depends on whether you keep a home of your own.",
        "Kwota podstawowa zależy od tego, czy prowadzisz własne gospodarstwo domowe.",
    ),
    "housing_error": Text("Veldu hvernig þú býrð", "Choose how you live", "Wybierz, jak mieszkasz"),
    "income": Text("Tekjur í nóvember", "Income in November", "Dochód w listopadzie"),
    "income_hint": Text(
        "Allar tekjur fyrir skatt", "All income before tax", "Cały dochód przed opodatkowaniem"
    ),
    "income_error": Text("Skráðu tekjur í tölum", "Write your income in figures", "Wpisz dochód cyframi"),
    "since": Text(
        "Hvenær hættir þú að vinna?", "When did you stop working?", "Kiedy przestałeś(-aś) pracować?"
    ),
    "more": Text("Viltu segja okkur meira?", "Is there more to tell us?", "Czy chcesz coś dodać?"),
    "agree": Text(
        "Ég staðfesti að svörin eru rétt", "I confirm my answers are correct", "Potwierdzam odpowiedzi"
    ),
    "documents": Text("Launaseðlar", "Payslips", "Paski wypłaty"),
    "documents_hint": Text(
        "PDF eða mynd, mest 10 MB", "PDF or picture, 10 MB at most", "PDF lub zdjęcie, do 10 MB"
    ),
    "bank": Text("Viðskiptabanki", "Bank", "Bank"),
    "alert_title": Text(
        "Okkur vantar gögn frá þér", "We need documents from you", "Potrzebujemy od Ciebie dokumentów"
    ),
    "alert_text": Text(
        "Skilaðu gögnunum í síðasta lagi 3. desember.",
        "Hand in the documents by 3 December.",
        "Prześlij dokumenty najpóźniej 3 grudnia.",
    ),
    "hand_in": Text("Skila gögnum", "Hand in documents", "Prześlij dokumenty"),
    "success": Text(
        "Við höfum fengið umsóknina þína.", "We have your application.", "Otrzymaliśmy Twój wniosek."
    ),
    "warning": Text("Lokað er á Þorláksmessu.", "Closed on 23 December.", "23 grudnia nieczynne."),
    "danger": Text(
        "Ekki náðist í Þjóðskrá.", "Þjóðskrá could not be reached.", "Brak połączenia z Þjóðskrá."
    ),
    "letter": Text("Sækja bréfið", "Download the letter", "Pobierz pismo"),
    "happened": Text("Gangur málsins", "What happens", "Przebieg sprawy"),
    "decision": Text("Útreikningur", "Calculation", "Obliczenie"),
    "who": Text("Hver hefur skoðað málið?", "Who has looked?", "Kto przeglądał sprawę?"),
    "answers": Text("Svörin þín", "Your answers", "Twoje odpowiedzi"),
    "empty": Text("Ekkert bíður þín", "Nothing waits for you", "Nic na Ciebie nie czeka"),
    "empty_text": Text(
        "Ný mál birtast hér um leið og þau koma.",
        "New cases appear here as they come.",
        "Nowe sprawy pojawią się tutaj.",
    ),
    "number": Text("Mál 2026-0042", "Case 2026-0042", "Sprawa 2026-0042"),
    "step": Text("Heimilið", "Your household", "Gospodarstwo domowe"),
    "contact": Text("Ráðgjafinn þinn", "Your adviser", "Twój doradca"),
    "front": Text("Forsíða", "Front page", "Strona główna"),
    "waiting": Text("Beðið eftir gögnum", "Waiting for documents", "Czeka na dokumenty"),
    "decide": Text("Skrá ákvörðun", "Record a decision", "Zapisz decyzję"),
    "ask": Text("Óska eftir gögnum", "Ask for documents", "Poproś o dokumenty"),
    "hand_over": Text("Færa á annan ráðgjafa", "Hand to another adviser", "Przekaż innemu doradcy"),
    "next": Text("Næstu skref", "Next steps", "Następne kroki"),
    "mine": Text("Mín mál", "My cases", "Moje sprawy"),
    "late": Text("Fram yfir frest", "Overdue", "Po terminie"),
    "all": Text("Öll mál", "All cases", "Wszystkie sprawy"),
    "bars": Text("Skoða mál", "Views of the case", "Widoki sprawy"),
}


def everything() -> dict[str, object]:
    """The context every gallery page shares: the frame's variables and the samples."""
    return {
        "organisation_name": "Hafnarfjörður",
        "organisation_url": "/vidmot/einingar/",
        "contact": parts.Contact(
            phone="585 5500",
            email="hafnarfjordur@example.is",
            address="Strandgata 6, 220 Hafnarfjörður",
            hours=Text("Opið virka daga kl. 8–16", "Open on weekdays 8–16", "Czynne w dni robocze 8–16"),
        ),
        "person_name": "Jón Jónsson",
        "acting_for": "Anna Jónsdóttir",
        "logout_url": "/ut/",
        "end_delegation_url": "/umbod/haetta/",
        "navigation": (
            parts.NavItem(TEXTS["front"], "/vidmot/einingar/", current=True),
            parts.NavItem(TEXTS["mine"], "/vidmot/einingar/mal/"),
        ),
        "t": TEXTS,
        "timeline_items": TIMELINE,
        "amount": AMOUNT,
        "tasks": TASKS,
        "facts": FACTS,
        "looks": LOOKS,
        "cases": CASES,
        "money": MONEY,
        "housing": HOUSING,
        "banks": (parts.Choice("0101", "Landsbankinn"), parts.Choice("0301", "Arion banki")),
        "errors": (
            parts.FieldError("housing", TEXTS["housing_error"]),
            parts.FieldError("income", TEXTS["income_error"]),
        ),
        "crumbs": (
            parts.Crumb(TEXTS["front"], "/vidmot/einingar/"),
            parts.Crumb(TEXTS["aid"], "/vidmot/einingar/spurning/"),
            parts.Crumb(TEXTS["number"]),
        ),
        "tabs": (
            parts.TabLink(TEXTS["mine"], "#min", current=True, count=3),
            parts.TabLink(TEXTS["late"], "#vanskil", count=1),
            parts.TabLink(TEXTS["all"], "#oll", count=42),
        ),
        "long_text": "",
        "day": date(2026, 11, 14),
    }
