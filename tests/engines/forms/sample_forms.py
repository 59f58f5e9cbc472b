"""Forms that the tests of the engine are tried with: one with every kind of question, and its next version."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from samveita.engines.forms.declaring import (
    AnyOf,
    Check,
    CrossCheck,
    Equals,
    Form,
    Group,
    HasAtLeast,
    Includes,
    Kind,
    MoreThan,
    Option,
    Question,
    Step,
)
from samveita.iceland.texts import Text


def text(words: str) -> Text:
    return Text(is_=words, en=f"{words} (en)", pl=f"{words} (pl)")


HOMES = (
    Option("own", text("Eigin húsnæði")),
    Option("rent", text("Leiga")),
    Option("other", text("Annað")),
)

EVERYTHING = Form(
    key="sample",
    version=1,
    steps=(
        Step(
            "um-thig",
            text("Um þig"),
            (
                Question("name", Kind.TEXT, text("Nafn"), prefill="registry.name", locked=True),
                Question("kennitala", Kind.KENNITALA, text("Kennitala barns")),
                Question("email", Kind.EMAIL, text("Netfang"), prefill="account.email"),
                Question("phone", Kind.PHONE, text("Sími"), required=False),
            ),
            intro=text("Segðu okkur frá þér."),
        ),
        Step(
            "heimili", text("Heimili"), (Question("home", Kind.CHOICE, text("Hvar býrðu?"), options=HOMES),)
        ),
        Step(
            "leiga",
            text("Leiga"),
            (
                Question("lease_from", Kind.DATE, text("Hvenær hófst leigan?"), past=True),
                Question("rent", Kind.MONEY, text("Hver er leigan á mánuði?"), most=900_000),
            ),
            shown_when=Equals("home", "rent"),
        ),
        Step(
            "tekjur",
            text("Tekjur"),
            (
                Question("has_income", Kind.YES_NO, text("Ertu með tekjur?")),
                Question(
                    "income",
                    Kind.MONEY,
                    text("Hverjar eru tekjurnar?"),
                    shown_when=Equals("has_income", True),
                ),
                Question(
                    "why_much", Kind.LONG_TEXT, text("Hvers vegna?"), shown_when=MoreThan("income", 500_000)
                ),
            ),
        ),
        Step(
            "annad",
            text("Annað"),
            (
                Question("percent", Kind.PERCENT, text("Hlutfall"), required=False),
                Question(
                    "account",
                    Kind.BANK_ACCOUNT,
                    text("Bankareikningur"),
                    checks=(
                        Check(lambda answer: str(answer)[:4] != "0000", text("Skrifaðu númer bankans.")),
                    ),
                ),
                Question(
                    "note",
                    Kind.TEXT,
                    text("Athugasemd"),
                    required=False,
                    shown_when=~AnyOf("home", ("own", "rent")),
                ),
            ),
        ),
        Step("stadfesting", text("Staðfesting"), (Question("agree", Kind.CONSENT, text("Ég staðfesti")),)),
    ),
    checks=(
        CrossCheck(
            "rent_within_income",
            ("rent", "income"),
            lambda answers: int(answers["rent"]) <= int(answers["income"]),
            text("Leigan er hærri en tekjurnar. Athugaðu upphæðirnar."),
            at="income",
        ),
    ),
)

GOOD = {
    "name": "Salka Ýr",
    "kennitala": "0101302399",
    "email": "salka@daemi.is",
    "home": "rent",
    "lease_from": "2025-02-01",
    "rent": 180_000,
    "has_income": True,
    "income": 250_000,
    "account": "0133-26-012345",
    "agree": True,
}


def _changed(question: Question) -> Question:
    if question.key == "home":
        return replace(question, options=(HOMES[0], Option("rent_new", text("Leiga")), HOMES[2]))
    if question.key == "rent":
        return replace(question, most=100_000)
    return question


_STEPS = tuple(
    replace(
        step,
        questions=tuple(_changed(question) for question in step.questions),
        shown_when=Equals("home", "rent_new") if step.key == "leiga" else step.shown_when,
    )
    for step in EVERYTHING.steps
)
NEXT_VERSION = replace(
    EVERYTHING,
    version=2,
    steps=tuple(
        replace(
            step,
            questions=tuple(
                replace(question, shown_when=~AnyOf("home", ("own", "rent_new")))
                if question.key == "note"
                else question
                for question in step.questions
            ),
        )
        for step in _STEPS
    ),
)


def acting(person: Any, *, human: Any = None) -> Any:
    """The actor of a resident who follows her own affairs, or whose affairs ``human`` follows."""
    from samveita.ground.audit.actors import Actor, Channel

    return Actor(
        human=(human or person).uid,
        subject=person.uid,
        roles=frozenset(),
        office=None,
        channel=Channel.DELEGATED if human else Channel.SELF,
        display=(human or person).name,
    )


KINSHIP = (
    Option("child", text("Barn")),
    Option("foster", text("Fósturbarn")),
    Option("other", text("Annað")),
)
CHILDREN = Group(
    entry=text("Barn"),
    add=text("Bæta við barni"),
    questions=(
        Question("child_name", Kind.TEXT, text("Hvað heitir barnið?")),
        Question("kinship", Kind.CHOICE, text("Hver eru tengslin?"), options=KINSHIP),
        Question("kinship_other", Kind.TEXT, text("Hver þá?"), shown_when=Equals("kinship", "other")),
        Question("born", Kind.DATE, text("Fæðingardagur"), past=True, required=False),
        Question("moved_in", Kind.DATE, text("Flutti inn"), past=True, required=False),
    ),
    checks=(
        CrossCheck(
            "born_before_moving",
            ("born", "moved_in"),
            lambda answers: answers["born"] <= answers["moved_in"],
            text("Barnið flutti inn áður en það fæddist. Athugaðu dagana."),
            at=("born", "moved_in"),
        ),
    ),
)
PARTS = Form(
    key="parts",
    version=1,
    steps=(
        Step("stadur", text("Staður"), (Question("site", Kind.STADFANG, text("Hvar á að byggja?")),)),
        Step("honnudur", text("Hönnuður"), (Question("designer", Kind.PERSON, text("Hver er hönnuður?")),)),
        Step(
            "husid",
            text("Húsið"),
            (
                Question("area", Kind.NUMBER, text("Stærð"), decimals=1, least=1, most=5000, unit=text("m²")),
                Question("floors", Kind.NUMBER, text("Hæðir"), most=50),
                Question("parts", Kind.MULTI_CHOICE, text("Hvað er í húsinu?"), options=HOMES, most=2),
                Question("what_else", Kind.TEXT, text("Hvað annað?"), shown_when=Includes("parts", "other")),
                Question("why", Kind.TEXT, text("Hvers vegna?"), required=False, may_be_left_out=True),
            ),
        ),
        Step(
            "born",
            text("Börn"),
            (
                Question(
                    "children",
                    Kind.GROUP,
                    text("Hvaða börn búa hjá þér?"),
                    required=False,
                    most=3,
                    group=CHILDREN,
                    prefill="registry.children",
                ),
            ),
        ),
        Step(
            "skoli",
            text("Skóli"),
            (Question("school", Kind.TEXT, text("Hvaða skóli?")),),
            shown_when=HasAtLeast("children", 1),
        ),
        Step(
            "fylgiskjol",
            text("Fylgiskjöl"),
            (
                Question(
                    "drawings",
                    Kind.FILE,
                    text("Teikningar"),
                    accepts=("application/pdf", "image/png"),
                    megabytes=1,
                    most=2,
                ),
            ),
        ),
    ),
)
