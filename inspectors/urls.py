"""Addresses of inspectors."""

from django.urls import path

from inspectors.views import (
    files,
    plaque,
    recusal,
    recusal_request,
    roster,
    staffing,
    training_course,
    training_hours,
    training_report,
    zone,
)

ROSTER = "desk/inspectors/"
RECUSALS = f"{ROSTER}recusals/"
PLAQUES = f"{ROSTER}plaques/"
ZONES = f"{ROSTER}zones/"
STAFFING = f"{ROSTER}staffing/"
TRAINING = f"{ROSTER}training/"

urlpatterns = [
    path(ROSTER, roster.inspectors, name="inspectors"),
    path(f"{ROSTER}export/", roster.export_inspectors, name="export_inspectors"),
    path(f"{ROSTER}add/", roster.add_inspector, name="add_inspector"),
    path(f"{ROSTER}<uuid:pk>/", roster.inspector, name="inspector"),
    path(f"{ROSTER}<uuid:pk>/edit/", roster.edit_inspector, name="edit_inspector"),
    path(f"{ROSTER}<uuid:pk>/remove/", roster.remove_inspector, name="remove_inspector"),
    path(f"{ROSTER}<uuid:pk>/restore/", roster.restore_inspector, name="restore_inspector"),
    path(f"{ROSTER}<uuid:pk>/account/link/", roster.link_account, name="link_account"),
    path(f"{ROSTER}<uuid:pk>/phone/unmask/", roster.unmask_phone, name="unmask_phone"),
    path(f"{ROSTER}<uuid:pk>/identity/unmask/", roster.unmask_identity, name="unmask_identity"),
    path(f"{ROSTER}<uuid:pk>/photo/set/", files.set_photo, name="set_photo"),
    path(f"{ROSTER}<uuid:pk>/career/add/", files.add_career_event, name="add_career_event"),
    path(f"{ROSTER}<uuid:pk>/files/add/", files.add_inspector_file, name="add_inspector_file"),
    path(f"{ROSTER}files/<uuid:pk>/remove/", files.remove_inspector_file, name="remove_inspector_file"),
    path(f"{ROSTER}<uuid:pk>/recusals/add/", recusal.add_recusal, name="add_recusal"),
    path(f"{ROSTER}<uuid:pk>/recusals/raise/", recusal_request.raise_recusal, name="raise_recusal"),
    path(RECUSALS, recusal_request.recusal_requests, name="recusal_requests"),
    path(f"{RECUSALS}mine/", recusal_request.my_recusals, name="my_recusals"),
    path(f"{RECUSALS}<uuid:pk>/lift/", recusal.lift_recusal, name="lift_recusal"),
    path(f"{RECUSALS}requests/<uuid:pk>/", recusal_request.recusal_request, name="recusal_request"),
    path(f"{RECUSALS}requests/<uuid:pk>/uphold/", recusal_request.uphold_recusal, name="uphold_recusal"),
    path(f"{RECUSALS}requests/<uuid:pk>/dismiss/", recusal_request.dismiss_recusal, name="dismiss_recusal"),
    path(f"{RECUSALS}requests/<uuid:pk>/withdraw/", recusal_request.withdraw_recusal, name="withdraw_recusal"),
    path(PLAQUES, plaque.plaques, name="plaques"),
    path(f"{PLAQUES}units/<uuid:pk>/assign/", plaque.assign_plaque, name="assign_plaque"),
    path(f"{PLAQUES}<uuid:pk>/end/", plaque.end_plaque, name="end_plaque"),
    path(ZONES, zone.zones, name="zones"),
    path(f"{ZONES}<uuid:pk>/", zone.zone, name="zone"),
    path(f"{ZONES}<uuid:pk>/leader/appoint/", zone.appoint_zone_leader, name="appoint_zone_leader"),
    path(STAFFING, staffing.staffing, name="staffing"),
    path(f"{STAFFING}rows/", staffing.staffing_rows, name="staffing_rows"),
    path(f"{STAFFING}change/", staffing.staffing_change, name="staffing_change"),
    path(f"{STAFFING}export/", staffing.export_staffing, name="export_staffing"),
    path("t/<str:code>/", training_course.sign_in_training, name="sign_in_training"),
    path(TRAINING, training_hours.training_hours, name="training_hours"),
    path(f"{TRAINING}export/", training_hours.export_training_hours, name="export_training_hours"),
    path(f"{TRAINING}mine/", training_hours.my_training, name="my_training"),
    path(f"{TRAINING}mine/report/", training_report.report_training, name="report_training"),
    path(f"{TRAINING}records/", training_hours.training_records, name="training_records"),
    path(f"{TRAINING}records/export/", training_hours.export_training, name="export_training"),
    path(f"{TRAINING}records/<uuid:pk>/strike/", training_hours.strike_training, name="strike_training"),
    path(f"{TRAINING}reports/", training_report.training_reports, name="training_reports"),
    path(f"{TRAINING}reports/<uuid:pk>/", training_report.training_report, name="training_report"),
    path(f"{TRAINING}reports/<uuid:pk>/approve/", training_report.approve_training, name="approve_training"),
    path(f"{TRAINING}reports/<uuid:pk>/return/", training_report.return_training, name="return_training"),
    path(f"{TRAINING}reports/<uuid:pk>/again/", training_report.report_training_again, name="report_training_again"),
    path(f"{TRAINING}courses/", training_course.training_courses, name="training_courses"),
    path(f"{TRAINING}courses/create/", training_course.create_training_course, name="create_training_course"),
    path(f"{TRAINING}courses/<uuid:pk>/", training_course.training_course, name="training_course"),
    path(
        f"{TRAINING}courses/<uuid:pk>/sessions/create/",
        training_course.create_training_session,
        name="create_training_session",
    ),
    path(f"{TRAINING}sessions/<uuid:pk>/", training_course.training_session, name="training_session"),
    path(f"{TRAINING}sessions/<uuid:pk>/close/", training_course.close_training_session, name="close_training_session"),
    path(f"{ROSTER}<uuid:pk>/training/record/", training_hours.record_training, name="record_training"),
]
