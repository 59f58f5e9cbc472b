"""Addresses of an application: the resident's, of another person's part of a case, and the desk's, under the office."""

from __future__ import annotations

from django.urls import URLPattern, path

from samveita.engines.forms.web import doors, entry_pages, file_pages, pages

app_name = "forms"

_RESIDENT = "<slug:organisation>/<slug:service>/umsokn/"
_DESK = "<slug:organisation>/vinnubord/umsokn/<uuid:draft>/"
_PART = "<slug:organisation>/minn-hluti/<uuid:draft>/"
_ENTRY = "<slug:step>/<int:entry>/"
_UPLOAD = "<slug:step>/skrar/"
_FILE = "<slug:step>/skrar/<slug:question>/<uuid:file>/"

_PAGES = (
    ("", pages.overview, "overview"),
    ("yfirlit/", pages.review, "review"),
    ("aftur/", pages.again, "again"),
    ("eyda/", pages.discard, "discard"),
    ("stadfong/", pages.suggest, "suggest"),
    ("<slug:step>/", pages.question, "step"),
    ("<slug:step>/nytt/", entry_pages.entry, "new-entry"),
    (_ENTRY, entry_pages.entry, "entry"),
    (f"{_ENTRY}fjarlaegja/", entry_pages.drop_entry, "drop-entry"),
    (_FILE, file_pages.open_file, "file"),
    (f"{_FILE}fjarlaegja/", file_pages.drop_file, "drop-file"),
)

# The desk's and the part's come first: their first word would otherwise be taken for a service.
urlpatterns: list[URLPattern] = [
    path(_DESK + _UPLOAD, doors.for_desk(file_pages.upload, takes_files=True), name="desk-upload"),
    *(path(_DESK + at, doors.for_desk(page), name=f"desk-{name}") for at, page, name in _PAGES),
    path(_PART + _UPLOAD, doors.for_part(file_pages.upload, takes_files=True), name="part-upload"),
    *(path(_PART + at, doors.for_part(page), name=f"part-{name}") for at, page, name in _PAGES),
    path(f"{_RESIDENT}hefja/", doors.for_resident(pages.start), name="start"),
    path(_RESIDENT + _UPLOAD, doors.for_resident(file_pages.upload, takes_files=True), name="upload"),
    *(path(_RESIDENT + at, doors.for_resident(page), name=name) for at, page, name in _PAGES),
]
