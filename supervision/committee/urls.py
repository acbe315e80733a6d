"""Addresses of the subject committee."""

from django.urls import path

from supervision.committee import views

COMMITTEE = "desk/supervision/committee/"

urlpatterns = [
    path(COMMITTEE, views.committee, name="committee"),
    path(f"{COMMITTEE}posts/add/", views.add_post, name="add_post"),
    path(f"{COMMITTEE}posts/<uuid:pk>/edit/", views.edit_post, name="edit_post"),
    path(f"{COMMITTEE}posts/<uuid:pk>/end/", views.end_post, name="end_post"),
]
