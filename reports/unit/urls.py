"""Addresses of the subject unit."""

from django.urls import path

from reports.unit.views import search, unit

urlpatterns = [
    path("desk/search/", search.search, name="search"),
    path("desk/units/<uuid:pk>/", unit.unit, name="unit"),
]
