"""What staff enters for the calculation on the desk, and what must be written before a decision."""

from __future__ import annotations

from samveita.engines.forms.declaring import Form, Group, Kind, Option, Question, Step
from samveita.iceland.texts import Text
from samveita.services.financial_aid.asked_of_means import INCOME_KINDS
from samveita.services.financial_aid.questions import CATEGORIES, HOME

COUNTED_MONTHS = (
    Option(
        "this_month", Text(is_="Mánuðurinn sem sótt er um", en="The month applied for", pl="Miesiąc wniosku")
    ),
    Option("last_month", Text(is_="Mánuðurinn á undan", en="The month before", pl="Miesiąc wcześniej")),
    Option(
        "month_before", Text(is_="Tveimur mánuðum áður", en="Two months before", pl="Dwa miesiące wcześniej")
    ),
)
SOURCES = (
    Option("register", Text(is_="Skatturinn eða Þjóðskrá", en="A state register", pl="Rejestr państwowy")),
    Option(
        "document",
        Text(is_="Skjal sem barst í málið", en="A document in the case", pl="Dokument w sprawie"),
    ),
    Option(
        "application", Text(is_="Svar í umsókn", en="An answer in the application", pl="Odpowiedź we wniosku")
    ),
    Option("other", Text(is_="Annað", en="Something else", pl="Inne")),
)
SOURCE = Question(
    key="source",
    kind=Kind.CHOICE,
    label=Text(is_="Heimild", en="Source", pl="Źródło"),
    options=SOURCES,
)
SHOWN = Question(
    key="shown",
    kind=Kind.YES_NO,
    label=Text(
        is_="Hefur umsækjandinn séð þetta?",
        en="Has the applicant seen this?",
        pl="Czy wnioskodawca to widział?",
    ),
)
INCOMES = Question(
    key="incomes",
    kind=Kind.GROUP,
    label=Text(is_="Tekjur", en="Income", pl="Dochody"),
    required=False,
    least=0,
    most=30,
    group=Group(
        entry=Text(is_="Tekjur", en="Income", pl="Dochód"),
        add=Text(is_="Bæta við tekjum", en="Add income", pl="Dodaj dochód"),
        questions=(
            Question(
                key="kind",
                kind=Kind.CHOICE,
                label=Text(is_="Tegund", en="Kind", pl="Rodzaj"),
                options=INCOME_KINDS,
            ),
            Question(
                key="month",
                kind=Kind.CHOICE,
                label=Text(is_="Mánuður", en="Month", pl="Miesiąc"),
                options=COUNTED_MONTHS,
            ),
            Question(
                key="amount",
                kind=Kind.MONEY,
                label=Text(is_="Fjárhæð", en="Amount", pl="Kwota"),
                least=0,
                most=9_999_999,
            ),
            Question(
                key="whose",
                kind=Kind.CHOICE,
                label=Text(is_="Tekjur hvers?", en="Whose income?", pl="Czyj dochód?"),
                required=False,
                options=(
                    Option("applicant", Text(is_="Umsækjanda", en="The applicant's", pl="Wnioskodawcy")),
                    Option("spouse", Text(is_="Maka", en="The spouse's", pl="Małżonka")),
                ),
            ),
            SOURCE,
            Question(
                key="counts",
                kind=Kind.YES_NO,
                label=Text(is_="Telja með?", en="Count it?", pl="Wliczyć?"),
            ),
            SHOWN,
        ),
    ),
)
DEDUCTIONS = Question(
    key="deductions",
    kind=Kind.GROUP,
    label=Text(is_="Frádráttur", en="Deductions", pl="Odliczenia"),
    required=False,
    least=0,
    most=20,
    group=Group(
        entry=Text(is_="Frádráttur", en="Deduction", pl="Odliczenie"),
        add=Text(is_="Bæta við frádrætti", en="Add a deduction", pl="Dodaj odliczenie"),
        questions=(
            Question(
                key="description",
                kind=Kind.TEXT,
                label=Text(is_="Skýring", en="Reason", pl="Powód"),
                most=120,
            ),
            Question(
                key="amount",
                kind=Kind.MONEY,
                label=Text(is_="Fjárhæð", en="Amount", pl="Kwota"),
                least=0,
                most=999_999,
            ),
            SOURCE,
            SHOWN,
        ),
    ),
)

