"""Inspection reports: drafted from the ledger, approved, numbered, filed, published (REG 23, PLAN 二（三）1)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import User
from core import audit, calendar, numbering, transitions
from core.errors import Refused, TransitionRefused
from rectification.models import Problem
from reports import privacy
from reports.document.permissions import check_can_draft_reports
from reports.document.services import issue_document
from reports.facts.inspection import report_content
from reports.layout.render import document_text
from reports.layout.storage import load
from reports.models import BuildState, InspectionReport, OfficialDocument, ReportProblem
from reports.report import emails
from supervision.models import Inspection, Survey
from supervision.models.inspection import AFTER_OPINION
from supervision.survey.services.results import audiences_in

REG_23 = "《教育督导条例》第二十三条"
AUDIENCES = {"parents": "家长", "pupils": "学生", "teachers": "教师"}
OPEN_26 = "《政府信息公开条例》第二十六条"


@transaction.atomic
def open_report_task(inspection: Inspection, *, by: User) -> InspectionReport:
    """Put the report on `inspection` on the office's desk, with the day by which it is to be formed (REG 23).

    Called when the opinion letter is issued. Returns the report that is to be drafted; where there is one already, that
    one, and nothing is changed.
    """
    known = InspectionReport.objects.exclude(state="withdrawn").filter(inspection=inspection).first()
    if known is not None:
        return known
    issued_on = inspection.opinion.issued_on or calendar.today()
    limit = calendar.deadline(issued_on, *policy.days("report_days"))
    return transitions.create(
        InspectionReport(
            inspection=inspection,
            unit=inspection.unit,
            title=f"关于{inspection.unit.name}{inspection.task.name}情况的报告",
            overview="",
            drafted_by=by,
            due_on=limit.on,
            due_basis=limit.basis("report_days"),
        ),
        by=by,
    )


@transaction.atomic
def draft_inspection_report(inspection: Inspection, *, by: User) -> InspectionReport:
    """Draft the report on `inspection` from its record, its opinion and the ledger; returns the draft.

    Raises NotAllowed for anybody but the office, Refused before the opinion letter or when a report exists already.
    """
    check_can_draft_reports(by)
    if inspection.state not in AFTER_OPINION:
        raise Refused(
            _("The report is drafted after the opinion letter has been issued."),
            rule=REG_23,
            remedy=_("Issue the opinion letter first."),
        )
    task = open_report_task(inspection, by=by)
    if task.state != "to_draft":
        raise Refused(_("There is already a report on this inspection."), remedy=_("Open it and go on there."))
    opinion = inspection.opinion
    report = transitions.apply_transition(
        task,
        "draft_inspection_report",
        by=by,
        overview=_who_was_heard(inspection),
        achievements=opinion.evaluation,
        advice=opinion.advice,
        drafted_by=by,
        **_still_due(task),
    )
    problems = inspection.problems.exclude(state="withdrawn").order_by("number")
    ReportProblem.objects.bulk_create(
        ReportProblem(report=report, problem=problem, order=order, text=problem.text)
        for order, problem in enumerate(problems, 1)
    )
    return report


def _who_was_heard(inspection: Inspection) -> str:
    heard = inspection.public_opinions.aggregate(Sum("pupils"), Sum("parents"), Sum("teachers"))
    pupils, parents, teachers = (heard[f"{who}__sum"] or 0 for who in ("pupils", "parents", "teachers"))
    words = f"共听取学生{pupils}人、家长{parents}人、教师{teachers}人的意见。"
    for survey in Survey.objects.closed().filter(inspection=inspection):
        for audience, result in audiences_in(survey):
            if result["shown"]:
                words += f"收回{AUDIENCES[audience]}匿名问卷{result['answers']}份，满意率{result['percent']}%。"
    return words


def _still_due(report: InspectionReport) -> dict[str, Any]:
    """The day by which the report is to be formed, which a step on the way does not change."""
    return {"due_on": report.due_on, "due_basis": report.due_basis}


@transaction.atomic
def edit_inspection_report(
    report: InspectionReport,
    *,
    by: User,
    title: str,
    overview: str,
    achievements: str,
    advice: str,
    problems: Mapping[Any, str],
) -> InspectionReport:
    """Change the words of a draft; `problems` maps the key of each ReportProblem to its new words.

    Problems can be reworded, never left out: what is on the ledger is in the report. Raises NotAllowed for others than
    the office, Refused when the report is no longer a draft or a problem's words are empty.
    """
    check_can_draft_reports(by)
    locked = InspectionReport.objects.select_for_update(no_key=True).get(pk=report.pk)
    if locked.state != "draft":
        raise Refused(_("Only a draft can be changed."), remedy=_("Ask the head of the office to return it first."))
    if any(not text.strip() for text in problems.values()):
        raise Refused(_("A problem on the ledger cannot be left out of the report."), rule=REG_23)
    locked.title, locked.overview, locked.achievements, locked.advice = title, overview, achievements, advice
    locked.save(update_fields=["title", "overview", "achievements", "advice"])
    for row in locked.problems.all():
        if str(row.pk) in problems and row.text != problems[str(row.pk)]:
            row.text = problems[str(row.pk)]
            row.save(update_fields=["text"])
    audit.record("edit_inspection_report", by=by, obj=locked)
    return locked


@transaction.atomic
def send_to_review(report: InspectionReport, *, by: User) -> InspectionReport:
    """Hand the draft to the head of the office. Raises Refused while it holds personal data."""
    _refuse_personal_data(document_text(report_content(report, number="", signer="")))
    report = transitions.apply_transition(report, "send_to_review", by=by, **_still_due(report))
    emails.report_to_approve(report)
    return report


@transaction.atomic
def approve_report(report: InspectionReport, *, by: User) -> InspectionReport:
    """Approve the report; whoever drafted it does not approve it. Raises Refused, NotYourTurn."""
    check_reached(report, "approve_report", by=by)
    if report.drafted_by_id == by.pk:
        raise Refused(
            _("Whoever drafted a report does not approve it."), remedy=_("Another head of the office approves it.")
        )
    report = transitions.apply_transition(report, "approve_report", by=by, approved_by=by, **_still_due(report))
    emails.report_approved(report)
    return report


@transaction.atomic
def return_draft(report: InspectionReport, *, by: User, reason: str) -> InspectionReport:
    """Give the report back to the office with the reason. Raises Refused without one."""
    check_reached(report, "return_draft", by=by)
    report = transitions.apply_transition(report, "return_draft", by=by, reason=reason, **_still_due(report))
    emails.report_returned(report, reason)
    return report


@transaction.atomic
def issue_inspection_report(report: InspectionReport, *, by: User) -> InspectionReport:
    """Number the report and issue it upward to the county government; its PDF is built in the background.

    From the day of issue the days to publication count (OPEN 26).
    """
    check_reached(report, "issue_inspection_report", by=by)
    today = calendar.today()
    number = numbering.issue_number(policy.text("series_report"), on=today, by=by, about=report)
    limit = calendar.deadline(today, *policy.days("publication_days"))
    report = transitions.apply_transition(
        report,
        "issue_inspection_report",
        by=by,
        number=number.text,
        issued_on=today,
        due_on=limit.on,
        due_basis=limit.basis("publication_days"),
    )
    signer = report.approved_by.name if report.approved_by else ""
    issue_document(
        content=report_content(report, number=number.text, signer=signer),
        about=report,
        addressee=None,
        copies=[unit for unit in (report.unit.governing,) if unit is not None],
        inspection=report.inspection,
        by=by,
    )
    return report


@transaction.atomic
def file_inspection_report(
    report: InspectionReport, *, by: User, filed_on: dt.date, filed_with: str
) -> InspectionReport:
    """Record that the report was filed with the next higher body (REG 23). Raises Refused for wrong dates."""
    check_reached(report, "file_inspection_report", by=by)
    if report.issued_on is not None and not report.issued_on <= filed_on <= calendar.today():
        raise Refused(_("The filing lies between the day of issue and today."), rule=REG_23)
    return transitions.apply_transition(
        report,
        "file_inspection_report",
        by=by,
        filed_on=filed_on,
        filed_with=filed_with,
        **_still_due(report),
    )


@transaction.atomic
def publish_report(report: InspectionReport, *, by: User) -> InspectionReport:
    """Put the report on the portal, its problems with it, so that everybody can follow them (M8).

    Raises Refused while the PDF is not frozen or while it holds personal data.
    """
    check_reached(report, "publish_report", by=by)
    document = document_of(report)
    if document is None or document.build_state != BuildState.BUILT:
        raise Refused(
            _("The PDF is not ready yet; a report is published together with its PDF."),
            remedy=_("Wait a moment, or build the PDF again on the document's page."),
        )
    _refuse_personal_data(document_text(load(document.content)))
    report = transitions.apply_transition(report, "publish_report", by=by, published_at=timezone.now())
    told = Problem.objects.filter(report_problems__report=report, published_at=None)
    Problem.objects.filter(pk__in=list(told.values_list("pk", flat=True))).update(published_at=timezone.now())
    emails.report_published(report)
    mark_reported(report.inspection)
    return report


@transaction.atomic
def withdraw_report(report: InspectionReport, *, by: User, reason: str) -> InspectionReport:
    """Withdraw a published report; it stays on the portal, marked, with the reason. Raises Refused without one."""
    return transitions.apply_transition(report, "withdraw_report", by=by, reason=reason, withdrawn_reason=reason)


def check_reached(report: InspectionReport, action: str, *, by: User) -> None:
    """Raise TransitionRefused, naming REG 23, where the report's step `action` comes too early for whoever may take it.

    Formed, filed with the next higher body, published: one after the other.
    """
    steps = [step for step in report.workflow.steps if step.action == action]
    road = list(report.workflow.line)
    first = min(road.index(source) for step in steps for source in step.sources)
    parties = [party for step in steps for party in step.by]
    if report.state not in road or road.index(report.state) >= first:
        return
    if any(report.is_party(party, by) for party in parties):
        raise TransitionRefused(
            _("The report is now “%(state)s”: this step comes later.") % {"state": report.get_state_display()},
            rule=REG_23,
            remedy=_("A report is approved, issued, filed with the higher body and published, one after the other."),
        )


def mark_reported(inspection: Inspection) -> None:
    """Take the inspection to "reported" once it is verified and its report is published; else do nothing."""
    inspection.refresh_from_db()
    published = InspectionReport.objects.filter(inspection=inspection, state="published").exists()
    if inspection.state == "verified" and published:
        transitions.apply_transition(inspection, "report_inspection", by=None)


def document_of(report: InspectionReport) -> OfficialDocument | None:
    """The official document of `report`, or None before it is issued."""
    return OfficialDocument.objects.filter(number=report.number).first() if report.number else None


def _refuse_personal_data(text: str) -> None:
    found = privacy.personal_data_in(text)
    if found:
        raise Refused(
            _("Personal data may not be published: %(found)s")
            % {"found": "、".join(privacy.masked(passage) for passage in found[:5])},
            rule=OPEN_26,
            remedy=_("Take the passage out of the report and try again."),
        )
