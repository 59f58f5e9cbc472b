"""The connection to the accounts, for an administrator: how runs are approved and handed over, and the login, write-only."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samveita.engines.payments.adapters import ADAPTERS
from samveita.engines.payments.documents import Code, Credentials, PaymentSettings
from samveita.engines.payments.refusing import WHO_LOGS_IN, PaymentRefused
from samveita.engines.payments.setup import change_setup, has_credentials, settings_of
from samveita.faces.desk.web.frame import actor_of, framed
from samveita.ground.identity.access import staff
from samveita.ground.identity.models import Role
from samveita.ground.organisations.models import Agreement, Organisation
from samveita.iceland import clock
from samveita.iceland.texts import Text
from samveita.ui.formats import words
from samveita.ui.parts import Choice

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


@staff(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def setup_page(request: HttpRequest, *, organisation: Organisation) -> HttpResponse:
    """Show and change how the office pays for one of its municipalities; credentials are never shown."""
    served = _municipalities(organisation)
    asked = (request.POST or request.GET).get("sveitarfelag", "")
    municipality = next((one for one in served if one.slug == asked), served[0])
    refusal = None
    if request.method == "POST":
        try:
            change_setup(
                actor=actor_of(request),
                office=organisation,
                municipality=municipality,
                settings=_settings(request),
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
    )
    return render(request, "desk/payments/setup.html", context, status=422 if refusal else 200)


def _municipalities(office: Organisation) -> list[Organisation]:
    agreements = Agreement.objects.filter(office=office, valid_from__lte=clock.today())
    served = [
        one.municipality
        for one in agreements.select_related("municipality")
        if one.valid_to is None or one.valid_to >= clock.today()
    ]
    return list({one.pk: one for one in served}.values()) or [office]


def _settings(request: HttpRequest) -> PaymentSettings:
    told = request.POST
    return PaymentSettings(
        second_person="second_person" in told,
        adapter=told.get("adapter", "")[:40],
        address=told.get("address", "")[:300].strip(),
        can_be_asked="can_be_asked" in told,
        employment_codes=_codes(told.get("employment", "")),
        housing_codes=_codes(told.get("housing", "")),
        type_codes=_codes(told.get("types", "")),
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
