"""The ledger: every problem with its filters, its way out to Excel, and what the office does to many at once."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from accounts.models import Organisation
from accounts.permissions import check_has_business
from core import calendar, files
from core.access import GET, POST, allow
from core.htmx import render_page
from core.keyset import count_text, keyset_page
from rectification import services
from rectification.forms.problem import LedgerFilter
from rectification.models import LedgerExport
from rectification.services.export import DIRECT

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@allow(GET)
def problems(request: HttpRequest) -> HttpResponse:
    """The ledger under the filters of the address, newest first."""
    check_has_business(request.user)
    form = LedgerFilter(_asked(request), user=request.user)
    rows = services.ledger(request.user, form.asked()).select_related("unit")
    page = keyset_page(request, rows, order=("-registered_on", "-id"))
    context = {"page": page, "filter": form, "today": calendar.today(), "asked": request.GET.urlencode()}
    return render_page(request, "rectification/problems.html", context, part="list", status=200)


@allow(GET, POST)
def export_problems(request: HttpRequest) -> HttpResponse:
    """The workbook of what the ledger shows; for a long one first a question, then work in the background."""
    check_has_business(request.user)
    asked = LedgerFilter(_asked(request), user=request.user).asked()
    if request.method == "POST":
        return redirect(services.export_problems(by=request.user, asked=asked))
    rows = services.ledger(request.user, asked)
    if rows.order_by()[: DIRECT + 1].count() > DIRECT:
        context = {"count": count_text(rows), "asked": request.GET.urlencode()}
        return render_page(request, "rectification/export_problems.html", context)
    response = HttpResponse(services.write_ledger(rows), content_type=XLSX)
    name = f"{_('Problem ledger')}-{calendar.today():%Y%m%d}.xlsx"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


@allow(GET)
def ledger_export(request: HttpRequest, pk: Any) -> HttpResponse:
    """How far a long export is, and the workbook when it is there."""
    export = get_object_or_404(LedgerExport.objects.visible_to(request.user), pk=pk)
    words = {"done": export.done, "total": export.total}
    done = export.finished_at is not None
    job = {
        "percent": export.percent,
        "text": _("The workbook is ready.") if done else _("%(done)s of %(total)s rows written") % words,
        "done": done,
        "failed": False,
    }
    context = {"export": export, "job": job, "files": files.files_of(export) if done else []}
    return render_page(request, "rectification/ledger_export.html", context, part="progress")


def _asked(request: HttpRequest) -> QueryDict:
    """The address's parameters; a unit given by its key (a link from its page) is shown by its name."""
    asked = request.GET.copy()
    try:
        unit = Organisation.objects.visible_to(request.user).filter(pk=uuid.UUID(asked.get("unit", ""))).first()
    except ValueError:
        return asked
    asked["unit"] = unit.name if unit is not None else ""
    return asked
