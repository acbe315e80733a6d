"""The ledger: every problem with its filters, its way out to Excel, and what the office does to many at once."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from accounts.models import Organisation
from accounts.permissions import check_has_business
from core import audit, calendar, files
from core.access import GET, POST, allow
from core.excel.writing import xlsx_response
from core.htmx import render_page
from core.keyset import keyset_page
from rectification import services
from rectification.forms.problem import LedgerFilter
from rectification.models import LedgerExport
from rectification.services.export import DIRECT


@allow(GET)
def problems(request: HttpRequest) -> HttpResponse:
    """The ledger under the filters of the address, newest first."""
    check_has_business(request.user)
    form = LedgerFilter(_asked(request), user=request.user)
    rows = services.ledger(request.user, form.asked()).select_related("unit")
    page = keyset_page(request, rows, order=("-registered_on", "-id"))
    context = {"page": page, "filter": form, "today": calendar.today(), "asked": request.GET.urlencode()}
    return render_page(request, "rectification/problems.html", context, part="list", status=200)


@allow(POST)
def export_problems(request: HttpRequest) -> HttpResponse:
    """The workbook of what the ledger shows, a long one written in the background; the export is logged."""
    check_has_business(request.user)
    asked = LedgerFilter(_asked(request), user=request.user).asked()
    rows = services.ledger(request.user, asked)
    count = rows.order_by()[: DIRECT + 1].count()
    if count > DIRECT:
        return redirect(services.export_problems(by=request.user, asked=asked))
    audit.record_export("export_problems", request, count)
    return xlsx_response(services.write_ledger(rows), f"{_('Problem ledger')}-{calendar.today():%Y%m%d}.xlsx")


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
