"""The whole service in one readable declaration.

It stands in a module of its own, and not in the package, so that the calculator command can import the package's rules
without starting Django.
"""

from __future__ import annotations

from samveita.engines.cases.declaring import CaseService
from samveita.iceland.texts import Text
from samveita.services.financial_aid.composing import LETTERS
from samveita.services.financial_aid.composing_couples import LETTERS as LETTERS_OF_COUPLES
from samveita.services.financial_aid.desk_questions import APPROVAL_FORM, DESK_FORM, PART_FORM, REFUSAL_FORM
from samveita.services.financial_aid.estimating import ESTIMATE_FORM, estimate
from samveita.services.financial_aid.figuring import first_figures, propose_aid
from samveita.services.financial_aid.handling import ONE_A_MONTH, appeal_terms, applied_month
from samveita.services.financial_aid.letters import DELAY
from samveita.services.financial_aid.parameter_fields import KEY
from samveita.services.financial_aid.paying import first_reasons
from samveita.services.financial_aid.payments import payments_of
from samveita.services.financial_aid.process import PROCESS
from samveita.services.financial_aid.questions import FORM
from samveita.services.financial_aid.retention import RETENTION
from samveita.services.financial_aid.spouse_part import SPOUSE_PART
from samveita.services.financial_aid.watching import alternatives, warnings

SERVICE = CaseService(
    key=KEY,
    slug="fjarhagsadstod",
    code="FA",
    name=Text(is_="Fjárhagsaðstoð", en="Financial aid", pl="Pomoc finansowa"),
    summary=Text(
        is_="Aðstoð til framfærslu þegar þú getur ekki séð fyrir þér.",
        en="Support for living costs when you cannot provide for yourself.",
        pl="Pomoc na utrzymanie, gdy nie możesz się sam utrzymać.",
    ),
    for_whom=Text(
        is_="Fyrir þig sem átt lögheimili í sveitarfélaginu, ert 18 ára eða eldri og hefur minni tekjur en "
        "grunnfjárhæðin.",
        en="For you who have your legal domicile in the municipality, are 18 or older and have less income than the "
        "base amount.",
        pl="Dla osób zameldowanych w gminie, które ukończyły 18 lat i mają dochód niższy od kwoty bazowej.",
    ),
    at_hand=(
        Text(
            is_="upplýsingar um tekjur þínar í þessum mánuði",
            en="information about your income this month",
            pl="informacje o Twoich dochodach w tym miesiącu",
        ),
        Text(is_="númer bankareiknings", en="your bank account number", pl="numer konta bankowego"),
    ),
    takes=Text(
        is_="Það tekur um tíu mínútur að sækja um.",
        en="Applying takes about ten minutes.",
        pl="Złożenie wniosku zajmuje około dziesięciu minut.",
    ),
    legal_basis=Text(
        is_="Lög um félagsþjónustu sveitarfélaga nr. 40/1991, VI. kafli",
        en="Act on municipal social services no. 40/1991, chapter VI",
        pl="Ustawa o usługach społecznych gmin nr 40/1991, rozdział VI",
    ),
    form=FORM,
    process=PROCESS,
    desk_form=DESK_FORM,
    reasons_forms={"approve": APPROVAL_FORM, "approve_in_part": PART_FORM, "reject": REFUSAL_FORM},
    first_figures=first_figures,
    propose=propose_aid,
    counts_on=applied_month,
    first_reasons=first_reasons,
    warns=warnings,
    alternatives=alternatives,
    letters=LETTERS | LETTERS_OF_COUPLES,
    delay_letter=DELAY.key,
    payments=payments_of,
    parts=(SPOUSE_PART,),
    one_at_a_time=ONE_A_MONTH,
    asks_again=frozenset(
        {"applied_month", "has_income", "incomes", "assets", "comment", "reason_to_apply_here"}
    ),
    appeal_terms=appeal_terms,
    estimate_form=ESTIMATE_FORM,
    estimate=estimate,
    retention=RETENTION,
    mailbox_category="Félagsmál",
    mailbox_type="Ákvörðun",
)
