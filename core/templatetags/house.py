"""The words and pieces every page is built of: icons, chips, deadlines, the stepper, buttons, the timeline, dates."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.paginator import Page
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core import calendar
from core.audit import events_about
from core.models import AuditEvent, Workflowed
from core.transitions import available_steps
from core.workflow import Step, Workflow, gettext_noop

register = template.Library()

TONE_ICONS = {
    "neutral": "dash-circle",
    "active": "play-circle",
    "waiting": "hourglass-split",
    "good": "check-circle",
    "bad": "exclamation-circle",
}
SOON = 3
FILE_TYPES = {
    ".pdf": "PDF",
    ".jpg": gettext_noop("Picture"),
    ".png": gettext_noop("Picture"),
    ".webp": gettext_noop("Picture"),
    ".docx": "Word",
    ".xlsx": "Excel",
    ".mp4": gettext_noop("Video"),
}

# In the order of asking: the names that pretend to be others come first.
BROWSERS = {
    "MicroMessenger": gettext_noop("WeChat"),
    "QIHU": "360",
    "360SE": "360",
    "Edg": "Edge",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "HarmonyOS": "HarmonyOS",
    "OpenHarmony": "HarmonyOS",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


@cache
def _svg(name: str) -> SafeString:
    relative = f"bootstrap-icons/icons/{name}.svg"
    found = finders.find(relative) or str(Path(settings.STATIC_ROOT or ".") / relative)
    if not re.fullmatch(r"[a-z0-9-]+", name) or not Path(found).is_file():
        return mark_safe("")
    drawing = re.search(r"<svg[^>]*>(.*)</svg>", Path(found).read_text("utf-8"), re.DOTALL)
    inner = drawing.group(1).strip() if drawing else ""
    # The drawing comes out of an installed package, never from a person.
    return mark_safe(f'<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{inner}</svg>')  # noqa: S308


@register.simple_tag
def icon(name: str) -> SafeString:
    """The Bootstrap icon `name`, drawn into the page and hidden from screen readers; nothing where there is none."""
    return _svg(str(name or ""))


@register.simple_tag
def chip(word: object, tone: str = "neutral") -> SafeString:
    """A chip: icon, word and tone (neutral, active, waiting, good, bad)."""
    return format_html('<span class="chip chip-{}">{}{}</span>', tone, _svg(TONE_ICONS.get(tone, "dash-circle")), word)


@register.simple_tag
def state_chip(obj: Workflowed) -> SafeString:
    """The chip of the state in which `obj` stands."""
    return chip(obj.get_state_display(), obj.state_tone)


@register.simple_tag(takes_context=True)
def deadline(context: Context, obj: Any, explain: bool = True) -> SafeString:
    """How long `obj` has left, in words and tone; a tap explains how the date was reached.

    Takes anything with `due_on` and `due_basis`. The holiday table is read once per page. Empty without a deadline.
    """
    if not obj.due_on:
        return mark_safe("")
    today = calendar.today()
    words, tone = _time_left(context, obj.due_on, obj.due_basis or {}, today)
    mark = _svg("exclamation-triangle" if tone == "over" else "clock")
    reasons = calendar.explain(obj.due_basis) if explain and obj.due_basis else []
    if not reasons:
        return format_html(
            '<span class="deadline deadline-plain deadline-{}" title="{}">{}{}</span>',
            tone,
            cn_date(obj.due_on),
            mark,
            words,
        )
    return format_html(
        '<details class="deadline deadline-{}"><summary>{}{}</summary>'
        '<div class="deadline-why"><strong>{}</strong><ul>{}</ul></div></details>',
        tone,
        mark,
        words,
        _("Due on %(date)s") % {"date": cn_date(obj.due_on)},
        format_html_join("", "<li>{}</li>", ((line,) for line in reasons)),
    )


def _time_left(context: Context, due: dt.date, basis: Mapping[str, Any], today: dt.date) -> tuple[str, str]:
    if due < today:
        return _("%(days)s days overdue") % {"days": (today - due).days}, "over"
    if due == today:
        return _("Due today"), "soon"
    left = (due - today).days
    if basis.get("unit") == calendar.DayUnit.WORKING:
        worked = calendar.working_days_between(today, due, table=_days(context, today, due))
        return _("%(days)s working days left") % {"days": worked}, "soon" if worked <= SOON else "ok"
    return _("%(days)s days left") % {"days": left}, "soon" if left <= SOON else "ok"


def _days(context: Context, today: dt.date, due: dt.date) -> calendar.Days | None:
    """The holiday table of the coming 400 days, read once for the whole page; None for a date beyond."""
    request = context.get("request")
    if request is None or due > today + dt.timedelta(days=400):
        return None
    if not hasattr(request, "house_days"):
        request.house_days = calendar.load_days(today, today + dt.timedelta(days=400))
    days: calendar.Days = request.house_days
    return days


@register.inclusion_tag("components/stepper.html")
def stepper(obj: Workflowed) -> dict[str, Any]:
    """The main road of the workflow of `obj` with what is done, where it stands and what follows."""
    workflow = obj.workflow
    road = list(workflow.line or [state.code for state in workflow.states])
    here = _position(workflow, road, obj.state)
    off_road = obj.state not in road
    finished = not off_road and here == len(road) - 1
    steps = [
        {
            "label": _(workflow.state(code).label),
            "where": "done" if index < here or finished else "now" if index == here else "next",
        }
        for index, code in enumerate(road)
    ]
    return {
        "label": _(workflow.label),
        "steps": steps,
        "position": here + 1,
        "now": obj.get_state_display(),
        "side": obj.get_state_display() if off_road else "",
        "side_tone": obj.state_tone,
    }


def _position(workflow: Workflow, road: list[str], state: str) -> int:
    """Where on the road `state` stands; for a state beside it, the last place from which one gets there."""
    if state in road:
        return road.index(state)
    sources = [code for step in workflow.steps if step.target == state for code in step.sources if code in road]
    return max((road.index(code) for code in sources), default=0)


@register.inclusion_tag("components/actions.html", takes_context=True)
def actions(context: Context, obj: Workflowed, skip: str = "") -> dict[str, Any]:
    """The steps the reader may take on `obj`, as links to their pages, the main one first.

    `skip` names actions, separated by commas, that the page offers elsewhere.
    """
    left_out = skip.split(",")
    found: list[dict[str, Any]] = []
    for step in available_steps(obj, context["request"].user):
        url = _page_of(step, obj)
        if url and step.action not in left_out:
            main = step.turn and not any(link["look"] == "btn-primary" for link in found)
            look = "btn-primary" if main else "btn-secondary"
            found.append({"label": _(step.button or step.label), "url": url, "look": look})
    return {"actions": sorted(found, key=lambda link: link["look"] != "btn-primary")}


def _page_of(step: Step, obj: Workflowed) -> str:
    if step.page is None:
        return ""
    try:
        return reverse(step.page or step.action, args=[obj.pk])
    except NoReverseMatch:
        return ""


@register.inclusion_tag("components/timeline.html")
def timeline(obj: Workflowed, extra: Iterable[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """What happened to `obj`, newest first, from the audit log; one query.

    `extra` adds entries of the page's own (documents, files, visits): mappings with at, what, who, and where wanted
    why, url, tone, files.
    """
    events = [_entry(event, obj) for event in events_about(obj)]
    events += [{"tone": "neutral", **entry} for entry in extra]
    return {"events": sorted(events, key=lambda entry: entry["at"], reverse=True)}


def _entry(event: AuditEvent, obj: Any) -> dict[str, Any]:
    workflow: Workflow | None = getattr(obj, "workflow", None)
    tone = "neutral"
    if workflow is not None and event.to_state:
        tone = workflow.state(event.to_state).tone
    return {
        "at": event.at,
        "what": event_label(event.action, workflow),
        "who": event.actor_name,
        "why": event.reason,
        "tone": tone,
    }


def event_label(action: str, workflow: Workflow | None = None) -> str:
    """What the audit event `action` is called on a page, in the page's language.

    A step's own label where the workflow has the step; "Created" for the first event; otherwise the token as a
    sentence, which the translations know.
    """
    if workflow is not None:
        for step in workflow.steps:
            if step.action == action:
                return _(step.label)
        if action == f"create_{workflow.name}":
            return _("Created")
    return _(action.replace("_", " ").capitalize())


@register.filter
def cn_date(value: dt.date | dt.datetime | None) -> str:
    """A date as 2026年11月24日 (in English 24 November 2026); empty for none."""
    if value is None or value == "":
        return ""
    day = timezone.localtime(value) if isinstance(value, dt.datetime) and timezone.is_aware(value) else value
    if (get_language() or "").startswith("zh"):
        return f"{day.year}年{day.month}月{day.day}日"
    return date_format(day, "j F Y")


@register.filter
def cn_datetime(value: dt.datetime | None) -> str:
    """A moment as 2026年11月24日 14:05, in the county's time; empty for none."""
    if value is None or value == "":
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{cn_date(local)} {local:%H:%M}"


