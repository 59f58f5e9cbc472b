"""What the applicant is asked about her means: studies, work, income and its documents, assets, credit, account."""

from __future__ import annotations

from samveita.engines.forms.declaring import Equals, Group, Kind, Option, Question, Step
from samveita.iceland.texts import Text
from samveita.services.financial_aid.asked_of_the_person import LATER, files

MONTHS = (
    Option("this_month", Text(is_="Þessi mánuður", en="This month", pl="Ten miesiąc")),
    Option("last_month", Text(is_="Síðasti mánuður", en="Last month", pl="Zeszły miesiąc")),
    Option("month_before", Text(is_="Mánuðurinn þar á undan", en="The month before", pl="Miesiąc wcześniej")),
)
INCOME_KINDS = (
    Option("wages", Text(is_="Laun", en="Wages", pl="Wynagrodzenie")),
    Option("benefits", Text(is_="Bætur", en="Benefits", pl="Zasiłki")),
    Option("pension", Text(is_="Lífeyrir", en="Pension", pl="Emerytura lub renta")),
    Option("capital", Text(is_="Fjármagnstekjur", en="Capital income", pl="Dochody kapitałowe")),
    Option(
        "support", Text(is_="Styrkur eða meðlag", en="Grant or child support", pl="Stypendium lub alimenty")
    ),
)
WAGES_FETCHED, RETURN_FETCHED = Equals("wages_fetched", True), Equals("tax_return_fetched", True)
HAS_INCOME = Equals("has_income", True)


