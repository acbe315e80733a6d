"""Addresses of the subject team."""

from django.urls import path

from supervision.team.views import expert, team, unit_recusal

TASKS = "desk/supervision/tasks/"
INSPECTIONS = "desk/supervision/inspections/"

urlpatterns = [
    path(f"{TASKS}<uuid:pk>/teams/<int:number>/set/", team.set_team, name="set_team"),
    path(f"{TASKS}<uuid:pk>/teams/<int:number>/remove/", team.remove_team, name="remove_team"),
    path(f"{TASKS}<uuid:pk>/members/<uuid:inspector_pk>/replace/", team.replace_member, name="replace_member"),
    path(f"{TASKS}<uuid:pk>/experts/invite/", expert.invite_expert, name="invite_expert"),
    path(f"{TASKS}<uuid:pk>/experts/<uuid:invitation_pk>/assess/", expert.assess_expert, name="assess_expert"),
    path(f"{TASKS}<uuid:pk>/experts/<uuid:user_pk>/end/", expert.end_expert, name="end_expert"),
    path(f"{INSPECTIONS}<uuid:pk>/recusals/raise/", unit_recusal.raise_unit_recusal, name="raise_unit_recusal"),
]
