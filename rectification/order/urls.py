"""Addresses of the subject order."""

from django.urls import path

from rectification.order import views

ORDERS = "desk/rectification/orders/"

urlpatterns = [
    path(ORDERS, views.orders, name="orders"),
    path(f"{ORDERS}create/", views.create_order, name="create_order"),
    path(f"{ORDERS}<uuid:pk>/", views.order, name="order"),
    path(f"{ORDERS}<uuid:pk>/issue/", views.issue_order, name="issue_order"),
    path(f"{ORDERS}<uuid:pk>/cancel/", views.cancel_order, name="cancel_order"),
]
