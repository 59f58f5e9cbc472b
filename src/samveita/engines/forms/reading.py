"""Reading one answer: what a person wrote becomes the plain value that is stored, or a sentence that says what to do.

``read`` takes what a web form sends in one field; ``accept`` takes a JSON value from another door or from storage; both
make the same demands. Kinds with fields of their own (addresses, persons) are read by ``read_fields``. Entries of repeated
groups are small forms and are held against theirs in ``answering``. A failed check digit in a kennitala is a hint, never a refusal (see ``iceland.kennitala``). Icelandic bank
accounts are four digits of bank, two of ledger (höfuðbók) and six of account.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from samveita.engines.forms import places, wording
from samveita.engines.forms.declaring import SEVERAL, Answer, Kind, Question
from samveita.ground.vault.file_types import ENDINGS
from samveita.iceland import clock
from samveita.iceland.addresses import Address
from samveita.iceland.kennitala import Kennitala, KennitalaError
from samveita.iceland.money import format_kronur, parse_kronur
from samveita.iceland.texts import Text

LONGEST = {Kind.TEXT: 200, Kind.LONG_TEXT: 5000}
LARGEST_AMOUNT = 999_999_999_999
LARGEST_NUMBER = 999_999_999
MOST_ENTRIES, MOST_FILES = 50, 10
YES, NO = "yes", "no"
AS_TYPED = "as-typed"
"""What the field beside a typed address says when none of the places in the register is meant."""

People = Mapping[str, str | None]
"""What the register answered, by kennitala: the name, or ``None`` when nobody is registered."""
NOBODY_ASKED: People = {}

_DAY_MONTH_YEAR = re.compile(r"([0-9]{1,2})[./\- ]+([0-9]{1,2})[./\- ]+([0-9]{4})\.?")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DECIMALS = re.compile(r"-?[0-9][0-9. ]*(?:,[0-9]*|\.[0-9]{1,2})(?: ?kr\.?)?")
_DECIMAL = re.compile(r"(-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+))(?:,([0-9]+))?")
_STORED_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,8})(\.[0-9]*[1-9])?")
_PERCENT = re.compile(r"([0-9]{1,3}) ?%?")
_EMAIL = re.compile(r"[^@\s,;<>\"()]+@[^@\s,;<>\"()]+\.[^@\s,;<>\"().]{2,}")
_ACCOUNT_PARTS = re.compile(r"([0-9]{1,4})[ \-]+([0-9]{1,2})[ \-]+([0-9]{1,6})")
_ACCOUNT_WHOLE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{6})")


class Refused(Exception):
    """What was written cannot be an answer; ``message`` says what to do, ``candidates`` what may have been meant."""

    def __init__(self, message: Text, candidates: tuple[Address, ...] = ()) -> None:
        super().__init__(message.en)
        self.message = message
        self.candidates = candidates


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
    text = cleaned(written, lines=question.kind in {Kind.LONG_TEXT, Kind.MULTI_CHOICE})
    if not text:
        return None
    answer = _READERS[question.kind](question, text)
    if answer is not None:
        _demand(question, answer)
    return answer


def read_fields(question: Question, raw: Mapping[str, str], people: People = NOBODY_ASKED) -> Answer | None:
    """Return the answer in the fields of a page, which are named after the question.

    A date may come as ``key_day``, ``key_month``, ``key_year``; an address comes with ``key_point``, a person's name as
    ``key_name``; several options are one to a line.

    Raises:
        Refused: when it cannot be an answer to this question.
    """
    written = raw.get(question.key, "")
    if question.kind is Kind.DATE and question.key not in raw:
        parts = [raw.get(f"{question.key}_{part}", "").strip() for part in ("day", "month", "year")]
        return read(question, ".".join(parts) if any(parts) else "")
    if question.kind is Kind.STADFANG:
        return _address(cleaned(written), raw.get(f"{question.key}_point", ""))
    if question.kind is Kind.PERSON:
        return _person(cleaned(written), cleaned(raw.get(f"{question.key}_name", "")), people)
    return read(question, written)


def accept(question: Question, value: object) -> Answer | None:
    """Return the answer in a JSON value; ``None`` when there is none. Money, percent and yes/no come as JSON's own types.

    Raises:
        Refused: when it cannot be an answer to this question.
    """
    if value is None:
        return None
    if type(value) is not answer_type(question):
        raise Refused(wording.WRONG_TYPE)
    if question.kind in _STRUCTURES:
        return _STRUCTURES[question.kind](question, value)
    if question.decimals and not _STORED_DECIMAL.fullmatch(str(value)):
        raise Refused(wording.NOT_A_DECIMAL_NUMBER)
    if isinstance(value, str):
        return read(question, value.replace(".", ",") if question.decimals else value)
    if question.kind is Kind.CONSENT and value is False:
        return None
    answer = cast("Answer", value)
    _demand(question, answer)
    return answer


def answer_type(question: Question) -> type[Any]:
    """Return the type that answers to a question are stored in."""
    if question.kind in {Kind.MONEY, Kind.PERCENT, Kind.NUMBER}:
        return str if question.decimals else int
    if question.kind in SEVERAL:
        return list
    if question.kind in {Kind.STADFANG, Kind.PERSON}:
        return dict
    return bool if question.kind in {Kind.YES_NO, Kind.CONSENT} else str


def how_many(question: Question) -> tuple[int, int]:
    """Return the fewest and the most options, entries or files an answer has."""
    largest = {Kind.MULTI_CHOICE: len(question.options), Kind.GROUP: MOST_ENTRIES, Kind.FILE: MOST_FILES}
    fewest = (1 if question.required else 0) if question.least is None else question.least
    return fewest, largest[question.kind] if question.most is None else question.most


def demand_how_many(question: Question, count: int) -> None:
    """Hold the number of options, entries or files against the question.

    Raises:
        Refused: when there are too few or too many.
    """
    fewest, most = how_many(question)
    too_few, too_many = _COUNTS[question.kind]
    if count < fewest:
        raise Refused(
            too_few.format(least=str(fewest)) if count else wording.needed(question.kind, question.label)
        )
    if count > most:
        raise Refused(too_many.format(most=str(most)))


def bounds(question: Question) -> tuple[int, int]:
    """Return the least and the greatest number a question takes, in kr., percent or what it counts."""
    largest = {Kind.MONEY: LARGEST_AMOUNT, Kind.NUMBER: LARGEST_NUMBER}.get(question.kind, 100)
    return (
        0 if question.least is None else question.least,
        largest if question.most is None else min(question.most, largest),
    )


def longest(question: Question) -> int:
    """Return how many characters a text may have."""
    return LONGEST[question.kind] if question.most is None else question.most


def hint(question: Question, answer: Answer) -> Text | None:
    """Return what to ask the resident about an answer that stands but looks mistyped, or is to be confirmed."""
    if isinstance(answer, dict) and question.kind is Kind.STADFANG and answer["point"] is None:
        return wording.ADDRESS_UNKNOWN.format(text=answer["text"])
    if isinstance(answer, dict) and question.kind is Kind.PERSON:
        if answer["verified"]:
            return wording.PERSON_FOUND.format(name=answer["name"])
        return Kennitala.parse(answer["kennitala"]).hint
    if question.kind is Kind.KENNITALA and isinstance(answer, str):
        return Kennitala.parse(answer).hint
    return None


def _demand(question: Question, answer: Answer) -> None:
    """Hold the answer against everything the question demands beyond its kind."""
    if question.kind in {Kind.MONEY, Kind.PERCENT, Kind.NUMBER}:
        _demand_bounds(question, Decimal(str(answer)))
    elif question.kind is Kind.DATE:
        _demand_day(question, date.fromisoformat(str(answer)))
    elif question.kind in LONGEST and len(str(answer)) > longest(question):
        raise Refused(wording.TOO_LONG.format(most=str(longest(question)), given=str(len(str(answer)))))
    for check in question.checks:
        if not check.holds(answer):
            raise Refused(check.message)


def _demand_bounds(question: Question, number: Decimal) -> None:
    least, most = bounds(question)
    write = _NUMBERS_IN_WORDS[question.kind]
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
    """Return the option; a declared one that a single supplied option stands for is understood as that."""
    if question.option(text) is not None:
        return text
    standing = [option.key for option in question.options if option.stands_for == text]
    if len(standing) != 1:
        raise Refused(wording.NOT_AN_OPTION)
    return standing[0]


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


def _number(question: Question, text: str) -> int | str:
    """Return a whole number, or a decimal one as text with a full stop and no idle zeros: ``124.5``."""
    found = _DECIMAL.fullmatch(text.replace(" ", ""))
    if found is None:
        raise Refused(wording.NOT_A_DECIMAL_NUMBER if question.decimals else wording.NOT_A_NUMBER)
    whole, fraction = int(found.group(1).replace(".", "")), (found.group(2) or "").rstrip("0")
    if abs(whole) > LARGEST_NUMBER:
        raise Refused(wording.TOO_MUCH.format(most=_counted(bounds(question)[1])))
    if not question.decimals:
        if found.group(2) is not None:
            raise Refused(wording.NOT_A_NUMBER)
        return whole
    if len(fraction) > question.decimals:
        raise Refused(wording.TOO_MANY_DECIMALS.format(most=str(question.decimals)))
    sign = "-" if text.lstrip().startswith("-") and (whole or fraction) else ""
    return f"{sign}{abs(whole)}.{fraction}" if fraction else f"{sign}{abs(whole)}"


def _options(question: Question, text: str) -> list[Any]:
    return _several(question, text.split("\n"))


def _percent(_question: Question, text: str) -> int:
    found = _PERCENT.fullmatch(text)
    if found is None:
        raise Refused(wording.NOT_A_PERCENTAGE)
    return int(found.group(1))


def _kennitala(_question: Question, text: str) -> str:
    return _kennitala_digits(text)


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


def _several(question: Question, chosen: list[Any]) -> list[Any]:
    """Return the options chosen, in the order of the question."""
    keys = [option.key for option in question.options]
    if any(one not in keys for one in chosen):
        raise Refused(wording.NOT_AN_OPTION)
    if len(set(chosen)) != len(chosen):
        raise Refused(wording.WRONG_TYPE)
    demand_how_many(question, len(chosen))
    return [key for key in keys if key in chosen]


def _address(text: str, point: str) -> dict[str, Any] | None:
    """Return a typed address with its number in Staðfangaskrá, if it is certain which one is meant."""
    if not text:
        return None
    if len(text) > places.TYPED_AT_MOST:
        raise Refused(wording.TOO_LONG.format(most=str(places.TYPED_AT_MOST), given=str(len(text))))
    if point == AS_TYPED:
        return {"text": text, "point": None}
    found = places.meant_by(text)
    picked = places.place(int(point)) if point.isascii() and point.isdigit() and len(point) < 12 else None
    if picked is not None and (text == picked.in_one_line or picked in found):
        found = [picked]
    if len(found) > 1:
        raise Refused(wording.ADDRESS_UNCLEAR, tuple(found))
    if not found:
        return {"text": text, "point": None}
    return {"text": found[0].in_one_line, "point": found[0].point_number}


def _person(kennitala: str, name: str, people: People) -> dict[str, Any] | None:
    """Return who is meant: with the register's name if it answered, with the typed one until it does."""
    if not kennitala and not name:
        return None
    digits = _kennitala_digits(kennitala)
    if digits in people:
        registered = people[digits]
        if registered is None:
            raise Refused(wording.PERSON_UNKNOWN)
        return {"kennitala": digits, "name": registered, "verified": True}
    if not name:
        raise Refused(wording.PERSON_NAME_NEEDED)
    if len(name) > LONGEST[Kind.TEXT]:
        raise Refused(wording.TOO_LONG.format(most=str(LONGEST[Kind.TEXT]), given=str(len(name))))
    return {"kennitala": digits, "name": name, "verified": False}


