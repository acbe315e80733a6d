"""Who is told what when something happens on the ledger; inbox and e-mail, in the county's own language."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.audience import acting_for, office
from core.notifications import in_chinese, notify, tell
from rectification.models import (
    LedgerExport,
    Problem,
    Recheck,
    RectificationOrder,
    RectificationPlan,
    RectificationReport,
    UrgingNotice,
)


def day(date: dt.date | None) -> str:
    """A date in words, in the language that is active."""
    return _("%(year)s-%(month)s-%(day)s") % {"year": date.year, "month": date.month, "day": date.day} if date else ""


@in_chinese
def order_issued(order: RectificationOrder, plan: RectificationPlan) -> None:
    """The unit has an order to answer with a plan; copies of the document are the documents' own news."""
    words = {"number": order.number, "date": day(plan.due_on)}
    title = _("Rectification order %(number)s: submit the rectification plan by %(date)s") % words
    tell(acting_for(order.unit_id), "order_issued", title, plan, order.basis)


@in_chinese
def plan_submitted(plan: RectificationPlan) -> None:
    """The office has a plan to review."""
    words = {"unit": plan.order.unit.name, "number": plan.order.number, "round": plan.round}
    title = _("%(unit)s submitted its rectification plan to %(number)s (round %(round)s)") % words
    tell(office(), "plan_submitted", title, plan)


@in_chinese
def plan_accepted(plan: RectificationPlan) -> None:
    """The unit may carry out its plan."""
    title = _("Your rectification plan to %(number)s was accepted") % {"number": plan.order.number}
    body = _("Put right, then report problem by problem.")
    tell(acting_for(plan.order.unit_id), "plan_accepted", title, plan, body)


@in_chinese
def plan_returned(plan: RectificationPlan, following: RectificationPlan) -> None:
    """The unit reads why, in the next round."""
    words = {"number": plan.order.number, "date": day(following.due_on)}
    title = _("Your rectification plan to %(number)s was returned; submit again by %(date)s") % words
    tell(acting_for(plan.order.unit_id), "plan_returned", title, following, plan.review_reason)


@in_chinese
def report_submitted(report: RectificationReport) -> None:
    """The office has a report to review."""
    problem = report.problem
    words = {"unit": problem.unit.name, "number": problem.number, "round": report.round}
    title = _("%(unit)s reported on %(number)s (round %(round)s)") % words
    tell(office(), "report_submitted", title, report, problem.text)


@in_chinese
def report_returned(report: RectificationReport) -> None:
    """The unit reads why its report was returned."""
    title = _("Your report on %(number)s was returned") % {"number": report.problem.number}
    tell(acting_for(report.problem.unit_id), "report_returned", title, report, report.review_reason)


@in_chinese
def recheck_assigned(recheck: Recheck, problem: Problem) -> None:
    """The inspector has a recheck to do; the unit knows that its report was accepted."""
    words = {"number": problem.number, "unit": problem.unit.name, "date": day(problem.due_on)}
    title = _("Recheck %(number)s at %(unit)s by %(date)s") % words
    tell([recheck.inspector.user], "recheck_assigned", title, problem, problem.text)
    accepted = _("Your report on %(number)s was accepted; an inspector will recheck on site by %(date)s") % words
    tell(acting_for(problem.unit_id), "report_accepted", accepted, problem, problem.text)


@in_chinese
def recheck_left_open(recheck: Recheck) -> None:
    """The office has to appoint another inspector, since the one who was to recheck serves no more."""
    problem = recheck.problem
    words = {"number": problem.number, "unit": problem.unit.name, "inspector": recheck.inspector.name}
    title = _("%(inspector)s serves no more: appoint another inspector to recheck %(number)s at %(unit)s") % words
    tell(office(), "recheck_left_open", title, problem, problem.text)


@in_chinese
def struck_off(problem: Problem) -> None:
    """Unit and office know that the problem is done with."""
    words = {"number": problem.number, "unit": problem.unit.name}
    title = _("%(number)s passed its recheck and is struck off") % words
    tell(acting_for(problem.unit_id), "problem_struck_off", title, problem, problem.text)
    title = _("%(unit)s: %(number)s passed its recheck and is struck off") % words
    tell(office(), "problem_struck_off", title, problem, problem.text)


@in_chinese
def recheck_failed(problem: Problem, recheck: Recheck) -> None:
    """The office knows of the failed recheck; the unit hears of it by the urging notice."""
    words = {"number": problem.number, "unit": problem.unit.name, "date": day(problem.deadline_on)}
    title = _("%(unit)s: %(number)s did not pass its recheck; new deadline %(date)s") % words
    tell(office(), "recheck_failed", title, problem, recheck.note)


@in_chinese
def urging_issued(urging: UrgingNotice) -> None:
    """The unit is urged; copies of the document are the documents' own news."""
    words = {"number": urging.number, "problem": urging.problem.number, "date": day(urging.new_deadline_on)}
    title = _("Urging notice %(number)s: put %(problem)s right by %(date)s") % words
    tell(acting_for(urging.unit_id), "urging_issued", title, urging, urging.facts)


@in_chinese
def urgings_proposed(count: int, url: str) -> None:
    """The office has proposals to decide: one message for all that a sweep found."""
    title = _("%(count)s problems became overdue; urging notices are proposed") % {"count": count}
    notify(office(), kind="urgings_proposed", title=title, url=url)


@in_chinese
def export_built(export: LedgerExport) -> None:
    """Whoever asked for the export finds it in the inbox."""
    title = _("Your export of the ledger is ready: %(rows)s rows") % {"rows": export.total}
    notify([export.asked_by], kind="export_built", title=title, url=export.get_absolute_url())
