"""Addresses of the subject balance."""

from django.urls import path

from supervision.balance import views

BALANCE = "desk/supervision/balance/"

urlpatterns = [
    path(BALANCE, views.balance, name="balance"),
    path(f"{BALANCE}export/", views.export_balance, name="export_balance"),
    path(f"{BALANCE}units/<uuid:pk>/", views.balance_unit, name="balance_unit"),
]
