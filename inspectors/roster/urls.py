"""Addresses of the subject roster."""

from django.urls import path

from inspectors.roster import views

ROSTER = "desk/inspectors/"

urlpatterns = [
    path(ROSTER, views.inspectors, name="inspectors"),
    path(f"{ROSTER}export/", views.export_inspectors, name="export_inspectors"),
    path(f"{ROSTER}add/", views.add_inspector, name="add_inspector"),
    path(f"{ROSTER}<uuid:pk>/", views.inspector, name="inspector"),
    path(f"{ROSTER}<uuid:pk>/edit/", views.edit_inspector, name="edit_inspector"),
    path(f"{ROSTER}<uuid:pk>/account/link/", views.link_account, name="link_account"),
    path(f"{ROSTER}<uuid:pk>/phone/unmask/", views.unmask_phone, name="unmask_phone"),
    path(f"{ROSTER}<uuid:pk>/identity/unmask/", views.unmask_identity, name="unmask_identity"),
    path(f"{ROSTER}<uuid:pk>/photo/set/", views.set_photo, name="set_photo"),
    path(f"{ROSTER}<uuid:pk>/career/add/", views.add_career_event, name="add_career_event"),
    path(f"{ROSTER}<uuid:pk>/files/add/", views.add_inspector_file, name="add_inspector_file"),
    path(f"{ROSTER}files/<uuid:pk>/remove/", views.remove_inspector_file, name="remove_inspector_file"),
]
