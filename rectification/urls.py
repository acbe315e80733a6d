"""Addresses of rectification."""

from django.urls import path

from rectification import views

DESK = "desk/rectification/"

urlpatterns = [
    path(f"{DESK}problems/", views.problems, name="problems"),
    path(f"{DESK}problems/<uuid:pk>/", views.problem, name="problem"),
    path(f"{DESK}orders/", views.orders, name="orders"),
    path(f"{DESK}orders/<uuid:pk>/", views.order, name="order"),
    path(f"{DESK}plans/<uuid:pk>/", views.plan, name="plan"),
    path(f"{DESK}reports/<uuid:pk>/", views.rectification_report, name="rectification_report"),
    path(f"{DESK}urgings/", views.urgings, name="urgings"),
    path(f"{DESK}urgings/<uuid:pk>/", views.urging, name="urging"),
]
