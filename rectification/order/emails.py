"""What a unit is told of an order, in the county's own language."""

from django.utils.translation import gettext as _

from accounts.audience import acting_for
from core.calendar.days import date_in_words
from core.notifications import in_chinese, tell
from rectification.models import RectificationOrder, RectificationPlan


@in_chinese
def order_issued(order: RectificationOrder, plan: RectificationPlan) -> None:
    """The unit has an order to answer with a plan; copies of the document are the documents' own news."""
    words = {"number": order.number, "date": date_in_words(plan.due_on)}
    title = _("Rectification order %(number)s: submit the rectification plan by %(date)s") % words
    tell(acting_for(order.unit_id), "order_issued", title, plan, order.basis)
