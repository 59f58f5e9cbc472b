"""The resident's page where she gives the bank account that a payment waits for."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samveita.engines.forms.reading import Refused
from samveita.engines.payments.holding import ACCOUNT_QUESTION, give_account
from samveita.engines.payments.models import PaymentLine
from samveita.engines.payments.refusing import PaymentRefused
from samveita.ground.identity.access import organisation_or_404, resident
from samveita.iceland.texts import Text
from samveita.ui.formats import words
from samveita.ui.parts import Crumb, FieldError

LONGEST = 40
WRITE_IT = Text(is_="Skrifaðu númer reikningsins.", en="Write the account number.", pl="Wpisz numer konta.")


@require_http_methods(["GET", "POST"])
@resident
def account(request: HttpRequest, organisation: str, uid: UUID, line: UUID) -> HttpResponse:
    """Ask for the account of a payment of her own case, and keep it."""
    request.organisation = organisation_or_404(organisation)  # type: ignore[attr-defined]
    found = PaymentLine.objects.select_related("case").filter(uid=line, case__uid=uid).first()
    if found is None:
        raise Http404
    case_page = reverse("cases:case", args=[organisation, uid])
    written, error = request.POST.get("account", "")[:LONGEST].strip(), None
    if request.method == "POST":
        try:
            if written:
                give_account(actor=request.actor, uid=line, written=written)  # type: ignore[attr-defined]
                messages.success(request, _("Reikningurinn er skráður."))
                return redirect(case_page)
            error = WRITE_IT
        except Refused as refused:
            error = refused.message
        except PaymentRefused as refused:
            messages.info(request, words(refused.reason))
            return redirect(case_page)
    context = {
        "question": ACCOUNT_QUESTION,
        "written": written,
        "error": error or "",
        "errors": [FieldError("account", error)] if error else [],
        "line": found,
        "crumbs": [Crumb(label=_("Síða málsins"), url=case_page), Crumb(label=_("Bankareikningur"))],
    }
    return render(request, "payments/account.html", context, status=422 if error else 200)
