"""What an issued opinion letter brings onto the ledger."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from core import calendar
from rectification.models import RectificationOrder
from rectification.services.order import create_order
from rectification.services.problem import register_opinion_item
from supervision.models import Inspection, Opinion


@transaction.atomic
def register_opinion(opinion: Opinion, *, by: Any) -> RectificationOrder | None:
    """Register every problem of the issued letter and draft one order for them all.

    Takes the opinion and who issued it. Returns the draft, or None for a letter without problems. Clause: REG 21–22;
    PLAN 二（三）2, 5.
    """
    inspection: Inspection = opinion.inspection
    on = opinion.issued_on or calendar.today()
    with translation.override(settings.LANGUAGE_CODE):
        note = _("Opinion letter %(number)s") % {"number": opinion.number}
    items = opinion.items.select_related("finding__visit__inspector", "finding__indicator")
    problems = [register_opinion_item(item, by=by, inspection=inspection, on=on, note=note) for item in items]
    if not problems:
        return None
    return create_order(
        by=by, unit=inspection.unit, problems=problems, basis=inspection.task.name, inspection=inspection
    )
