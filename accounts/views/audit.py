"""The audit log, for the audit administrator."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import permissions
from accounts.actions import known_actions
from accounts.forms.audit import AuditFilter
from accounts.wording import changes_in_words, event_in_words
from core import audit, calendar
from core.access import GET, POST, allow
from core.errors import Refused
from core.excel.writing import SheetWriter, xlsx_response
from core.htmx import render_list
from core.keyset import keyset_page
from core.models import AuditEvent

EXPORTED = 20_000


def _shown(request: HttpRequest) -> tuple[AuditFilter, QuerySet[AuditEvent]]:
    permissions.check_can_read_audit_log(request.user)
    form = AuditFilter(request.GET, actions=known_actions())
    return form, form.narrow(AuditEvent.objects.select_related("actor"))


def _row(event: AuditEvent) -> dict[str, Any]:
    return {"event": event, "what": event_in_words(event), "details": changes_in_words(event)}


@allow(GET)
def audit_log(request: HttpRequest) -> HttpResponse:
    """Show the log, newest first, page by page by key."""
    form, events = _shown(request)
    page = keyset_page(request, events, order=("-id",), size=50)
    context = {"page": page, "rows": [_row(event) for event in page], "filter": form}
    return render_list(request, "accounts/audit_log.html", context)


@allow(POST)
def export_audit_log(request: HttpRequest) -> HttpResponse:
    """Give out what the filter shows as a workbook; the export is itself an event."""
    _form, events = _shown(request)
    rows = list(events.order_by("-id")[: EXPORTED + 1])
    if len(rows) > EXPORTED:
        raise Refused(
            _("More than %(count)s events match.") % {"count": EXPORTED},
            remedy=_("Choose a shorter time or one action, and export in parts."),
        )
    writer = SheetWriter((20, 14, 22, 34, 44, 30))
    writer.title(_("Audit log"))
    writer.header([_("When"), _("Who"), _("Action"), _("About"), _("Details"), _("Reason")])
    for event in rows:
        moment = timezone.localtime(event.at).strftime("%Y-%m-%d %H:%M:%S")
        who = event.actor_name or _("The platform")
        words = [moment, who, event_in_words(event), event.about_text, changes_in_words(event), event.reason]
        writer.line(words)
    audit.record("export_audit_log", by=request.user, data={"rows": len(rows)})
    return xlsx_response(writer.bytes(), _("Audit log %(day)s.xlsx") % {"day": calendar.today().isoformat()})
