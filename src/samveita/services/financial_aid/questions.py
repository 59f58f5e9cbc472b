"""What the applicant is asked: the questions of someone without a spouse, in the order she meets them.

They follow those of the shared application that municipalities use today, with the changes of version 2.0 (financial-aid
chapter 8.3): the data step is information and not a consent, income is named by kind and month, the personal credit is
asked in percent, the bank account may wait. No file is demanded: who does not have one at hand goes on, and the case
worker asks for it. What staff fills in is in ``desk_questions``.
"""

from __future__ import annotations

from typing import Any

from samveita.engines.forms.declaring import AnyOf, Equals, Form, Kind, Option, Question, Step
from samveita.iceland.texts import Text
from samveita.services.financial_aid.asked_of_means import (
    ASSETS,
    BALANCES,
    CERTIFICATE,
    CREDIT,
    INCOME,
    INCOME_FILES,
    INCOMES,
    LAST_INCOME_FILES,
    PAYMENT,
    STUDIES,
    TAX_FILES,
    UNEMPLOYED,
    WORK,
)
from samveita.services.financial_aid.asked_of_the_person import (
    CHILDREN,
    CHILDREN_FILES,
    ELSEWHERE,
    FAMILY,
    INFORMATION,
    MONTH,
    SPOUSE,
    files,
)

CATEGORIES = "financial_aid.categories"
"""Who supplies the municipality's own categories (see ``categories``); each stands for one of those below."""
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
            options_from=CATEGORIES,
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
        files(
            "lease_files",
            Text(
                is_="Settu inn leigusamninginn þinn",
                en="Put in your lease",
                pl="Dodaj swoją umowę najmu",
            ),
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
