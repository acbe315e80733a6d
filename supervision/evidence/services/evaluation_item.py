"""One item of a self-evaluation: saved as a draft while it is written, and held against being handed in meanwhile."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import audit
from supervision.framework.services import score
from supervision.models import Indicator, Inspection, ItemReview, SelfEvaluationItem
from supervision.procedure.services.order import check_turn


def open_self_evaluation(inspection: Inspection, *, by: User) -> Inspection:
    """Hold the inspection while its self-evaluation is written, and return it fresh; must run in a transaction.

    Raises NotYourTurn for anybody but the unit, TransitionRefused once it was handed in, in another window too.
    """
    rows = Inspection.objects.select_for_update(of=("self",)).select_related("task", "unit")
    fresh = rows.get(pk=inspection.pk)
    check_turn(fresh, "submit_self_evaluation", by=by)
    return fresh


@transaction.atomic
def save_self_evaluation_item(
    inspection: Inspection,
    *,
    by: User,
    indicator: Indicator,
    text: str,
    is_applicable: bool = True,
    points: Decimal | None = None,
    grade: str = "",
    is_met: bool | None = None,
    measured: Decimal | None = None,
) -> SelfEvaluationItem:
    """Save what the unit says of itself at one indicator, as a draft (REG 18).

    `text` says what was done, or, where `is_applicable` is false, why the indicator does not hold here; then no value
    is kept. Returns the item. Raises Refused for an indicator that is not the task's or a value that its method does
    not know; and as `open_self_evaluation`.
    """
    inspection = open_self_evaluation(inspection, by=by)
    score.check_indicator(inspection, indicator)
    value = score.value_of(indicator, points=points, grade=grade, is_met=is_met, measured=measured)
    fields = score.EMPTY | (value if is_applicable else {}) | {"text": text.strip(), "is_applicable": is_applicable}
    item, is_new = SelfEvaluationItem.objects.get_or_create(inspection=inspection, indicator=indicator)
    if not is_new and all(getattr(item, name) == given for name, given in fields.items()):
        return item
    for name, given in fields.items():
        setattr(item, name, given)
    touch(item)
    item.save(update_fields=list(fields))
    audit.record("save_self_evaluation_item", by=by, obj=item, data={"indicator": indicator.code})
    return item


def touch(item: SelfEvaluationItem) -> None:
    """Note that the unit changed `item`: what was made of it before no longer holds."""
    item.saved_at = timezone.now()
    item.review, item.reviewed_by, item.reviewed_at = ItemReview.OPEN, None, None
    item.save(update_fields=["saved_at", "review", "reviewed_by", "reviewed_at"])
