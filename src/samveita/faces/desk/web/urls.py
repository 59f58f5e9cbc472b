"""Addresses of the desk: ``/vinnubord/`` leads to one's office, ``/<organisation>/vinnubord/…`` is the office's desk."""

from __future__ import annotations

from django.urls import include, path

from samveita.faces.desk.web import case, decisions, lists, log, start, steps

app_name = "desk"

CASE = "mal/<uuid:uid>/"
OFFICE = [
    path("", start.start_page, name="start"),
    path("mal/", lists.case_list, name="cases"),
    path("mal/leit/", lists.search, name="search"),
    path("mal/csv/", lists.export, name="export"),
    path(CASE, case.case_page, name="case"),
    path(f"{CASE}tolur/", steps.save, name="save-figures"),
    path(f"{CASE}reikna/", steps.calculate, name="calculate"),
    path(f"{CASE}skref/<slug:event>/", steps.move, name="move"),
    path(f"{CASE}akvordun/", decisions.decided_page, name="decided"),
    path(f"{CASE}akvordun/<slug:event>/", decisions.decide_page, name="decide"),
    path(f"{CASE}akvordun/<slug:event>/bref/", decisions.letter_preview, name="letter"),
    path(f"{CASE}bref/<uuid:letter>/", steps.settle_letter, name="settle-letter"),
    path("skjol/<uuid:uid>/", case.document, name="document"),
    path("atburdir/", log.log, name="log"),
]
urlpatterns = [
    path("vinnubord/", start.my_offices, name="offices"),
    path("<slug:organisation>/vinnubord/", include(OFFICE)),
]