STUDIES = Step(
    key="nam",
    title=Text(is_="Nám", en="Studies", pl="Nauka"),
    questions=(
        Question(
            key="student",
            kind=Kind.YES_NO,
            label=Text(is_="Ertu í námi?", en="Are you studying?", pl="Czy się uczysz?"),
        ),
        Question(
            key="studies",
            kind=Kind.TEXT,
            label=Text(is_="Hvaða nám stundar þú?", en="What do you study?", pl="Czego się uczysz?"),
            shown_when=Equals("student", True),
            most=300,
        ),
    ),
)
WORK = Step(
    key="atvinna",
    title=Text(is_="Vinna", en="Work", pl="Praca"),
    questions=(
        Question(
            key="employment",
            kind=Kind.CHOICE,
            label=Text(
                is_="Hver er staða þín á vinnumarkaði?",
                en="What is your employment situation?",
                pl="Jaka jest Twoja sytuacja zawodowa?",
            ),
            options=(
                Option("working", Text(is_="Í vinnu", en="Working", pl="Pracuję")),
                Option("unemployed", Text(is_="Án atvinnu", en="Unemployed", pl="Bez pracy")),
                Option(
                    "cannot_work",
                    Text(is_="Get ekki unnið", en="I can't work", pl="Nie mogę pracować"),
                ),
                Option("other", Text(is_="Annað", en="Other", pl="Inaczej")),
            ),
        ),
        Question(
            key="employment_other",
            kind=Kind.TEXT,
            label=Text(
                is_="Segðu okkur frá stöðu þinni",
                en="Tell us about your situation",
                pl="Napisz o swojej sytuacji",
            ),
            shown_when=Equals("employment", "other"),
            most=500,
        ),
        Question(
            key="benefit_refused",
            kind=Kind.YES_NO,
            label=Text(
                is_="Hefur Vinnumálastofnun synjað þér um atvinnuleysisbætur?",
                en="Has the Directorate of Labour (Vinnumálastofnun) refused you unemployment benefit?",
                pl="Czy urząd pracy (Vinnumálastofnun) odmówił Ci zasiłku dla bezrobotnych?",
            ),
            shown_when=Equals("employment", "unemployed"),
        ),
        Question(
            key="benefit_reason",
            kind=Kind.LONG_TEXT,
            label=Text(
                is_="Hvers vegna var þér synjað?", en="Why were you refused?", pl="Dlaczego odmówiono?"
            ),
            shown_when=Equals("benefit_refused", True),
            most=1000,
        ),
    ),
)
UNEMPLOYED = Step(
    key="atvinnuleysi",
    title=Text(
        is_="Staðfesting Vinnumálastofnunar", en="Confirmation of unemployment", pl="Potwierdzenie bezrobocia"
    ),
    shown_when=Equals("employment", "unemployed"),
    questions=(
        files(
            "unemployment_files",
            Text(
                is_="Settu inn staðfestingu á umsókn hjá Vinnumálastofnun",
                en="Put in proof of your application to the Directorate of Labour (Vinnumálastofnun)",
                pl="Dodaj potwierdzenie wniosku w urzędzie pracy (Vinnumálastofnun)",
            ),
        ),
    ),
)
CERTIFICATE = Step(
    key="vottord",
    title=Text(is_="Læknisvottorð", en="Medical certificate", pl="Zaświadczenie lekarskie"),
    shown_when=Equals("employment", "cannot_work"),
    questions=(
        files(
            "medical_files",
            Text(
                is_="Settu inn læknisvottorð",
                en="Put in a medical certificate",
                pl="Dodaj zaświadczenie lekarskie",
            ),
        ),
    ),
)
INCOME = Step(
    key="tekjur",
    title=Text(is_="Tekjur", en="Income", pl="Dochody"),
    questions=(
        Question(
            key="has_income",
            kind=Kind.YES_NO,
            label=Text(
                is_="Hefurðu haft tekjur í þessum mánuði eða síðustu mánuði?",
                en="Have you had income this month or in recent months?",
                pl="Czy w tym miesiącu lub w ostatnich miesiącach masz dochody?",
            ),
            help=Text(
                is_="Laun, bætur, lífeyrir, styrkir og fjármagnstekjur teljast tekjur.",
                en="Wages, benefits, pension, grants and capital income count as income.",
                pl="Dochodem są wynagrodzenie, zasiłki, emerytura, stypendia i dochody kapitałowe.",
            ),
        ),
    ),
)
INCOMES = Step(
    key="tekjulisti",
    title=Text(is_="Hvaða tekjur?", en="Which income?", pl="Jakie dochody?"),
    shown_when=HAS_INCOME,
    questions=(
        Question(
            key="incomes",
            kind=Kind.GROUP,
            label=Text(
                is_="Tekjur þínar fyrir skatt",
                en="Your income before tax",
                pl="Twoje dochody przed opodatkowaniem",
            ),
            prefill="tax.incomes",
            least=1,
            most=30,
            group=Group(
                entry=Text(is_="Tekjur", en="Income", pl="Dochód"),
                add=Text(is_="Bæta við tekjum", en="Add income", pl="Dodaj dochód"),
                questions=(
                    Question(
                        key="kind",
                        kind=Kind.CHOICE,
                        label=Text(
                            is_="Hvers konar tekjur?", en="What kind of income?", pl="Jaki rodzaj dochodu?"
                        ),
                        options=INCOME_KINDS,
                    ),
                    Question(
                        key="month",
                        kind=Kind.CHOICE,
                        label=Text(is_="Í hvaða mánuði?", en="In which month?", pl="W którym miesiącu?"),
                        options=MONTHS,
                    ),
                    Question(
                        key="amount",
                        kind=Kind.MONEY,
                        label=Text(
                            is_="Hversu háar voru tekjurnar fyrir skatt?",
                            en="How much was it before tax?",
                            pl="Ile wyniósł przed opodatkowaniem?",
                        ),
                        least=0,
                        most=9_999_999,
                    ),
                ),
            ),
        ),
    ),
)
INCOME_FILES = Step(
    key="tekjugogn",
    title=Text(is_="Gögn um tekjur", en="Income documents", pl="Dokumenty o dochodach"),
    shown_when=HAS_INCOME & ~WAGES_FETCHED,
    questions=(
        files(
            "income_files",
            Text(
                is_="Settu inn launaseðla eða önnur gögn um tekjur þessa mánaðar og tveggja mánaða þar á undan",
                en="Put in payslips or other documents about your income this month and the two months before",
                pl="Dodaj paski płacowe lub inne dokumenty o dochodach z tego i dwóch poprzednich miesięcy",
            ),
        ),
    ),
)
LAST_INCOME_FILES = Step(
    key="tekjugogn-sidasta-manadar",
    title=Text(is_="Gögn um tekjur", en="Income documents", pl="Dokumenty o dochodach"),
    shown_when=HAS_INCOME & WAGES_FETCHED,
    questions=(
        files(
            "last_income_files",
            Text(
                is_="Settu inn launaseðil eða önnur gögn um tekjur síðasta mánaðar",
                en="Put in a payslip or other documents about last month's income",
                pl="Dodaj pasek płacowy lub inne dokumenty o dochodach z zeszłego miesiąca",
            ),
        ),
    ),
)
TAX_FILES = Step(
    key="skattagogn",
    title=Text(is_="Skattagögn", en="Tax documents", pl="Dokumenty podatkowe"),
    shown_when=~WAGES_FETCHED | ~RETURN_FETCHED,
    questions=(
        files(
            "tax_files",
            Text(
                is_="Settu inn skattframtal og staðgreiðsluyfirlit",
                en="Put in your tax return and withholding overview (staðgreiðsluyfirlit)",
                pl="Dodaj zeznanie podatkowe i zestawienie pobranych zaliczek (staðgreiðsluyfirlit)",
            ),
            help_=Text(
                is_="Við gátum ekki sótt gögnin til Skattsins. Þú finnur þau á þjónustuvef Skattsins.",
                en="We could not fetch them from Iceland Revenue (Skatturinn). You find them on its service web.",
                pl="Nie udało się ich pobrać z urzędu skarbowego (Skatturinn). Znajdziesz je w jego serwisie.",
            ),
        ),
    ),
)
ASSETS = Step(
    key="eignir",
    title=Text(is_="Eignir", en="Assets", pl="Majątek"),
    questions=(
        Question(
            key="assets",
            kind=Kind.LONG_TEXT,
            label=Text(is_="Hvaða eignir átt þú?", en="What assets do you have?", pl="Jaki masz majątek?"),
            hint=Text(
                is_="Til dæmis húsnæði, bíl, sparifé eða verðbréf. Skrifaðu „engar“ ef þú átt ekkert.",
                en="For example a home, a car, savings or securities. Write “none” if you have none.",
                pl="Na przykład mieszkanie, samochód, oszczędności lub papiery wartościowe. Wpisz „brak”, jeśli nic nie masz.",
            ),
            most=2000,
            may_be_left_out=True,
        ),
    ),
)
BALANCES = Step(
    key="stoduyfirlit",
    title=Text(is_="Stöðuyfirlit banka", en="Bank balance statement", pl="Stan kont bankowych"),
    questions=(
        Question(
            key="balance_files",
            kind=Kind.FILE,
            label=Text(
                is_="Settu inn stöðuyfirlit úr bankanum",
                en="Put in a balance statement from your bank",
                pl="Dodaj zestawienie sald z banku",
            ),
            hint=LATER,
            required=False,
            most=10,
            may_be_left_out=True,
        ),
    ),
)
CREDIT = Step(
    key="personuafslattur",
    title=Text(is_="Persónuafsláttur", en="Personal tax credit", pl="Ulga podatkowa"),
    questions=(
        Question(
            key="credit_percent",
            kind=Kind.PERCENT,
            label=Text(
                is_="Hversu mikið af persónuafslættinum áttu ónýtt?",
                en="How much of your personal tax credit is unused?",
                pl="Jaka część Twojej ulgi podatkowej jest niewykorzystana?",
            ),
            hint=Text(
                is_="Ef enginn annar nýtir hann fyrir þig er svarið 100%.",
                en="If nobody else uses it for you, the answer is 100%.",
                pl="Jeśli nikt inny jej za Ciebie nie wykorzystuje, odpowiedź to 100%.",
            ),
            least=0,
            most=100,
        ),
    ),
)
PAYMENT = Step(
    key="greidsla",
    title=Text(is_="Greiðsla", en="Payment", pl="Wypłata"),
    questions=(
        Question(
            key="account",
            kind=Kind.BANK_ACCOUNT,
            label=Text(
                is_="Hvaða bankareikning eigum við að greiða á?",
                en="Which bank account should we pay into?",
                pl="Na jakie konto mamy przelać pieniądze?",
            ),
            hint=Text(
                is_="Þú getur líka skráð hann seinna. Við þurfum hann áður en við greiðum.",
                en="You can also enter it later. We need it before we pay.",
                pl="Możesz go podać także później. Potrzebujemy go przed wypłatą.",
            ),
            required=False,
        ),
    ),
)
