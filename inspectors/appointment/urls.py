"""Addresses of the subject appointment."""

from django.urls import path

from inspectors.appointment.views import appointing, appointment, objection, vetting

ROSTER = "desk/inspectors/"
APPOINTMENTS = f"{ROSTER}appointments/"
OBJECTIONS = f"{APPOINTMENTS}objections/"

urlpatterns = [
    path("appointments/", objection.public_appointments, name="public_appointments"),
    path("appointments/<uuid:pk>/", objection.public_appointment, name="public_appointment"),
    path("appointments/objections/<slug:code>/", objection.public_objection, name="public_objection"),
    path(APPOINTMENTS, appointment.appointments, name="appointments"),
    path(f"{APPOINTMENTS}export/", appointment.export_appointments, name="export_appointments"),
    path(f"{APPOINTMENTS}recommend/", appointment.recommend_appointment, name="recommend_appointment"),
    path(f"{APPOINTMENTS}<uuid:pk>/", appointment.appointment, name="appointment"),
    path(f"{APPOINTMENTS}<uuid:pk>/again/", appointment.recommend_again, name="recommend_again"),
    path(f"{APPOINTMENTS}<uuid:pk>/withdraw/", appointment.withdraw_appointment, name="withdraw_appointment"),
    path(f"{APPOINTMENTS}<uuid:pk>/vet/", vetting.vet_appointment, name="vet_appointment"),
    path(f"{APPOINTMENTS}<uuid:pk>/return/", vetting.return_appointment, name="return_appointment"),
    path(f"{APPOINTMENTS}<uuid:pk>/refuse/", vetting.refuse_appointment, name="refuse_appointment"),
    path(f"{APPOINTMENTS}<uuid:pk>/publicise/", appointing.publicise_appointment, name="publicise_appointment"),
    path(f"{APPOINTMENTS}<uuid:pk>/appoint/", appointing.appoint_inspector, name="appoint_inspector"),
    path(f"{APPOINTMENTS}<uuid:pk>/decline/", appointing.decline_appointment, name="decline_appointment"),
    path(f"{OBJECTIONS}<uuid:pk>/", objection.objection, name="objection"),
    path(f"{OBJECTIONS}<uuid:pk>/answer/", objection.answer_objection, name="answer_objection"),
    path(f"{ROSTER}<uuid:pk>/renew/", appointment.renew_inspector, name="renew_inspector"),
]
