"""The connection to the accounts, for an administrator: how runs are approved and handed over, and the login, write-only."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samveita.engines.forms.declaring import Kind, Question
from samveita.engines.forms.reading import Refused, read
from samveita.engines.payments.adapters import ADAPTERS
from samveita.engines.payments.booking import remove_key, set_key
from samveita.engines.payments.documents import BookingKey, Code, Credentials, PaymentSettings
from samveita.engines.payments.refusing import WHO_LOGS_IN, PaymentRefused
from samveita.engines.payments.setup import change_setup, has_credentials, settings_of
from samveita.faces.desk.web.frame import actor_of, framed
from samveita.ground.identity.access import staff
from samveita.ground.identity.models import Role
from samveita.ground.organisations.models import Agreement, Organisation
from samveita.iceland import clock
from samveita.iceland.texts import Text
from samveita.ui.formats import day_short, words
from samveita.ui.parts import Choice, Column, Row, Table

MOST_LETTERS, MOST_CODES = 4000, 60
NO_ADAPTER = Text(
    is_="Skrá sem er flutt í bókhaldið með hendi",
    en="A file that is brought to the accounts by hand",
    pl="Plik przenoszony do księgowości ręcznie",
)
LINE_SHAPE = Text(
    is_="Hver lína er orð = kóði, til dæmis: unemployed = 4. Bættu við „staðfest“ þegar kóðinn er kannaður.",
    en="Each line is word = code, for example: unemployed = 4. Add “staðfest” once the code is verified.",
    pl="Każdy wiersz to słowo = kod, na przykład: unemployed = 4. Po sprawdzeniu kodu dodaj „staðfest”.",
)
VERIFIED = "staðfest"
FROM = Question("gildir_fra", Kind.DATE, Text(is_="Gildir frá", en="Valid from", pl="Obowiązuje od"))
LONGEST, LONGEST_KIND = 20, 40


@staff(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def setup_page(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Show and change how the office pays for one of its municipalities; credentials are never shown."""
    served, municipality = _chosen(request, organisation)
    refusal = None
    if request.method == "POST":
        try:
            change_setup(
                actor=actor_of(request),
                office=organisation,
                municipality=municipality,
                settings=_settings(request, settings_of(organisation, municipality)),
                credentials=_credentials(request),
            )
            messages.success(request, _("Stillingarnar eru vistaðar."))
            return redirect("desk:payment-setup", organisation=organisation.slug)
        except PaymentRefused as refused:
            refusal = words(refused.reason)
        except ValueError:
            refusal = words(LINE_SHAPE)
    settings = settings_of(organisation, municipality)
    context = framed(
        request,
        organisation,
        "payment-setup",
        municipality=municipality,
        served=[Choice(one.slug, one.names.short.nominative) for one in served],
        settings=settings,
        refusal=refusal,
        adapters=[Choice("", NO_ADAPTER), *(Choice(one.name, one.title) for one in ADAPTERS.values())],
        has_credentials=has_credentials(organisation, municipality),
        hint=LINE_SHAPE,
        employment=_written(settings.employment_codes),
        housing=_written(settings.housing_codes),
        types=_written(settings.type_codes),
        keys_url=f"{reverse('desk:payment-keys', args=[organisation.slug])}?sveitarfelag={municipality.slug}",
    )
    return render(request, "desk/payments/setup.html", context, status=422 if refusal else 200)


