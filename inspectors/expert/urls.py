"""Addresses of the subject expert."""

from django.urls import path

from inspectors.expert.views import exchange, pool, register

ROSTER = "desk/inspectors/"
EXPERTS = f"{ROSTER}experts/"
EXCHANGE = f"{EXPERTS}exchange/"

urlpatterns = [
    path(EXPERTS, register.experts, name="experts"),
    path(f"{EXPERTS}export/", register.export_experts, name="export_experts"),
    path(f"{EXPERTS}select/", pool.select_experts, name="select_experts"),
    path(f"{EXPERTS}propose/", register.propose_expert, name="propose_expert"),
    path(f"{EXPERTS}<uuid:pk>/", register.expert, name="expert"),
    path(f"{EXPERTS}<uuid:pk>/edit/", register.edit_expert, name="edit_expert"),
    path(f"{EXPERTS}<uuid:pk>/note/", register.note_expert, name="note_expert"),
    path(f"{EXPERTS}<uuid:pk>/account/link/", register.link_expert_account, name="link_expert_account"),
    path(f"{EXPERTS}<uuid:pk>/phone/unmask/", register.unmask_expert_phone, name="unmask_expert_phone"),
    path(f"{EXPERTS}<uuid:pk>/select/", pool.select_expert, name="select_expert"),
    path(f"{EXPERTS}<uuid:pk>/decline/", pool.decline_expert, name="decline_expert"),
    path(f"{EXPERTS}<uuid:pk>/renew/", pool.renew_expert, name="renew_expert"),
    path(f"{EXPERTS}<uuid:pk>/suspend/", pool.suspend_expert, name="suspend_expert"),
    path(f"{EXPERTS}<uuid:pk>/resume/", pool.resume_expert, name="resume_expert"),
    path(f"{EXPERTS}<uuid:pk>/remove/", pool.remove_expert, name="remove_expert"),
    path(f"{EXPERTS}<uuid:pk>/propose/", pool.propose_expert_again, name="propose_expert_again"),
    path(EXCHANGE, exchange.expert_exchange, name="expert_exchange"),
    path(f"{EXCHANGE}partners/add/", exchange.add_partner_county, name="add_partner_county"),
    path(f"{EXCHANGE}partners/<uuid:pk>/edit/", exchange.edit_partner_county, name="edit_partner_county"),
    path(f"{EXCHANGE}partners/<uuid:pk>/send/", exchange.send_experts, name="send_experts"),
    path(f"{EXCHANGE}sent/<uuid:pk>/", exchange.expert_export, name="expert_export"),
    path(
        f"{EXCHANGE}sent/<uuid:pk>/download/<str:kind>/",
        exchange.download_expert_export,
        name="download_expert_export",
    ),
    path(f"{EXCHANGE}receive/", exchange.receive_experts, name="receive_experts"),
    path(f"{EXCHANGE}received/<uuid:pk>/", exchange.expert_receipt, name="expert_receipt"),
    path(f"{EXCHANGE}received/<uuid:pk>/take/", exchange.take_expert_receipt, name="take_expert_receipt"),
    path(f"{EXCHANGE}received/<uuid:pk>/drop/", exchange.drop_expert_receipt, name="drop_expert_receipt"),
]
