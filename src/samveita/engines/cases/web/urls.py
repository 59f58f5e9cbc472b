"""Addresses of a resident's own cases."""

from __future__ import annotations

from django.urls import path

from samveita.engines.cases.web import appealing, exchange, party_page, taking_down, views, whole_case

app_name = "cases"

urlpatterns = [
    path("<slug:organisation>/mal/<uuid:uid>/", views.case_page, name="case"),
    path("<slug:organisation>/mal/<uuid:uid>/minn-hluti/", party_page.start_part, name="start-part"),
    path(
        "<slug:organisation>/minn-hluti/<uuid:draft>/senda/", party_page.submit_part_page, name="submit-part"
    ),
    path("<slug:organisation>/mal/<uuid:uid>/draga-til-baka/", views.withdraw, name="withdraw"),
    path("<slug:organisation>/mal/<uuid:uid>/afryjun/", appealing.appeal_page, name="appeal"),
    path("<slug:organisation>/mal/<uuid:uid>/oll-gogn/", whole_case.whole_case, name="whole-case"),
    path("<slug:organisation>/mal/<uuid:uid>/skjal/<uuid:document>/", views.document, name="document"),
    path(
        "<slug:organisation>/vinnubord/umsokn/<uuid:draft>/senda/",
        taking_down.submit_taken_down,
        name="submit-taken-down",
    ),
    path("<slug:organisation>/mal/<uuid:uid>/skilabod/", exchange.write, name="write"),
    path("<slug:organisation>/mal/<uuid:uid>/skjol/", exchange.add, name="add-document"),
    path("<slug:organisation>/mal/<uuid:uid>/gogn/<uuid:asked>/", exchange.data_page, name="data"),
    path("<slug:organisation>/mal/<uuid:uid>/andmaeli/<uuid:asked>/", exchange.hearing_page, name="hearing"),
    path("<slug:organisation>/<slug:service>/umsokn/senda/", views.submit_application, name="submit"),
]
