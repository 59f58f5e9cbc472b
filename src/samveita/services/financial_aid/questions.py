"""What the applicant is asked: the questions of someone without a spouse, in the order she meets them.

They follow those of the shared application that municipalities use today, with the changes of version 2.0 (financial-aid
chapter 8.3): the data step is information and not a consent, income is named by kind and month, the personal credit is
asked in percent, the bank account may wait. No file is demanded: who does not have one at hand goes on, and the case
worker asks for it. What staff fills in is in ``desk_questions``.
"""

from __future__ import annotations

from typing import Any

from samveita.engines.forms.declaring import (
    AnyOf,
    Condition,
    Equals,
    Form,
    Group,
    Kind,
    Option,
    Question,
    Step,
)
from samveita.iceland.texts import Text

HOME = (
    Option("own_home", Text(is_="Í eigin húsnæði", en="In my own home", pl="We własnym mieszkaniu")),
    Option(
        "registered_lease",
        Text(
            is_="Í leiguíbúð með þinglýstum leigusamningi",
            en="In a rented flat with a registered lease",
            pl="W wynajmowanym mieszkaniu z zarejestrowaną umową najmu",
        ),
    ),
    Option(
        "unregistered_lease",
        Text(
            is_="Í leiguíbúð með óþinglýstum leigusamningi",
            en="In a rented flat with an unregistered lease",
            pl="W wynajmowanym mieszkaniu z niezarejestrowaną umową najmu",
        ),
    ),
    Option(
        "with_others",
        Text(
            is_="Hjá öðrum, án leigusamnings",
            en="With others, without a lease",
            pl="U innych osób, bez umowy najmu",
        ),
    ),
    Option("with_parents", Text(is_="Hjá foreldrum", en="With my parents", pl="U rodziców")),
    Option("unknown", Text(is_="Annað", en="Other", pl="Inaczej")),
)
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
LATER = Text(
    is_="Ef þú ert ekki með skjölin geturðu haldið áfram. Ráðgjafi biður þá um þau.",
    en="If you don't have the documents you can go on. The case worker will then ask for them.",
    pl="Jeśli nie masz dokumentów, możesz przejść dalej. Pracownik wtedy o nie poprosi.",
)
WAGES_FETCHED, RETURN_FETCHED = Equals("wages_fetched", True), Equals("tax_return_fetched", True)
HAS_INCOME = Equals("has_income", True)


def _files(
    key: str, label: Text, *, shown_when: Condition | None = None, help_: Text | None = None
) -> Question:
    return Question(
        key=key,
        kind=Kind.FILE,
        label=label,
        hint=LATER,
        help=help_,
        required=False,
        most=10,
        shown_when=shown_when,
    )


