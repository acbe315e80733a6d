"""The public pages of reports about inspectors: how it works, the form, what became of a report by its code."""

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import Organisation
from core import throttle
from core.access import GET, POST, allow
from core.errors import Refused
from core.htmx import refuse, render_page
from inspectors.conduct import services
from inspectors.conduct.forms.report import PublicConductForm
from inspectors.models import ConductReport, PlaqueAssignment

HOUR = 3600
FORM = "portal/public_report_conduct.html"


def _unkept(response: HttpResponse) -> HttpResponse:
    """A page that no browser or proxy keeps, and that tells no other site where it was."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "same-origin"
    return response


@login_not_required
@allow(GET)
def public_conduct(request: HttpRequest) -> HttpResponse:
    """What may be reported and how the reporter is protected; with a code, where the report stands."""
    code = "".join(request.GET.get("code", "").upper().split()).replace("-", "")
    if code and ConductReport.objects.filter(code=code).exists():
        return redirect("public_conduct_report", code)
    context = {
        "code": code,
        "accept_days": policy.number("conduct_accept_days"),
        "inquiry_days": policy.number("conduct_inquiry_days"),
    }
    return _unkept(render_page(request, "portal/public_conduct.html", context))


@login_not_required
@allow(GET, POST)
def public_report_conduct(request: HttpRequest) -> HttpResponse:
    """The form for everybody; what was typed stays on the page when it cannot be taken in now."""
    if request.method != "POST":
        unit = Organisation.objects.active().campuses().filter(code=request.GET.get("unit", "")).first()
        return _form(request, PublicConductForm(initial={"unit": unit}), unit=unit)
    form = PublicConductForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, form, status=422)
    where = get_adapter().get_client_ip(request)
    if not throttle.allowed("conduct", where, limit=policy.number("conduct_hourly"), seconds=HOUR):
        refusal = Refused(
            _("Too many reports came from this network within an hour."),
            remedy=_("What you typed is still on this page. Please send it again later, or by mobile data."),
        )
        return _form(request, form, status=429, refusal=refusal)
    try:
        report = services.report_conduct(by=None, **form.cleaned_data)
    except Refused as exc:
        refuse(form, exc)
        return _form(request, form, status=422)
    return _unkept(redirect("public_conduct_report", report.code))


def _form(
    request: HttpRequest,
    form: PublicConductForm,
    *,
    status: int = 200,
    unit: Organisation | None = None,
    refusal: Refused | None = None,
) -> HttpResponse:
    plaque = PlaqueAssignment.objects.current().filter(unit=unit).select_related("inspector").first() if unit else None
    context = {"form": form, "refusal": refusal, "unit": unit, "plaque": plaque, "most": policy.number("conduct_files")}
    return _unkept(render_page(request, FORM, context, status=status))


@login_not_required
@allow(GET)
def public_conduct_report(request: HttpRequest, code: str) -> HttpResponse:
    """Where the report stands, for whoever holds its code; neither its words nor whom it is about."""
    report = get_object_or_404(ConductReport.objects.defer("reporter_sealed", "text"), code=code)
    return _unkept(render_page(request, "portal/public_conduct_report.html", {"report": report}))
