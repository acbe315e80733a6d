"""Addresses of the subject appraisal."""

from django.urls import path

from inspectors.appraisal.views import appraisal, growth_file, lists, reply

ROSTER = "desk/inspectors/"
APPRAISALS = f"{ROSTER}appraisals/"

urlpatterns = [
    path(APPRAISALS, lists.appraisals, name="appraisals"),
    path(f"{APPRAISALS}export/", lists.export_appraisals, name="export_appraisals"),
    path(f"{APPRAISALS}open/", lists.open_appraisals, name="open_appraisals"),
    path(f"{APPRAISALS}table/", lists.appraisal_table, name="appraisal_table"),
    path(f"{APPRAISALS}all/<slug:step>/", lists.advance_appraisals, name="advance_appraisals"),
    path(f"{APPRAISALS}mine/", lists.my_appraisals, name="my_appraisals"),
    path(f"{APPRAISALS}<uuid:pk>/", appraisal.appraisal, name="appraisal"),
    path(f"{APPRAISALS}<uuid:pk>/rows/<slug:key>/", appraisal.appraisal_rows, name="appraisal_rows"),
    path(f"{APPRAISALS}<uuid:pk>/submit/", appraisal.submit_appraisal, name="submit_appraisal"),
    path(f"{APPRAISALS}<uuid:pk>/summary/receive/", appraisal.receive_summary, name="receive_summary"),
    path(f"{APPRAISALS}<uuid:pk>/summary/waive/", appraisal.waive_summary, name="waive_summary"),
    path(f"{APPRAISALS}<uuid:pk>/summary/return/", appraisal.return_summary, name="return_summary"),
    path(f"{APPRAISALS}<uuid:pk>/grade/", appraisal.grade_appraisal, name="grade_appraisal"),
    path(f"{APPRAISALS}<uuid:pk>/grade/confirm/", appraisal.confirm_appraisal, name="confirm_appraisal"),
    path(f"{APPRAISALS}<uuid:pk>/grade/return/", appraisal.return_grade, name="return_grade"),
    path(f"{APPRAISALS}<uuid:pk>/tell/", reply.tell_appraisal, name="tell_appraisal"),
    path(f"{APPRAISALS}<uuid:pk>/accept/", reply.accept_appraisal, name="accept_appraisal"),
    path(f"{APPRAISALS}<uuid:pk>/reply/", reply.reply_appraisal, name="reply_appraisal"),
    path(f"{APPRAISALS}<uuid:pk>/reply/lapse/", reply.lapse_reply, name="lapse_reply"),
    path(f"{APPRAISALS}<uuid:pk>/answer/", reply.answer_appraisal, name="answer_appraisal"),
    path(f"{APPRAISALS}<uuid:pk>/regrade/", reply.regrade_appraisal, name="regrade_appraisal"),
    path(f"{APPRAISALS}<uuid:pk>/file/", reply.file_appraisal, name="file_appraisal"),
    path(f"{APPRAISALS}<uuid:pk>/cancel/", appraisal.cancel_appraisal, name="cancel_appraisal"),
    path(f"{ROSTER}growth/", growth_file.my_growth_file, name="my_growth_file"),
    path(f"{ROSTER}<uuid:pk>/growth/", growth_file.growth_file, name="growth_file"),
]