DESK_FORM = Form(
    key="financial_aid.figures",
    version=2,
    steps=(
        Step(
            key="tolur",
            title=Text(is_="Tölur í útreikning", en="Figures for the calculation", pl="Dane do wyliczenia"),
            questions=(
                Question(
                    key="home",
                    kind=Kind.CHOICE,
                    label=Text(is_="Heimilisaðstæður", en="Home circumstances", pl="Sytuacja mieszkaniowa"),
                    options=HOME,
                    options_from=CATEGORIES,
                ),
                Question(
                    key="table",
                    kind=Kind.CHOICE,
                    label=Text(is_="Fjárhæðir fyrir", en="Amounts for", pl="Kwoty dla"),
                    required=False,
                    options=(
                        Option(
                            "individual", Text(is_="Einstakling", en="A single person", pl="Osoby samotnej")
                        ),
                        Option(
                            "cohabitation",
                            Text(is_="Hjón eða sambúðarfólk", en="A couple", pl="Pary"),
                        ),
                    ),
                ),
                Question(
                    key="credit_percent",
                    kind=Kind.PERCENT,
                    label=Text(
                        is_="Nýting persónuafsláttar",
                        en="Use of the personal tax credit",
                        pl="Wykorzystanie ulgi podatkowej",
                    ),
                    least=0,
                    most=100,
                ),
                Question(
                    key="spouse_credit_percent",
                    kind=Kind.PERCENT,
                    label=Text(
                        is_="Nýting persónuafsláttar maka",
                        en="Use of the spouse's personal tax credit",
                        pl="Wykorzystanie ulgi podatkowej małżonka",
                    ),
                    required=False,
                    least=0,
                    most=100,
                ),
                Question(
                    key="children_aid",
                    kind=Kind.MONEY,
                    label=Text(is_="Styrkur vegna barna", en="Aid for children", pl="Zasiłek na dzieci"),
                    hint=Text(
                        is_="Greiðist án skatts. Aðeins ef sveitarfélagið greiðir hann með fjárhagsaðstoð.",
                        en="Paid without tax. Only if the municipality pays it with financial aid.",
                        pl="Wypłacany bez podatku. Tylko jeśli gmina wypłaca go razem z pomocą finansową.",
                    ),
                    required=False,
                    least=0,
                    most=999_999,
                ),
                Question(
                    key="base_amount",
                    kind=Kind.MONEY,
                    label=Text(
                        is_="Önnur grunnfjárhæð en í töflunni",
                        en="Another base amount than the table's",
                        pl="Inna kwota bazowa niż w tabeli",
                    ),
                    hint=Text(
                        is_="Auður reitur þýðir að taflan gildir.",
                        en="An empty field means that the table holds.",
                        pl="Puste pole oznacza, że obowiązuje tabela.",
                    ),
                    required=False,
                    least=0,
                    most=9_999_999,
                ),
                Question(
                    key="december_amount",
                    kind=Kind.MONEY,
                    label=Text(
                        is_="Önnur desemberuppbót en reglan gefur",
                        en="Another December supplement than the rule gives",
                        pl="Inny dodatek grudniowy, niż wynika z zasad",
                    ),
                    required=False,
                    least=0,
                    most=999_999,
                ),
                Question(
                    key="assets",
                    kind=Kind.MONEY,
                    label=Text(is_="Eignir alls", en="Assets in all", pl="Majątek ogółem"),
                    required=False,
                    least=0,
                    most=999_999_999,
                ),
            ),
        ),
        Step(key="tekjur", title=INCOMES.label, questions=(INCOMES,)),
        Step(key="fradrattur", title=DEDUCTIONS.label, questions=(DEDUCTIONS,)),
    ),
)

