"""Addresses of supervision."""

from django.urls import path

from supervision.views import coverage, internal, joint, plan, plan_item, timetable
from supervision.views import follow_up, month, regular_coverage, regular_phone, regular_visit, urgent
from supervision.views import (
    balance,
    committee,
    defence,
    framework,
    indicator,
    inspection,
    opinion,
    phone,
    proposal,
    public_survey,
    survey,
    task,
    team,
    visit,
)

TASKS = "desk/supervision/tasks/"
INSPECTIONS = "desk/supervision/inspections/"
PROPOSALS = "desk/supervision/proposals/"
SURVEYS = "desk/supervision/surveys/"
VISITS = "desk/supervision/visits/"
FRAMEWORKS = "desk/supervision/frameworks/"
COMMITTEE = "desk/supervision/committee/"
REGULAR = "desk/supervision/regular-visits/"
FOLLOW_UPS = "desk/supervision/follow-ups/"
URGENT = "desk/supervision/urgent-reports/"
BOARD = "desk/supervision/regular-coverage/"
RECORD = "visit/regular/<uuid:pk>/"
PLANS = "desk/supervision/plans/"
PLAN_ITEMS = "desk/supervision/plans/items/"
INTERNAL = "desk/supervision/internal-inspections/"
JOINT = "desk/supervision/joint-visits/"
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
    path(f"{INSPECTIONS}<uuid:pk>/opinion/propose/", proposal.propose_opinion, name="propose_opinion"),
    path(f"{INSPECTIONS}<uuid:pk>/deliberate/", proposal.deliberate, name="deliberate"),
    path(f"{PROPOSALS}<uuid:pk>/", proposal.proposal, name="proposal"),
    path(f"{PROPOSALS}<uuid:pk>/vote/", proposal.cast_vote, name="cast_vote"),
    path(SURVEYS, survey.surveys, name="surveys"),
    path(f"{SURVEYS}templates/", survey.survey_templates, name="survey_templates"),
    path(
        f"{SURVEYS}templates/<slug:audience>/edit/", survey.edit_survey_template, name="edit_survey_template"
    ),
    path(f"{SURVEYS}<uuid:pk>/", survey.survey, name="survey"),
    path(f"{SURVEYS}<uuid:pk>/edit/", survey.edit_survey, name="edit_survey"),
    path(f"{SURVEYS}<uuid:pk>/open/", survey.open_survey, name="open_survey"),
    path(f"{SURVEYS}<uuid:pk>/close/", survey.close_survey, name="close_survey"),
    path(f"{SURVEYS}<uuid:pk>/sheet/", survey.survey_sheet, name="survey_sheet"),
    path(f"{INSPECTIONS}<uuid:pk>/surveys/create/", survey.create_survey, name="create_survey"),
    path("s/<str:token>/", public_survey.public_survey, name="public_survey"),
    path(f"{INSPECTIONS}<uuid:pk>/archive/", inspection.archive_inspection, name="archive_inspection"),
    path(f"{INSPECTIONS}<uuid:pk>/opinion/draft/", opinion.draft_opinion, name="draft_opinion"),
    path(f"{INSPECTIONS}<uuid:pk>/opinion/edit/", opinion.edit_opinion, name="edit_opinion"),
    path(f"{INSPECTIONS}<uuid:pk>/opinion/feed-back/", opinion.feed_back, name="feed_back"),
    path(f"{INSPECTIONS}<uuid:pk>/opinion/issue/", opinion.issue_opinion, name="issue_opinion"),
    path(f"{INSPECTIONS}<uuid:pk>/defence/state/", opinion.state_defence, name="state_defence"),
    path(f"{INSPECTIONS}<uuid:pk>/defence/answer/", defence.answer_defence, name="answer_defence"),
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
    path(f"{FRAMEWORKS}create/", framework.create_framework, name="create_framework"),
    path(f"{FRAMEWORKS}<uuid:pk>/", framework.framework, name="framework"),
    path(f"{FRAMEWORKS}<uuid:pk>/export/", framework.export_framework, name="export_framework"),
    path(f"{FRAMEWORKS}versions/<uuid:pk>/put-in-force/", framework.put_in_force, name="put_in_force"),
    path(f"{FRAMEWORKS}versions/<uuid:pk>/retire/", framework.retire, name="retire"),
    path(f"{FRAMEWORKS}versions/<uuid:pk>/copy/", framework.copy_version, name="copy_version"),
    path(f"{FRAMEWORKS}versions/<uuid:pk>/edit/", framework.edit_version, name="edit_version"),
    path(f"{FRAMEWORKS}versions/<uuid:pk>/indicators/add/", indicator.add_indicator, name="add_indicator"),
    path(f"{FRAMEWORKS}indicators/<uuid:pk>/edit/", indicator.edit_indicator, name="edit_indicator"),
    path(f"{FRAMEWORKS}indicators/<uuid:pk>/move/", indicator.move_indicator, name="move_indicator"),
    path(f"{FRAMEWORKS}indicators/<uuid:pk>/remove/", indicator.remove_indicator, name="remove_indicator"),
    path(BALANCE, balance.balance, name="balance"),
    path(f"{BALANCE}export/", balance.export_balance, name="export_balance"),
    path(f"{BALANCE}units/<uuid:pk>/", balance.balance_unit, name="balance_unit"),
    path(COMMITTEE, committee.committee, name="committee"),
    path(f"{COMMITTEE}posts/add/", committee.add_post, name="add_post"),
    path(f"{COMMITTEE}posts/<uuid:pk>/edit/", committee.edit_post, name="edit_post"),
    path(f"{COMMITTEE}posts/<uuid:pk>/end/", committee.end_post, name="end_post"),
    path(PLANS, plan.annual_plans, name="annual_plans"),
    path(f"{PLANS}create/", plan.create_annual_plan, name="create_annual_plan"),
    path(f"{PLANS}<uuid:pk>/", plan.annual_plan, name="annual_plan"),
    path(f"{PLANS}<uuid:pk>/edit/", plan.edit_annual_plan, name="edit_annual_plan"),
    path(f"{PLANS}<uuid:pk>/submit/", plan.submit_annual_plan, name="submit_annual_plan"),
    path(f"{PLANS}<uuid:pk>/approve/", plan.approve_annual_plan, name="approve_annual_plan"),
    path(f"{PLANS}<uuid:pk>/return/", plan.return_annual_plan, name="return_annual_plan"),
    path(f"{PLANS}<uuid:pk>/publish/", plan.publish_annual_plan, name="publish_annual_plan"),
    path(f"{PLANS}<uuid:pk>/revise/", plan.revise_annual_plan, name="revise_annual_plan"),
    path(f"{PLANS}<uuid:pk>/items/add/", plan_item.add_plan_item, name="add_plan_item"),
    path(f"{PLAN_ITEMS}<uuid:pk>/", plan_item.plan_item, name="plan_item"),
    path(f"{PLAN_ITEMS}<uuid:pk>/edit/", plan_item.edit_plan_item, name="edit_plan_item"),
    path(f"{PLAN_ITEMS}<uuid:pk>/remove/", plan_item.remove_plan_item, name="remove_plan_item"),
    path("desk/supervision/calendar/", timetable.inspection_calendar, name="inspection_calendar"),
    path("desk/supervision/coverage/", coverage.coverage, name="coverage"),
    path("desk/supervision/coverage/export/", coverage.export_coverage, name="export_coverage"),
    path("desk/supervision/burden/", coverage.burden, name="burden"),
    path("desk/supervision/burden/export/", coverage.export_burden, name="export_burden"),
    path("desk/supervision/collisions/", joint.collisions, name="collisions"),
    path(f"{JOINT}merge/", joint.merge_inspections, name="merge_inspections"),
    path(f"{JOINT}<uuid:pk>/split/", joint.split_joint, name="split_joint"),
    path(INTERNAL, internal.internal_inspections, name="internal_inspections"),
    path(f"{INTERNAL}record/", internal.record_internal_inspection, name="record_internal_inspection"),
    path(f"{INTERNAL}<uuid:pk>/", internal.internal_inspection, name="internal_inspection"),
    path(f"{INTERNAL}<uuid:pk>/edit/", internal.edit_internal_inspection, name="edit_internal_inspection"),
    path(f"{INTERNAL}<uuid:pk>/remove/", internal.remove_internal_inspection, name="remove_internal_inspection"),
]
urlpatterns += [
    path("visit/month/", month.my_month, name="my_month"),
    path("visit/units/<uuid:pk>/begin/", month.begin_regular_visit, name="begin_regular_visit"),
    path(RECORD, regular_phone.open_regular_visit, name="open_regular_visit"),
    path(f"{RECORD}matters/<uuid:item_pk>/record/", regular_phone.record_matter, name="record_matter"),
    path(f"{RECORD}matters/<uuid:item_pk>/photos/add/", regular_phone.add_matter_photos, name="add_matter_photos"),
    path(
        f"{RECORD}matters/<uuid:item_pk>/photos/<uuid:photo_pk>/remove/",
        regular_phone.remove_matter_photo,
        name="remove_matter_photo",
    ),
    path(f"{RECORD}rest/rate/", regular_phone.rate_rest, name="rate_rest"),
    path(f"{RECORD}methods/record/", regular_phone.record_methods, name="record_methods"),
    path(f"{RECORD}submit/", regular_phone.submit_regular_visit, name="submit_regular_visit"),
    path(f"{RECORD}urgent/report/", urgent.report_urgent, name="report_urgent"),
    path(REGULAR, regular_visit.regular_visits, name="regular_visits"),
    path(f"{REGULAR}export/", regular_visit.export_regular_visits, name="export_regular_visits"),
    path(f"{REGULAR}<uuid:pk>/", regular_visit.regular_visit, name="regular_visit"),
    path(f"{REGULAR}<uuid:pk>/file/", regular_visit.file_regular_visit, name="file_regular_visit"),
    path(f"{REGULAR}<uuid:pk>/return/", regular_visit.return_regular_visit, name="return_regular_visit"),
    path(FOLLOW_UPS, follow_up.follow_ups, name="follow_ups"),
    path(f"{FOLLOW_UPS}<uuid:pk>/", follow_up.follow_up, name="follow_up"),
    path(f"{FOLLOW_UPS}<uuid:pk>/answer/", follow_up.answer_follow_up, name="answer_follow_up"),
    path(f"{FOLLOW_UPS}<uuid:pk>/accept/", follow_up.accept_follow_up, name="accept_follow_up"),
    path(f"{FOLLOW_UPS}<uuid:pk>/return/", follow_up.return_follow_up, name="return_follow_up"),
    path(f"{FOLLOW_UPS}<uuid:pk>/close/", follow_up.close_follow_up, name="close_follow_up"),
    path(f"{FOLLOW_UPS}<uuid:pk>/letter/issue/", follow_up.issue_letter, name="issue_letter"),
    path(URGENT, urgent.urgent_reports, name="urgent_reports"),
    path(f"{URGENT}<uuid:pk>/", urgent.urgent_report, name="urgent_report"),
    path(f"{URGENT}<uuid:pk>/press/", urgent.press_school, name="press_school"),
    path(f"{URGENT}<uuid:pk>/handle/", urgent.handle_urgent_report, name="handle_urgent_report"),
    path(BOARD, regular_coverage.regular_coverage, name="regular_coverage"),
    path(f"{BOARD}export/", regular_coverage.export_regular_coverage, name="export_regular_coverage"),
]
