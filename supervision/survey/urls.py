"""Addresses of the subject survey."""

from django.urls import path

from supervision.survey import views

INSPECTIONS = "desk/supervision/inspections/"
SURVEYS = "desk/supervision/surveys/"

urlpatterns = [
    path(SURVEYS, views.surveys, name="surveys"),
    path(f"{SURVEYS}templates/", views.survey_templates, name="survey_templates"),
    path(f"{SURVEYS}templates/<slug:audience>/edit/", views.edit_survey_template, name="edit_survey_template"),
    path(f"{SURVEYS}<uuid:pk>/", views.survey, name="survey"),
    path(f"{SURVEYS}<uuid:pk>/edit/", views.edit_survey, name="edit_survey"),
    path(f"{SURVEYS}<uuid:pk>/open/", views.open_survey, name="open_survey"),
    path(f"{SURVEYS}<uuid:pk>/close/", views.close_survey, name="close_survey"),
    path(f"{SURVEYS}<uuid:pk>/sheet/", views.survey_sheet, name="survey_sheet"),
    path(f"{INSPECTIONS}<uuid:pk>/surveys/create/", views.create_survey, name="create_survey"),
    path("s/<str:token>/", views.public_survey, name="public_survey"),
]
