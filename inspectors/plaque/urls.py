"""Addresses of the subject plaque."""

from django.urls import path

from inspectors.plaque.views import loads, plaque, rotation

ROSTER = "desk/inspectors/"
PLAQUES = f"{ROSTER}plaques/"

urlpatterns = [
    path(PLAQUES, plaque.plaques, name="plaques"),
    path(f"{PLAQUES}units/<uuid:pk>/assign/", plaque.assign_plaque, name="assign_plaque"),
    path(f"{PLAQUES}export/", plaque.export_plaques, name="export_plaques"),
    path(f"{PLAQUES}loads/", loads.plaque_loads, name="plaque_loads"),
    path(f"{PLAQUES}rotation/", rotation.propose_rotation, name="propose_rotation"),
    path(f"{PLAQUES}rotation/rotate/", rotation.rotate_plaques, name="rotate_plaques"),
    path(f"{PLAQUES}<uuid:pk>/end/", plaque.end_plaque, name="end_plaque"),
]
