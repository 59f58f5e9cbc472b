"""What the applicant is asked, what staff enters on the desk, and what must be written before a decision.

The questions follow those of the shared application that municipalities use today, with the changes of version 2.0
(financial-aid chapter 8.3): the data step is information and not a consent, the personal credit is asked in percent.
"""

from __future__ import annotations

from samveita.engines.forms.declaring import Equals, Form, Kind, Option, Question, Step
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

FORM = Form(
    key="financial_aid",
    version=1,
    steps=(
        Step(
            key="upplysingar",
            title=Text(
                is_="Upplýsingar sem við sækjum", en="Information we fetch", pl="Informacje, które pobieramy"
            ),
            intro=Text(
                is_="Við sækjum nafn, lögheimili og laun síðustu þriggja mánaða úr Þjóðskrá og frá Skattinum. "
                "Það gerum við til að meta rétt þinn samkvæmt lögum um félagsþjónustu sveitarfélaga. "
                "Þú sérð alltaf hvað var sótt og hver skoðaði það.",
                en="We fetch your name, legal domicile and wages of the last three months from Registers Iceland "
                "(Þjóðskrá) and Iceland Revenue (Skatturinn). We do this to assess your right under the act on "
                "municipal social services. You can always see what was fetched and who looked at it.",
                pl="Pobieramy Twoje imię i nazwisko, miejsce zameldowania i wynagrodzenie z ostatnich trzech "
                "miesięcy z rejestru ludności (Þjóðskrá) i urzędu skarbowego (Skatturinn). Robimy to, aby ocenić "
                "Twoje prawo zgodnie z ustawą o usługach społecznych gmin. Zawsze możesz sprawdzić, co pobrano i "
                "kto to oglądał.",
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
                    key="informed",
                    kind=Kind.CONSENT,
                    label=Text(
                        is_="Ég hef lesið hvaða upplýsingar þið sækið og hvers vegna",
                        en="I have read which information you fetch and why",
                        pl="Wiem, jakie informacje są pobierane i dlaczego",
                    ),
                ),
            ),
        ),
        Step(
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
            ),
        ),
        Step(
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
                Question(
                    key="income",
                    kind=Kind.MONEY,
                    label=Text(
                        is_="Hversu háar eru tekjurnar á mánuði fyrir skatt?",
                        en="How much is your income per month before tax?",
                        pl="Ile wynoszą Twoje miesięczne dochody przed opodatkowaniem?",
                    ),
                    prefill="tax.monthly_wages",
                    least=0,
                    most=9_999_999,
                    shown_when=Equals("has_income", True),
                ),
            ),
        ),
        Step(
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
        ),
        Step(
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
                ),
            ),
        ),
        Step(
            key="samband",
            title=Text(
                is_="Hvernig náum við í þig?", en="How do we reach you?", pl="Jak się z Tobą skontaktować?"
            ),
            questions=(
                Question(key="email", kind=Kind.EMAIL, label=Text(is_="Netfang", en="E-mail", pl="E-mail")),
                Question(key="phone", kind=Kind.PHONE, label=Text(is_="Sími", en="Phone", pl="Telefon")),
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
        ),
    ),
)

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
            ),
        ),
    ),
)

APPROVAL_FORM = Form(
    key="financial_aid.approval",
    version=1,
    steps=(
        Step(
            key="samthykkt",
            title=Text(is_="Samþykkja umsóknina", en="Approve the application", pl="Przyznaj pomoc"),
            questions=(
                Question(
                    key="pay_day",
                    kind=Kind.DATE,
                    label=Text(is_="Greiðsludagur", en="Day of payment", pl="Dzień wypłaty"),
                    future=True,
                ),
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
                Question(
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
                ),
                Question(
                    key="rule_article",
                    kind=Kind.TEXT,
                    label=Text(
                        is_="Ákvæði í reglum sveitarfélagsins",
                        en="Article of the municipality's rules",
                        pl="Przepis regulaminu gminy",
                    ),
                    most=200,
                ),
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
                    most=2000,
                ),
            ),
        ),
    ),
)
