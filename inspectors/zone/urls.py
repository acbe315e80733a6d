"""Addresses of the subject zone."""

from django.urls import path

from inspectors.zone import views

ROSTER = "desk/inspectors/"
ZONES = f"{ROSTER}zones/"

urlpatterns = [
    path(ZONES, views.zones, name="zones"),
    path(f"{ZONES}add/", views.add_zone, name="add_zone"),
    path(f"{ZONES}export/", views.export_zones, name="export_zones"),
    path(f"{ZONES}schools/move/", views.move_schools, name="move_schools"),
    path(f"{ZONES}map/edit/", views.edit_township_map, name="edit_township_map"),
    path(f"{ZONES}<uuid:pk>/edit/", views.edit_zone, name="edit_zone"),
    path(f"{ZONES}<uuid:pk>/close/", views.close_zone, name="close_zone"),
    path(f"{ZONES}<uuid:pk>/", views.zone, name="zone"),
    path(f"{ZONES}<uuid:pk>/leader/appoint/", views.appoint_zone_leader, name="appoint_zone_leader"),
]
