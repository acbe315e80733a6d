"""Addresses of the subject conduct."""

from django.urls import path

from inspectors.conduct.views import commendation, inquiry, measure, public, report

ROSTER = "desk/inspectors/"
CONDUCT = f"{ROSTER}conduct/"
MEASURES = f"{ROSTER}measures/"
PRAISE = f"{ROSTER}commendations/"

urlpatterns = [
    path("conduct/", public.public_conduct, name="public_conduct"),
    path("conduct/report/", public.public_report_conduct, name="public_report_conduct"),
    path("conduct/<str:code>/", public.public_conduct_report, name="public_conduct_report"),
    path(CONDUCT, report.conduct_reports, name="conduct_reports"),
    path(f"{CONDUCT}export/", report.export_conduct, name="export_conduct"),
    path(f"{CONDUCT}report/", report.report_conduct, name="report_conduct"),
    path(f"{CONDUCT}own/", report.my_conduct_reports, name="my_conduct_reports"),
    path(f"{CONDUCT}own/<uuid:pk>/", report.my_conduct_report, name="my_conduct_report"),
    path(f"{CONDUCT}mine/", measure.my_conduct, name="my_conduct"),
    path(f"{CONDUCT}<uuid:pk>/", report.conduct_report, name="conduct_report"),
    path(f"{CONDUCT}<uuid:pk>/reporter/unmask/", report.unmask_reporter, name="unmask_reporter"),
    path(f"{CONDUCT}<uuid:pk>/accept/", report.accept_conduct, name="accept_conduct"),
    path(f"{CONDUCT}<uuid:pk>/refuse/", report.refuse_conduct, name="refuse_conduct"),
    path(f"{CONDUCT}<uuid:pk>/answer/", report.answer_conduct, name="answer_conduct"),
    path(f"{CONDUCT}<uuid:pk>/close/", report.close_conduct, name="close_conduct"),
    path(f"{CONDUCT}<uuid:pk>/file/", report.file_conduct, name="file_conduct"),
    path(f"{CONDUCT}<uuid:pk>/investigator/name/", inquiry.name_investigator, name="name_investigator"),
    path(f"{CONDUCT}<uuid:pk>/investigator/change/", inquiry.change_investigator, name="change_investigator"),
    path(f"{CONDUCT}<uuid:pk>/statement/ask/", inquiry.ask_statement, name="ask_statement"),
    path(f"{CONDUCT}<uuid:pk>/find/", inquiry.find_conduct, name="find_conduct"),
    path(f"{CONDUCT}<uuid:pk>/reopen/", inquiry.reopen_conduct, name="reopen_conduct"),
    path(f"{CONDUCT}<uuid:pk>/decide/", inquiry.decide_conduct, name="decide_conduct"),
    path(f"{CONDUCT}statements/<uuid:pk>/", inquiry.conduct_statement, name="conduct_statement"),
    path(f"{CONDUCT}statements/<uuid:pk>/give/", inquiry.give_statement, name="give_statement"),
    path(f"{CONDUCT}statements/<uuid:pk>/record/", inquiry.record_statement, name="record_statement"),
    path(MEASURES, measure.conduct_measures, name="conduct_measures"),
    path(f"{MEASURES}<uuid:pk>/", measure.conduct_measure, name="conduct_measure"),
    path(f"{MEASURES}<uuid:pk>/accept/", measure.accept_measure, name="accept_measure"),
    path(f"{MEASURES}<uuid:pk>/reply/", measure.reply_measure, name="reply_measure"),
    path(f"{MEASURES}<uuid:pk>/lapse/", measure.lapse_measure, name="lapse_measure"),
    path(f"{MEASURES}<uuid:pk>/uphold/", measure.uphold_measure, name="uphold_measure"),
    path(f"{MEASURES}<uuid:pk>/lift/", measure.lift_measure, name="lift_measure"),
    path(f"{MEASURES}<uuid:pk>/correction/report/", measure.report_correction, name="report_correction"),
    path(f"{MEASURES}<uuid:pk>/correction/record/", measure.record_correction, name="record_correction"),
    path(f"{MEASURES}<uuid:pk>/correction/confirm/", measure.confirm_correction, name="confirm_correction"),
    path(f"{MEASURES}<uuid:pk>/correction/return/", measure.return_correction, name="return_correction"),
    path(f"{MEASURES}<uuid:pk>/close/", measure.close_measure, name="close_measure"),
    path(PRAISE, commendation.inspector_commendations, name="inspector_commendations"),
    path(f"{PRAISE}propose/", commendation.propose_commendation, name="propose_commendation"),
    path(f"{PRAISE}<uuid:pk>/", commendation.inspector_commendation, name="inspector_commendation"),
    path(f"{PRAISE}<uuid:pk>/give/", commendation.give_commendation, name="give_commendation"),
    path(f"{PRAISE}<uuid:pk>/decline/", commendation.decline_commendation, name="decline_commendation"),
    path(f"{PRAISE}<uuid:pk>/withdraw/", commendation.withdraw_commendation, name="withdraw_commendation"),
]
