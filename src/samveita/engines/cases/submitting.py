"""A finished draft as it is kept when it is sent in: its answers, and every question as its writer read it."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import translation

from samveita.engines.cases.documents import ShownLine, ShownStep, SubmissionDocument
from samveita.engines.forms.answering import SummaryLine, summary
from samveita.engines.forms.declaring import Answers, Form
from samveita.engines.forms.drafting import facts_of, form_for, ready_answers
from samveita.engines.forms.models import Draft
from samveita.engines.forms.web.fields import source_of
from samveita.iceland.texts import Text

UNANSWERED = Text(
    is_="Enn er spurningum ósvarað. Farðu yfir yfirlitið og svaraðu þeim sem eru merktar.",
    en="Some questions are still unanswered. Look over the summary and answer those that are marked.",
    pl="Na niektóre pytania nie ma jeszcze odpowiedzi. Sprawdź podsumowanie i uzupełnij zaznaczone pola.",
)


def shown_as_sent(draft: Draft, language: str) -> SubmissionDocument:
    """Return a draft as it is kept, in the language its writer read it in.

    Raises:
        NotReady: when questions are unanswered.
    """
    form, answers, facts = form_for(draft), ready_answers(draft), facts_of(draft)

    def source(line: SummaryLine) -> str:
        try:
            question = form.question(line.question)
        except KeyError:
            return ""
        return source_of(question, answers.get(line.question), facts)

    return SubmissionDocument(
        form=form.key,
        form_version=form.version,
        language=language,
        answers=dict(answers),
        shown=shown(form, answers, language, source),
    )


def shown(
    form: Form, answers: Answers, language: str, source: Callable[[SummaryLine], str]
) -> tuple[ShownStep, ...]:
    """Return every question as it was read, with its answer in words."""
    with translation.override(language):
        return tuple(
            ShownStep(
                step=step.step,
                title=step.title,
                lines=tuple(
                    ShownLine(
                        question=line.question, label=line.label, answer=line.answer, source=source(line)
                    )
                    for line in step.lines
                    if line.is_answered
                ),
            )
            for step in summary(form, answers, language)
        )