@register.filter
def relative(value: dt.date | dt.datetime | None) -> str:
    """How far a date lies from today: today, 3 days ago, in 5 days; empty for none."""
    if value is None or value == "":
        return ""
    day = timezone.localtime(value).date() if isinstance(value, dt.datetime) else value
    gap = (day - calendar.today()).days
    if gap == 0:
        return _("today")
    return _("in %(days)s days") % {"days": gap} if gap > 0 else _("%(days)s days ago") % {"days": -gap}


@register.filter
def filesize_cn(size: int | None) -> str:
    """A size in bytes as B, KB or MB, short."""
    if size is None:
        return ""
    if size < 1024:
        return f"{size} B"
    if size < 1024 * 1024:
        return f"{size / 1024:.0f} KB"
    return f"{size / 1024 / 1024:.1f} MB"


@register.filter
def file_type(extension: str) -> str:
    """The kind of file behind `extension`, in a word for readers."""
    return _(FILE_TYPES.get(extension, extension.lstrip(".").upper()))


@register.filter
def device(user_agent: str) -> str:
    """What a browser calls itself, in two words for people: browser and system."""
    browser = next((name for mark, name in BROWSERS.items() if mark in user_agent), gettext_noop("Other browser"))
    system = next((name for mark, name in SYSTEMS.items() if mark in user_agent), "")
    return " · ".join(filter(None, (_(browser), system)))


@register.simple_tag
def page_range(page: "Page[Any]") -> list[int | str]:
    """The numbers to show beside the current page, with … for gaps."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))


@register.simple_tag(takes_context=True)
def sort_head(context: Context, key: str, label: str, css: str = "") -> SafeString:
    """A column head that sorts the list by `key` (GET parameter `sort`), a second press turns it round."""
    query = context["request"].GET.copy()
    current = query.get("sort", "")
    query["sort"] = f"-{key}" if current == key else key
    for place in ("page", "after", "before"):
        query.pop(place, None)
    state = {key: ("ascending", "caret-up-fill"), f"-{key}": ("descending", "caret-down-fill")}.get(current)
    aria, mark = state or ("none", "chevron-expand")
    return format_html(
        '<th scope="col" class="{}" aria-sort="{}"><a href="?{}">{}{}</a></th>',
        css,
        aria,
        query.urlencode(),
        label,
        _svg(mark),
    )
