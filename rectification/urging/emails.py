"""What units and the office are told of urging notices, in the county's own language."""

from django.utils.translation import gettext as _

from accounts.audience import acting_for, office
from core.calendar.days import date_in_words
from core.notifications import in_chinese, notify, tell
from rectification.models import UrgingNotice


@in_chinese
def urging_issued(urging: UrgingNotice) -> None:
    """The unit is urged; copies of the document are the documents' own news."""
    words = {"number": urging.number, "problem": urging.problem.number, "date": date_in_words(urging.new_deadline_on)}
    title = _("Urging notice %(number)s: put %(problem)s right by %(date)s") % words
    tell(acting_for(urging.unit_id), "urging_issued", title, urging, urging.facts)


@in_chinese
def urgings_proposed(count: int, url: str) -> None:
    """The office has proposals to decide: one message for all that a sweep found."""
    title = _("%(count)s problems became overdue; urging notices are proposed") % {"count": count}
    notify(office(), kind="urgings_proposed", title=title, url=url)
