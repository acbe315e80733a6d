"""Addresses of reports: documents and reports on the desk, the unit's page, the search, the portal."""

from django.urls import path

from reports.views import appointments, documents, growth, plaques, portal, reports, search, units

DESK = "desk/reports/"
CORPS = "desk/inspectors/"

urlpatterns = [
    path(f"{CORPS}appointments/<uuid:pk>/letter/", appointments.letter_of_appointment, name="letter_of_appointment"),
    path(f"{CORPS}<uuid:pk>/certificate/", appointments.inspector_certificate, name="inspector_certificate"),
    path("", portal.portal, name="portal"),
    path("reports/", portal.public_reports, name="public_reports"),
    path("reports/<uuid:pk>/", portal.public_report, name="public_report"),
    path("reports/<uuid:pk>/pdf/", portal.public_document, name="public_document"),
    path("remedies/", portal.public_remedies, name="public_remedies"),
    path("schools/", portal.public_units, name="public_units"),
    path("schools/<slug:code>/", portal.public_unit, name="public_unit"),
    path("plaques/<uuid:pk>/", plaques.public_plaque, name="public_plaque"),
    path("plaques/<uuid:pk>/photo/", plaques.public_plaque_photo, name="public_plaque_photo"),
    path("search/", portal.portal_search, name="portal_search"),
    path("check/", portal.check_document, name="check_document"),
    path("desk/search/", search.search, name="search"),
    path("desk/inspectors/<uuid:pk>/growth/print/", growth.print_growth_file, name="print_growth_file"),
    path("desk/units/<uuid:pk>/", units.unit, name="unit"),
    path(f"{DESK}documents/", documents.documents, name="documents"),
    path(f"{DESK}documents/<uuid:pk>/", documents.document, name="document"),
    path(f"{DESK}documents/<uuid:pk>/progress/", documents.document_progress, name="document_progress"),
    path(f"{DESK}documents/<uuid:pk>/acknowledge/", documents.acknowledge_document, name="acknowledge_document"),
    path(f"{DESK}documents/<uuid:pk>/rebuild/", documents.rebuild_document, name="rebuild_document"),
    path(f"{DESK}plaques/<uuid:pk>/pdf/", plaques.plaque_pdf, name="plaque_pdf"),
    path(f"{DESK}plaques/print/", plaques.print_plaques, name="print_plaques"),
    path(f"{DESK}plaques/print/<uuid:pk>/", plaques.plaque_print, name="plaque_print"),
    path(f"{DESK}plaques/print/<uuid:pk>/progress/", plaques.plaque_print_progress, name="plaque_print_progress"),
    path(
        "desk/supervision/inspections/<uuid:pk>/report/",
        reports.draft_inspection_report,
        name="draft_inspection_report",
    ),
    path(DESK, reports.inspection_reports, name="inspection_reports"),
    path(f"{DESK}<uuid:pk>/", reports.inspection_report, name="inspection_report"),
    path(f"{DESK}<uuid:pk>/edit/", reports.edit_inspection_report, name="edit_inspection_report"),
    path(f"{DESK}<uuid:pk>/review/", reports.send_to_review, name="send_to_review"),
    path(f"{DESK}<uuid:pk>/approve/", reports.approve_report, name="approve_report"),
    path(f"{DESK}<uuid:pk>/return/", reports.return_draft, name="return_draft"),
    path(f"{DESK}<uuid:pk>/issue/", reports.issue_inspection_report, name="issue_inspection_report"),
    path(f"{DESK}<uuid:pk>/file/", reports.file_inspection_report, name="file_inspection_report"),
    path(f"{DESK}<uuid:pk>/publish/", reports.publish_report, name="publish_report"),
    path(f"{DESK}<uuid:pk>/withdraw/", reports.withdraw_report, name="withdraw_report"),
]
