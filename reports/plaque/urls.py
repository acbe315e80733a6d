"""Addresses of the subject plaque."""

from django.urls import path

from reports.plaque import views

DESK = "desk/reports/"

urlpatterns = [
    path("plaques/<uuid:pk>/", views.public_plaque, name="public_plaque"),
    path("plaques/<uuid:pk>/photo/", views.public_plaque_photo, name="public_plaque_photo"),
    path(f"{DESK}plaques/<uuid:pk>/pdf/", views.plaque_pdf, name="plaque_pdf"),
    path(f"{DESK}plaques/print/", views.print_plaques, name="print_plaques"),
    path(f"{DESK}plaques/print/<uuid:pk>/", views.plaque_print, name="plaque_print"),
    path(f"{DESK}plaques/print/<uuid:pk>/progress/", views.plaque_print_progress, name="plaque_print_progress"),
]
