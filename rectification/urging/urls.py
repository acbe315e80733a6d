"""Addresses of the subject urging."""

from django.urls import path

from rectification.urging import views

PROBLEMS = "desk/rectification/problems/"
URGINGS = "desk/rectification/urgings/"

urlpatterns = [
    path(f"{PROBLEMS}<uuid:pk>/urging/propose/", views.propose_urging, name="propose_urging"),
    path(URGINGS, views.urgings, name="urgings"),
    path(f"{URGINGS}issue/", views.issue_urgings, name="issue_urgings"),
    path(f"{URGINGS}<uuid:pk>/", views.urging, name="urging"),
    path(f"{URGINGS}<uuid:pk>/issue/", views.issue_urging, name="issue_urging"),
    path(f"{URGINGS}<uuid:pk>/dismiss/", views.dismiss_urging, name="dismiss_urging"),
]
