"""Addresses of the subject draw."""

from django.urls import path

from supervision.draw import views

DRAWS = "desk/supervision/draws/"

urlpatterns = [
    path(DRAWS, views.draws, name="draws"),
    path(f"{DRAWS}create/", views.create_draw, name="create_draw"),
    path(f"{DRAWS}<uuid:pk>/", views.draw, name="draw"),
    path(f"{DRAWS}<uuid:pk>/edit/", views.edit_draw, name="edit_draw"),
    path(f"{DRAWS}<uuid:pk>/commit/", views.commit_draw, name="commit_draw"),
    path(f"{DRAWS}<uuid:pk>/seed/", views.seed_draw, name="seed_draw"),
    path(f"{DRAWS}<uuid:pk>/run/", views.run_draw, name="run_draw"),
    path(f"{DRAWS}<uuid:pk>/confirm/", views.confirm_draw, name="confirm_draw"),
    path(f"{DRAWS}<uuid:pk>/void/", views.void_draw, name="void_draw"),
    path(f"{DRAWS}<uuid:pk>/redraw/", views.redraw, name="redraw"),
    path("draws/", views.public_draws, name="public_draws"),
    path("draws/verify_draw.py", views.public_draw_script, name="public_draw_script"),
    path("draws/<slug:code>/", views.public_draw, name="public_draw"),
    path("draws/<slug:code>/draw.json", views.public_draw_data, name="public_draw_data"),
]
