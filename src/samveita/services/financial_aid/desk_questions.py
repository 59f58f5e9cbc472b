"""What staff enters for the calculation on the desk, and what must be written before a decision."""

from __future__ import annotations

from samveita.engines.forms.declaring import Form, Kind, Option, Question, Step
from samveita.iceland.texts import Text
from samveita.services.financial_aid.questions import CATEGORIES, HOME

DESK_FORM = Form(
    key="financial_aid.figures",
    version=1,
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
                    key="income",
                    kind=Kind.MONEY,
                    label=Text(is_="Tekjur á mánuði", en="Income per month", pl="Dochód miesięczny"),
                    least=0,
                    most=9_999_999,
                ),
                Question(
                    key="deduction",
                    kind=Kind.MONEY,
                    label=Text(is_="Annar frádráttur", en="Other deduction", pl="Inne potrącenie"),
                    required=False,
                    least=0,
                    most=999_999,
                ),
                Question(
                    key="deduction_reason",
                    kind=Kind.TEXT,
                    label=Text(
                        is_="Skýring á frádrætti", en="Reason for the deduction", pl="Powód potrącenia"
                    ),
                    required=False,
                    most=120,
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
            ),
        ),
    ),
)

PAY_DAY = Question(
    key="pay_day",
    kind=Kind.DATE,
    label=Text(is_="Greiðsludagur", en="Day of payment", pl="Dzień wypłaty"),
    future=True,
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
            questions=(PAY_DAY,),
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
