"""Where the mailbox asks for documents: one base, with the two spellings that its published definitions use.

Only the end of the address is fixed nationally. Empty parts match too, so that they are answered by the endpoint's own
rule (400) and not by a page for people.
"""

from __future__ import annotations

from django.urls import URLPattern, re_path

from samveita.engines.mailbox.web.provider_views import document

_ENDING = r"/(?P<kennitala>[^/]*)/documents/(?P<document_id>[^/]*)$"

urlpatterns: list[URLPattern] = [
    re_path(r"^skjalaveita" + _ENDING, document, name="mailbox-document"),
    re_path(r"^skjalaveita/api/v1/customers?" + _ENDING, document, name="mailbox-document-by-customer"),
]
