"""How a municipality's settings for financial aid are edited, exported and compared.

The settings themselves and their own checks stand in ``parameters``; here each of them gets its name, its help and its
limits.
"""

from __future__ import annotations

from datetime import date

from samveita.engines.rulebook.declaring import (
    FieldKind,
    ParameterField,
    ParameterKind,
    Problem,
    Rows,
    Section,
)
from samveita.engines.rulebook.parameters import Level, Unit
from samveita.ground.organisations.models import Organisation
from samveita.iceland.dates_in_words import month_in_words
from samveita.iceland.texts import Text
from samveita.services.financial_aid.parameter_days import CENTRES, DAYS, whole
from samveita.services.financial_aid.parameters import (
    LARGEST_AMOUNT,
    ChildrenAidMode,
    FinancialAidParameters,
    IncomeBasis,
)
from samveita.services.financial_aid.questions import HOME

KIND, KEY = "financial_aid.parameters", "financial_aid"

HOMES = tuple((option.key, option.label) for option in HOME)


def _month_names() -> tuple[tuple[str, Text], ...]:
    """Return the months by number; the names as they stand alone, without a year."""
    written = ((str(number), month_in_words(date(2026, number, 1)).as_dict()) for number in range(1, 13))
    return tuple(
        (number, Text.from_dict({code: name.rpartition(" ")[0] for code, name in names.items()}))
        for number, names in written
    )


def _kronur(key: str, label: Text, help_: Text | None = None) -> ParameterField:
    return ParameterField(
        key=key,
        kind=FieldKind.KRONUR,
        counts=Unit.KRONUR_PER_MONTH,
        label=label,
        help=help_,
        most=LARGEST_AMOUNT,
    )


AMOUNTS = Rows(
    key="categories",
    title=Text(is_="Flokkar og fjárhæðir", en="Categories and amounts", pl="Kategorie i kwoty"),
    help=Text(
        is_="Skráðu fjárhæðir á mánuði eins og þær eru birtar. Núll þýðir að réttur er enginn, auður reitur að "
        "fjárhæðin er ekki ákveðin. Lykillinn er notaður í skrám og gögnum; breyttu honum ekki eftir að flokkurinn hefur "
        "verið notaður.",
        en="Enter the amounts a month as they are published. Zero means that there is no right, an empty field that "
        "the amount has not been decided. The key is used in files and data; don't change it once the category has been "
        "used.",
        pl="Podaj kwoty miesięczne tak, jak je opublikowano. Zero oznacza brak prawa, puste pole – że kwoty nie "
        "ustalono. Klucz jest używany w plikach i danych; nie zmieniaj go, gdy kategoria była już używana.",
    ),
    add=Text(is_="Bæta við flokki", en="Add a category", pl="Dodaj kategorię"),
    identified_by="code",
    fields=(
        ParameterField(
            key="name",
            kind=FieldKind.THREE_LANGUAGES,
            label=Text(is_="Heiti flokksins", en="Name of the category", pl="Nazwa kategorii"),
            longest=120,
        ),
        ParameterField(
            key="code",
            kind=FieldKind.CODE,
            label=Text(is_="Lykill", en="Key", pl="Klucz"),
            is_required=True,
        ),
        ParameterField(
            key="circumstances",
            kind=FieldKind.CHOICE,
            label=Text(
                is_="Svar umsækjanda sem flokkurinn á við",
                en="The applicant's answer it applies to",
                pl="Odpowiedź wnioskodawcy, której dotyczy",
            ),
            options=HOMES,
            is_required=True,
        ),
        _kronur("individual", Text(is_="Einstaklingur", en="One person", pl="Jedna osoba")),
        _kronur("cohabitation", Text(is_="Hjón eða sambúðarfólk", en="Couple", pl="Para")),
    ),
)

DECEMBER = Section(
    title=Text(is_="Desemberuppbót", en="December supplement", pl="Dodatek grudniowy"),
    parts=(
        ParameterField(
            key="december_percent",
            kind=FieldKind.PERCENT,
            counts=Unit.PERCENT,
            label=Text(
                is_="Hlutfall af grunnfjárhæð", en="Share of the base amount", pl="Udział w kwocie bazowej"
            ),
            help=Text(
                is_="Skráðu 0 ef uppbótin er ekki greidd.",
                en="Enter 0 if no supplement is paid.",
                pl="Wpisz 0, jeśli dodatek nie jest wypłacany.",
            ),
            most=100,
        ),
        ParameterField(
            key="december_month",
            kind=FieldKind.CHOICE,
            label=Text(
                is_="Mánuðurinn sem sótt er um",
                en="The month applied for",
                pl="Miesiąc, którego dotyczy wniosek",
            ),
            help=Text(
                is_="Uppbótin reiknast í umsókn um þennan mánuð.",
                en="The supplement is calculated in an application for this month.",
                pl="Dodatek jest naliczany we wniosku za ten miesiąc.",
            ),
            options=_month_names(),
            is_required=True,
        ),
        whole(
            "december_minimum_months",
            Unit.MONTHS,
            Text(
                is_="Mánuðir með aðstoð á undan",
                en="Months with aid before it",
                pl="Wcześniejsze miesiące z pomocą",
            ),
            least=0,
            most=12,
            help_=Text(
                is_="Núll þýðir að uppbótin er óháð fyrri mánuðum.",
                en="Zero means that earlier months don't matter.",
                pl="Zero oznacza, że wcześniejsze miesiące nie mają znaczenia.",
            ),
        ),
    ),
)

