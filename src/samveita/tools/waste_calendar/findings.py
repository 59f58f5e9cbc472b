"""What the validator says: codes, how grave they are, and the sentence for each in three languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from samveita.iceland.dates_in_words import day_in_words
from samveita.iceland.texts import Text


class Level(StrEnum):
    """How grave a finding is: an error must be mended, a warning looked at, a notice explains a departure."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the validator found: its code, where, what, and the days it speaks of."""

    code: str
    level: Level
    place: str
    message: Text
    days: tuple[date, ...] = ()
    instead_of: tuple[date, ...] = ()

    def as_json(self, language: str = "en") -> dict[str, Any]:
        """Return the finding for machines, with its message in one language."""
        record: dict[str, Any] = {
            "code": self.code,
            "level": self.level.value,
            "place": self.place,
            "message": self.message.in_language(language),
        }
        if self.days:
            record["dates"] = [day.isoformat() for day in self.days]
        if self.instead_of:
            record["expected"] = [day.isoformat() for day in self.instead_of]
        return record


SENTENCES: dict[str, tuple[Level, Text]] = {
    "duplicate_date": (
        Level.ERROR,
        Text(
            is_="Dagurinn er skráður oftar en einu sinni: {days}.",
            en="The day is listed more than once: {days}.",
            pl="Dzień wpisano więcej niż raz: {days}.",
        ),
    ),
    "out_of_order": (
        Level.ERROR,
        Text(
            is_="Dagurinn {days} er ekki í réttri röð. Á undan honum stendur {before}.",
            en="{days} is out of order: it stands after {before}.",
            pl="Dzień {days} jest w złej kolejności: stoi po {before}.",
        ),
    ),
    "outside_edition": (
        Level.ERROR,
        Text(
            is_="Dagurinn {days} er utan gildistíma dagatalsins.",
            en="{days} is outside the days this calendar covers.",
            pl="Dzień {days} jest poza okresem tego kalendarza.",
        ),
    ),
    "far_outside_edition": (
        Level.WARNING,
        Text(
            is_="Dagurinn {days} er meira en mánuði utan gildistíma dagatalsins. Er árið rétt?",
            en="{days} lies more than a month outside the calendar. Is the year right?",
            pl="Dzień {days} jest ponad miesiąc poza kalendarzem. Czy rok jest poprawny?",
        ),
    ),
    "public_holiday": (
        Level.WARNING,
        Text(
            is_="Losun er skráð á frídegi: {days} ({holiday}).",
            en="A collection is listed on a holiday: {days} ({holiday}).",
            pl="Odbiór wpisano w dniu wolnym: {days} ({holiday}).",
        ),
    ),
    "half_holiday": (
        Level.NOTICE,
        Text(
            is_="Losun er skráð á hálfum frídegi: {days} ({holiday}).",
            en="A collection is listed on a half holiday: {days} ({holiday}).",
            pl="Odbiór wpisano w dniu częściowo wolnym: {days} ({holiday}).",
        ),
    ),
    "weekend": (
        Level.WARNING,
        Text(
            is_="Losun er skráð um helgi: {days}.",
            en="A collection is listed at a weekend: {days}.",
            pl="Odbiór wpisano w weekend: {days}.",
        ),
    ),
    "off_cycle": (
        Level.WARNING,
        Text(
            is_="{days}: passar ekki við {interval} daga hrynjandi dagatalsins, sem gefur {expected}. Enginn frídagur skýrir það.",
            en="{days}: off the {interval}-day cycle, which gives {expected}. No holiday explains it.",
            pl="{days}: poza cyklem {interval} dni, który daje {expected}. Nie tłumaczy tego żadne święto.",
        ),
    ),
    "moved_for_holiday": (
        Level.NOTICE,
        Text(
            is_="{days}: víkur frá {interval} daga hrynjandi dagatalsins vegna frídags ({holiday}). Hrynjandin gefur {expected}.",
            en="{days}: departs from the {interval}-day cycle because of a holiday ({holiday}). The cycle gives {expected}.",
            pl="{days}: odstępstwo od cyklu {interval} dni z powodu święta ({holiday}). Cykl daje {expected}.",
        ),
    ),
    "knock_on": (
        Level.NOTICE,
        Text(
            is_="{days}: víkur frá {interval} daga hrynjandi dagatalsins af því að annað svæði tók dagana sem hún gefur ({expected}).",
            en="{days}: departs from the {interval}-day cycle because another zone took the days it gives ({expected}).",
            pl="{days}: odstępstwo od cyklu {interval} dni, bo dni z cyklu ({expected}) zajęła inna strefa.",
        ),
    ),
    "extra_day": (
        Level.NOTICE,
        Text(
            is_="{days}: bætist við aðra daga losunarinnar umfram {interval} daga hrynjandi dagatalsins.",
            en="{days}: added to the other days of the round, beyond the {interval}-day cycle.",
            pl="{days}: dodane do pozostałych dni odbioru, ponad cykl {interval} dni.",
        ),
    ),
    "extra_round": (
        Level.WARNING,
        Text(
            is_="{days}: losun umfram {interval} daga hrynjandi dagatalsins.",
            en="{days}: a round beyond the {interval}-day cycle.",
            pl="{days}: odbiór ponad cykl {interval} dni.",
        ),
    ),
    "not_as_planned": (
        Level.WARNING,
        Text(
            is_="{days}: passar ekki við regluna og undantekningarnar sem fylgja dagatalinu.",
            en="{days}: does not agree with the rule and exceptions given beside the calendar.",
            pl="{days}: niezgodne z regułą i wyjątkami podanymi przy kalendarzu.",
        ),
    ),
    "gap": (
        Level.WARNING,
        Text(
            is_="{count} dagar líða milli losana: {days}. Venjulega líða {interval} dagar.",
            en="{count} days pass between collections: {days}. Usually it is {interval}.",
            pl="Między odbiorami mija {count} dni: {days}. Zwykle jest to {interval}.",
        ),
    ),
    "too_close": (
        Level.WARNING,
        Text(
            is_="Aðeins {count} dagar líða milli losana: {days}. Venjulega líða {interval} dagar.",
            en="Only {count} days pass between collections: {days}. Usually it is {interval}.",
            pl="Między odbiorami mija tylko {count} dni: {days}. Zwykle jest to {interval}.",
        ),
    ),
    "same_truck_same_day": (
        Level.WARNING,
        Text(
            is_="Tvö svæði eiga losun sama dag þar sem annað þeirra víkur frá venju: {days}.",
            en="Two zones are due on the same day where one of them departs from its cycle: {days}.",
            pl="Dwie strefy mają odbiór tego samego dnia, a jedna z nich odbiega od cyklu: {days}.",
        ),
    ),
    "duplicate_name": (
        Level.WARNING,
        Text(
            is_="Nafnið „{name}“ er skráð oftar en einu sinni á sama svæði.",
            en="The name {name!r} is listed more than once in the same zone.",
            pl="Nazwę „{name}” wpisano więcej niż raz w tej samej strefie.",
        ),
    ),
    "name_in_two_zones": (
        Level.ERROR,
        Text(
            is_="Nafnið „{name}“ er á fleiri en einu svæði: {zones}. Bættu byggðarheiti, póstnúmeri eða húsnúmerum við.",
            en="The name {name!r} is in more than one zone: {zones}. Add a village, a postcode or house numbers.",
            pl="Nazwa „{name}” jest w więcej niż jednej strefie: {zones}. Dodaj miejscowość, kod pocztowy lub numery.",
        ),
    ),
    "unknown_name": (
        Level.WARNING,
        Text(
            is_="Nafnið „{name}“ er ekki í staðfangaskrá sveitarfélagsins.{similar}",
            en="The name {name!r} is not among the municipality's registered addresses.{similar}",
            pl="Nazwy „{name}” nie ma w rejestrze adresów gminy.{similar}",
        ),
    ),
    "foreign_name": (
        Level.WARNING,
        Text(
            is_="Nafnið „{name}“ er ekki í staðfangaskrá sveitarfélagsins en er til annars staðar: {elsewhere}.{similar}",
            en="The name {name!r} is not registered in this municipality, but elsewhere: {elsewhere}.{similar}",
            pl="Nazwy „{name}” nie ma w tej gminie, ale jest gdzie indziej: {elsewhere}.{similar}",
        ),
    ),
    "unknown_village": (
        Level.WARNING,
        Text(
            is_="„{name}“ er ekki til í „{village}“ samkvæmt staðfangaskrá.{similar}",
            en="{name!r} is not registered in {village!r}.{similar}",
            pl="„{name}” nie jest zarejestrowane w „{village}”.{similar}",
        ),
    ),
    "wrong_municipality": (
        Level.ERROR,
        Text(
            is_="Fleiri nöfn finnast í sveitarfélagi nr. {other} ({other_share}%) en í nr. {own} ({own_share}%).",
            en="More names are found in municipality no. {other} ({other_share}%) than in no. {own} ({own_share}%).",
            pl="Więcej nazw jest w gminie nr {other} ({other_share}%) niż w nr {own} ({own_share}%).",
        ),
    ),
    "addresses_in_no_zone": (
        Level.WARNING,
        Text(
            is_="{count} götur og bæir sveitarfélagsins eru ekki á neinu svæði, til dæmis {names}.",
            en="{count} streets and farms of the municipality are in no zone, for example {names}.",
            pl="{count} ulic i gospodarstw gminy nie ma w żadnej strefie, na przykład {names}.",
        ),
    ),
    "addresses_not_checked": (
        Level.NOTICE,
        Text(
            is_="Nöfnin voru ekki borin saman við staðfangaskrá: {reason}",
            en="Names were not compared with the register of addresses: {reason}",
            pl="Nazw nie porównano z rejestrem adresów: {reason}",
        ),
    ),
    "edition_ended": (
        Level.ERROR,
        Text(
            is_="Dagatalið rann út {days}. Íbúar fá svarið að nýtt dagatal sé ekki komið.",
            en="The calendar ended on {days}. Residents are told that the next one is not published yet.",
            pl="Kalendarz wygasł {days}. Mieszkańcy widzą, że następny nie jest jeszcze opublikowany.",
        ),
    ),
    "edition_ends_soon": (
        Level.WARNING,
        Text(
            is_="Dagatalið rennur út {days}, eftir {count} daga. Birtu það næsta tímanlega.",
            en="The calendar ends on {days}, in {count} days. Publish the next one in time.",
            pl="Kalendarz kończy się {days}, za {count} dni. Opublikuj następny na czas.",
        ),
    ),
    "published_late": (
        Level.WARNING,
        Text(
            is_="Dagarnir eru frá {days}, {count} dögum eftir að dagatalið tók gildi.",
            en="The days date from {days}, {count} days after the calendar began.",
            pl="Dni pochodzą z {days}, {count} dni po rozpoczęciu kalendarza.",
        ),
    ),
    "stream_ends_early": (
        Level.WARNING,
        Text(
            is_="Síðasta losun er {days} en dagatalið gildir {count} dögum lengur. Venjulega líða {interval} dagar milli losana.",
            en="The last collection is {days}, but the calendar runs {count} days longer. Usually {interval} days pass.",
            pl="Ostatni odbiór jest {days}, a kalendarz trwa {count} dni dłużej. Zwykle mija {interval} dni.",
        ),
    ),
    "stream_starts_late": (
        Level.WARNING,
        Text(
            is_="Fyrsta losun er {days}, {count} dögum eftir að dagatalið tekur gildi. Venjulega líða {interval} dagar.",
            en="The first collection is {days}, {count} days after the calendar begins. Usually {interval} days pass.",
            pl="Pierwszy odbiór jest {days}, {count} dni po rozpoczęciu kalendarza. Zwykle mija {interval} dni.",
        ),
    ),
    "empty_stream": (
        Level.ERROR,
        Text(is_="Engir dagar eru skráðir.", en="No days are listed.", pl="Nie wpisano żadnych dni."),
    ),
}


