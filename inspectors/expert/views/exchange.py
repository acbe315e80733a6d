"""Pages of the exchange of experts: our key, partner counties, files sent, files received."""

from functools import partial
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts import policy
from accounts.forms.fields import ShortReasonForm
from core.access import GET, POST, allow, visible_or_404
from core.errors import Refused
from core.excel.writing import xlsx_response
from core.htmx import Place, render_page, take_step
from inspectors import exchange
from inspectors.expert import permissions, services
from inspectors.expert.forms import NewPartnerForm, PartnerForm, ReceiveForm, SendForm
from inspectors.expert.resources.exchange import exchange_workbook
from inspectors.expert.services.key import own_public_key
from inspectors.models import ExpertExport, ExpertReceipt, PartnerCounty
from inspectors.roster import permissions as roster_permissions

PAGE_SIZE = 20
LINES = 100


@allow(GET)
def expert_exchange(request: HttpRequest) -> HttpResponse:
    """Our public key for partners to enter, the partners, and the files of both directions."""
    permissions.check_can_see_pool(request.user)
    receipts = ExpertReceipt.objects.visible_to(request.user).select_related("partner")
    exports = ExpertExport.objects.visible_to(request.user).select_related("partner")
    context = {
        **_own(),
        "partners": list(PartnerCounty.objects.visible_to(request.user)),
        "received": Paginator(receipts, PAGE_SIZE).get_page(request.GET.get("received")),
        "sent": Paginator(exports, PAGE_SIZE).get_page(request.GET.get("sent")),
        "may_exchange": roster_permissions.may(permissions.check_can_exchange_experts, request.user),
        "may_keep": roster_permissions.may(permissions.check_can_keep_pool, request.user),
    }
    return render_page(request, "inspectors/expert/expert_exchange.html", context)


def _own() -> dict[str, Any]:
    """Our county's name, code and key as partners need them; why there is none."""
    try:
        key, fault = own_public_key(), ""
    except Refused as exc:
        key, fault = "", str(exc)
    return {
        "county": policy.text("county_name"),
        "county_code": policy.text("county_code"),
        "public_key": key,
        "fingerprint": exchange.fingerprint(key) if key else "",
        "key_fault": fault,
    }


@allow(GET, POST)
def add_partner_county(request: HttpRequest) -> HttpResponse:
    """The head enters a partner county."""
    permissions.check_can_exchange_experts(request.user)
    return take_step(
        request,
        Place("expert_exchange", _("Exchange of experts")),
        title=_("Add a partner county"),
        submit=_("Add the partner county"),
        take=lambda _obj, **fields: services.add_partner_county(**fields),
        form=NewPartnerForm,
        text=_("From now on files signed with this key are taken for the partner county's."),
    )


@allow(GET, POST)
def edit_partner_county(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head changes a partner's name or key, or stops the exchange."""
    found = visible_or_404(request, PartnerCounty.objects, pk)
    permissions.check_can_exchange_experts(request.user)
    initial = {"name": found.name, "public_key": found.public_key, "is_active": found.is_active}
    return take_step(
        request,
        found,
        services.edit_partner_county,
        title=_("Change the partner county"),
        submit=_("Save the changes"),
        form=partial(PartnerForm, initial=initial),
        text=_("Fingerprint of the key on record: %(fingerprint)s") % {"fingerprint": found.fingerprint},
    )


@allow(GET, POST)
def send_experts(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head chooses whom the next file for a partner lists, and signs it."""
    found = visible_or_404(request, PartnerCounty.objects, pk)
    permissions.check_can_exchange_experts(request.user)
    return take_step(
        request,
        found,
        services.send_experts,
        title=_("File of experts for %(county)s") % {"county": found.name},
        submit=_("Sign the file"),
        form=partial(SendForm, partner=found),
        text=_("Only experts in the pool and within their term can be listed; those of the last file are ticked."),
    )


@allow(GET)
def expert_export(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One file sent: its facts, its downloads, whom it lists."""
    found = visible_or_404(request, ExpertExport.objects.select_related("partner", "made_by"), pk)
    page = Paginator(found.experts.order_by("name", "id"), LINES).get_page(request.GET.get("page"))
    may_exchange = roster_permissions.may(permissions.check_can_exchange_experts, request.user)
    context = {"export": found, "page": page, "may_exchange": may_exchange}
    return render_page(request, "inspectors/expert/expert_export.html", context)


@allow(GET)
def download_expert_export(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """The file just as it was signed, as JSON or in a workbook."""
    found = visible_or_404(request, ExpertExport.objects.select_related("partner"), pk)
    permissions.check_can_exchange_experts(request.user)
    data = found.content.encode()
    name = f"expert-exchange-{policy.text('county_code')}-{found.partner.code}-{found.serial}"
    if kind == "xlsx":
        return xlsx_response(exchange_workbook(data), f"{name}.xlsx")
    response = HttpResponse(data, content_type="application/json")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.json"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@allow(GET, POST)
def receive_experts(request: HttpRequest) -> HttpResponse:
    """The office uploads a partner's file; the preview follows."""
    permissions.check_can_keep_pool(request.user)
    form = ReceiveForm(request.POST, request.FILES) if request.method == "POST" else ReceiveForm()
    return take_step(
        request,
        Place("expert_exchange", _("Exchange of experts")),
        title=_("Receive a partner county's file"),
        submit=_("Upload and check"),
        take=lambda _obj, **fields: services.receive_experts(**fields),
        form=form,
        text=_("Signature, partner, recipient, validity and number are checked; then you see what it would change."),
    )


@allow(GET)
def expert_receipt(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One file received: what it would change, or what became of it, and whom it lists."""
    found = visible_or_404(request, ExpertReceipt.objects.whole(), pk)
    waits = found.state == "checked"
    changes = services.changes_of(found) if waits else []
    counts: dict[str, int] = {} if waits else found.counts
    for change in changes:
        counts[change.kind] = counts.get(change.kind, 0) + 1
    context = {
        "receipt": found,
        "counts": counts,
        "page": Paginator(changes, LINES).get_page(request.GET.get("page")),
        "missing": services.missing_before(found) if waits else 0,
    }
    return render_page(request, "inspectors/expert/expert_receipt.html", context)


@allow(GET, POST)
def take_expert_receipt(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head takes the file's experts into the pool."""
    found = visible_or_404(request, ExpertReceipt.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.take_expert_receipt,
        text=_("The file is checked once more in full. Experts keep %(county)s as their origin.")
        % {"county": found.partner.name},
    )


@allow(GET, POST)
def drop_expert_receipt(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office drops a file that waits."""
    found = visible_or_404(request, ExpertReceipt.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.drop_expert_receipt,
        form=ShortReasonForm,
        text=_("Nothing of it goes into the pool; the same file may be received again."),
        danger=True,
    )
