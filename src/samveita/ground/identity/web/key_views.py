"""An office's keys to the API: what is let in, until when and when last used; a new key, shown once; ending one."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from samveita.ground.identity.access import staff
from samveita.ground.identity.machines import AlreadyIssued, abilities, end_key, issue_key, keys_of
from samveita.ground.identity.models import MachineClient, Role
from samveita.ground.organisations.models import Organisation
from samveita.iceland import clock
from samveita.ui.formats import day_short, moment, words
from samveita.ui.parts import Column, Crumb, FieldError, Row, Table

DATE_FORMAT = "%d.%m.%Y"


class KeyForm(forms.Form):
    """What the machine is called, what it may do, and its last day. ``uid`` makes sending twice harmless."""

    name = forms.CharField(
        label=gettext_lazy("Heiti kerfisins"),
        help_text=gettext_lazy("Svona er það nefnt í atburðaskránni, til dæmis „Gátt byggingarleyfa“."),
        max_length=80,
    )
    ability = forms.ChoiceField(label=gettext_lazy("Hvað má kerfið gera?"), widget=forms.RadioSelect)
    expires_on = forms.DateField(
        label=gettext_lazy("Síðasti dagur"),
        help_text=gettext_lazy("Auður reitur þýðir að lykillinn gildir þar til þú fellir hann úr gildi."),
        input_formats=[DATE_FORMAT],
        widget=forms.DateInput(format=DATE_FORMAT),
        required=False,
    )
    uid = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, words(title)) for code, title in abilities().items()]
        self.fields["ability"].choices = choices  # type: ignore[attr-defined]

    def clean_expires_on(self) -> Any:
        """Refuse a day that has passed."""
        day = self.cleaned_data["expires_on"]
        if day is not None and day < clock.today():
            raise forms.ValidationError(_("Dagurinn er liðinn. Veldu dag í dag eða síðar."))
        return day


@staff(Role.ADMINISTRATOR)
@require_safe
def keys_page(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """List the office's keys, those in force first."""
    keys = sorted(keys_of(organisation), key=lambda client: not _holds(client))
    table = Table(
        caption=_("Lyklar að vefþjónustunni"),
        columns=[
            Column(_("Kerfi")),
            Column(_("Má gera")),
            Column(_("Staða")),
            Column(_("Gefinn út")),
            Column(_("Síðast notaður")),
        ],
        rows=[_row(client, organisation) for client in keys],
    )
    return render(
        request,
        "identity/keys.html",
        {
            "table": table,
            "has_keys": bool(keys),
            "new_url": reverse("identity:issue-key", args=[organisation.slug]),
        },
    )


def _holds(client: MachineClient) -> bool:
    return client.ended_at is None and (client.expires_on is None or client.expires_on >= clock.today())


def _row(client: MachineClient, office: Organisation) -> Row:
    return Row(
        cells=[
            client.name,
            words(abilities().get(client.ability)) or client.ability,
            _state(client),
            day_short(client.created_at),
            moment(client.last_used_at) if client.last_used_at else _("aldrei"),
        ],
        url=reverse("identity:end-key", args=[office.slug, client.uid]) if _holds(client) else "",
    )


def _state(client: MachineClient) -> str:
    if client.ended_at is not None:
        return _("Felldur úr gildi %(day)s") % {"day": day_short(client.ended_at)}
    if client.expires_on is None:
        return _("Gildir þar til hann er felldur úr gildi")
    if _holds(client):
        return _("Gildir til og með %(day)s") % {"day": day_short(client.expires_on)}
    return _("Rann út %(day)s") % {"day": day_short(client.expires_on)}


@staff(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Ask which machine may do what, and show its key this one time."""
    form = KeyForm(request.POST or None, initial={"uid": uuid4(), "ability": next(iter(abilities()), "")})
    context = {"form": form, "crumbs": _crumbs(organisation, _("Nýr lykill"))}
    if request.method != "POST" or not form.is_valid():
        errors = [FieldError(name, " ".join(map(str, said))) for name, said in form.errors.items()]
        return render(
            request, "identity/issue_key.html", context | {"errors": errors}, status=422 if errors else 200
        )
    given = form.cleaned_data
    try:
        client, key = issue_key(
            actor=request.actor,  # type: ignore[attr-defined]
            office=organisation,
            name=given["name"],
            ability=given["ability"],
            expires_on=given["expires_on"],
            uid=given["uid"],
        )
    except AlreadyIssued:
        messages.error(
            request, _("Lykillinn var þegar sýndur og sést ekki aftur. Felldu hann úr gildi ef hann týndist.")
        )
        return redirect("identity:keys", organisation=organisation.slug)
    return render(
        request,
        "identity/key_issued.html",
        context | {"client": client, "key": key, "up": reverse("identity:keys", args=[organisation.slug])},
    )


@staff(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, *, organisation: Organisation, uid: UUID) -> HttpResponse:
    """Show what will stop working, and end the key on yes."""
    client = next((one for one in keys_of(organisation) if one.uid == uid), None)
    if client is None:
        raise Http404("no such key at this office")
    if request.method == "POST":
        end_key(actor=request.actor, office=organisation, uid=uid)  # type: ignore[attr-defined]
        messages.success(request, _("Lykillinn er fallinn úr gildi."))
        return redirect("identity:keys", organisation=organisation.slug)
    return render(
        request,
        "identity/end_key_confirm.html",
        {
            "client": client,
            "ability": abilities().get(client.ability),
            "holds": _holds(client),
            "state": _state(client),
            "back_url": reverse("identity:keys", args=[organisation.slug]),
            "crumbs": _crumbs(organisation, client.name),
        },
    )


def _crumbs(office: Organisation, here: str) -> list[Crumb]:
    return [Crumb(_("Lyklar að vefþjónustunni"), reverse("identity:keys", args=[office.slug])), Crumb(here)]
