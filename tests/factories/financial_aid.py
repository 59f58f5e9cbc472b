"""What a municipality must have set before it can decide on financial aid. Amounts are made up (sýnigildi)."""

from __future__ import annotations

from datetime import date

from factories import case_settings
from samveita.engines.cases.settings import InternalAppealBody
from samveita.engines.rulebook.parameters import Source
from samveita.ground.audit.actors import Actor
from samveita.ground.catalogue.adopting import set_state
from samveita.ground.catalogue.models import AdoptionState
from samveita.ground.organisations.models import Organisation
from samveita.ground.sharing.kinds import SourceNote
from samveita.ground.sharing.models import Version
from samveita.ground.sharing.verbs import approve, publish, save_draft, start
from samveita.iceland.texts import Text
from samveita.services.financial_aid.parameters import (
    AidCategory,
    FinancialAidParameters,
    HomeCircumstances,
)
from samveita.services.financial_aid.questions import HOME

APPEAL_BODY = case_settings.COMMITTEE_BODY
SAMPLE, SYSTEM = "Sýnigögn Samveitu", Actor.system("test")
NAMES = {option.key: option.label for option in HOME}
AMOUNTS = dict.fromkeys(HomeCircumstances, (240000, 384000)) | {HomeCircumstances.WITH_PARENTS: (120_000, 0)}


def parameters(**changes: object) -> FinancialAidParameters:
    """A whole set of settings; keyword arguments change any of them."""
    values: dict[str, object] = {
        "categories": tuple(
            AidCategory(
                code=kind.value,
                name=NAMES[kind.value],
                circumstances=kind,
                individual=single,
                cohabitation=together,
            )
            for kind, (single, together) in AMOUNTS.items()
        ),
        "amounts_source": Source(title=SAMPLE),
        "unverified": tuple(f"categories.{kind.value}" for kind in AMOUNTS),
        "rules_url": "https://example.is/reglur",
        "december_percent": "25",
    }
    return FinancialAidParameters.model_validate(values | changes)


def published_parameters(
    owner: Organisation, *, valid_from: date = date(2024, 1, 1), **changes: object
) -> Version:
    """Settings in force at a municipality."""
    document = start(
        actor=SYSTEM,
        kind="financial_aid.parameters",
        key="financial_aid",
        owner=owner,
        title=Text(is_="Fjárhæðir", en="Amounts", pl="Kwoty"),
    )
    draft = save_draft(
        actor=SYSTEM, document=document, content=parameters(**changes), source=SourceNote(title=SAMPLE)
    )
    return publish(actor=SYSTEM, version=approve(actor=SYSTEM, version=draft), valid_from=valid_from)


def handled(municipality: Organisation, body: InternalAppealBody | None = APPEAL_BODY) -> None:
    """Say how cases are handled at a municipality: who hears an appeal within it."""
    case_settings.published(municipality, "financial_aid", internal_appeal=body)


def adopted(municipality: Organisation) -> Organisation:
    """A municipality where residents can apply for financial aid and cases can be decided."""
    set_state(actor=SYSTEM, organisation=municipality, offering="financial_aid", state=AdoptionState.LIVE)
    published_parameters(municipality)
    handled(municipality)
    return municipality
