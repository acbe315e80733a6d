"""Appraisals on pages: the chip of a grade, whose turn it is and for what, the section of an inspector."""

from typing import Any

from django import template
from django.db.models import Q
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core import calendar
from core.templatetags.house import chip
from core.workflow import PARTY_LABELS
from inspectors.appraisal import permissions as appraisal_permissions
from inspectors.models import Appraisal, AppraisalGrade, Inspector
from inspectors.roster import permissions as roster_permissions
from inspectors.workflow.appraisal import APPRAISAL

register = template.Library()

TONES = {
    AppraisalGrade.EXCELLENT: "good",
    AppraisalGrade.COMPETENT: "good",
    AppraisalGrade.BASIC: "waiting",
    AppraisalGrade.INCOMPETENT: "bad",
}
SHOWN = 6
# What the office does in the place of an inspector without an account.
ON_PAPER = {"open": ["receive_summary"], "told": ["lapse_reply"]}


@register.simple_tag
def grade_chip(appraisal: Appraisal) -> SafeString:
    """The grade of an appraisal as a chip; whether the reader may see it is for the page to ask."""
    return chip(appraisal.get_grade_display(), TONES.get(AppraisalGrade(appraisal.grade), "neutral"))


@register.simple_tag(takes_context=True)
def next_step(context: Context, appraisal: Appraisal) -> SafeString:
    """What comes next and who does it, in a list; a link for whoever may. Empty at the end. Asks the database nothing.

    Where the inspector has no account, or the day for the self-summary is past, the office goes on.
    """
    actions = [step.action for step in APPRAISAL.steps_from(appraisal.state) if step.turn]
    if appraisal.inspector.user_id is None:
        actions = ON_PAPER.get(appraisal.state, actions)
    elif appraisal.state == "open" and appraisal.due_on is not None and appraisal.due_on < calendar.today():
        actions.append("waive_summary")
    user = context["request"].user
    lines = [_step_line(appraisal, action, user) for action in actions]
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in lines))


def _step_line(appraisal: Appraisal, action: str, user: Any) -> SafeString:
    step = next(step for step in APPRAISAL.steps if step.action == action)
    parties = [party for party in step.by if party != "system"]
    mine = any(Appraisal.party_of(party, user) == Q() for party in parties)
    party = _("In person") if "appraised" in parties else _(PARTY_LABELS[parties[0]])
    words = {"party": party, "step": _(step.label)}
    if not mine:
        return format_html('<span class="muted">{}</span>', _("%(party)s: %(step)s") % words)
    return format_html('<a href="{}">{}</a>', reverse(action, args=[appraisal.pk]), words["step"])


@register.inclusion_tag("inspectors/appraisal/on_inspector_appraisals.html", takes_context=True)
def appraisals_of(context: Context, inspector: Inspector) -> dict[str, Any]:
    """The last appraisals on an inspector's page and the way to the growth file, for the county and the inspector."""
    user = context["request"].user
    if not roster_permissions.may(appraisal_permissions.check_can_read_growth_file, user, inspector):
        return {"shown": False}
    found = Appraisal.objects.visible_to(user).standing().filter(inspector=inspector)
    rows = list(found.order_by("-period_until", "-pk")[:SHOWN])
    for row in rows:
        row.shows_grade = row.shows_grade_to(user)
    return {"shown": True, "inspector": inspector, "rows": rows}