INFORMATION = Step(
    key="upplysingar",
    title=Text(is_="Upplýsingar sem við sækjum", en="Information we fetch", pl="Informacje, które pobieramy"),
    intro=Text(
        is_="Við sækjum nafn þitt, lögheimili, hjúskaparstöðu og börn í forsjá þinni úr Þjóðskrá. Frá Skattinum sækjum "
        "við laun síðustu þriggja mánaða og síðasta skattframtal. Það gerum við til að meta rétt þinn samkvæmt lögum um "
        "félagsþjónustu sveitarfélaga. Þú sérð alltaf hvað var sótt og hver skoðaði það.",
        en="We fetch your name, legal domicile, marital status and the children in your custody from Registers Iceland "
        "(Þjóðskrá). From Iceland Revenue (Skatturinn) we fetch your wages of the last three months and your latest tax "
        "return. We do this to assess your right under the act on municipal social services. You can always see what was "
        "fetched and who looked at it.",
        pl="Pobieramy Twoje imię i nazwisko, miejsce zameldowania, stan cywilny i dane dzieci pod Twoją opieką z rejestru "
        "ludności (Þjóðskrá). Z urzędu skarbowego (Skatturinn) pobieramy wynagrodzenie z ostatnich trzech miesięcy i "
        "ostatnie zeznanie podatkowe. Robimy to, aby ocenić Twoje prawo zgodnie z ustawą o usługach społecznych gmin. "
        "Zawsze możesz sprawdzić, co pobrano i kto to oglądał.",
    ),
    questions=(
        Question(
            key="name",
            kind=Kind.TEXT,
            label=Text(is_="Nafn", en="Name", pl="Imię i nazwisko"),
            prefill="registry.name",
            locked=True,
            most=200,
        ),
        Question(
            key="domicile",
            kind=Kind.TEXT,
            label=Text(is_="Lögheimili", en="Legal domicile", pl="Miejsce zameldowania"),
            prefill="registry.domicile",
            locked=True,
            most=200,
        ),
        Question(
            key="domicile_elsewhere",
            kind=Kind.YES_NO,
            label=Text(
                is_="Lögheimili í öðru sveitarfélagi",
                en="Legal domicile in another municipality",
                pl="Zameldowanie w innej gminie",
            ),
            prefill="registry.domicile_elsewhere",
            locked=True,
            required=False,
            only_stated=True,
        ),
        Question(
            key="wages_fetched",
            kind=Kind.YES_NO,
            label=Text(
                is_="Laun voru sótt til Skattsins",
                en="Wages were fetched from Iceland Revenue",
                pl="Wynagrodzenie pobrano z urzędu skarbowego",
            ),
            prefill="tax.wages_fetched",
            locked=True,
            required=False,
            only_stated=True,
        ),
        Question(
            key="tax_return_fetched",
            kind=Kind.YES_NO,
            label=Text(
                is_="Skattframtal var sótt til Skattsins",
                en="The tax return was fetched from Iceland Revenue",
                pl="Zeznanie podatkowe pobrano z urzędu skarbowego",
            ),
            prefill="tax.return_fetched",
            locked=True,
            required=False,
            only_stated=True,
        ),
        Question(
            key="informed",
            kind=Kind.CONSENT,
            label=Text(
                is_="Ég hef lesið hvaða upplýsingar þið sækið og hvers vegna",
                en="I have read which information you fetch and why",
                pl="Wiem, jakie informacje są pobierane i dlaczego",
            ),
        ),
    ),
)
ELSEWHERE = Step(
    key="annad-sveitarfelag",
    title=Text(
        is_="Lögheimili þitt er annars staðar",
        en="Your legal domicile is elsewhere",
        pl="Masz zameldowanie gdzie indziej",
    ),
    intro=Text(
        is_="Þú átt rétt á fjárhagsaðstoð þar sem þú átt lögheimili. Veldu það sveitarfélag á forsíðunni og sæktu um þar. "
        "Ef þú ert að flytja eða sérstakar ástæður eru fyrir því að þú sækir um hér geturðu haldið áfram.",
        en="You have a right to financial aid where your legal domicile is. Choose that municipality on the front page and "
        "apply there. If you are moving, or there are special reasons to apply here, you can go on.",
        pl="Masz prawo do pomocy finansowej tam, gdzie masz zameldowanie. Wybierz tę gminę na stronie głównej i złóż "
        "wniosek tam. Jeśli się przeprowadzasz albo masz szczególne powody, by złożyć wniosek tutaj, możesz przejść dalej.",
    ),
    shown_when=Equals("domicile_elsewhere", True),
    questions=(
        Question(
            key="reason_to_apply_here",
            kind=Kind.LONG_TEXT,
            label=Text(
                is_="Hvers vegna sækir þú um hér?",
                en="Why do you apply here?",
                pl="Dlaczego składasz wniosek tutaj?",
            ),
            most=1000,
        ),
    ),
)
MONTH = Step(
    key="manudur",
    title=Text(is_="Hvaða mánuð?", en="Which month?", pl="Który miesiąc?"),
    questions=(
        Question(
            key="applied_month",
            kind=Kind.CHOICE,
            label=Text(
                is_="Fyrir hvaða mánuð sækir þú um?",
                en="Which month do you apply for?",
                pl="Za który miesiąc składasz wniosek?",
            ),
            options=(
                Option("this", Text(is_="Þennan mánuð", en="This month", pl="Ten miesiąc")),
                Option("previous", Text(is_="Síðasta mánuð", en="Last month", pl="Zeszły miesiąc")),
            ),
            may_be_left_out=True,
        ),
    ),
)
FAMILY = Step(
    key="fjolskylda",
    title=Text(is_="Fjölskyldan þín", en="Your family", pl="Twoja rodzina"),
    questions=(
        Question(
            key="has_spouse",
            kind=Kind.YES_NO,
            label=Text(
                is_="Áttu maka eða býrðu með sambúðarmaka?",
                en="Do you have a spouse or live with a partner?",
                pl="Czy masz małżonka lub mieszkasz z partnerem?",
            ),
            help=Text(
                is_="Svaraðu já þótt sambúðin sé ekki skráð.",
                en="Answer yes even if the cohabitation is not registered.",
                pl="Odpowiedz „tak”, nawet jeśli związek nie jest zarejestrowany.",
            ),
            prefill="registry.has_spouse",
        ),
        Question(
            key="has_children",
            kind=Kind.YES_NO,
            label=Text(
                is_="Ertu með barn yngra en 18 ára í forsjá þinni?",
                en="Do you have a child under 18 in your custody?",
                pl="Czy masz pod opieką dziecko poniżej 18 lat?",
            ),
            prefill="registry.has_children",
        ),
    ),
)
SPOUSE = Step(
    key="maki",
    title=Text(is_="Upplýsingar um maka", en="About your spouse", pl="O małżonku"),
    intro=Text(
        is_="Hjón og sambúðarfólk bera ábyrgð á framfærslu hvort annars. Maki þinn getur ekki enn svarað hér. Ráðgjafi "
        "tekur við umsókninni þinni strax og hefur svo samband við þig um tekjur og gögn maka. Umsóknin telst hafa borist "
        "daginn sem þú sendir hana.",
        en="Spouses and cohabitants support each other. Your spouse can't answer here yet. A case worker takes your "
        "application on at once and then contacts you about your spouse's income and documents. The application counts as "
        "received on the day you send it.",
        pl="Małżonkowie i partnerzy utrzymują się nawzajem. Twój małżonek nie może jeszcze odpowiedzieć tutaj. Pracownik od "
        "razu zajmie się wnioskiem, a potem skontaktuje się z Tobą w sprawie dochodów i dokumentów małżonka. Wniosek uznaje "
        "się za złożony w dniu wysłania.",
    ),
    shown_when=Equals("has_spouse", True),
    questions=(
        Question(
            key="spouse_informed",
            kind=Kind.CONSENT,
            label=Text(
                is_="Ég veit að ráðgjafi þarf líka upplýsingar um tekjur maka",
                en="I know that the case worker also needs information about my spouse's income",
                pl="Wiem, że pracownik potrzebuje też informacji o dochodach małżonka",
            ),
        ),
    ),
)
CHILDREN = Step(
    key="born",
    title=Text(is_="Börnin þín", en="Your children", pl="Twoje dzieci"),
    shown_when=Equals("has_children", True),
    questions=(
        Question(
            key="children",
            kind=Kind.GROUP,
            label=Text(
                is_="Börn í forsjá þinni", en="Children in your custody", pl="Dzieci pod Twoją opieką"
            ),
            prefill="registry.children",
            least=1,
            most=20,
            group=Group(
                entry=Text(is_="Barn", en="Child", pl="Dziecko"),
                add=Text(is_="Bæta við barni", en="Add a child", pl="Dodaj dziecko"),
                questions=(
                    Question(
                        key="child_name",
                        kind=Kind.TEXT,
                        label=Text(is_="Nafn barns", en="Child's name", pl="Imię i nazwisko dziecka"),
                        most=200,
                    ),
                    Question(
                        key="child_kennitala",
                        kind=Kind.KENNITALA,
                        label=Text(
                            is_="Kennitala barns", en="Child's kennitala", pl="Numer kennitala dziecka"
                        ),
                    ),
                    Question(
                        key="school",
                        kind=Kind.TEXT,
                        label=Text(
                            is_="Skóli eða leikskóli", en="School or preschool", pl="Szkoła lub przedszkole"
                        ),
                        hint=Text(
                            is_="Skrifaðu „enginn“ ef barnið er heima.",
                            en="Write “none” if the child is at home.",
                            pl="Wpisz „brak”, jeśli dziecko jest w domu.",
                        ),
                        most=200,
                    ),
                    Question(
                        key="lives_with_me",
                        kind=Kind.YES_NO,
                        label=Text(
                            is_="Býr barnið hjá þér?",
                            en="Does the child live with you?",
                            pl="Czy dziecko mieszka z Tobą?",
                        ),
                    ),
                    Question(
                        key="lives_with_both",
                        kind=Kind.YES_NO,
                        label=Text(
                            is_="Býr barnið hjá báðum foreldrum?",
                            en="Does the child live with both parents?",
                            pl="Czy dziecko mieszka z obojgiem rodziców?",
                        ),
                    ),
                    Question(
                        key="child_comment",
                        kind=Kind.TEXT,
                        label=Text(
                            is_="Annað um barnið",
                            en="Anything else about the child",
                            pl="Coś jeszcze o dziecku",
                        ),
                        required=False,
                        most=500,
                    ),
                ),
            ),
        ),
    ),
)
CHILDREN_FILES = Step(
    key="barnagogn",
    title=Text(is_="Gögn vegna barna", en="Documents about children", pl="Dokumenty dotyczące dzieci"),
    shown_when=Equals("has_children", True),
    questions=(
        _files(
            "children_files",
            Text(
                is_="Viltu skila gögnum vegna barnanna?",
                en="Do you want to hand in documents about the children?",
                pl="Czy chcesz dostarczyć dokumenty dotyczące dzieci?",
            ),
        ),
    ),
)
HOME_STEP = Step(
    key="heimili",
    title=Text(is_="Hvernig býrðu?", en="How do you live?", pl="Jak mieszkasz?"),
    questions=(
        Question(
            key="home",
            kind=Kind.CHOICE,
            label=Text(is_="Hvernig býrðu?", en="How do you live?", pl="Jak mieszkasz?"),
            help=Text(
                is_="Grunnfjárhæðin fer eftir því hvernig þú býrð. Leigusamningur er þinglýstur ef "
                "sýslumaður hefur skráð hann.",
                en="The base amount depends on how you live. A lease is registered if the district "
                "commissioner (sýslumaður) has registered it.",
                pl="Kwota bazowa zależy od tego, jak mieszkasz. Umowa najmu jest zarejestrowana, jeśli "
                "wpisał ją urząd (sýslumaður).",
            ),
            options=HOME,
        ),
        Question(
            key="home_other",
            kind=Kind.TEXT,
            label=Text(
                is_="Segðu okkur hvernig þú býrð", en="Tell us how you live", pl="Napisz, jak mieszkasz"
            ),
            shown_when=Equals("home", "unknown"),
            most=500,
        ),
    ),
)
LEASE_STEP = Step(
    key="leigusamningur",
    title=Text(is_="Leigusamningur", en="Lease", pl="Umowa najmu"),
    shown_when=AnyOf("home", ("registered_lease", "unregistered_lease")),
    questions=(
        _files(
            "lease_files",
            Text(
                is_="Settu inn leigusamninginn þinn",
                en="Put in your lease",
                pl="Dodaj swoją umowę najmu",
            ),
        ),
    ),
)
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
        _files(
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
        _files(
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
        _files(
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
        _files(
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
        _files(
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
CONTACT = Step(
    key="samband",
    title=Text(is_="Hvernig náum við í þig?", en="How do we reach you?", pl="Jak się z Tobą skontaktować?"),
    questions=(
        Question(key="email", kind=Kind.EMAIL, label=Text(is_="Netfang", en="E-mail", pl="E-mail")),
        Question(key="phone", kind=Kind.PHONE, label=Text(is_="Sími", en="Phone", pl="Telefon")),
        Question(
            key="interpreter_language",
            kind=Kind.TEXT,
            label=Text(
                is_="Ef þú þarft túlk, á hvaða tungumáli?",
                en="If you need an interpreter, in which language?",
                pl="Jeśli potrzebujesz tłumacza, to w jakim języku?",
            ),
            required=False,
            most=80,
        ),
        Question(
            key="comment",
            kind=Kind.LONG_TEXT,
            label=Text(
                is_="Er eitthvað sem þú vilt taka fram?",
                en="Is there anything you would like to add?",
                pl="Czy chcesz coś dodać?",
            ),
            required=False,
            most=2000,
        ),
    ),
)


def _income_by_month(answers: dict[str, Any]) -> dict[str, Any]:
    """Bring the one figure that version 1 asked for into the list of version 2; its kind and month are asked again."""
    amount = answers.pop("income", None)
    return answers if amount is None else {**answers, "incomes": [{"amount": amount}]}


FORM = Form(
    key="financial_aid",
    version=2,
    steps=(
        INFORMATION,
        ELSEWHERE,
        MONTH,
        FAMILY,
        SPOUSE,
        CHILDREN,
        CHILDREN_FILES,
        HOME_STEP,
        LEASE_STEP,
        STUDIES,
        WORK,
        UNEMPLOYED,
        CERTIFICATE,
        INCOME,
        INCOMES,
        INCOME_FILES,
        LAST_INCOME_FILES,
        TAX_FILES,
        ASSETS,
        BALANCES,
        CREDIT,
        PAYMENT,
        CONTACT,
    ),
    upgrades={1: _income_by_month},
)
