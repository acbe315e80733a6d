"""Addresses of supervision."""

from django.urls import path

from supervision.views import balance, committee, framework, inspection, opinion, phone, task, team, visit

TASKS = "desk/supervision/tasks/"
INSPECTIONS = "desk/supervision/inspections/"
VISITS = "desk/supervision/visits/"
FRAMEWORKS = "desk/supervision/frameworks/"
COMMITTEE = "desk/supervision/committee/"
BALANCE = "desk/supervision/balance/"

urlpatterns = [
    path(TASKS, task.tasks, name="tasks"),
    path(f"{TASKS}create/", task.create_task, name="create_task"),
    path(f"{TASKS}<uuid:pk>/", task.task, name="task"),
    path(f"{TASKS}<uuid:pk>/edit/", task.edit_task, name="edit_task"),
    path(f"{TASKS}<uuid:pk>/approve/", task.approve_task, name="approve_task"),
    path(f"{TASKS}<uuid:pk>/postpone/", task.postpone_task, name="postpone_task"),
    path(f"{TASKS}<uuid:pk>/cancel/", task.cancel_task, name="cancel_task"),
    path(f"{TASKS}<uuid:pk>/conclude/", task.conclude_task, name="conclude_task"),
    path(f"{TASKS}<uuid:pk>/archive/", task.archive_task, name="archive_task"),
    path(f"{TASKS}<uuid:pk>/teams/<int:number>/set/", team.set_team, name="set_team"),
    path(f"{TASKS}<uuid:pk>/teams/<int:number>/remove/", team.remove_team, name="remove_team"),
    path(INSPECTIONS, inspection.inspections, name="inspections"),
    path(f"{INSPECTIONS}<uuid:pk>/", inspection.inspection, name="inspection"),
    path(f"{INSPECTIONS}<uuid:pk>/notice/issue/", inspection.issue_notice, name="issue_notice"),
    path(
        f"{INSPECTIONS}<uuid:pk>/self-evaluation/submit/",
        inspection.submit_self_evaluation,
        name="submit_self_evaluation",
    ),
    path(
        f"{INSPECTIONS}<uuid:pk>/public-opinion/record/",
        inspection.record_public_opinion,
        name="record_public_opinion",
    ),
    path(f"{INSPECTIONS}<uuid:pk>/deliberate/", inspection.deliberate, name="deliberate"),
    path(f"{INSPECTIONS}<uuid:pk>/archive/", inspection.archive_inspection, name="archive_inspection"),
    path(f"{INSPECTIONS}<uuid:pk>/opinion/draft/", opinion.draft_opinion, name="draft_opinion"),
    path(f"{INSPECTIONS}<uuid:pk>/opinion/edit/", opinion.edit_opinion, name="edit_opinion"),
    path(f"{INSPECTIONS}<uuid:pk>/opinion/feed-back/", opinion.feed_back, name="feed_back"),
    path(f"{INSPECTIONS}<uuid:pk>/opinion/issue/", opinion.issue_opinion, name="issue_opinion"),
    path(f"{INSPECTIONS}<uuid:pk>/defence/state/", opinion.state_defence, name="state_defence"),
    path(f"{INSPECTIONS}<uuid:pk>/defence/waive/", opinion.waive_defence, name="waive_defence"),
    path(f"{VISITS}<uuid:pk>/", visit.visit_record, name="visit_record"),
    path(f"{VISITS}<uuid:pk>/file/", visit.file_visit, name="file_visit"),
    path(f"{VISITS}<uuid:pk>/return/", visit.return_visit, name="return_visit"),
    path("visit/", phone.my_visits, name="my_visits"),
    path("visit/inspections/<uuid:pk>/begin/", phone.begin_visit, name="begin_visit"),
    path("visit/<uuid:pk>/", phone.open_visit, name="open_visit"),
    path("visit/<uuid:pk>/rate/<uuid:indicator_pk>/", phone.rate_indicator, name="rate_indicator"),
    path("visit/<uuid:pk>/findings/add/", phone.add_finding, name="add_finding"),
    path("visit/findings/<uuid:pk>/edit/", phone.edit_finding, name="edit_finding"),
    path("visit/findings/<uuid:pk>/remove/", phone.remove_finding, name="remove_finding"),
    path("visit/findings/<uuid:pk>/photos/<uuid:photo_pk>/remove/", phone.remove_photo, name="remove_photo"),
    path("visit/<uuid:pk>/submit/", phone.submit_visit, name="submit_visit"),
    path(FRAMEWORKS, framework.frameworks, name="frameworks"),
    path(f"{FRAMEWORKS}<uuid:pk>/", framework.framework, name="framework"),
    path(f"{FRAMEWORKS}<uuid:pk>/export/", framework.export_framework, name="export_framework"),
    path(f"{FRAMEWORKS}versions/<uuid:pk>/put-in-force/", framework.put_in_force, name="put_in_force"),
    path(f"{FRAMEWORKS}versions/<uuid:pk>/retire/", framework.retire, name="retire"),
    path(BALANCE, balance.balance, name="balance"),
    path(f"{BALANCE}export/", balance.export_balance, name="export_balance"),
    path(f"{BALANCE}units/<uuid:pk>/", balance.balance_unit, name="balance_unit"),
    path(COMMITTEE, committee.committee, name="committee"),
    path(f"{COMMITTEE}posts/add/", committee.add_post, name="add_post"),
    path(f"{COMMITTEE}posts/<uuid:pk>/edit/", committee.edit_post, name="edit_post"),
    path(f"{COMMITTEE}posts/<uuid:pk>/end/", committee.end_post, name="end_post"),
]
