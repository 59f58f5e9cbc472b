"""What someone can learn before applying: the most she could get this month, from two questions and nothing about her.

The questions stand here and not among those of the application, for they are answered without logging in and stored
nowhere. The calculation is the same rule as in a case (``proposal``).
"""

from __future__ import annotations

from samveita.engines.cases.declaring import Answers, CannotPropose
from samveita.engines.cases.web.presenting import explained
from samveita.engines.forms.declaring import Form, Kind, Question, Step
from samveita.engines.forms.registry import ReviewNote
from samveita.engines.rulebook.calculation import Calculation
from samveita.ground.organisations.models import Organisation
from samveita.iceland.texts import Text
from samveita.services.financial_aid.figuring import estimate_aid
from samveita.services.financial_aid.questions import CATEGORIES, HOME

ESTIMATE_FORM = Form(
    key="financial_aid_estimate",
    version=1,
    steps=(
        Step(
            key="aetlun",
            title=Text(is_="Hvað gæti ég fengið?", en="What could I get?", pl="Ile mogę otrzymać?"),
            intro=Text(
                is_="Svaraðu tveimur spurningum og sjáðu hæstu mögulegu upphæð. Tekjur þínar lækka hana. "
                "Svörin eru hvergi geymd.",
                en="Answer two questions and see the highest possible amount. Your income lowers it. "
                "Your answers are not stored anywhere.",
                pl="Odpowiedz na dwa pytania i zobacz najwyższą możliwą kwotę. Twoje dochody ją obniżają. "
                "Odpowiedzi nie są nigdzie zapisywane.",
            ),
            questions=(
                Question(
                    key="home",
                    kind=Kind.CHOICE,
                    label=Text(is_="Hvernig býrðu?", en="How do you live?", pl="Jak mieszkasz?"),
                    options=HOME,
                    options_from=CATEGORIES,
                ),
                Question(
                    key="uses_credit",
                    kind=Kind.YES_NO,
                    label=Text(
                        is_="Geturðu notað persónuafsláttinn þinn?",
                        en="Can you use your personal tax credit?",
                        pl="Czy możesz wykorzystać ulgę podatkową?",
                    ),
                    help=Text(
                        is_="Persónuafsláttur lækkar skattinn. Svaraðu já ef enginn annar notar hann, "
                        "til dæmis vinnuveitandi eða maki.",
                        en="The personal tax credit (persónuafsláttur) lowers the tax. Answer yes if nobody else uses it, "
                        "such as an employer or a spouse.",
                        pl="Ulga podatkowa (persónuafsláttur) obniża podatek. Odpowiedz „tak”, jeśli nie korzysta z niej "
                        "nikt inny, na przykład pracodawca lub małżonek.",
                    ),
                ),
            ),
        ),
    ),
)


ONLY_A_MAXIMUM = Text(
    is_="Þetta er áætlun um það mesta sem þú gætir fengið, en ekki loforð. Tekjur og annað sem ráðgjafi fer yfir getur "
    "lækkað upphæðina.",
    en="This estimates the most you could get; it is not a promise. Income and other things that the case worker goes over "
    "can lower the amount.",
    pl="To szacunek najwyższej kwoty, jaką możesz otrzymać, a nie obietnica. Dochody i inne okoliczności, które sprawdzi "
    "pracownik, mogą ją obniżyć.",
)


def on_review(municipality: Organisation, answers: Answers) -> ReviewNote | None:
    """Return the estimate shown before an application is sent (3.1); nothing when the settings don't suffice for one."""
    try:
        found = estimate_aid(municipality, answers, credit_percent=int(answers["credit_percent"]))
    except CannotPropose:
        return None
    return ReviewNote(explained(found, label=found.lines[-1].label), ONLY_A_MAXIMUM)


def estimate(municipality: Organisation, answers: Answers) -> Calculation:
    """Return the estimate for answers to ``ESTIMATE_FORM``.

    Raises:
        CannotPropose: when the municipality's settings don't suffice.
    """
    return estimate_aid(municipality, answers, credit_percent=100 if answers["uses_credit"] else 0)
