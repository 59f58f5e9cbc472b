"""Reading one answer: what a person wrote becomes the plain value that is stored, or a sentence that says what to do.

``read`` takes what a web form sends; ``accept`` takes a JSON value from another door or from storage; both make the same
demands. A failed check digit in a kennitala is a hint, never a refusal (see ``iceland.kennitala``). Icelandic bank
accounts are four digits of bank, two of ledger (höfuðbók) and six of account.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from samveita.engines.forms import wording
from samveita.engines.forms.declaring import Answer, Kind, Question
from samveita.iceland import clock
from samveita.iceland.kennitala import Kennitala, KennitalaError
from samveita.iceland.money import format_kronur, parse_kronur
from samveita.iceland.texts import Text

LONGEST = {Kind.TEXT: 200, Kind.LONG_TEXT: 5000}
LARGEST_AMOUNT = 999_999_999_999
YES, NO = "yes", "no"

_DAY_MONTH_YEAR = re.compile(r"([0-9]{1,2})[./\- ]+([0-9]{1,2})[./\- ]+([0-9]{4})\.?")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DECIMALS = re.compile(r"-?[0-9][0-9. ]*(?:,[0-9]*|\.[0-9]{1,2})(?: ?kr\.?)?")
_PERCENT = re.compile(r"([0-9]{1,3}) ?%?")
_EMAIL = re.compile(r"[^@\s,;<>\"()]+@[^@\s,;<>\"()]+\.[^@\s,;<>\"().]{2,}")
_ACCOUNT_PARTS = re.compile(r"([0-9]{1,4})[ \-]+([0-9]{1,2})[ \-]+([0-9]{1,6})")
_ACCOUNT_WHOLE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{6})")


class Refused(Exception):
    """What was written cannot be an answer; ``message`` says what to do."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


def cleaned(written: str, *, lines: bool = False) -> str:
    """Return text in composed form (NFC) without control characters, surrogates and outer space."""
    kept = unicodedata.normalize("NFC", written.replace("\r\n", "\n").replace("\r", "\n"))
    if not lines:
        kept = kept.replace("\n", " ").replace("\t", " ").replace("\u00a0", " ")
    letters = (
        letter for letter in kept if letter == "\n" or unicodedata.category(letter) not in {"Cc", "Cs"}
    )
    return "".join(letters).strip()


def read(question: Question, written: str) -> Answer | None:
    """Return the answer in what a person wrote; ``None`` when she wrote nothing.

    Raises:
        Refused: when it cannot be an answer to this question.
    """
    text = cleaned(written, lines=question.kind is Kind.LONG_TEXT)
    if not text:
        return None
    answer = _READERS[question.kind](question, text)
    if answer is not None:
        _demand(question, answer)
    return answer


def accept(question: Question, value: object) -> Answer | None:
    """Return the answer in a JSON value; ``None`` when there is none. Money, percent and yes/no come as JSON's own types.

    Raises:
        Refused: when it cannot be an answer to this question.
    """
    if value is None:
        return None
    wanted = answer_type(question.kind)
    if type(value) is not wanted:
        raise Refused(wording.WRONG_TYPE)
    if isinstance(value, str):
        return read(question, value)
    if question.kind is Kind.CONSENT and value is False:
        return None
    answer: Answer = value
    _demand(question, answer)
    return answer


def answer_type(kind: Kind) -> type[str | int | bool]:
    """Return the type that answers of a kind are stored in."""
    if kind in {Kind.MONEY, Kind.PERCENT}:
        return int
    return bool if kind in {Kind.YES_NO, Kind.CONSENT} else str


def bounds(question: Question) -> tuple[int, int]:
    """Return the least and the greatest number a question takes, in kr. or percent."""
    largest = LARGEST_AMOUNT if question.kind is Kind.MONEY else 100
    return (
        0 if question.least is None else question.least,
        largest if question.most is None else min(question.most, largest),
    )


def longest(question: Question) -> int:
    """Return how many characters a text may have."""
    return LONGEST[question.kind] if question.most is None else question.most


def hint(question: Question, answer: Answer) -> Text | None:
    """Return what to ask the resident about an answer that stands but looks mistyped."""
    if question.kind is not Kind.KENNITALA or not isinstance(answer, str):
        return None
    return Kennitala.parse(answer).hint