@staff(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def keys_page(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Show the booking keys of a municipality, and set one."""
    served, municipality = _chosen(request, organisation)
    refusal = None
    if request.method == "POST":
        try:
            set_key(
                actor=actor_of(request),
                office=organisation,
                municipality=municipality,
                values=_key_values(request),
            )
            messages.success(request, _("Bókunarlykillinn er vistaður."))
            return redirect(_keys_address(organisation, municipality))
        except PaymentRefused as refused:
            refusal = refused.reason
        except Refused as refused:
            refusal = refused.message
    keys = settings_of(organisation, municipality).booking_keys
    context = framed(
        request,
        organisation,
        "payment-setup",
        municipality=municipality,
        served=[Choice(one.slug, one.names.short.nominative) for one in served],
        refusal=refusal,
        table=_key_table(keys),
        removable=[
            Choice(f"{key.valid_from} {key.kind}", f"{key.kind or _('allar')}, {day_short(key.valid_from)}")
            for key in keys
        ],
        told=request.POST,
    )
    return render(request, "desk/payments/keys.html", context, status=422 if refusal else 200)


@staff(Role.ADMINISTRATOR)
@require_POST
def key_removed(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Take a booking key away."""
    _served, municipality = _chosen(request, organisation)
    day, _space, kind = request.POST.get("lykill", "")[: LONGEST_KIND + 11].partition(" ")
    try:
        remove_key(
            actor=actor_of(request),
            office=organisation,
            municipality=municipality,
            kind=kind,
            valid_from=date.fromisoformat(day),
        )
        messages.success(request, _("Bókunarlykillinn er farinn."))
    except PaymentRefused as refused:
        messages.error(request, words(refused.reason))
    except ValueError:
        messages.error(request, _("Veldu bókunarlykil."))
    return redirect(_keys_address(organisation, municipality))


def _chosen(request: HttpRequest, office: Organisation) -> tuple[list[Organisation], Organisation]:
    """Return the municipalities the office serves and the one the request names, or the first."""
    served = _municipalities(office)
    asked = (request.POST or request.GET).get("sveitarfelag", "")
    return served, next((one for one in served if one.slug == asked), served[0])


def _keys_address(office: Organisation, municipality: Organisation) -> str:
    return f"{reverse('desk:payment-keys', args=[office.slug])}?sveitarfelag={municipality.slug}"


def _key_values(request: HttpRequest) -> dict[str, object]:
    told = request.POST
    return {
        "kind": told.get("tegund", "")[: LONGEST_KIND + 1].strip(),
        "valid_from": read(FROM, told.get("gildir_fra", "")[:LONGEST]),
        **{
            name: told.get(name, "")[: LONGEST + 1].strip()
            for name in ("expense", "clearing", "tax", "department", "project")
        },
        "verified": "verified" in told,
    }


def _key_table(keys: tuple[BookingKey, ...]) -> Table:
    columns = (
        Column(_("Tegund greiðslu")),
        Column(_("Gildir frá"), unbroken=True),
        Column(_("Gjaldalykill")),
        Column(_("Mótlykill")),
        Column(_("Lykill staðgreiðslu")),
        Column(_("Deild")),
        Column(_("Verk")),
        Column(_("Staðfest")),
    )
    rows = [
        Row(
            cells=(
                key.kind or _("allar"),
                day_short(key.valid_from),
                key.expense,
                key.clearing,
                key.tax or "–",
                key.department or "–",
                key.project or "–",
                _("Já") if key.verified else _("Nei"),
            )
        )
        for key in keys
    ]
    return Table(caption=_("Bókunarlyklar"), columns=columns, rows=rows, caption_hidden=True)


def _municipalities(office: Organisation) -> list[Organisation]:
    agreements = Agreement.objects.filter(office=office, valid_from__lte=clock.today())
    served = [
        one.municipality
        for one in agreements.select_related("municipality")
        if one.valid_to is None or one.valid_to >= clock.today()
    ]
    return list({one.pk: one for one in served}.values()) or [office]


def _settings(request: HttpRequest, kept: PaymentSettings) -> PaymentSettings:
    told = request.POST
    return PaymentSettings(
        second_person="second_person" in told,
        adapter=told.get("adapter", "")[:40],
        address=told.get("address", "")[:300].strip(),
        can_be_asked="can_be_asked" in told,
        employment_codes=_codes(told.get("employment", "")),
        housing_codes=_codes(told.get("housing", "")),
        type_codes=_codes(told.get("types", "")),
        company=told.get("company", "")[:60].strip(),
        journal=told.get("journal", "")[:60].strip(),
        token_address=told.get("token_address", "")[:300].strip(),
        department_code=told.get("department_code", kept.department_code)[:20].strip(),
        project_code=told.get("project_code", kept.project_code)[:20].strip(),
        booking_keys=kept.booking_keys,
    )


def _credentials(request: HttpRequest) -> Credentials | None:
    username, password = (
        request.POST.get("username", "")[:200].strip(),
        request.POST.get("password", "")[:500],
    )
    if not username and not password:
        return None
    if not username or not password:
        raise PaymentRefused(WHO_LOGS_IN)
    return Credentials(username=username, password=password)


def _codes(written: str) -> dict[str, Code]:
    """Read ``word = code`` lines.

    Raises:
        ValueError: when a line has another shape, or there are too many.
    """
    found = {}
    lines = [line for line in written[:MOST_LETTERS].splitlines() if line.strip()]
    if len(lines) > MOST_CODES:
        raise ValueError("too many codes")
    for line in lines:
        word, equals, rest = (part.strip() for part in line.partition("="))
        if not word or not equals:
            raise ValueError("a line is a word, an equals sign and a code")
        code = rest.removesuffix(VERIFIED).strip()
        found[word] = Code(code=code, verified=rest.endswith(VERIFIED))
    return found


def _written(codes: dict[str, Code]) -> str:
    return "\n".join(
        f"{word} = {code.code}{' ' + VERIFIED if code.verified else ''}" for word, code in codes.items()
    )
