"""Addresses of the subject recheck."""

from django.urls import path

from rectification.recheck import views

PROBLEMS = "desk/rectification/problems/"

urlpatterns = [
    path(f"{PROBLEMS}<uuid:pk>/recheck/assign/", views.assign_recheck, name="assign_recheck"),
    path("visit/rechecks/<uuid:pk>/record/", views.record_recheck, name="record_recheck"),
]
