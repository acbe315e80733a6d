"""Pages of training hours: the corps against the year's class hours, the records behind each figure, one's own."""

from functools import partial
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import DecimalField, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts import policy
from accounts.forms.fields import ShortReasonForm
from accounts.roles import Role
from core import audit, calendar
from core.access import GET, POST, allow, visible_or_404
from core.errors import NotAllowed
from core.excel.writing import export, xlsx_response
from core.htmx import render_list, render_page, take_step
from core.keyset import keyset_page
from inspectors.models import Inspector, TrainingKind, TrainingMode, TrainingRecord, TrainingReport
from inspectors.roster import permissions as roster_permissions
from inspectors.training import permissions, services
from inspectors.training.forms import HoursFilter, RecordFilter, RecordForm, YearForm
from inspectors.training.resources import TrainingResource, hours_sheet, title_of
from inspectors.training.services.year import Year, year_of

PAGE_SIZE = 50


def _corps(request: HttpRequest, form: HoursFilter) -> QuerySet[Inspector]:
    """The serving inspectors that the filter asks for, each with the hours that count, those who have least first."""
    year, today = form.chosen(), calendar.today()
    counted = TrainingRecord.objects.counted(year=year, on=today).filter(inspector=OuterRef("pk")).order_by()
    total = Subquery(counted.values("inspector").annotate(total=Sum("hours")).values("total"))
    found = form.narrow(Inspector.objects.visible_to(request.user).serving(on=today))
    number = DecimalField(max_digits=8, decimal_places=1)
    found = found.annotate(hours=Coalesce(total, Value(0, output_field=number), output_field=number))
    if form.short_only:
        found = found.filter(hours__lt=policy.number("training_hours"))
    return found.select_related("zone").order_by("hours", "certificate")


def _with_figures(inspectors: Any, year: Year) -> list[Inspector]:
    rows = list(inspectors)
    by_mode = services.hours_by_mode([row.pk for row in rows], year.number)
    for row in rows:
        mine = by_mode.get(row.pk, {})
        row.modes = [(mode, mine.get(mode, 0)) for mode in TrainingMode.values]
        row.short = max(year.asked - row.hours, 0)
    return rows


@allow(GET)
def training_hours(request: HttpRequest) -> HttpResponse:
    """Each serving inspector's class hours of the year against what is asked: who is short, by how much, until when."""
    permissions.check_can_see_training(request.user)
    form = HoursFilter(request.GET)
    year = year_of(form.chosen())
    found = _corps(request, form)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    page.object_list = _with_figures(page.object_list, year)
    context = {
        "page": page,
        "filter": form,
        "year": year,
        "short_count": found.filter(hours__lt=year.asked).count(),
        "waiting": TrainingReport.objects.visible_to(request.user).filter(state="reported").count(),
        "modes": TrainingMode.choices,
        "may_keep": roster_permissions.may(permissions.check_can_keep_training, request.user),
    }
    return render_list(request, "inspectors/training/training_hours.html", context)


@allow(POST)
def export_training_hours(request: HttpRequest) -> HttpResponse:
    """The hours as the list shows them, for a meeting; the export is logged."""
    permissions.check_can_keep_training(request.user)
    form = HoursFilter(request.GET)
    year = year_of(form.chosen())
    rows = _with_figures(_corps(request, form), year)
    audit.record_export("export_training_hours", request, len(rows))
    title = title_of(policy.text("county_name"), year)
    data = hours_sheet(rows, title=title, year=year, today=calendar.today().isoformat())
    return xlsx_response(data, f"{title}.xlsx")


def _records(request: HttpRequest, form: RecordFilter) -> QuerySet[TrainingRecord]:
    return form.narrow(TrainingRecord.objects.visible_to(request.user)).select_related(
        "inspector", "session", "report", "recorded_by"
    )


@allow(GET)
def training_records(request: HttpRequest) -> HttpResponse:
    """Every training on record of a year, newest first; struck-out ones stay in sight."""
    permissions.check_can_see_training(request.user)
    form = RecordFilter(request.GET)
    found = _records(request, form)
    counting = found.filter(struck_at=None, day__lte=calendar.today()).order_by()
    context = {
        "page": keyset_page(request, found, order=("-day", "-id")),
        "filter": form,
        "today": calendar.today(),
        "total": counting.aggregate(total=Sum("hours"))["total"] or 0,
        "may_keep": roster_permissions.may(permissions.check_can_keep_training, request.user),
    }
    return render_list(request, "inspectors/training/training_records.html", context)


@allow(POST)
def export_training(request: HttpRequest) -> HttpResponse:
    """The records as the list shows them, in the county's layout and fit to be imported again; the export is logged."""
    permissions.check_can_keep_training(request.user)
    form = RecordFilter(request.GET)
    found = _records(request, form).filter(struck_at=None).order_by("inspector__certificate", "day", "pk")
    audit.record_export("export_training", request, found.count())
    resource = TrainingResource()
    title = resource.title_of(form.chosen())
    return xlsx_response(export(resource, found, title=title), f"{title}.xlsx")


@allow(GET, POST)
def record_training(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office records a training that was held elsewhere."""
    found = visible_or_404(request, Inspector.objects.whole(), pk)
    permissions.check_can_keep_training(request.user)
    return take_step(
        request,
        found,
        services.record_training,
        title=_("Record a training"),
        submit=_("Record the training"),
        form=partial(RecordForm, initial={"kind": "yearly"}),
        text=_("The hours count at once. Pre-post training opens assignments and draws to %(name)s.")
        % {"name": found.name},
    )


def _strike_text(record: TrainingRecord) -> str:
    text = _("The record stays on file with the reason; its hours no longer count.")
    if record.kind != TrainingKind.PRE_POST:
        return text
    more = _("If no other pre-post training is on record, %(name)s may not be assigned or drawn any more.")
    return f"{text} {more % {'name': record.inspector.name}}"


@allow(GET, POST)
def strike_training(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Strike a record out, with the reason."""
    found = visible_or_404(request, TrainingRecord.objects.select_related("inspector"), pk)
    permissions.check_can_keep_training(request.user)
    return take_step(
        request,
        found,
        services.strike_training,
        title=_("Strike out the training"),
        submit=_("Strike it out"),
        form=ShortReasonForm,
        text=_strike_text(found),
        danger=True,
    )


@allow(GET)
def my_training(request: HttpRequest) -> HttpResponse:
    """An inspector's own: hours of the year against what is asked, records, reports."""
    if not request.user.has_role(Role.INSPECTOR):
        raise NotAllowed(_("Only inspectors have training of their own."))
    own = Inspector.objects.filter(user=request.user).first()
    form = YearForm(request.GET)
    year = year_of(form.chosen())
    context: dict[str, Any] = {"inspector": own, "year": year, "filter": form, "today": calendar.today()}
    if own is not None:
        by_mode = services.hours_by_mode([own.pk], year.number).get(own.pk, {})
        total = sum(by_mode.values(), services.NOTHING)
        context |= {
            "total": total,
            "short": max(year.asked - total, 0),
            "modes": [(label, by_mode.get(mode, 0)) for mode, label in TrainingMode.choices],
            "records": list(own.training.filter(day__year=year.number).order_by(F("day").desc(), "-pk")),
            "reports": list(own.training_reports.open()),
        }
    return render_page(request, "inspectors/training/my_training.html", context)
