"""Addresses of the subject regular."""

from django.urls import path

from supervision.regular.views import coverage, follow_up, month, my_service, office, phone, urgent

REGULAR = "desk/supervision/regular-visits/"
FOLLOW_UPS = "desk/supervision/follow-ups/"
URGENT = "desk/supervision/urgent-reports/"
BOARD = "desk/supervision/regular-coverage/"
RECORD = "visit/regular/<uuid:pk>/"

urlpatterns = [
    path("desk/service/", my_service.my_service, name="my_service"),
    path("visit/month/", month.my_month, name="my_month"),
    path("visit/units/<uuid:pk>/begin/", month.begin_regular_visit, name="begin_regular_visit"),
    path(RECORD, phone.open_regular_visit, name="open_regular_visit"),
    path(f"{RECORD}matters/<uuid:item_pk>/record/", phone.record_matter, name="record_matter"),
    path(f"{RECORD}matters/<uuid:item_pk>/photos/add/", phone.add_matter_photos, name="add_matter_photos"),
    path(
        f"{RECORD}matters/<uuid:item_pk>/photos/<uuid:photo_pk>/remove/",
        phone.remove_matter_photo,
        name="remove_matter_photo",
    ),
    path(f"{RECORD}rest/rate/", phone.rate_rest, name="rate_rest"),
    path(f"{RECORD}methods/record/", phone.record_methods, name="record_methods"),
    path(f"{RECORD}submit/", phone.submit_regular_visit, name="submit_regular_visit"),
    path(f"{RECORD}urgent/report/", urgent.report_urgent, name="report_urgent"),
    path(REGULAR, office.regular_visits, name="regular_visits"),
    path(f"{REGULAR}export/", office.export_regular_visits, name="export_regular_visits"),
    path(f"{REGULAR}<uuid:pk>/", office.regular_visit, name="regular_visit"),
    path(f"{REGULAR}<uuid:pk>/file/", office.file_regular_visit, name="file_regular_visit"),
    path(f"{REGULAR}<uuid:pk>/return/", office.return_regular_visit, name="return_regular_visit"),
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
    path(BOARD, coverage.regular_coverage, name="regular_coverage"),
    path(f"{BOARD}export/", coverage.export_regular_coverage, name="export_regular_coverage"),
]
