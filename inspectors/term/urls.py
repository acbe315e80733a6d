"""Addresses of the subject term."""

from django.urls import path

from inspectors.term import views

ROSTER = "desk/inspectors/"

urlpatterns = [
    path("certificates/<uuid:code>/", views.public_certificate, name="public_certificate"),
    path(f"{ROSTER}terms/", views.terms_ending, name="terms_ending"),
    path(f"{ROSTER}<uuid:pk>/end-term/", views.end_term, name="end_term"),
    path(f"{ROSTER}<uuid:pk>/end-term/take-back/", views.take_back_end, name="take_back_end"),
    path(f"{ROSTER}<uuid:pk>/remove/", views.remove_inspector, name="remove_inspector"),
    path(f"{ROSTER}<uuid:pk>/restore/", views.restore_inspector, name="restore_inspector"),
]
