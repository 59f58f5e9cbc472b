"""Addresses of identity. ``auth/…`` are registered with the login service and stay as they are."""

from __future__ import annotations

from django.urls import path

from samveita.ground.identity.web import key_views, login_views, logout_views, office_views, staff_views

app_name = "identity"
urlpatterns = [
    path("innskraning/", login_views.login_page, name="login"),
    path("innskraning/hefja/", login_views.start, name="start"),
    path("innskraning/midi/", login_views.ticket, name="ticket"),
    path("innskraning/umbod/", login_views.acting, name="acting"),
    path("innskraning/umbod/haetta/", login_views.end_delegation, name="end-delegation"),
    path("utskraning/", logout_views.log_out, name="logout"),
    path("auth/callback", login_views.callback, name="callback"),
    path("auth/logged-out", logout_views.logged_out, name="logged-out"),
    path("auth/backchannel-logout", logout_views.back_channel_logout, name="back-channel-logout"),
    path("<slug:organisation>/vinnubord/starfsfolk/", staff_views.staff_list, name="staff"),
    path("<slug:organisation>/vinnubord/starfsfolk/veita/", staff_views.grant, name="grant-role"),
    path("<slug:organisation>/vinnubord/starfsfolk/<uuid:uid>/", staff_views.pseudonym, name="pseudonym"),
    path("<slug:organisation>/vinnubord/starfsfolk/<uuid:uid>/ljuka/", staff_views.end, name="end-role"),
    path("<slug:organisation>/vinnubord/lyklar/", key_views.keys_page, name="keys"),
    path("<slug:organisation>/vinnubord/lyklar/nyr/", key_views.issue, name="issue-key"),
    path("<slug:organisation>/vinnubord/lyklar/<uuid:uid>/", key_views.end, name="end-key"),
    path("<slug:organisation>/vinnubord/upplysingar/", office_views.details, name="office-details"),
    path("<slug:organisation>/vinnubord/upplysingar/samband/", office_views.contact, name="office-contact"),
    path("<slug:organisation>/vinnubord/upplysingar/<str:name>/", office_views.fact, name="office-fact"),
]
