"""Addresses of the front door. Words after a municipality's name come before services, so no service may take one.

``um/`` and ``oll-min-mal/`` belong to the platform itself and are thereby reserved (see ``organisations.reserved``).
"""

from __future__ import annotations

from django.urls import URLPattern, path

from samveita.faces.front.information import PAGES
from samveita.faces.front.web import embed_builder, information_views, own_views, service_views, views

app_name = "front"

urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("oll-min-mal/", own_views.mine_everywhere, name="mine-everywhere"),
    *(
        path(f"um/{page.slug}/", information_views.about_platform, {"page": page}, name=f"about-{page.key}")
        for page in PAGES
        if page.is_for_platform
    ),
    path("<slug:organisation>/", views.municipality, name="municipality"),
    path("<slug:organisation>/leit/", views.search_page, name="search"),
    path("<slug:organisation>/malin-min/", own_views.mine, name="mine"),
    path("<slug:organisation>/innfelling/", embed_builder.builder, name="embedding"),
    *(
        path(f"<slug:organisation>/{page.slug}/", information_views.page_of, {"page": page}, name=page.key)
        for page in PAGES
    ),
    path("<slug:organisation>/<slug:service>/", service_views.service_page, name="service"),
]