def _kennitala_digits(text: str) -> str:
    try:
        return Kennitala.parse(text).digits
    except KennitalaError as error:
        raise Refused(error.reason) from None


def _accept_address(question: Question, value: Any) -> Answer | None:
    """Take ``{"text", "point"}``: a number decides, ``null`` means as typed, none at all asks what is meant."""
    _demand_shape(value, {"text": str}, {"point": (int, type(None))})
    point = value.get("point")
    if point is not None:
        found = places.place(point)
        if found is None:
            raise Refused(wording.NO_SUCH_PLACE)
        taken: dict[str, Any] | None = {"text": found.in_one_line, "point": point}
    else:
        taken = _address(cleaned(value["text"]), AS_TYPED if "point" in value else "")
    if taken is not None:
        _demand(question, taken)
    return taken


def _accept_person(question: Question, value: Any) -> Answer | None:
    _demand_shape(value, {"kennitala": str, "name": str}, {"verified": (bool,)})
    taken = _person(cleaned(value["kennitala"]), cleaned(value["name"]), NOBODY_ASKED)
    if taken is None:
        return None
    taken["verified"] = bool(value.get("verified", False))
    _demand(question, taken)
    return taken


def _accept_options(question: Question, value: Any) -> Answer | None:
    if not all(isinstance(one, str) for one in value):
        raise Refused(wording.WRONG_TYPE)
    if not value and not question.required:
        return None
    taken = _several(question, value)
    _demand(question, taken)
    return taken


