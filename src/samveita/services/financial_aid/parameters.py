"""What a municipality sets when it adopts financial aid: its amounts, its December supplement, what it asks about, its days.

How cases are handled (who decides, terms, who hears an appeal within the municipality) is in ``cases.settings``.

One document is one period of validity; from when to when it holds is kept where documents are drafted and approved
(``ground.sharing``), so that a change in the middle of a year is a new document. Amounts stand exactly as published and
are never derived from a factor, because published tables do not follow one rounding rule. A value nobody has entered is
empty, is listed by ``missing()`` and is refused when asked for; zero is a value and means that there is no right.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from samveita.engines.rulebook.calculation import StoredText
from samveita.engines.rulebook.declaring import ParameterDocument
from samveita.engines.rulebook.parameters import Level, Parameter, ParameterError, Source, Status, Unit
from samveita.iceland.money import Rate
from samveita.iceland.texts import Text

LARGEST_AMOUNT = 9_999_999


class AidTable(StrEnum):
    """Which of a category's two amounts applies: a person alone, or a couple."""

    INDIVIDUAL = "individual"
    COHABITATION = "cohabitation"


class HomeCircumstances(StrEnum):
    """How the applicant lives (heimilisaðstæður), the six kinds every municipality's categories map to."""

    OWN_HOME = "own_home"
    REGISTERED_LEASE = "registered_lease"
    UNREGISTERED_LEASE = "unregistered_lease"
    WITH_OTHERS = "with_others"
    WITH_PARENTS = "with_parents"
    UNKNOWN = "unknown"


class ChildrenAidMode(StrEnum):
    """Whether aid for children is paid with financial aid and who enters the amount."""

    NONE = "none"
    CASE_WORKER = "case_worker"
    PER_CHILD = "per_child"
    INSTITUTION = "institution"


class PayRule(StrEnum):
    """On which day of the month aid is usually paid."""

    LAST_OF_MONTH = "last_of_month"
    FIRST_OF_NEXT_MONTH = "first_of_next_month"


class IncomeBasis(StrEnum):
    """Whether income counts before or after tax."""

    BEFORE_TAX = "before_tax"
    AFTER_TAX = "after_tax"


class Setting(BaseModel):
    """Base of the parts of this document: frozen, nothing unknown accepted."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class AidCategory(Setting):
    """A row of the municipality's table: its own name, the kind it maps to, and two amounts in kr. per month."""

    code: str = Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)
    name: StoredText
    circumstances: HomeCircumstances
    individual: int | None = Field(default=None, ge=0, le=LARGEST_AMOUNT, strict=True)
    cohabitation: int | None = Field(default=None, ge=0, le=LARGEST_AMOUNT, strict=True)

    def amount(self, table: AidTable) -> int | None:
        """Return the amount of one of the two tables, kr. per month; nothing when nobody has entered it."""
        return self.individual if table is AidTable.INDIVIDUAL else self.cohabitation


class ServiceCentre(Setting):
    """A service centre and the postal codes it serves; all of them when none are named."""

    name: str = Field(min_length=1, max_length=200)
    postcodes: str = Field(default="", max_length=300, pattern=r"^([0-9]{3}( ?, ?[0-9]{3})*)?$")
    address: str = Field(default="", max_length=300)
    phone: str = Field(default="", max_length=40)
    url: str = Field(default="", max_length=500)


class AppealBody(Setting):
    """Who hears an appeal: the name in the cases a letter needs, the address, and how long one may wait to appeal."""

    name: str = Field(min_length=1, max_length=200)
    genitive: str = Field(min_length=1, max_length=200, description="as after „til“")
    address: str = Field(default="", max_length=300)
    email: str = Field(default="", max_length=200)


class ExternalAppeal(AppealBody):
    """The Welfare Appeals Committee (úrskurðarnefnd velferðarmála); the period is counted in months."""

    months: int = Field(default=3, ge=1, le=12)


WELFARE_APPEALS_COMMITTEE = ExternalAppeal(
    name="úrskurðarnefnd velferðarmála",
    genitive="úrskurðarnefndar velferðarmála",
    address="Katrínartúni 2, 105 Reykjavík",
    months=3,
)


