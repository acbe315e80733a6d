"""What every page knows: the site's name and the sections of the reader's role."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from accounts import policy
from accounts.roles import COUNTY_ROLES, OFFICE_ROLES, Role
from core import notifications

EVERYBODY = frozenset(Role)
CORPS = frozenset({Role.INSPECTOR, Role.ZONE_LEADER, Role.EXPERT})
ROSTER = COUNTY_ROLES | CORPS - {Role.EXPERT}  # experts work on their task, and see nobody's file
UNITS = frozenset({Role.UNIT, Role.LIAISON})
WORKERS = COUNTY_ROLES | CORPS | UNITS


@dataclass(frozen=True)
class Entry:
    """One line of the left rail: where it leads, and whose it is."""

    label: Any
    url_name: str
    icon: str
    roles: frozenset[str]


MENU: tuple[tuple[Any, tuple[Entry, ...]], ...] = (
    (
        _("Work"),
        (
            Entry(_("My service"), "my_service", "person-badge", frozenset({Role.INSPECTOR, Role.ZONE_LEADER})),
            Entry(_("My turn"), "my_turn", "check2-square", EVERYBODY),
            Entry(_("Inbox"), "inbox", "inbox", EVERYBODY),
            Entry(_("My month"), "my_month", "calendar-check", frozenset({Role.INSPECTOR})),
            Entry(_("My visits"), "my_visits", "phone", frozenset({Role.INSPECTOR})),
            Entry(_("My recusals"), "my_recusals", "slash-circle", frozenset({Role.INSPECTOR})),
            Entry(_("My allowance"), "my_allowance", "cash-stack", frozenset({Role.INSPECTOR})),
            Entry(_("Statements and measures"), "my_conduct", "chat-square-quote", frozenset({Role.INSPECTOR})),
            Entry(_("Report about an inspector"), "my_conduct_reports", "chat-left-dots", UNITS),
            Entry(_("My training"), "my_training", "mortarboard", frozenset({Role.INSPECTOR})),
            Entry(_("My appraisals"), "my_appraisals", "clipboard-check", frozenset({Role.INSPECTOR})),
            Entry(_("My growth file"), "my_growth_file", "file-person", frozenset({Role.INSPECTOR})),
        ),
    ),
    (
        _("Planning"),
        (
            Entry(_("Annual plan"), "annual_plans", "calendar-range", WORKERS),
            Entry(_("Calendar"), "inspection_calendar", "calendar3", WORKERS - {Role.EXPERT}),
            Entry(_("Coverage and burden"), "coverage", "bullseye", COUNTY_ROLES | {Role.ZONE_LEADER}),
            Entry(_("Draws"), "draws", "dice-5", COUNTY_ROLES),
        ),
    ),
    (
        _("Inspection"),
        (
            Entry(_("Inspection tasks"), "tasks", "clipboard-check", COUNTY_ROLES | CORPS),
            Entry(
                _("Pre-inspection consultations"),
                "consultations",
                "chat-square-text",
                COUNTY_ROLES | frozenset({Role.LIAISON}),
            ),
            Entry(_("Inspections"), "inspections", "building-check", WORKERS),
            Entry(_("Questionnaires"), "surveys", "qr-code", ROSTER),
            Entry(_("Inspection results"), "results", "clipboard-data", WORKERS),
        ),
    ),
    (
        _("Regular inspection"),
        (
            Entry(_("Regular visits"), "regular_visits", "door-open", ROSTER | frozenset({Role.UNIT})),
            Entry(_("Coverage of regular visits"), "regular_coverage", "grid-3x3", ROSTER),
            Entry(_("Follow-ups"), "follow_ups", "arrow-return-right", ROSTER | UNITS),
            Entry(_("Urgent reports"), "urgent_reports", "exclamation-octagon", ROSTER),
            Entry(_("Internal inspections"), "internal_inspections", "house-check", ROSTER | {Role.UNIT}),
        ),
    ),
    (
        _("Rectification"),
        (
            Entry(_("Problem ledger"), "problems", "journal-check", WORKERS),
            Entry(_("Rectification orders"), "orders", "file-earmark-ruled", COUNTY_ROLES | UNITS),
            Entry(_("Urging notices"), "urgings", "exclamation-diamond", COUNTY_ROLES | UNITS),
        ),
    ),
    (
        _("Reports"),
        (
            Entry(_("Inspection reports"), "inspection_reports", "file-earmark-text", COUNTY_ROLES),
            Entry(_("Official documents"), "documents", "file-earmark-pdf", WORKERS),
            Entry(_("Balanced development"), "balance", "bar-chart-steps", WORKERS - {Role.EXPERT}),
        ),
    ),
    (
        _("Inspector corps"),
        (
            Entry(
                _("Appointments of inspectors"),
                "appointments",
                "person-plus",
                COUNTY_ROLES | UNITS | {Role.ZONE_LEADER},
            ),
            Entry(_("Staffing"), "staffing", "people-fill", COUNTY_ROLES | {Role.ZONE_LEADER}),
            Entry(_("Expert pool"), "experts", "person-lines-fill", COUNTY_ROLES),
            Entry(_("Reports about inspectors"), "conduct_reports", "chat-left-dots", OFFICE_ROLES),
            Entry(_("Measures about inspectors"), "conduct_measures", "exclamation-square", COUNTY_ROLES),
            Entry(_("Commendations of inspectors"), "inspector_commendations", "award", COUNTY_ROLES),
            Entry(_("Training hours"), "training_hours", "mortarboard", COUNTY_ROLES),
            Entry(_("Workload"), "workload", "speedometer2", COUNTY_ROLES | {Role.ZONE_LEADER}),
            Entry(_("Allowances"), "allowances", "cash-stack", COUNTY_ROLES),
            Entry(_("Appraisals"), "appraisals", "clipboard-check", COUNTY_ROLES),
        ),
    ),
    (
        _("Registers"),
        (
            Entry(_("Units"), "units", "building", COUNTY_ROLES | CORPS | UNITS),
            Entry(_("Inspectors"), "inspectors", "person-badge", ROSTER),
            Entry(_("Recusals"), "recusal_requests", "slash-circle", COUNTY_ROLES),
            Entry(_("Zones"), "zones", "map", ROSTER),
            Entry(_("Plaques"), "plaques", "signpost", ROSTER),
            Entry(_("Committee"), "committee", "people", COUNTY_ROLES | frozenset({Role.LIAISON})),
            Entry(_("Frameworks"), "frameworks", "list-nested", COUNTY_ROLES | CORPS),
            Entry(_("Import"), "imports", "file-earmark-arrow-up", OFFICE_ROLES),
        ),
    ),
    (
        _("Administration"),
        (
            Entry(_("Settings"), "policy_settings", "sliders", COUNTY_ROLES),
            Entry(_("Holiday table"), "holidays", "calendar3", OFFICE_ROLES),
            Entry(_("Accounts"), "users", "person-gear", frozenset({Role.SYSADMIN, Role.SECURITY})),
            Entry(_("Audit log"), "audit_log", "shield-check", frozenset({Role.AUDIT})),
            Entry(_("API"), "api_docs", "braces", COUNTY_ROLES | frozenset({Role.SYSADMIN})),
        ),
    ),
)


def menu_for(user: Any, path: str) -> list[dict[str, Any]]:
    """The groups of the left rail for `user`; the entry that `path` lies under most closely is active."""
    groups = []
    for label, entries in MENU:
        items = [
            {"label": entry.label, "url": reverse(entry.url_name), "icon": entry.icon, "active": False}
            for entry in entries
            if user.has_role(*entry.roles)
        ]
        if items:
            groups.append({"label": label, "items": items})
    above = [item for group in groups for item in group["items"] if _lies_under(path, item["url"])]
    if above:
        max(above, key=lambda item: len(item["url"]))["active"] = True
    return groups


def _lies_under(path: str, url: str) -> bool:
    """Whether `path` is the page `url` or one below it; the desk's own page is above none."""
    return path == url or (url.count("/") > 2 and path.startswith(url))


def platform(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the site's name, the rail, unread messages; worked out only where a template asks."""
    user: Any = getattr(request, "user", None)
    context: dict[str, Any] = {
        # Not `site`: the sign-in pages' views bring one of their own.
        "platform": SimpleLazyObject(lambda: {"county": policy.text("county_name"), "name": policy.text("site_name")}),
        "large_print": request.COOKIES.get("large_print") == "1",
    }
    if user is not None and user.is_authenticated:
        context["menu"] = SimpleLazyObject(lambda: menu_for(user, request.path))
        context["unread_count"] = SimpleLazyObject(lambda: notifications.unread_count(user))
    return context
