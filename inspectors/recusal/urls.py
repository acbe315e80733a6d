"""Addresses of the subject recusal."""

from django.urls import path

from inspectors.recusal import views

ROSTER = "desk/inspectors/"
RECUSALS = f"{ROSTER}recusals/"

urlpatterns = [
    path(f"{ROSTER}<uuid:pk>/recusals/add/", views.add_recusal, name="add_recusal"),
    path(f"{ROSTER}<uuid:pk>/recusals/raise/", views.raise_recusal, name="raise_recusal"),
    path(RECUSALS, views.recusal_requests, name="recusal_requests"),
    path(f"{RECUSALS}mine/", views.my_recusals, name="my_recusals"),
    path(f"{RECUSALS}<uuid:pk>/lift/", views.lift_recusal, name="lift_recusal"),
    path(f"{RECUSALS}requests/<uuid:pk>/", views.recusal_request, name="recusal_request"),
    path(f"{RECUSALS}requests/<uuid:pk>/uphold/", views.uphold_recusal, name="uphold_recusal"),
    path(f"{RECUSALS}requests/<uuid:pk>/dismiss/", views.dismiss_recusal, name="dismiss_recusal"),
    path(f"{RECUSALS}requests/<uuid:pk>/withdraw/", views.withdraw_recusal, name="withdraw_recusal"),
]
