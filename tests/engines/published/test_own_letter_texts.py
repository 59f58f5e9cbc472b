"""A municipality's own wording of a letter's local paragraphs, by the sharing mechanism."""

from __future__ import annotations

from datetime import date

import pytest

from factories import organisations
from samveita.engines.letters.own_texts import LETTER_TEXTS, LetterTexts, texts_for
from samveita.ground.audit.actors import Actor
from samveita.ground.sharing.kinds import SourceNote
from samveita.ground.sharing.verbs import approve, publish, save_draft, start
from samveita.iceland.texts import Text
from samveita.services.financial_aid.letters import APPROVAL

SYSTEM = Actor.system("test")


@pytest.mark.django_db
def test_own_wording_is_used_from_its_day_and_unknown_paragraphs_are_left_out() -> None:
    office = organisations.municipality("dalvogur")
    document = start(
        actor=SYSTEM,
        kind=LETTER_TEXTS.name,
        key=APPROVAL.key,
        owner=office,
        title=Text(is_="Bréf", en="Letter", pl="Pismo"),
    )
    content = LetterTexts(paragraphs={"help": "Hringdu í okkur.", "gone": "Ekki lengur til."})
    draft = save_draft(
        actor=SYSTEM, document=document, content=content, source=SourceNote(title="Sveitarfélagið")
    )
    publish(actor=SYSTEM, version=approve(actor=SYSTEM, version=draft), valid_from=date(2026, 3, 1))

    assert texts_for(APPROVAL, organisation=office, on=date(2026, 2, 28)) == {}
    assert texts_for(APPROVAL, organisation=office, on=date(2026, 3, 1)) == {"help": "Hringdu í okkur."}
