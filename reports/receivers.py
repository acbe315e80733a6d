"""News from the apps below turned into official documents, inside the transaction that makes the news true."""

from typing import Any

from django.dispatch import receiver

from accounts.models import Organisation, User
from core import calendar
from inspectors.models import Appointment, Appraisal, ConductMeasure
from inspectors.signals import appraisal_filed, appraisal_told, inspector_appointed, measure_decided
from rectification.models import RectificationOrder, UrgingNotice
from rectification.signals import order_issued, problem_struck_off, urging_issued
from reports.document import services as document_services
from reports.facts import inspection as facts_inspection
from reports.facts.appointment import letter_content
from reports.facts.appraisal import form_of_appraisal, notice_of_appraisal
from reports.facts.draw import draw_content
from reports.facts.measure import notice_of_measure
from reports.report import services as report_services
from supervision.models import Draw, FollowUp, Inspection, Opinion
from supervision.signals import (
    consultation_letter_issued,
    draw_confirmed,
    notice_issued,
    opinion_issued,
    preliminary_opinion_fed_back,
)


def _governing(unit: Organisation) -> list[Organisation]:
    return [unit.governing] if unit.governing else []


@receiver(notice_issued, dispatch_uid="document_of_notice")
def document_of_notice(inspection_id: Any, by_id: Any, **_kwargs: Any) -> None:
    """The inspection notice as a numbered document to the unit."""
    inspection = Inspection.objects.select_related("task", "unit__governing").get(pk=inspection_id)
    document_services.issue_document(
        content=facts_inspection.notice_content(inspection, issued_on=inspection.notified_on or calendar.today()),
        about=inspection,
        addressee=inspection.unit,
        copies=_governing(inspection.unit),
        inspection=inspection,
        by=User.objects.get(pk=by_id),
    )


@receiver(preliminary_opinion_fed_back, dispatch_uid="document_of_preliminary_opinion")
def document_of_preliminary_opinion(opinion_id: Any, by_id: Any, **_kwargs: Any) -> None:
    """The preliminary opinion as a numbered letter to the unit; nobody else gets it before the defence."""
    opinion = Opinion.objects.select_related("inspection__task", "inspection__unit").get(pk=opinion_id)
    document_services.issue_document(
        content=facts_inspection.preliminary_content(opinion, fed_back_on=opinion.fed_back_on or calendar.today()),
        about=opinion.inspection,
        addressee=opinion.inspection.unit,
        inspection=opinion.inspection,
        by=User.objects.get(pk=by_id),
    )


@receiver(opinion_issued, dispatch_uid="document_of_opinion")
def document_of_opinion(opinion_id: Any, by_id: Any, **_kwargs: Any) -> None:
    """The opinion letter, copied to the governing department (PLAN 二（三）2)."""
    opinion = Opinion.objects.select_related("inspection__task", "inspection__unit__governing").get(pk=opinion_id)
    document_services.issue_document(
        content=facts_inspection.opinion_content(opinion, issued_on=opinion.issued_on or calendar.today()),
        about=opinion.inspection,
        addressee=opinion.inspection.unit,
        copies=_governing(opinion.inspection.unit),
        inspection=opinion.inspection,
        by=User.objects.get(pk=by_id),
    )


@receiver(consultation_letter_issued, dispatch_uid="document_of_consultation_letter")
def document_of_consultation_letter(follow_up_id: Any, by_id: Any, **_kwargs: Any) -> None:
    """The consultation letter to the department in charge of what a regular visit found (PLATE)."""
    follow_up = FollowUp.objects.select_related("unit", "department", "visit", "item", "inspector").get(pk=follow_up_id)
    document_services.issue_document(
        content=facts_inspection.consultation_content(follow_up),
        about=follow_up,
        addressee=follow_up.department,
        by=User.objects.get(pk=by_id),
    )


@receiver(opinion_issued, dispatch_uid="report_task_of_opinion")
def report_task_of_opinion(opinion_id: Any, by_id: Any, **_kwargs: Any) -> None:
    """The report that the office now owes the county government (REG 23)."""
    opinion = Opinion.objects.select_related("inspection__task", "inspection__unit").get(pk=opinion_id)
    report_services.open_report_task(opinion.inspection, by=User.objects.get(pk=by_id))


