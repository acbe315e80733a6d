"""`{% documents_of record %}`: the official documents about a record, for the pages of every app."""

from typing import Any

from django import template
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.template import Context

from rectification.models import Problem
from reports.layout.kinds import KINDS
from reports.models import OfficialDocument
from supervision.models import Inspection

register = template.Library()


@register.inclusion_tag("reports/unit/documents_of.html", takes_context=True)
def documents_of(context: Context, record: Model) -> dict[str, Any]:
    """The documents about `record` that the reader may see, newest first; one statement.

    An inspection shows all documents of its procedure; a problem those of its order and its urging notices too.
    """
    rows = OfficialDocument.objects.visible_to(context["request"].user).filter(_about(record))
    documents = list(rows.select_related("pdf", "addressee").defer("content")[:50])
    for row in documents:
        row.kind_name = KINDS[row.kind].name
    return {"documents": documents}


def _about(record: Model) -> Q:
    if isinstance(record, Inspection):
        return Q(inspection=record)
    own = _key(record)
    if isinstance(record, Problem):
        for urging in record.urging_notices.all():
            own |= _key(urging)
        if record.order is not None:
            own |= _key(record.order)
        if record.inspection_id:
            own |= Q(inspection=record.inspection_id, kind="opinion_letter")
    return own


def _key(record: Model) -> Q:
    return Q(about_type=ContentType.objects.get_for_model(record), about_id=str(record.pk))
