"""Addresses of the subject training."""

from django.urls import path

from inspectors.training.views import course, hours, report

ROSTER = "desk/inspectors/"
TRAINING = f"{ROSTER}training/"

urlpatterns = [
    path("t/<str:code>/", course.sign_in_training, name="sign_in_training"),
    path(TRAINING, hours.training_hours, name="training_hours"),
    path(f"{TRAINING}export/", hours.export_training_hours, name="export_training_hours"),
    path(f"{TRAINING}mine/", hours.my_training, name="my_training"),
    path(f"{TRAINING}mine/report/", report.report_training, name="report_training"),
    path(f"{TRAINING}records/", hours.training_records, name="training_records"),
    path(f"{TRAINING}records/export/", hours.export_training, name="export_training"),
    path(f"{TRAINING}records/<uuid:pk>/strike/", hours.strike_training, name="strike_training"),
    path(f"{TRAINING}reports/", report.training_reports, name="training_reports"),
    path(f"{TRAINING}reports/<uuid:pk>/", report.training_report, name="training_report"),
    path(f"{TRAINING}reports/<uuid:pk>/approve/", report.approve_training, name="approve_training"),
    path(f"{TRAINING}reports/<uuid:pk>/return/", report.return_training, name="return_training"),
    path(f"{TRAINING}reports/<uuid:pk>/again/", report.report_training_again, name="report_training_again"),
    path(f"{TRAINING}courses/", course.training_courses, name="training_courses"),
    path(f"{TRAINING}courses/create/", course.create_training_course, name="create_training_course"),
    path(f"{TRAINING}courses/<uuid:pk>/", course.training_course, name="training_course"),
    path(
        f"{TRAINING}courses/<uuid:pk>/sessions/create/",
        course.create_training_session,
        name="create_training_session",
    ),
    path(f"{TRAINING}sessions/<uuid:pk>/", course.training_session, name="training_session"),
    path(f"{TRAINING}sessions/<uuid:pk>/close/", course.close_training_session, name="close_training_session"),
    path(f"{ROSTER}<uuid:pk>/training/record/", hours.record_training, name="record_training"),
]