def _accept_files(question: Question, value: Any) -> Answer | None:
    for one in value:
        if type(one) is not dict:
            raise Refused(wording.WRONG_TYPE)
        _demand_shape(one, {"file": str, "name": str, "media_type": str, "size": int}, {})
        try:
            UUID(one["file"])
        except ValueError:
            raise Refused(wording.WRONG_TYPE) from None
        if question.accepts and one["media_type"] not in question.accepts:
            raise Refused(not_of_type(question))
    demand_how_many(question, len(value))
    _demand(question, value)
    return list(value) or None


def not_of_type(question: Question) -> Text:
    """Return the sentence that says which files a question takes."""
    types = question.accepts or tuple(ENDINGS)
    return wording.FILE_NOT_OF_TYPE.format(
        types=", ".join(ENDINGS[one][0].lstrip(".").upper() for one in types)
    )


def _demand_shape(
    value: dict[str, Any], needed: dict[str, type], optional: dict[str, tuple[type, ...]]
) -> None:
    known = {**{key: (one,) for key, one in needed.items()}, **optional}
    if set(value) - set(known) or set(needed) - set(value):
        raise Refused(wording.WRONG_TYPE)
    if any(type(given) not in known[key] for key, given in value.items()):
        raise Refused(wording.WRONG_TYPE)


def _counted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


_NUMBERS_IN_WORDS: dict[Kind, Callable[[int], str]] = {
    Kind.MONEY: format_kronur,
    Kind.PERCENT: "{}%".format,
    Kind.NUMBER: _counted,
}
_COUNTS = {
    Kind.MULTI_CHOICE: (wording.TOO_FEW_CHOSEN, wording.TOO_MANY_CHOSEN),
    Kind.GROUP: (wording.TOO_FEW_ENTRIES, wording.TOO_MANY_ENTRIES),
    Kind.FILE: (wording.TOO_FEW_FILES, wording.TOO_MANY_FILES),
}
_STRUCTURES: dict[Kind, Callable[[Question, Any], Answer | None]] = {
    Kind.STADFANG: _accept_address,
    Kind.PERSON: _accept_person,
    Kind.MULTI_CHOICE: _accept_options,
    Kind.FILE: _accept_files,
}
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
    Kind.NUMBER: _number,
    Kind.MULTI_CHOICE: _options,
}