@receiver(order_issued, dispatch_uid="document_of_order")
def document_of_order(order_id: Any, by_id: Any, **_kwargs: Any) -> None:
    """The rectification order, copied to the governing department."""
    order = RectificationOrder.objects.select_related("unit__governing", "inspection__task").get(pk=order_id)
    plan = order.plans.order_by("round").first()
    due = plan.due_on if plan is not None and plan.due_on else calendar.today()
    document_services.issue_document(
        content=facts_inspection.order_content(order, plan_due=due),
        about=order,
        addressee=order.unit,
        copies=_governing(order.unit),
        inspection=order.inspection,
        by=User.objects.get(pk=by_id),
    )


@receiver(urging_issued, dispatch_uid="document_of_urging")
def document_of_urging(urging_id: Any, by_id: Any, **_kwargs: Any) -> None:
    """The urging notice, copied to the governing department, which is jointly liable."""
    urging = UrgingNotice.objects.select_related("unit__governing", "problem__order", "problem__inspection").get(
        pk=urging_id
    )
    document_services.issue_document(
        content=facts_inspection.urging_content(urging),
        about=urging,
        addressee=urging.unit,
        copies=_governing(urging.unit),
        inspection=urging.problem.inspection,
        by=User.objects.get(pk=by_id),
    )


@receiver(problem_struck_off, dispatch_uid="report_verified_inspection")
def report_verified_inspection(problem_id: Any, **_kwargs: Any) -> None:
    """When the last problem is struck off after publication, the inspection counts as reported."""
    inspection = Inspection.objects.filter(problems=problem_id).first()
    if inspection is not None:
        report_services.mark_reported(inspection)


@receiver(draw_confirmed, dispatch_uid="document_of_draw")
def document_of_draw(draw_id: Any, by_id: Any, **_kwargs: Any) -> None:
    """The drawing record under the draw's own number; it is addressed to nobody and kept in the register."""
    draw = Draw.objects.select_related("redraw_of").get(pk=draw_id)
    document_services.issue_document(
        content=draw_content(draw), about=draw, addressee=None, by=User.objects.get(pk=by_id)
    )


@receiver(appraisal_told, dispatch_uid="document_of_appraisal_notice")
def document_of_appraisal_notice(appraisal_id: Any, by_id: Any, **_kwargs: Any) -> None:
    """The notice of the grade to the employer: into its inbox where it is on the platform, else to be printed."""
    row = Appraisal.objects.select_related("inspector__zone", "employer_unit").get(pk=appraisal_id)
    document_services.issue_document(
        content=notice_of_appraisal(row), about=row, addressee=row.employer_unit, by=User.objects.get(pk=by_id)
    )


@receiver(appraisal_filed, dispatch_uid="document_of_appraisal_form")
def document_of_appraisal_form(appraisal_id: Any, by_id: Any, **_kwargs: Any) -> None:
    """The filed form of an appraisal; it is addressed to nobody and kept in the register."""
    row = Appraisal.objects.select_related("inspector__zone", "confirmed_by").get(pk=appraisal_id)
    document_services.issue_document(
        content=form_of_appraisal(row), about=row, addressee=None, by=User.objects.get(pk=by_id)
    )


@receiver(inspector_appointed, dispatch_uid="document_of_appointment")
def document_of_appointment(appointment_id: Any, by_id: Any, **_kwargs: Any) -> None:
    """The letter of appointment under its own number; the inspector reads it, the register keeps it."""
    appointment = Appointment.objects.select_related("inspector", "zone").get(pk=appointment_id)
    document_services.issue_document(
        content=letter_content(appointment), about=appointment, addressee=None, by=User.objects.get(pk=by_id)
    )


@receiver(measure_decided, dispatch_uid="document_of_measure")
def document_of_measure(measure_id: Any, by_id: Any, **_kwargs: Any) -> None:
    """The notice of a measure to the inspector alone; nobody gets a copy."""
    measure = ConductMeasure.objects.select_related("inspector").get(pk=measure_id)
    document_services.issue_document(
        content=notice_of_measure(measure), about=measure, addressee=None, by=User.objects.get(pk=by_id)
    )
