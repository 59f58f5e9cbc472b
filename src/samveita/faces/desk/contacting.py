"""The short form of the contact step: phone and e-mail of the office that handles the service."""

from __future__ import annotations

from typing import Any

from django import forms

from samveita.engines.cases.adopting import AdoptionForm, StepForm, register_adoption_form
from samveita.ground.audit.actors import Actor
from samveita.ground.catalogue.own_steps import CONTACT
from samveita.ground.organisations.changing import change
from samveita.ground.organisations.models import Organisation
from samveita.ground.organisations.queries import office_for
from samveita.iceland import clock
from samveita.iceland.texts import Text


class ContactForm(StepForm):
    """How residents reach the office."""

    labels = {
        "phone": Text(is_="Sími", en="Phone", pl="Telefon"),
        "email": Text(is_="Netfang", en="E-mail", pl="E-mail"),
    }

    phone = forms.CharField(max_length=40)
    email = forms.EmailField(max_length=254)


def _make(organisation: Organisation, offering: str, posted: Any) -> StepForm:
    contact = office_for(organisation, service=offering, on=clock.today()).contact
    return ContactForm(posted, initial={"phone": contact.phone, "email": contact.email}, prefix="contact")


def _save(actor: Actor, organisation: Organisation, offering: str, form: StepForm) -> None:
    office = office_for(organisation, service=offering, on=clock.today())
    change(actor=actor, organisation=office, contact=office.contact.model_copy(update=form.cleaned_data))


register_adoption_form(CONTACT.key, AdoptionForm(make=_make, save=_save))
