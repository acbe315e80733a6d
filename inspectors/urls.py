"""Addresses of inspectors."""

from django.urls import path

from inspectors.views import plaque, recusal, recusal_request, roster, zone

ROSTER = "desk/inspectors/"
RECUSALS = f"{ROSTER}recusals/"
PLAQUES = f"{ROSTER}plaques/"
ZONES = f"{ROSTER}zones/"

urlpatterns = [
    path(ROSTER, roster.inspectors, name="inspectors"),
    path(f"{ROSTER}export/", roster.export_inspectors, name="export_inspectors"),
    path(f"{ROSTER}<uuid:pk>/", roster.inspector, name="inspector"),
    path(f"{ROSTER}<uuid:pk>/edit/", roster.edit_inspector, name="edit_inspector"),
    path(f"{ROSTER}<uuid:pk>/remove/", roster.remove_inspector, name="remove_inspector"),
    path(f"{ROSTER}<uuid:pk>/restore/", roster.restore_inspector, name="restore_inspector"),
    path(f"{ROSTER}<uuid:pk>/account/link/", roster.link_account, name="link_account"),
    path(f"{ROSTER}<uuid:pk>/phone/unmask/", roster.unmask_phone, name="unmask_phone"),
    path(f"{ROSTER}<uuid:pk>/recusals/add/", recusal.add_recusal, name="add_recusal"),
    path(f"{ROSTER}<uuid:pk>/recusals/raise/", recusal_request.raise_recusal, name="raise_recusal"),
    path(RECUSALS, recusal_request.recusal_requests, name="recusal_requests"),
    path(f"{RECUSALS}mine/", recusal_request.my_recusals, name="my_recusals"),
    path(f"{RECUSALS}<uuid:pk>/lift/", recusal.lift_recusal, name="lift_recusal"),
    path(f"{RECUSALS}requests/<uuid:pk>/", recusal_request.recusal_request, name="recusal_request"),
    path(f"{RECUSALS}requests/<uuid:pk>/uphold/", recusal_request.uphold_recusal, name="uphold_recusal"),
    path(f"{RECUSALS}requests/<uuid:pk>/dismiss/", recusal_request.dismiss_recusal, name="dismiss_recusal"),
    path(f"{RECUSALS}requests/<uuid:pk>/withdraw/", recusal_request.withdraw_recusal, name="withdraw_recusal"),
    path(PLAQUES, plaque.plaques, name="plaques"),
    path(f"{PLAQUES}units/<uuid:pk>/assign/", plaque.assign_plaque, name="assign_plaque"),
    path(f"{PLAQUES}<uuid:pk>/end/", plaque.end_plaque, name="end_plaque"),
    path(ZONES, zone.zones, name="zones"),
    path(f"{ZONES}<uuid:pk>/", zone.zone, name="zone"),
    path(f"{ZONES}<uuid:pk>/leader/appoint/", zone.appoint_zone_leader, name="appoint_zone_leader"),
]
