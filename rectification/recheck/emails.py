"""What inspectors, units and the office are told of rechecks, in the county's own language."""

from django.utils.translation import gettext as _

from accounts.audience import acting_for, office
from core.calendar.days import date_in_words
from core.notifications import in_chinese, tell
from rectification.models import Problem, Recheck


@in_chinese
def recheck_assigned(recheck: Recheck, problem: Problem) -> None:
    """The inspector has a recheck to do; the unit knows that its report was accepted."""
    words = {"number": problem.number, "unit": problem.unit.name, "date": date_in_words(problem.due_on)}
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
    words = {"number": problem.number, "unit": problem.unit.name, "date": date_in_words(problem.deadline_on)}
    title = _("%(unit)s: %(number)s did not pass its recheck; new deadline %(date)s") % words
    tell(office(), "recheck_failed", title, problem, recheck.note)
