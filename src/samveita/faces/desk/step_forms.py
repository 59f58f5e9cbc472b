"""What staff fills in around a decision: referral and minutes, reopening and appeals, handing over, disqualification."""

from __future__ import annotations

from collections.abc import Sequence

from samveita.engines.cases.written import LONGEST_LINE, LONGEST_TEXT
from samveita.engines.forms.declaring import Form, Kind, Option, Question, Step
from samveita.iceland.texts import Text

LONGEST_MINUTES, LONGEST_NUMBER, LONGEST_BODY = 20_000, 40, 200


def _form(key: str, title: Text, *questions: Question) -> Form:
    return Form(key=f"desk.{key}", version=1, steps=(Step(key="eitt", title=title, questions=questions),))


OPEN, CONFIDENTIAL = "open", "confidential"
REFER_FORM = _form(
    "refer",
    Text(is_="Leggja mál fyrir nefnd", en="Refer to a committee", pl="Skieruj sprawę do komisji"),
    Question(
        key="meeting_on",
        kind=Kind.DATE,
        label=Text(is_="Fundardagur", en="Day of the meeting", pl="Dzień posiedzenia"),
        future=True,
    ),
    Question(
        key="register",
        kind=Kind.CHOICE,
        label=Text(
            is_="Hvar á málið að standa?", en="Where is the case to stand?", pl="Gdzie umieścić sprawę?"
        ),
        options=(
            Option(
                CONFIDENTIAL,
                Text(
                    is_="Í trúnaðarmálabók",
                    en="In the confidential register",
                    pl="W rejestrze spraw poufnych",
                ),
            ),
            Option(OPEN, Text(is_="Á opinni dagskrá", en="On the open agenda", pl="W jawnym porządku obrad")),
        ),
    ),
    Question(
        key="heading",
        kind=Kind.TEXT,
        label=Text(is_="Fyrirsögn", en="Heading", pl="Nagłówek"),
        hint=Text(
            is_="Nefndu engan á nafn ef málið stendur á opinni dagskrá.",
            en="Name nobody if the case stands on the open agenda.",
            pl="Nie podawaj nazwisk, jeśli sprawa jest w jawnym porządku obrad.",
        ),
        most=LONGEST_LINE,
    ),
    Question(
        key="text",
        kind=Kind.LONG_TEXT,
        label=Text(
            is_="Hvað er lagt fyrir nefndina og á hverju byggist það?",
            en="What is put before the committee, and on what facts?",
            pl="Co przedstawia się komisji i na jakiej podstawie?",
        ),
        most=LONGEST_MINUTES,
    ),
)
MINUTES = (
    Question(
        key="minutes_on",
        kind=Kind.DATE,
        label=Text(is_="Fundardagur", en="Day of the meeting", pl="Dzień posiedzenia"),
        past=True,
    ),
    Question(
        key="minutes_number",
        kind=Kind.TEXT,
        label=Text(is_="Númer fundarins", en="Number of the meeting", pl="Numer posiedzenia"),
        most=LONGEST_NUMBER,
    ),
    Question(
        key="minutes_text",
        kind=Kind.LONG_TEXT,
        label=Text(is_="Bókunin, orðrétt", en="The minutes, word for word", pl="Protokół, słowo w słowo"),
        most=LONGEST_MINUTES,
    ),
)
MINUTES_FORM = _form("minutes", Text(is_="Bókun nefndar", en="Minutes", pl="Protokół komisji"), *MINUTES)
RETURN_FORM = _form(
    "return",
    Text(
        is_="Skrá bókun án ákvörðunar",
        en="Enter minutes without a decision",
        pl="Wpisz protokół bez decyzji",
    ),
    *MINUTES,
)
REOPEN_FORM = _form(
    "reopen",
    Text(is_="Taka mál upp að nýju", en="Reopen the case", pl="Wznów sprawę"),
    Question(
        key="because",
        kind=Kind.LONG_TEXT,
        label=Text(
            is_="Hvers vegna er málið tekið upp að nýju?",
            en="Why is the case reopened?",
            pl="Dlaczego sprawa jest wznawiana?",
        ),
        most=LONGEST_TEXT,
    ),
)
LODGED_ON = Question(
    key="lodged_on",
    kind=Kind.DATE,
    label=Text(is_="Dagurinn sem hún barst", en="The day it came", pl="Dzień wpłynięcia"),
    past=True,
)
APPEAL_FORM = _form(
    "appeal",
    Text(
        is_="Skrá áfrýjun innan sveitarfélagsins",
        en="Enter an appeal within the municipality",
        pl="Wpisz odwołanie w obrębie gminy",
    ),
    LODGED_ON,
    Question(
        key="grounds",
        kind=Kind.LONG_TEXT,
        label=Text(
            is_="Á hverju byggir umsækjandinn?",
            en="On what does the applicant rely?",
            pl="Na czym opiera się wnioskodawca?",
        ),
        required=False,
        most=LONGEST_TEXT,
    ),
    Question(
        key="late_because",
        kind=Kind.LONG_TEXT,
        label=Text(
            is_="Hvers vegna er hún tekin til greina þótt fresturinn sé liðinn?",
            en="Why is it accepted although the time has passed?",
            pl="Dlaczego odwołanie jest przyjmowane po terminie?",
        ),
        hint=Text(
            is_="Fylltu þetta aðeins út ef hún barst of seint.",
            en="Fill this in only if it came late.",
            pl="Wypełnij tylko, jeśli wpłynęło po terminie.",
        ),
        required=False,
        most=LONGEST_TEXT,
    ),
)
OUTCOME = Question(
    key="outcome",
    kind=Kind.LONG_TEXT,
    label=Text(
        is_="Hver er niðurstaðan og á hverju byggist hún?",
        en="What is the outcome, and on what does it rest?",
        pl="Jaki jest wynik i na czym się opiera?",
    ),
    most=LONGEST_TEXT,
)
UPHELD_FORM = _form(
    "appeal_upheld",
    Text(
        is_="Áfrýjun: ákvörðunin stendur",
        en="Appeal: the decision stands",
        pl="Odwołanie: decyzja pozostaje w mocy",
    ),
    OUTCOME,
)
OVERTURNED_FORM = _form(
    "appeal_overturned",
    Text(
        is_="Áfrýjun: ákvörðunin er felld úr gildi",
        en="Appeal: the decision is set aside",
        pl="Odwołanie: decyzja zostaje uchylona",
    ),
    OUTCOME,
)
EXTERNAL_FORM = _form(
    "external_appeal",
    Text(
        is_="Skrá kæru til úrskurðarnefndar",
        en="Enter an appeal outside the municipality",
        pl="Wpisz odwołanie poza gminę",
    ),
    Question(
        key="body",
        kind=Kind.TEXT,
        label=Text(is_="Hvert var kært?", en="Where was it appealed to?", pl="Dokąd wniesiono odwołanie?"),
        most=LONGEST_BODY,
    ),
    LODGED_ON,
    Question(
        key="statement_due_on",
        kind=Kind.DATE,
        label=Text(
            is_="Síðasti dagur til að skila greinargerð",
            en="Last day to send a statement",
            pl="Ostatni dzień na przesłanie stanowiska",
        ),
        required=False,
        future=True,
    ),
)
RULING = (
    Question(
        key="ruled_on",
        kind=Kind.DATE,
        label=Text(is_="Dagur úrskurðarins", en="Day of the ruling", pl="Dzień orzeczenia"),
        past=True,
    ),
    Question(
        key="reference",
        kind=Kind.TEXT,
        label=Text(is_="Númer úrskurðarins", en="Number of the ruling", pl="Numer orzeczenia"),
        most=100,
    ),
    OUTCOME,
)
RULING_UPHELD_FORM = _form(
    "ruling_upheld",
    Text(
        is_="Úrskurður: ákvörðunin stendur",
        en="Ruling: the decision stands",
        pl="Orzeczenie: decyzja pozostaje w mocy",
    ),
    *RULING,
)
RULING_OVERTURNED_FORM = _form(
    "ruling_overturned",
    Text(
        is_="Úrskurður: ákvörðunin er felld úr gildi",
        en="Ruling: the decision is set aside",
        pl="Orzeczenie: decyzja zostaje uchylona",
    ),
    *RULING,
)
SENT_BACK_FORM = _form(
    "proposal_sent_back",
    Text(is_="Senda til baka", en="Send back", pl="Odeślij"),
    Question(
        key="because",
        kind=Kind.LONG_TEXT,
        label=Text(is_="Hvað þarf að laga?", en="What has to be mended?", pl="Co należy poprawić?"),
        most=LONGEST_TEXT,
    ),
)

