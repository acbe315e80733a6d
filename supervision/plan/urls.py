"""Addresses of the subject plan."""

from django.urls import path

from supervision.plan.views import coverage, item, joint, plan, timetable

PLANS = "desk/supervision/plans/"
PLAN_ITEMS = "desk/supervision/plans/items/"
JOINT = "desk/supervision/joint-visits/"

urlpatterns = [
    path(PLANS, plan.annual_plans, name="annual_plans"),
    path(f"{PLANS}create/", plan.create_annual_plan, name="create_annual_plan"),
    path(f"{PLANS}<uuid:pk>/", plan.annual_plan, name="annual_plan"),
    path(f"{PLANS}<uuid:pk>/edit/", plan.edit_annual_plan, name="edit_annual_plan"),
    path(f"{PLANS}<uuid:pk>/submit/", plan.submit_annual_plan, name="submit_annual_plan"),
    path(f"{PLANS}<uuid:pk>/approve/", plan.approve_annual_plan, name="approve_annual_plan"),
    path(f"{PLANS}<uuid:pk>/return/", plan.return_annual_plan, name="return_annual_plan"),
    path(f"{PLANS}<uuid:pk>/publish/", plan.publish_annual_plan, name="publish_annual_plan"),
    path(f"{PLANS}<uuid:pk>/revise/", plan.revise_annual_plan, name="revise_annual_plan"),
    path(f"{PLANS}<uuid:pk>/items/add/", item.add_plan_item, name="add_plan_item"),
    path(f"{PLAN_ITEMS}<uuid:pk>/", item.plan_item, name="plan_item"),
    path(f"{PLAN_ITEMS}<uuid:pk>/edit/", item.edit_plan_item, name="edit_plan_item"),
    path(f"{PLAN_ITEMS}<uuid:pk>/remove/", item.remove_plan_item, name="remove_plan_item"),
    path("desk/supervision/calendar/", timetable.inspection_calendar, name="inspection_calendar"),
    path("desk/supervision/coverage/", coverage.coverage, name="coverage"),
    path("desk/supervision/coverage/export/", coverage.export_coverage, name="export_coverage"),
    path("desk/supervision/burden/", coverage.burden, name="burden"),
    path("desk/supervision/burden/export/", coverage.export_burden, name="export_burden"),
    path("desk/supervision/collisions/", joint.collisions, name="collisions"),
    path(f"{JOINT}merge/", joint.merge_inspections, name="merge_inspections"),
    path(f"{JOINT}<uuid:pk>/split/", joint.split_joint, name="split_joint"),
]