def finding(
    code: str,
    place: str,
    *,
    days: Iterable[date] = (),
    instead_of: Iterable[date] = (),
    texts: dict[str, Text] | None = None,
    **values: str | int,
) -> Finding:
    """Return a finding of a code, its sentence filled with the days and the values.

    Raises:
        KeyError: when there is no sentence for the code.
    """
    level, sentence = SENTENCES[code]
    spoken, expected = tuple(days), tuple(instead_of)
    in_days, in_expected = listed(spoken), listed(expected)
    filled = {
        language: sentence.in_language(language).format(
            days=in_days.in_language(language),
            expected=in_expected.in_language(language),
            **{key: text.in_language(language) for key, text in (texts or {}).items()},
            **values,
        )
        for language in ("is", "en", "pl")
    }
    return Finding(code, level, place, Text.from_dict(filled), spoken, expected)


def listed(days: Iterable[date]) -> Text:
    """Return days as a list for people: ``22. apríl 2026, 24. apríl 2026``; no days are a dash."""
    words = [day_in_words(day) for day in days]
    if not words:
        return Text(is_="–", en="–", pl="–")
    return Text(
        is_=", ".join(one.is_ for one in words),
        en=", ".join(one.en for one in words),
        pl=", ".join(one.pl for one in words),
    )
