"""The steps every offering needs that the ground itself can answer for: people with roles, and a way to reach the office."""

from __future__ import annotations

from samveita.ground.catalogue.declaring import SERVICES
from samveita.ground.catalogue.steps import AdoptionStep, Phase, Standing, register
from samveita.ground.identity.models import Role
from samveita.ground.identity.roles import staff_of
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import office_for
from samveita.iceland import clock
from samveita.iceland.texts import Text

NEEDED = {
    Role.CASE_WORKER: Text(is_="ráðgjafa", en="a case worker", pl="pracownika prowadzącego"),
    Role.ADMINISTRATOR: Text(is_="stjórnanda", en="an administrator", pl="administratora"),
}


def _staffed(organisation: Organisation, offering: str) -> Standing:
    grants = staff_of(office_for(organisation, service=offering, on=clock.today()))
    missing = [words for role, words in NEEDED.items() if all(grant.role != role for grant in grants)]
    if missing:
        return Standing(
            done=False,
            sentence=Text(
                is_=f"Skrifstofuna vantar {' og '.join(one.is_ for one in missing)}.",
                en=f"The office lacks {' and '.join(one.en for one in missing)}.",
                pl=f"W urzędzie brakuje: {', '.join(one.pl for one in missing)}.",
            ),
        )
    workers = [grant.person.name for grant in grants if grant.role == Role.CASE_WORKER]
    names = ", ".join(workers)
    return Standing(
        done=True,
        sentence=Text(is_=f"Ráðgjafar: {names}.", en=f"Case workers: {names}.", pl=f"Pracownicy: {names}."),
    )


def _reachable(organisation: Organisation, offering: str) -> Standing:
    contact = office_for(organisation, service=offering, on=clock.today()).contact
    known = ", ".join(part for part in (contact.phone, contact.email) if part)
    if contact.phone and contact.email:
        return Standing(done=True, sentence=Text(is_=known, en=known, pl=known))
    return Standing(
        done=False,
        sentence=Text(
            is_="Síma eða netfang vantar. Hvort tveggja er í bréfum og á síðu þjónustunnar.",
            en="A phone number or an e-mail address is missing. Both stand in letters and on the service's page.",
            pl="Brakuje telefonu lub adresu e-mail. Oba są w pismach i na stronie usługi.",
        ),
    )


STAFF = register(
    AdoptionStep(
        key="staff",
        title=Text(is_="Skrifstofa og starfsfólk", en="Office and staff", pl="Urząd i pracownicy"),
        help=Text(
            is_="Einhver þarf að taka við málum og einhver að stilla þjónustuna. Sami maður getur gert hvort tveggja.",
            en="Someone has to take on cases and someone has to set the service up. It can be the same person.",
            pl="Ktoś musi przyjmować sprawy, a ktoś ustawiać usługę. Może to być ta sama osoba.",
        ),
        phase=Phase.READY,
        place=10,
        standing=_staffed,
        page="staff",
        applies=lambda offering: offering in SERVICES,
    )
)
CONTACT = register(
    AdoptionStep(
        key="contact",
        title=Text(is_="Sími og netfang", en="Phone and e-mail", pl="Telefon i e-mail"),
        help=Text(
            is_="Íbúar sjá þetta á síðu þjónustunnar, í bréfum og í villuskilaboðum.",
            en="Residents see this on the service's page, in letters and in error messages.",
            pl="Mieszkańcy widzą to na stronie usługi, w pismach i w komunikatach o błędach.",
        ),
        phase=Phase.READY,
        place=20,
        standing=_reachable,
        page="contact",
    )
)