LAPSE_FORM = _form(
    "lapse",
    Text(
        is_="Staðfesta að gildistími sé runninn út",
        en="Confirm that the validity has ended",
        pl="Potwierdź koniec okresu ważności",
    ),
    Question(
        key="because",
        kind=Kind.LONG_TEXT,
        label=Text(
            is_="Á hverju byggist staðfestingin?",
            en="On what do you base the confirmation?",
            pl="Na czym opierasz potwierdzenie?",
        ),
        most=LONGEST_TEXT,
    ),
)


def _whom(label: Text, people: Sequence[Option]) -> Question:
    return Question(key="person", kind=Kind.CHOICE, label=label, options=tuple(people))


def hand_over_form(people: Sequence[Option]) -> Form:
    """Return the form in which a colleague is chosen to have the case; at least two must be possible."""
    label = Text(is_="Hver á að fá málið?", en="Who is to have the case?", pl="Kto ma otrzymać sprawę?")
    return _form(
        "hand_over", Text(is_="Afhenda mál", en="Hand over", pl="Przekaż sprawę"), _whom(label, people)
    )


def conflict_form(people: Sequence[Option]) -> Form:
    """Return the form that declares who is disqualified and why; who declares it stands first among those to choose."""
    label = Text(is_="Hver er vanhæfur?", en="Who is disqualified?", pl="Kto podlega wyłączeniu?")
    who = (_whom(label, people),) if len(people) > 1 else ()
    return _form(
        "conflict",
        Text(is_="Skrá vanhæfi", en="Declare a conflict of interest", pl="Zgłoś wyłączenie"),
        *who,
        Question(
            key="reason",
            kind=Kind.LONG_TEXT,
            label=Text(is_="Hvers vegna?", en="Why?", pl="Dlaczego?"),
            hint=Text(
                is_="Ástæðan er geymd dulkóðuð og aðeins starfsfólk skrifstofunnar getur lesið hana.",
                en="The reason is stored encrypted, and only staff of the office can read it.",
                pl="Powód jest przechowywany w postaci zaszyfrowanej i mogą go czytać tylko pracownicy urzędu.",
            ),
            most=LONGEST_TEXT,
        ),
    )
