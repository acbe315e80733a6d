"""Addresses of the subject task."""

from django.urls import path

from supervision.task import views

TASKS = "desk/supervision/tasks/"
CONSULTATIONS = "desk/supervision/consultations/"

urlpatterns = [
    path(TASKS, views.tasks, name="tasks"),
    path(f"{TASKS}create/", views.create_task, name="create_task"),
    path(f"{TASKS}<uuid:pk>/", views.task, name="task"),
    path(f"{TASKS}<uuid:pk>/edit/", views.edit_task, name="edit_task"),
    path(f"{TASKS}<uuid:pk>/approve/", views.approve_task, name="approve_task"),
    path(f"{TASKS}<uuid:pk>/postpone/", views.postpone_task, name="postpone_task"),
    path(f"{TASKS}<uuid:pk>/cancel/", views.cancel_task, name="cancel_task"),
    path(f"{TASKS}<uuid:pk>/conclude/", views.conclude_task, name="conclude_task"),
    path(f"{TASKS}<uuid:pk>/archive/", views.archive_task, name="archive_task"),
    path(f"{TASKS}<uuid:pk>/consultations/record/", views.record_consultation, name="record_consultation"),
    path(CONSULTATIONS, views.consultations, name="consultations"),
    path(f"{CONSULTATIONS}<uuid:pk>/", views.consultation, name="consultation"),
]
