"""Addresses of the subject plan."""

from django.urls import path

from rectification.plan import views

PLANS = "desk/rectification/plans/"

urlpatterns = [
    path(f"{PLANS}<uuid:pk>/", views.plan, name="plan"),
    path(f"{PLANS}<uuid:pk>/submit/", views.submit_plan, name="submit_plan"),
    path(f"{PLANS}<uuid:pk>/accept/", views.accept_plan, name="accept_plan"),
    path(f"{PLANS}<uuid:pk>/return/", views.return_plan, name="return_plan"),
]