class Missing(Setting):
    """Something that must be entered before the service can be taken into use."""

    field: str
    sentence: StoredText


class FinancialAidParameters(ParameterDocument):
    """All of a municipality's settings for financial aid during one period of validity."""

    schema_name: ClassVar[str] = "financial_aid.parameters"

    categories: tuple[AidCategory, ...] = ()
    amounts_source: Source | None = None
    rules_url: str = Field(default="", max_length=500)
    rules_number: str = Field(default="", max_length=60, description="number in Stjórnartíðindi")
    december_percent: str | None = Field(default=None, max_length=10)
    december_month: int = Field(default=11, ge=1, le=12)
    december_minimum_months: int = Field(default=0, ge=0, le=12)
    children_aid: ChildrenAidMode = ChildrenAidMode.NONE
    children_aid_amount: int | None = Field(default=None, ge=0, le=LARGEST_AMOUNT, strict=True)
    income_basis: IncomeBasis = IncomeBasis.BEFORE_TAX
    spouse_income_counts: bool = True
    asset_limit: int | None = Field(default=None, ge=0, le=999_999_999, strict=True)
    window_from_day: int | None = Field(default=None, ge=1, le=31)
    window_to_day: int | None = Field(default=None, ge=1, le=31)
    pay_rule: PayRule = PayRule.LAST_OF_MONTH
    data_until_day: int | None = Field(default=None, ge=1, le=31)
    late_pay_weekday: int | None = Field(default=None, ge=1, le=5)
    service_centres: tuple[ServiceCentre, ...] = ()
    unregistered_cohabitation_counts: bool = True
    minimum_cohabitation_months: int = Field(default=0, ge=0, le=24)
    income_months: int = Field(default=2, ge=1, le=12)
    asks_assets: bool = False
    previous_month_days: int = Field(default=0, ge=0, le=31)
    spouse_timeout_days: int = Field(default=10, ge=1, le=60)
    meeting_after_months: int = Field(default=6, ge=1, le=24)
    compute_with_brackets: bool = False
    external_appeal: ExternalAppeal = WELFARE_APPEALS_COMMITTEE

    @field_validator("december_percent")
    @classmethod
    def _percent_is_exact(cls, written: str | None) -> str | None:
        if written is not None and not Rate.percent("0") <= Rate.percent(written) <= Rate.percent("100"):
            raise ValueError("the December supplement is between 0 and 100%")
        return written

    @model_validator(mode="after")
    def _categories_are_sound(self) -> Self:
        codes = [category.code for category in self.categories]
        if len(set(codes)) != len(codes):
            raise ValueError("two categories have the same code")
        return self

    def with_source(self, source: Source) -> Self:
        """Return the settings with the place where the amounts are published."""
        return self.model_copy(update={"amounts_source": source})

    def category_for(self, circumstances: HomeCircumstances) -> AidCategory:
        """Return the first category of a kind; the case worker may choose another of the same municipality.

        Raises:
            ParameterError: when the municipality has none.
        """
        for category in self.categories:
            if category.circumstances is circumstances:
                return category
        raise ParameterError(f"no category of aid is set for {circumstances.value}")

    def category(self, code: str) -> AidCategory:
        """Return the category with a code.

        Raises:
            ParameterError: when there is none.
        """
        for category in self.categories:
            if category.code == code:
                return category
        raise ParameterError(f"no category of aid has the code {code!r}")

    def base_amount(
        self,
        category: AidCategory,
        table: AidTable,
        *,
        valid_from: date,
        valid_to: date | None = None,
        level: Level | None = None,
    ) -> Parameter:
        """Return the base amount (grunnfjárhæð) of a category with its source and who set it, kr. per month.

        Raises:
            ParameterError: when the amount or its source has not been entered.
        """
        amount = category.amount(table)
        if amount is None:
            raise ParameterError(f"the amount of {category.code} ({table.value}) has not been entered")
        if self.amounts_source is None:
            raise ParameterError("the source of the amounts has not been entered")
        return Parameter(
            key=f"financial_aid.base.{table.value}.{category.code}",
            unit=Unit.KRONUR_PER_MONTH,
            value=str(amount),
            valid_from=valid_from,
            valid_to=valid_to,
            source=self.amounts_source,
            status=Status.UNVERIFIED if f"categories.{category.code}" in self.unverified else Status.VERIFIED,
            level=level,
        )

    def december_rate(self) -> Rate:
        """Return the December supplement's share of the base amount.

        Raises:
            ParameterError: when it has not been entered; "0" is a value.
        """
        if self.december_percent is None:
            raise ParameterError("the December supplement has not been entered; enter 0 if there is none")
        return Rate.percent(self.december_percent)

    def missing(self) -> tuple[Missing, ...]:
        """List what must be entered before the service can be taken into use; empty when it is ready."""
        found = [
            Missing(field=f"categories.{kind.value}", sentence=_MISSING_CATEGORY[kind])
            for kind in HomeCircumstances
            if not self._has_amounts(kind)
        ]
        absent = {
            "amounts_source": self.amounts_source is None,
            "december_percent": self.december_percent is None,
            "rules_url": not self.rules_url,
            "children_aid_amount": self.children_aid is ChildrenAidMode.PER_CHILD
            and self.children_aid_amount is None,
        }
        found += [
            Missing(field=name, sentence=_MISSING[name]) for name, is_absent in absent.items() if is_absent
        ]
        return tuple(found)

    def _has_amounts(self, kind: HomeCircumstances) -> bool:
        rows = [category for category in self.categories if category.circumstances is kind]
        return bool(rows) and all(row.amount(table) is not None for row in rows for table in AidTable)


