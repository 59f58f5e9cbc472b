"""Addresses of the desk: ``/vinnubord/`` leads to one's office, ``/<organisation>/vinnubord/…`` is the office's desk."""

from __future__ import annotations

from django.urls import include, path, re_path

from samveita.faces.desk.web import (
    adoption,
    asking,
    case,
    decisions,
    deliveries,
    exchange,
    lawful,
    letter_texts,
    lists,
    log,
    parameter_steps,
    parameters,
    payment_runs,
    payment_setup,
    payments,
    start,
    steps,
)

app_name = "desk"

CASE = "mal/<uuid:uid>/"
PARAMETERS = "gildi/<slug:kind>/"
ADOPTION = "thjonustur/<slug:municipality>/<slug:offering>/"
LAWFUL = f"{ADOPTION}skjol/<slug:document>/"
LETTER = f"{ADOPTION}bref/<str:letter_key>/"
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
    path(f"{CASE}skilabod/", exchange.write, name="write"),
    path(f"{CASE}minnispunktar/", exchange.note, name="note"),
    path(f"{CASE}skjol/", exchange.add, name="add-document"),
    path(f"{CASE}skjol/<uuid:document>/yfirfarid/", exchange.check, name="check-document"),
    path(f"{CASE}gogn/", asking.data, name="ask-for-data"),
    path(f"{CASE}gogn/<uuid:asked>/", exchange.change_request, name="data-change"),
    path(f"{CASE}gogn/hlutur/<uuid:item>/", exchange.item, name="data-item"),
    path(f"{CASE}andmaeli/", asking.hearing, name="hear"),
    path(f"{CASE}tof/", asking.delay, name="delay"),
    path("atburdir/", log.log, name="log"),
    path("greidslur/", payments.month_page, name="payments"),
    path("greidslur/ny-keyrsla/", payments.make, name="payment-make"),
    path("greidslur/tenging/", payment_setup.setup_page, name="payment-setup"),
    path("greidslur/keyrsla/<uuid:uid>/", payment_runs.run_page, name="payment-run"),
    path("greidslur/keyrsla/<uuid:uid>/skra/", payment_runs.download, name="payment-file"),
    path("greidslur/keyrsla/<uuid:uid>/<slug:action>/", payment_runs.step, name="payment-step"),
    path("greidslur/lina/<uuid:uid>/", payments.line_page, name="payment-line"),
    path("greidslur/lina/<uuid:uid>/<slug:action>/", payment_runs.line_step, name="payment-line-step"),
    path("sendingar/bref/<uuid:uid>/", deliveries.dispatch_page, name="dispatch"),
    path("sendingar/<uuid:uid>/", deliveries.delivery_page, name="delivery"),
    path("thjonustur/", adoption.services_page, name="services"),
    path(ADOPTION, adoption.adoption_page, name="adoption"),
    path(f"{ADOPTION}stada/", adoption.move_on, name="adoption-move"),
    path(f"{ADOPTION}aefing/eyda/", adoption.wipe_practice, name="practice-wipe"),
    path(LAWFUL, lawful.document_page, name="lawful"),
    path(f"{LAWFUL}texti/", lawful.save_text, name="lawful-text"),
    path(f"{LAWFUL}pdf/", lawful.document_pdf, name="lawful-pdf"),
    path(f"{LAWFUL}mynd/", lawful.drawing, name="lawful-drawing"),
    path(f"{ADOPTION}bref/", letter_texts.letters_page, name="letter-texts"),
    path(LETTER, letter_texts.letter_page, name="letter-text"),
    path(f"{LETTER}skref/", letter_texts.letter_step, name="letter-text-step"),
    path(f"{LETTER}pdf/", letter_texts.letter_pdf, name="letter-text-pdf"),
    path(f"{LETTER}mynd/", letter_texts.letter_picture, name="letter-text-picture"),
    path("gildi/", parameters.overview, name="parameters"),
    path(PARAMETERS, parameters.one_kind, name="parameters-kind"),
    path(f"{PARAMETERS}drog/", parameters.edit, name="parameters-edit"),
    path(f"{PARAMETERS}drog/skoda/", parameter_steps.review, name="parameters-review"),
    path(f"{PARAMETERS}drog/samthykkja/", parameter_steps.approve, name="parameters-approve"),
    path(f"{PARAMETERS}drog/gildistaka/", parameter_steps.take_effect, name="parameters-effect"),
    path(f"{PARAMETERS}drog/haetta/", parameter_steps.undo, name="parameters-undo"),
    path(f"{PARAMETERS}skra/", parameters.take_in, name="parameters-import"),
    path(f"{PARAMETERS}samanburdur/", parameters.comparison, name="parameters-comparison"),
    path(f"{PARAMETERS}<int:number>/", parameters.version_page, name="parameters-version"),
    re_path(
        r"^gildi/(?P<kind>[-a-z0-9_]+)/(?P<number>[0-9]{1,5})/skra\.(?P<form>csv|json)$",
        parameters.export,
        name="parameters-export",
    ),
]
urlpatterns = [
    path("vinnubord/", start.my_offices, name="offices"),
    path("<slug:organisation>/vinnubord/", include(OFFICE)),
]
