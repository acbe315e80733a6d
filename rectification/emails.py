"""Who is told what when something happens on the ledger; inbox and e-mail, in the county's own language."""

import datetime as dt
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import OFFICE_ROLES
from core import notifications
from core.models import Workflowed
from rectification.models import (
    LedgerExport,
    Problem,
    Recheck,
    RectificationOrder,
    RectificationPlan,
    RectificationReport,
    UrgingNotice,
)

P = ParamSpec("P")
R = TypeVar("R")


def in_county_language(function: Callable[P, R]) -> Callable[P, R]:
    """Compose in the default language, whatever language the page that caused it was read in."""

    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        with translation.override(settings.LANGUAGE_CODE):
            return function(*args, **kwargs)

    return wrapper


def day(date: dt.date | None) -> str:
    """A date in words, in the language that is active."""
    return _("%(year)s-%(month)s-%(day)s") % {"year": date.year, "month": date.month, "day": date.day} if date else ""


def office_people() -> QuerySet[User]:
    """Everybody in the supervision office."""
    people: QuerySet[User] = User.objects.active().with_role(*OFFICE_ROLES)
    return people


def people_of(*organisation_ids: Any) -> QuerySet[User]:
    """Everybody who acts for one of the organisations now."""
    people: QuerySet[User] = User.objects.active().acting_for([key for key in organisation_ids if key is not None])
    return people


@in_county_language
def order_issued(order: RectificationOrder, plan: RectificationPlan) -> None:
    """The unit has an order to answer with a plan; copies of the document are the documents' own news."""
    words = {"number": order.number, "date": day(plan.due_on)}
    _tell(
        people_of(order.unit_id),
        plan,
        "order_issued",
        _("Rectification order %(number)s: submit the rectification plan by %(date)s") % words,
        order.basis,
    )


@in_county_language
def plan_submitted(plan: RectificationPlan) -> None:
    """The office has a plan to review."""
    words = {"unit": plan.order.unit.name, "number": plan.order.number, "round": plan.round}
    title = _("%(unit)s submitted its rectification plan to %(number)s (round %(round)s)") % words
    _tell(office_people(), plan, "plan_submitted", title)


@in_county_language
def plan_accepted(plan: RectificationPlan) -> None:
    """The unit may carry out its plan."""
    title = _("Your rectification plan to %(number)s was accepted") % {"number": plan.order.number}
    _tell(people_of(plan.order.unit_id), plan, "plan_accepted", title, _("Put right, then report problem by problem."))


@in_county_language
def plan_returned(plan: RectificationPlan, following: RectificationPlan) -> None:
    """The unit reads why, in the next round."""
    words = {"number": plan.order.number, "date": day(following.due_on)}
    title = _("Your rectification plan to %(number)s was returned; submit again by %(date)s") % words
    _tell(people_of(plan.order.unit_id), following, "plan_returned", title, plan.review_reason)


@in_county_language
def report_submitted(report: RectificationReport) -> None:
    """The office has a report to review."""
    problem = report.problem
    words = {"unit": problem.unit.name, "number": problem.number, "round": report.round}
    title = _("%(unit)s reported on %(number)s (round %(round)s)") % words
    _tell(office_people(), report, "report_submitted", title, problem.text)


@in_county_language
def report_returned(report: RectificationReport) -> None:
    """The unit reads why its report was returned."""
    title = _("Your report on %(number)s was returned") % {"number": report.problem.number}
    _tell(people_of(report.problem.unit_id), report, "report_returned", title, report.review_reason)


@in_county_language
def recheck_assigned(recheck: Recheck, problem: Problem) -> None:
    """The inspector has a recheck to do; the unit knows that its report was accepted."""
    words = {"number": problem.number, "unit": problem.unit.name, "date": day(problem.due_on)}
    title = _("Recheck %(number)s at %(unit)s by %(date)s") % words
    _tell([recheck.inspector.user], problem, "recheck_assigned", title, problem.text)
    accepted = _("Your report on %(number)s was accepted; an inspector will recheck on site by %(date)s") % words
    _tell(people_of(problem.unit_id), problem, "report_accepted", accepted, problem.text)


@in_county_language
def recheck_left_open(recheck: Recheck) -> None:
    """The office has to appoint another inspector, since the one who was to recheck serves no more."""
    problem = recheck.problem
    words = {"number": problem.number, "unit": problem.unit.name, "inspector": recheck.inspector.name}
    title = _("%(inspector)s serves no more: appoint another inspector to recheck %(number)s at %(unit)s") % words
    _tell(office_people(), problem, "recheck_left_open", title, problem.text)


@in_county_language
def struck_off(problem: Problem) -> None:
    """Unit and office know that the problem is done with."""
    words = {"number": problem.number, "unit": problem.unit.name}
    _tell(
        people_of(problem.unit_id),
        problem,
        "problem_struck_off",
        _("%(number)s passed its recheck and is struck off") % words,
        problem.text,
    )
    _tell(
        office_people(),
        problem,
        "problem_struck_off",
        _("%(unit)s: %(number)s passed its recheck and is struck off") % words,
        problem.text,
    )


@in_county_language
def recheck_failed(problem: Problem, recheck: Recheck) -> None:
    """The office knows of the failed recheck; the unit hears of it by the urging notice."""
    words = {"number": problem.number, "unit": problem.unit.name, "date": day(problem.deadline_on)}
    title = _("%(unit)s: %(number)s did not pass its recheck; new deadline %(date)s") % words
    _tell(office_people(), problem, "recheck_failed", title, recheck.note)


@in_county_language
def urging_issued(urging: UrgingNotice) -> None:
    """The unit is urged; copies of the document are the documents' own news."""
    words = {"number": urging.number, "problem": urging.problem.number, "date": day(urging.new_deadline_on)}
    title = _("Urging notice %(number)s: put %(problem)s right by %(date)s") % words
    _tell(people_of(urging.unit_id), urging, "urging_issued", title, urging.facts)


@in_county_language
def urgings_proposed(count: int, url: str) -> None:
    """The office has proposals to decide: one message for all that a sweep found."""
    title = _("%(count)s problems became overdue; urging notices are proposed") % {"count": count}
    notifications.notify(office_people(), kind="urgings_proposed", title=title, url=url)


@in_county_language
def export_built(export: LedgerExport) -> None:
    """Whoever asked for the export finds it in the inbox."""
    title = _("Your export of the ledger is ready: %(rows)s rows") % {"rows": export.total}
    notifications.notify([export.asked_by], kind="export_built", title=title, url=export.get_absolute_url())


def _tell(people: Iterable[Any], about: Workflowed, kind: str, title: str, body: str = "") -> None:
    url = about.get_absolute_url()  # type: ignore[attr-defined]
    notifications.notify(people, kind=kind, title=title, body=body, url=url, about=about)
