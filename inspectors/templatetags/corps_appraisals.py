"""Appraisals on pages: the chip of a grade, the section of an inspector."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from core.templatetags.house import chip
from inspectors import permissions
from inspectors.enums import AppraisalGrade
from inspectors.models import Appraisal, Inspector

register = template.Library()

TONES = {
    AppraisalGrade.EXCELLENT: "good",
    AppraisalGrade.COMPETENT: "good",
    AppraisalGrade.BASIC: "waiting",
    AppraisalGrade.INCOMPETENT: "bad",
}
SHOWN = 6


@register.simple_tag
def grade_chip(appraisal: Appraisal) -> SafeString:
    """The grade of an appraisal as a chip; whether the reader may see it is for the page to ask."""
    return chip(appraisal.get_grade_display(), TONES.get(AppraisalGrade(appraisal.grade), "neutral"))


@register.inclusion_tag("inspectors/on_inspector_appraisals.html", takes_context=True)
def appraisals_of(context: Context, inspector: Inspector) -> dict[str, Any]:
    """The last appraisals on an inspector's page and the way to the growth file, for the county and the inspector."""
    user = context["request"].user
    if not permissions.may(permissions.check_can_read_growth_file, user, inspector):
        return {"shown": False}
    found = Appraisal.objects.visible_to(user).standing().filter(inspector=inspector)
    rows = list(found.order_by("-period_until", "-pk")[:SHOWN])
    for row in rows:
        row.shows_grade = row.shows_grade_to(user)
    return {"shown": True, "inspector": inspector, "rows": rows}