RULES = Section(
    title=Text(is_="Reglur sveitarfélagsins", en="The municipality's rules", pl="Zasady gminy"),
    parts=(
        ParameterField(
            key="rules_url",
            kind=FieldKind.LINK,
            label=Text(
                is_="Slóð á reglur um fjárhagsaðstoð",
                en="Address of the rules on financial aid",
                pl="Adres zasad dotyczących pomocy finansowej",
            ),
            longest=500,
        ),
        ParameterField(
            key="rules_number",
            kind=FieldKind.TEXT,
            label=Text(
                is_="Númer í Stjórnartíðindum",
                en="Number in the government gazette (Stjórnartíðindi)",
                pl="Numer w dzienniku urzędowym (Stjórnartíðindi)",
            ),
            longest=60,
        ),
        ParameterField(
            key="children_aid",
            kind=FieldKind.CHOICE,
            label=Text(is_="Greiðslur vegna barna", en="Payments for children", pl="Świadczenia na dzieci"),
            options=(
                (
                    ChildrenAidMode.NONE.value,
                    Text(
                        is_="Ekki greiddar með fjárhagsaðstoð",
                        en="Not paid with financial aid",
                        pl="Nie są wypłacane z pomocą finansową",
                    ),
                ),
                (
                    ChildrenAidMode.CASE_WORKER.value,
                    Text(
                        is_="Ráðgjafi skráir fjárhæðina",
                        en="The case worker enters the amount",
                        pl="Kwotę wpisuje doradca",
                    ),
                ),
                (
                    ChildrenAidMode.PER_CHILD.value,
                    Text(
                        is_="Föst fjárhæð fyrir hvert barn",
                        en="A fixed amount for each child",
                        pl="Stała kwota na każde dziecko",
                    ),
                ),
                (
                    ChildrenAidMode.INSTITUTION.value,
                    Text(
                        is_="Greiddar beint til skóla eða annarrar stofnunar",
                        en="Paid straight to a school or another institution",
                        pl="Wypłacane bezpośrednio szkole lub innej instytucji",
                    ),
                ),
            ),
            is_required=True,
        ),
        _kronur(
            "children_aid_amount",
            Text(is_="Fjárhæð fyrir hvert barn", en="Amount for each child", pl="Kwota na każde dziecko"),
        ),
        ParameterField(
            key="income_basis",
            kind=FieldKind.CHOICE,
            label=Text(is_="Tekjur teljast", en="Income counts", pl="Dochód liczy się"),
            options=(
                (
                    IncomeBasis.BEFORE_TAX.value,
                    Text(is_="Fyrir skatt", en="Before tax", pl="Przed opodatkowaniem"),
                ),
                (IncomeBasis.AFTER_TAX.value, Text(is_="Eftir skatt", en="After tax", pl="Po opodatkowaniu")),
            ),
            is_required=True,
        ),
        ParameterField(
            key="spouse_income_counts",
            kind=FieldKind.YES_NO,
            label=Text(
                is_="Tekjur maka teljast með",
                en="A spouse's income counts",
                pl="Dochód małżonka się liczy",
            ),
        ),
        whole(
            "income_months",
            Unit.MONTHS,
            Text(
                is_="Mánuðir sem tekjur eru skoðaðar",
                en="Months of income that are looked at",
                pl="Liczba miesięcy, za które sprawdza się dochód",
            ),
            least=1,
            most=12,
        ),
        ParameterField(
            key="asks_assets",
            kind=FieldKind.YES_NO,
            label=Text(
                is_="Spyrja um eignir og stöðuyfirlit banka",
                en="Ask about assets and a bank balance statement",
                pl="Pytaj o majątek i stan kont bankowych",
            ),
        ),
        ParameterField(
            key="asset_limit",
            kind=FieldKind.KRONUR,
            counts=Unit.KRONUR,
            label=Text(is_="Eignamörk", en="Limit of assets", pl="Limit majątku"),
            help=Text(
                is_="Ráðgjafi er varaður við þegar eignir fara yfir mörkin. Auður reitur þýðir að þau eru engin.",
                en="The case worker is warned when assets pass the limit. An empty field means that there is none.",
                pl="Pracownik dostaje ostrzeżenie, gdy majątek przekracza limit. Puste pole oznacza brak limitu.",
            ),
            most=999_999_999,
        ),
        ParameterField(
            key="unregistered_cohabitation_counts",
            kind=FieldKind.YES_NO,
            label=Text(
                is_="Óskráð sambúð telst sambúð",
                en="Unregistered cohabitation counts as cohabitation",
                pl="Niezarejestrowane wspólne pożycie liczy się jako wspólne",
            ),
        ),
        whole(
            "minimum_cohabitation_months",
            Unit.MONTHS,
            Text(
                is_="Skráð sambúð þarf að hafa staðið í",
                en="Registered cohabitation must have lasted",
                pl="Zarejestrowane wspólne pożycie musi trwać",
            ),
            least=0,
            most=24,
            help_=Text(
                is_="Núll þýðir að lengd sambúðar skiptir ekki máli.",
                en="Zero means that its length doesn't matter.",
                pl="Zero oznacza, że długość nie ma znaczenia.",
            ),
        ),
        ParameterField(
            key="compute_with_brackets",
            kind=FieldKind.YES_NO,
            label=Text(
                is_="Reikna skatt í öllum þrepum",
                en="Calculate tax by all brackets",
                pl="Naliczaj podatek według wszystkich progów",
            ),
            help=Text(
                is_="Annars er aðeins hlutfall fyrsta þreps notað og ráðgjafi varaður við þegar fjárhæðin fer yfir mörkin.",
                en="Otherwise only the first bracket's rate is used, and the case worker is warned above its limit.",
                pl="W przeciwnym razie stosuje się tylko pierwszą stawkę, a doradca dostaje ostrzeżenie po przekroczeniu progu.",
            ),
        ),
    ),
)


