"""What a spouse is asked: whether the two are a household, income with its documents, unused tax credit, how to reach her.

Her answers and documents are hers and the office's; the applicant sees none of them, nor she the applicant's. Their sum
shows in the calculation of the decision, and she is told so. What is asked is what the support duty between spouses
needs, and nothing about health, work or housing.
"""

from __future__ import annotations

from dataclasses import replace

from samveita.engines.cases.declaring import OtherPart
from samveita.engines.forms.declaring import Equals, Form, Kind, Question, Step
from samveita.iceland.texts import Text
from samveita.services.financial_aid.asked_of_means import (
    INCOME,
    INCOME_FILES,
    INCOMES,
    LAST_INCOME_FILES,
    TAX_FILES,
)
from samveita.services.financial_aid.asked_of_the_person import INFORMATION
from samveita.services.financial_aid.cohabiting import belongs, spouse_named, warnings
from samveita.services.financial_aid.letters.of_couples import SPOUSE_ASKED
from samveita.services.financial_aid.parameter_fields import KEY
from samveita.services.financial_aid.process import SPOUSE

PART = f"{KEY}.spouse"
IN_HOUSEHOLD = Equals("is_household", True)


def _for_household(step: Step) -> Step:
    """Return a step that is asked only of whoever belongs to the household."""
    shown = IN_HOUSEHOLD if step.shown_when is None else IN_HOUSEHOLD & step.shown_when
    return replace(step, shown_when=shown)


IN_THE_DECISION = Text(
    is_="Í ákvörðuninni standa þó samanlagðar tekjur heimilisins og hve mikið af persónuafslætti ykkar er notað.",
    en="The decision does state the household's joint income and how much of your personal tax credits is used.",
    pl="W decyzji podane są jednak łączne dochody gospodarstwa domowego i wykorzystana część Waszych ulg podatkowych.",
)
"""What the applicant reads of her all the same, since the decision shows how it was calculated."""

TOLD = Step(
    key="upplysingar",
    title=INFORMATION.title,
    intro=Text(
        is_="Við sækjum nafn þitt úr Þjóðskrá. Frá Skattinum sækjum við laun síðustu þriggja mánaða og síðasta "
        "skattframtal. Það gerum við vegna framfærsluskyldu hjóna og sambúðarfólks, til að meta rétt samkvæmt lögum um "
        "félagsþjónustu sveitarfélaga. Umsækjandinn sér hvorki svörin þín né það sem við sækjum. "
        f"{IN_THE_DECISION.is_} Þú sérð alltaf hvað var sótt um þig og hver skoðaði það.",
        en="We fetch your name from Registers Iceland (Þjóðskrá). From Iceland Revenue (Skatturinn) we fetch your wages "
        "of the last three months and your latest tax return. We do this because spouses and cohabitants support each "
        "other, to assess the right under the act on municipal social services. The applicant sees neither your answers "
        f"nor what we fetch. {IN_THE_DECISION.en} You can always see what was fetched about you and who looked at it.",
        pl="Pobieramy Twoje imię i nazwisko z rejestru ludności (Þjóðskrá). Z urzędu skarbowego (Skatturinn) pobieramy "
        "wynagrodzenie z ostatnich trzech miesięcy i ostatnie zeznanie podatkowe. Robimy to, ponieważ małżonkowie i "
        "partnerzy utrzymują się nawzajem, aby ocenić prawo zgodnie z ustawą o usługach społecznych gmin. Wnioskodawca "
        f"nie widzi Twoich odpowiedzi ani pobranych danych. {IN_THE_DECISION.pl} Zawsze możesz sprawdzić, co o Tobie "
        "pobrano i kto to oglądał.",
    ),
    questions=tuple(
        one
        for one in INFORMATION.questions
        if one.key in {"name", "wages_fetched", "tax_return_fetched", "informed"}
    ),
)
HOUSEHOLD = Step(
    key="heimili",
    title=Text(is_="Þú og umsækjandinn", en="You and the applicant", pl="Ty i wnioskodawca"),
    questions=(
        Question(
            key="is_household",
            kind=Kind.YES_NO,
            label=Text(
                is_="Ert þú í hjúskap eða sambúð með umsækjandanum?",
                en="Are you married to the applicant or living together?",
                pl="Czy wnioskodawca jest Twoim małżonkiem lub partnerem, z którym mieszkasz?",
            ),
            help=Text(
                is_="Svaraðu já þótt sambúðin sé ekki skráð. Ef þú svarar nei spyrjum við ekki um fleira.",
                en="Answer yes even if the cohabitation is not registered. If you answer no we ask nothing more.",
                pl="Odpowiedz „tak”, nawet jeśli związek nie jest zarejestrowany. Jeśli odpowiesz „nie”, nie zapytamy o "
                "nic więcej.",
            ),
        ),
    ),
)
CREDIT = Step(
    key="personuafslattur",
    title=Text(is_="Persónuafsláttur", en="Personal tax credit", pl="Ulga podatkowa"),
    shown_when=IN_HOUSEHOLD,
    questions=(
        Question(
            key="credit_percent",
            kind=Kind.PERCENT,
            label=Text(
                is_="Hversu mikið af persónuafslættinum þínum má nota við útreikninginn?",
                en="How much of your personal tax credit may be used in the calculation?",
                pl="Jaką część Twojej ulgi podatkowej można wykorzystać w wyliczeniu?",
            ),
            help=Text(
                is_="Það sem þú notar ekki sjálf eða sjálfur. Skrifaðu 0 ef þú notar hann allan.",
                en="What you don't use yourself. Write 0 if you use all of it.",
                pl="To, czego nie wykorzystujesz samodzielnie. Wpisz 0, jeśli wykorzystujesz całość.",
            ),
            least=0,
            most=100,
        ),
    ),
)
CONTACT = Step(
    key="samband",
    title=Text(is_="Hvernig náum við í þig?", en="How do we reach you?", pl="Jak się z Tobą skontaktować?"),
    shown_when=IN_HOUSEHOLD,
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
)
FORM = Form(
    key=PART,
    version=1,
    steps=(
        TOLD,
        HOUSEHOLD,
        *(_for_household(one) for one in (INCOME, INCOMES, INCOME_FILES, LAST_INCOME_FILES, TAX_FILES)),
        CREDIT,
        CONTACT,
    ),
)
SPOUSE_PART = OtherPart(
    key=PART,
    role=SPOUSE,
    form=FORM,
    named_in=spouse_named,
    belongs=belongs,
    letter=SPOUSE_ASKED.key,
    name=Text(is_="Maki", en="Spouse", pl="Małżonek"),
    asked=Text(
        is_="Sá sem sækir um hefur skráð þig sem maka. Hjón og sambúðarfólk bera ábyrgð á framfærslu hvort annars og því "
        "þurfum við að vita um tekjur þínar. Þú svarar fyrir þig og skilar þínum gögnum. "
        f"{IN_THE_DECISION.is_}",
        en="The applicant has named you as spouse. Spouses and cohabitants support each other, so we need to know about "
        "your income. You answer for yourself and hand in your own documents. "
        f"{IN_THE_DECISION.en}",
        pl="Wnioskodawca wskazał Cię jako małżonka lub partnera. Małżonkowie i partnerzy utrzymują się nawzajem, dlatego "
        "potrzebujemy informacji o Twoich dochodach. Odpowiadasz za siebie i dostarczasz własne dokumenty. "
        f"{IN_THE_DECISION.pl}",
    ),
    warns=warnings,
)
