"""What staff fills in to ask for data, open a hearing or tell of a delay."""

from __future__ import annotations

from samveita.engines.cases.written import LONGEST_LINE, LONGEST_TEXT
from samveita.engines.forms.declaring import Form, Kind, Question, Step
from samveita.iceland.texts import Text

DUE_ON = Text(is_="Síðasti dagur", en="Last day", pl="Ostatni dzień")

DATA_FORM = Form(
    key="desk.data_request",
    version=1,
    steps=(
        Step(
            key="gogn",
            title=Text(is_="Biðja um gögn", en="Ask for documents", pl="Poproś o dokumenty"),
            questions=(
                Question(
                    key="due_on",
                    kind=Kind.DATE,
                    label=DUE_ON,
                    future=True,
                ),
                Question(
                    key="text",
                    kind=Kind.LONG_TEXT,
                    label=Text(
                        is_="Skilaboð með beiðninni",
                        en="A message with the request",
                        pl="Wiadomość do prośby",
                    ),
                    required=False,
                    most=LONGEST_TEXT,
                ),
            ),
        ),
    ),
)
HEARING_FORM = Form(
    key="desk.hearing",
    version=1,
    steps=(
        Step(
            key="andmaeli",
            title=Text(
                is_="Gefa kost á andmælum", en="Let the party be heard", pl="Umożliw wypowiedzenie się"
            ),
            questions=(
                Question(
                    key="ground",
                    kind=Kind.LONG_TEXT,
                    label=Text(
                        is_="Hvað er fyrirhugað, umsækjanda í óhag?",
                        en="What is proposed against the applicant?",
                        pl="Co jest planowane na niekorzyść wnioskodawcy?",
                    ),
                    most=LONGEST_TEXT,
                ),
                Question(
                    key="facts",
                    kind=Kind.LONG_TEXT,
                    label=Text(
                        is_="Á hvaða málsatvikum og gögnum byggist það?",
                        en="On which facts and documents does it rest?",
                        pl="Na jakich faktach i dokumentach się to opiera?",
                    ),
                    hint=Text(
                        is_="Nefndu tölur, mánuði og hvaðan upplýsingarnar koma.",
                        en="Name figures, months and where the information comes from.",
                        pl="Podaj kwoty, miesiące i źródło informacji.",
                    ),
                    most=LONGEST_TEXT,
                ),
                Question(
                    key="rule_article",
                    kind=Kind.TEXT,
                    label=Text(
                        is_="Ákvæði í reglum eða lögum",
                        en="Article of the rules or the law",
                        pl="Przepis regulaminu lub ustawy",
                    ),
                    most=LONGEST_LINE,
                ),
                Question(
                    key="due_on",
                    kind=Kind.DATE,
                    label=DUE_ON,
                    future=True,
                ),
            ),
        ),
    ),
)
DELAY_FORM = Form(
    key="desk.delay",
    version=1,
    steps=(
        Step(
            key="tof",
            title=Text(is_="Láta vita að svar tefst", en="Tell of a delay", pl="Zawiadom o opóźnieniu"),
            questions=(
                Question(
                    key="reason",
                    kind=Kind.LONG_TEXT,
                    label=Text(
                        is_="Hvers vegna tefst svarið?",
                        en="Why is the answer delayed?",
                        pl="Dlaczego odpowiedź się opóźnia?",
                    ),
                    hint=Text(
                        is_="Umsækjandi les textann eins og þú skrifar hann.",
                        en="The applicant reads the text as you write it.",
                        pl="Wnioskodawca przeczyta tekst w takiej formie, w jakiej go napiszesz.",
                    ),
                    most=LONGEST_TEXT,
                ),
                Question(
                    key="new_date",
                    kind=Kind.DATE,
                    label=Text(
                        is_="Hvenær má búast við svari?",
                        en="When can an answer be expected?",
                        pl="Kiedy można spodziewać się odpowiedzi?",
                    ),
                    future=True,
                ),
            ),
        ),
    ),
)