def _body(part: str, period: ParameterField, *, is_required: bool) -> tuple[ParameterField, ...]:
    """Return the fields of a body that hears appeals; ``period`` is how long one may wait."""
    return (
        ParameterField(
            key=f"{part}.name",
            kind=FieldKind.TEXT,
            label=Text(is_="Heiti", en="Name", pl="Nazwa"),
            longest=200,
            is_required=is_required,
        ),
        ParameterField(
            key=f"{part}.genitive",
            kind=FieldKind.TEXT,
            label=Text(
                is_="Heitið í eignarfalli, á eftir „til“",
                en="The name in the Icelandic genitive, after “til”",
                pl="Nazwa w islandzkim dopełniaczu, po „til”",
            ),
            longest=200,
            is_required=is_required,
        ),
        ParameterField(
            key=f"{part}.address",
            kind=FieldKind.TEXT,
            label=Text(is_="Heimilisfang", en="Address", pl="Adres"),
        ),
        ParameterField(
            key=f"{part}.email",
            kind=FieldKind.EMAIL,
            label=Text(is_="Netfang", en="E-mail", pl="E-mail"),
            longest=200,
        ),
        period,
    )


APPEALS = (
    Section(
        title=Text(is_="Kæra", en="Appeal to the state's committee", pl="Odwołanie do komisji państwowej"),
        parts=_body(
            "external_appeal",
            whole(
                "external_appeal.months",
                Unit.MONTHS,
                Text(is_="Kærufrestur", en="Time to appeal", pl="Termin odwołania"),
                least=1,
                most=12,
            ),
            is_required=True,
        ),
    ),
)

WINDOW_TURNED = Text(
    is_="Fyrri dagurinn þarf að vera á undan þeim seinni.",
    en="The first day must come before the last.",
    pl="Pierwszy dzień musi być przed ostatnim.",
)


def _window_in_order(document: FinancialAidParameters) -> tuple[Problem, ...]:
    first, last = document.window_from_day, document.window_to_day
    is_turned = first is not None and last is not None and first > last
    return (Problem("window_to_day", WINDOW_TURNED),) if is_turned else ()


def _without_what_is_theirs(document: FinancialAidParameters, _owner: Organisation) -> FinancialAidParameters:
    """Return another municipality's settings as a draft here: its rules and its service centres are its own."""
    return document.model_copy(update={"rules_url": "", "rules_number": "", "service_centres": ()})


PARAMETERS = ParameterKind(
    name=KIND,
    key=KEY,
    slug="fjarhagsadstod",
    title=Text(
        is_="Fjárhæðir og reglur um fjárhagsaðstoð",
        en="Amounts and rules of financial aid",
        pl="Kwoty i zasady pomocy finansowej",
    ),
    summary=Text(
        is_="Grunnfjárhæðir, desemberuppbót, dagar og hvert má kæra.",
        en="Base amounts, December supplement, days and the committee outside.",
        pl="Kwoty bazowe, dodatek grudniowy, dni i komisja państwowa.",
    ),
    content=FinancialAidParameters,
    levels=frozenset({Level.CENTRAL, Level.MUNICIPALITY}),
    sections=(
        Section(title=Text(is_="Grunnfjárhæðir", en="Base amounts", pl="Kwoty bazowe"), parts=(AMOUNTS,)),
        DECEMBER,
        RULES,
        DAYS,
        Section(title=CENTRES.title, parts=(CENTRES,)),
        *APPEALS,
    ),
    may_be_copied=True,
    adapted=_without_what_is_theirs,
    simulated_at="financial-aid:simulation",
    checks=(_window_in_order,),
    missing=lambda document: tuple(Text.from_dict(one.sentence.as_dict()) for one in document.missing()),
)