_MISSING = {
    "amounts_source": Text(
        is_="Hvar eru fjárhæðirnar birtar? Skráðu heiti og slóð.",
        en="Where are the amounts published? Enter a title and an address.",
        pl="Gdzie opublikowano kwoty? Podaj tytuł i adres.",
    ),
    "children_aid_amount": Text(
        is_="Skráðu fjárhæð fyrir hvert barn.",
        en="Enter the amount for each child.",
        pl="Podaj kwotę na każde dziecko.",
    ),
    "december_percent": Text(
        is_="Skráðu hlutfall desemberuppbótar. Núll þýðir að hún er ekki greidd.",
        en="Enter the December supplement in percent. Zero means that none is paid.",
        pl="Podaj dodatek grudniowy w procentach. Zero oznacza, że nie jest wypłacany.",
    ),
    "rules_url": Text(
        is_="Skráðu slóð á reglur sveitarfélagsins um fjárhagsaðstoð.",
        en="Enter the address of the municipality's rules on financial aid.",
        pl="Podaj adres zasad gminy dotyczących pomocy finansowej.",
    ),
}


def _missing_category(is_: str, en: str, pl: str) -> Text:
    return Text(
        is_=f"Skráðu fjárhæðir fyrir þau sem {is_}.",
        en=f"Enter the amounts for people who {en}.",
        pl=f"Podaj kwoty dla osób, które {pl}.",
    )


_MISSING_CATEGORY = {
    HomeCircumstances.OWN_HOME: _missing_category(
        "búa í eigin húsnæði", "live in a home of their own", "mieszkają we własnym mieszkaniu"
    ),
    HomeCircumstances.REGISTERED_LEASE: _missing_category(
        "eru með þinglýstan leigusamning", "have a registered lease", "mają zarejestrowaną umowę najmu"
    ),
    HomeCircumstances.UNREGISTERED_LEASE: _missing_category(
        "eru með óþinglýstan leigusamning",
        "have a lease that is not registered",
        "mają niezarejestrowaną umowę najmu",
    ),
    HomeCircumstances.WITH_OTHERS: _missing_category(
        "búa hjá öðrum eða leigja með öðrum", "live or rent with others", "mieszkają lub wynajmują z innymi"
    ),
    HomeCircumstances.WITH_PARENTS: _missing_category(
        "búa hjá foreldrum", "live with their parents", "mieszkają z rodzicami"
    ),
    HomeCircumstances.UNKNOWN: _missing_category(
        "búa við aðrar eða óþekktar aðstæður",
        "live in other or unknown circumstances",
        "mieszkają w inny sposób",
    ),
}
