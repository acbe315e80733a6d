"""Addresses of the subject framework."""

from django.urls import path

from supervision.framework.views import framework, indicator

FRAMEWORKS = "desk/supervision/frameworks/"

urlpatterns = [
    path(FRAMEWORKS, framework.frameworks, name="frameworks"),
    path(f"{FRAMEWORKS}create/", framework.create_framework, name="create_framework"),
    path(f"{FRAMEWORKS}<uuid:pk>/", framework.framework, name="framework"),
    path(f"{FRAMEWORKS}<uuid:pk>/export/", framework.export_framework, name="export_framework"),
    path(f"{FRAMEWORKS}versions/<uuid:pk>/put-in-force/", framework.put_in_force, name="put_in_force"),
    path(f"{FRAMEWORKS}versions/<uuid:pk>/retire/", framework.retire, name="retire"),
    path(f"{FRAMEWORKS}versions/<uuid:pk>/copy/", framework.copy_version, name="copy_version"),
    path(f"{FRAMEWORKS}versions/<uuid:pk>/edit/", framework.edit_version, name="edit_version"),
    path(f"{FRAMEWORKS}versions/<uuid:pk>/indicators/add/", indicator.add_indicator, name="add_indicator"),
    path(f"{FRAMEWORKS}indicators/<uuid:pk>/edit/", indicator.edit_indicator, name="edit_indicator"),
    path(f"{FRAMEWORKS}indicators/<uuid:pk>/move/", indicator.move_indicator, name="move_indicator"),
    path(f"{FRAMEWORKS}indicators/<uuid:pk>/remove/", indicator.remove_indicator, name="remove_indicator"),
]