def _demand(question: Question, answer: Answer) -> None:
    """Hold the answer against everything the question demands beyond its kind."""
    if question.kind in {Kind.MONEY, Kind.PERCENT}:
        _demand_bounds(question, int(answer))
    elif question.kind is Kind.DATE:
        _demand_day(question, date.fromisoformat(str(answer)))
    elif question.kind in LONGEST and len(str(answer)) > longest(question):
        raise Refused(wording.TOO_LONG.format(most=str(longest(question)), given=str(len(str(answer)))))
    for check in question.checks:
        if not check.holds(answer):
            raise Refused(check.message)


def _demand_bounds(question: Question, number: int) -> None:
    least, most = bounds(question)
    write = format_kronur if question.kind is Kind.MONEY else "{}%".format
    if number < least:
        raise Refused(wording.TOO_LITTLE.format(least=write(least)))
    if number > most:
        raise Refused(wording.TOO_MUCH.format(most=write(most)))


def _demand_day(question: Question, day: date) -> None:
    today = clock.today()
    if question.past and day > today:
        raise Refused(wording.MUST_BE_PAST)
    if question.future and day < today:
        raise Refused(wording.MUST_BE_FUTURE)


def _text(_question: Question, text: str) -> str:
    return text


def _choice(question: Question, text: str) -> str:
    if question.option(text) is None:
        raise Refused(wording.NOT_AN_OPTION)
    return text


def _yes_no(_question: Question, text: str) -> bool:
    if text not in {YES, NO}:
        raise Refused(wording.NOT_AN_OPTION)
    return text == YES


def _consent(_question: Question, _text: str) -> bool:
    return True


def _date(_question: Question, text: str) -> str:
    if found := _ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := _DAY_MONTH_YEAR.fullmatch(text):
        day, month, year = map(int, found.groups())
    else:
        raise Refused(wording.NOT_A_DATE)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise Refused(wording.NO_SUCH_DAY) from None


def _money(_question: Question, text: str) -> int:
    try:
        return parse_kronur(text)
    except ValueError:
        raise Refused(wording.NO_DECIMALS if _DECIMALS.fullmatch(text) else wording.NOT_AN_AMOUNT) from None


def _percent(_question: Question, text: str) -> int:
    found = _PERCENT.fullmatch(text)
    if found is None:
        raise Refused(wording.NOT_A_PERCENTAGE)
    return int(found.group(1))


def _kennitala(_question: Question, text: str) -> str:
    try:
        return Kennitala.parse(text).digits
    except KennitalaError as error:
        raise Refused(error.reason) from None


def _email(_question: Question, text: str) -> str:
    if len(text) > 254 or not _EMAIL.fullmatch(text):
        raise Refused(wording.NOT_AN_EMAIL)
    return text


def _phone(_question: Question, text: str) -> str:
    """Return seven digits for an Icelandic number, ``+`` and digits (E.164) for a foreign one."""
    plain = re.sub(r"[ \-().]", "", text)
    if plain.startswith("00"):
        plain = f"+{plain[2:]}"
    if re.fullmatch(r"\+354[0-9]{7}", plain):
        plain = plain.removeprefix("+354")
    if not re.fullmatch(r"[0-9]{7}|\+(?!354)[1-9][0-9]{6,14}", plain):
        raise Refused(wording.NOT_A_PHONE)
    return plain


def _bank_account(_question: Question, text: str) -> str:
    found = _ACCOUNT_WHOLE.fullmatch(text) or _ACCOUNT_PARTS.fullmatch(text)
    if found is None:
        raise Refused(wording.NOT_A_BANK_ACCOUNT)
    bank, ledger, account = found.groups()
    return f"{bank:0>4}-{ledger:0>2}-{account:0>6}"


_READERS: dict[Kind, Callable[[Question, str], Answer | None]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.YES_NO: _yes_no,
    Kind.DATE: _date,
    Kind.MONEY: _money,
    Kind.PERCENT: _percent,
    Kind.KENNITALA: _kennitala,
    Kind.EMAIL: _email,
    Kind.PHONE: _phone,
    Kind.BANK_ACCOUNT: _bank_account,
    Kind.CONSENT: _consent,
}
