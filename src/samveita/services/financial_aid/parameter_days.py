"""The settings of financial aid that say when and where: days of applying, of documents and of payment, service centres.

They belong to the same document as the amounts (``parameter_fields``). None of the days is a rule of law.
"""

from __future__ import annotations

from samveita.engines.rulebook.declaring import FieldKind, ParameterField, Rows, Section
from samveita.engines.rulebook.parameters import Unit
from samveita.iceland.texts import Text
from samveita.services.financial_aid.parameters import PayRule


def whole(
    key: str, counts: Unit, label: Text, *, least: int, most: int, help_: Text | None = None
) -> ParameterField:
    """Return a field for a whole number that must be filled in."""
    return ParameterField(
        key=key,
        kind=FieldKind.WHOLE,
        counts=counts,
        label=label,
        help=help_,
        least=least,
        most=most,
        is_required=True,
    )


def _days_of_the_month(*named: tuple[str, Text]) -> tuple[ParameterField, ...]:
    """Return fields for days of the month, each of which may be left empty."""
    return tuple(
        ParameterField(
            key=key,
            kind=FieldKind.WHOLE,
            counts=Unit.COUNT,
            label=label,
            help=Text(
                is_="Dagur mánaðar. Auður reitur þýðir að ekkert er ákveðið.",
                en="A day of the month. An empty field means that nothing is set.",
                pl="Dzień miesiąca. Puste pole oznacza, że nic nie ustalono.",
            ),
            least=1,
            most=31,
        )
        for key, label in named
    )


DAYS = Section(
    title=Text(is_="Dagar og mörk", en="Days and limits", pl="Dni i limity"),
    parts=(
        whole(
            "previous_month_days",
            Unit.DAYS,
            Text(
                is_="Dagar sem sækja má um síðasta mánuð",
                en="Days one may still apply for last month",
                pl="Dni, przez które można wnioskować za poprzedni miesiąc",
            ),
            least=0,
            most=31,
        ),
        *_days_of_the_month(
            ("window_from_day", Text(is_="Sótt er um frá", en="Applications from", pl="Wnioski od dnia")),
            ("window_to_day", Text(is_="Sótt er um til", en="Applications until", pl="Wnioski do dnia")),
            (
                "data_until_day",
                Text(is_="Gögnum er skilað til", en="Documents until", pl="Dokumenty do dnia"),
            ),
        ),
        ParameterField(
            key="pay_rule",
            kind=FieldKind.CHOICE,
            label=Text(is_="Greitt er", en="Paid on", pl="Wypłata"),
            options=(
                (
                    PayRule.LAST_OF_MONTH.value,
                    Text(
                        is_="Síðasta virka dag mánaðarins",
                        en="The last working day of the month",
                        pl="W ostatnim dniu roboczym miesiąca",
                    ),
                ),
                (
                    PayRule.FIRST_OF_NEXT_MONTH.value,
                    Text(
                        is_="Fyrsta virka dag næsta mánaðar",
                        en="The first working day of the next month",
                        pl="W pierwszym dniu roboczym następnego miesiąca",
                    ),
                ),
            ),
            is_required=True,
        ),
        ParameterField(
            key="late_pay_weekday",
            kind=FieldKind.WHOLE,
            counts=Unit.COUNT,
            label=Text(
                is_="Greitt á þessum vikudegi ef gögn berast seint",
                en="Paid on this weekday when documents come late",
                pl="Wypłata w tym dniu tygodnia, gdy dokumenty przyjdą późno",
            ),
            help=Text(
                is_="Mánudagur er 1 og föstudagur 5. Auður reitur þýðir næsta virka dag.",
                en="Monday is 1 and Friday 5. An empty field means the next working day.",
                pl="Poniedziałek to 1, a piątek 5. Puste pole oznacza następny dzień roboczy.",
            ),
            least=1,
            most=5,
        ),
        whole(
            "spouse_timeout_days",
            Unit.DAYS,
            Text(
                is_="Beðið eftir svari maka í",
                en="A spouse's answer is awaited for",
                pl="Czas oczekiwania na odpowiedź małżonka",
            ),
            least=1,
            most=60,
        ),
        whole(
            "meeting_after_months",
            Unit.MONTHS,
            Text(is_="Boðað í viðtal eftir", en="Invited to a meeting after", pl="Zaproszenie na rozmowę po"),
            least=1,
            most=24,
        ),
    ),
)


CENTRES = Rows(
    key="service_centres",
    title=Text(is_="Þjónustumiðstöðvar", en="Service centres", pl="Centra obsługi"),
    help=Text(
        is_="Íbúi sér miðstöðina sem þjónar póstnúmerinu hans. Engin póstnúmer þýðir að hún þjónar öllum.",
        en="A resident sees the centre that serves her postal code. No postal codes mean that it serves everybody.",
        pl="Mieszkaniec widzi centrum obsługujące jego kod pocztowy. Brak kodów oznacza, że obsługuje wszystkich.",
    ),
    add=Text(is_="Bæta við miðstöð", en="Add a centre", pl="Dodaj centrum"),
    identified_by="name",
    fields=(
        ParameterField(
            key="name",
            kind=FieldKind.TEXT,
            label=Text(is_="Heiti", en="Name", pl="Nazwa"),
            longest=200,
            is_required=True,
            is_legal=False,
        ),
        ParameterField(
            key="postcodes",
            kind=FieldKind.TEXT,
            label=Text(
                is_="Póstnúmer, með kommu á milli",
                en="Postal codes, separated by commas",
                pl="Kody pocztowe, oddzielone przecinkami",
            ),
            is_legal=False,
        ),
        ParameterField(
            key="address",
            kind=FieldKind.TEXT,
            label=Text(is_="Heimilisfang", en="Address", pl="Adres"),
            is_legal=False,
        ),
        ParameterField(
            key="phone",
            kind=FieldKind.TEXT,
            label=Text(is_="Sími", en="Phone", pl="Telefon"),
            longest=40,
            is_legal=False,
        ),
        ParameterField(
            key="url",
            kind=FieldKind.LINK,
            label=Text(is_="Vefur", en="Web page", pl="Strona"),
            longest=500,
            is_legal=False,
        ),
    ),
)