PAY_DAY = Question(
    key="pay_day",
    kind=Kind.DATE,
    label=Text(is_="Greiðsludagur", en="Day of payment", pl="Dzień wypłaty"),
    hint=Text(
        is_="Reiknaður eftir reglum sveitarfélagsins. Auður reitur þýðir að þær gilda.",
        en="Counted by the municipality's rules. An empty field means that they hold.",
        pl="Wyliczony według zasad gminy. Puste pole oznacza, że obowiązują.",
    ),
    required=False,
    future=True,
)
PAY_DAY_REASON = Question(
    key="pay_day_reason",
    kind=Kind.TEXT,
    label=Text(
        is_="Hvers vegna annan dag en reglurnar segja?",
        en="Why another day than the rules say?",
        pl="Dlaczego w innym dniu, niż mówią zasady?",
    ),
    required=False,
    most=300,
)
FACTS = Question(
    key="facts",
    kind=Kind.LONG_TEXT,
    label=Text(
        is_="Málsatvik sem ákvörðunin byggist á",
        en="Facts the decision rests on",
        pl="Fakty, na których opiera się decyzja",
    ),
    hint=Text(
        is_="Nefndu tekjur, mánuð og fjárhæðir.",
        en="Name the income, the month and the amounts.",
        pl="Podaj dochód, miesiąc i kwoty.",
    ),
    most=4000,
)
RULE = Question(
    key="rule_article",
    kind=Kind.TEXT,
    label=Text(
        is_="Ákvæði í reglum sveitarfélagsins",
        en="Article of the municipality's rules",
        pl="Przepis regulaminu gminy",
    ),
    most=200,
)

APPROVAL_FORM = Form(
    key="financial_aid.approval",
    version=1,
    steps=(
        Step(
            key="samthykkt",
            title=Text(is_="Samþykkja umsóknina", en="Approve the application", pl="Przyznaj pomoc"),
            questions=(PAY_DAY, PAY_DAY_REASON),
        ),
    ),
)

PART_FORM = Form(
    key="financial_aid.approval_in_part",
    version=1,
    steps=(
        Step(
            key="ad-hluta",
            title=Text(is_="Samþykkja að hluta", en="Approve in part", pl="Przyznaj częściowo"),
            questions=(
                PAY_DAY,
                PAY_DAY_REASON,
                Question(
                    key="refused",
                    kind=Kind.LONG_TEXT,
                    label=Text(
                        is_="Hvað er ekki samþykkt?", en="What is not approved?", pl="Czego nie przyznano?"
                    ),
                    most=2000,
                ),
                FACTS,
                RULE,
            ),
        ),
    ),
)

REFUSAL_FORM = Form(
    key="financial_aid.refusal",
    version=1,
    steps=(
        Step(
            key="synjun",
            title=Text(is_="Synja umsókninni", en="Refuse the application", pl="Odmów pomocy"),
            questions=(
                FACTS,
                RULE,
                Question(
                    key="assessment",
                    kind=Kind.LONG_TEXT,
                    label=Text(
                        is_="Einstaklingsbundið mat", en="Individual assessment", pl="Ocena indywidualna"
                    ),
                    most=4000,
                ),
                Question(
                    key="hearing_note",
                    kind=Kind.LONG_TEXT,
                    label=Text(
                        is_="Hvers vegna þurfti hvorki frekari gögn né andmæli?",
                        en="Why were neither more data nor a hearing needed?",
                        pl="Dlaczego nie były potrzebne dalsze dane ani wysłuchanie strony?",
                    ),
                    hint=Text(
                        is_="Svaraðu aðeins ef hvorki var beðið um gögn né gefinn kostur á andmælum.",
                        en="Answer only if neither documents were asked for nor a hearing given.",
                        pl="Odpowiedz tylko wtedy, gdy nie proszono o dokumenty ani nie umożliwiono wypowiedzi.",
                    ),
                    required=False,
                    most=2000,
                ),
            ),
        ),
    ),
)
