"""Pages of allowances: the month's statements, one statement, its steps, computing, handing over, paying, one's own."""

from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import policy
from accounts.forms.fields import ShortReasonForm
from accounts.roles import Role
from core import calendar
from core.access import GET, POST, allow, visible_or_404
from core.calendar.days import date_in_words
from core.errors import NotAllowed, Refused
from core.excel.writing import xlsx_response
from core.htmx import refuse, render_list, render_page, take_step
from inspectors.allowance import permissions, services
from inspectors.allowance.forms import ConfirmForm, CorrectForm, MonthForm, PayForm, StatementFilter
from inspectors.allowance.resources.statement import allowances_workbook, title_of
from inspectors.models import AllowanceLine, AllowanceStatement, Inspector
from inspectors.months import month_after, month_words
from inspectors.roster import permissions as roster_permissions
from inspectors.workflow.allowance import ALLOWANCE_STATEMENT, APPROVED

PAGE_SIZE = 50
LINE_ORDER = ("on", "source", "-kind", "pk")  # day by day; work before the journey to it


def _back(month: Any) -> str:
    return f"{reverse('allowances')}?month={month:%Y-%m}"


@allow(GET)
def allowances(request: HttpRequest) -> HttpResponse:
    """The statements of a month with its totals by state, and where the budget stands."""
    permissions.check_can_see_allowances(request.user)
    form = StatementFilter(request.GET)
    month = form.chosen()
    mine = AllowanceStatement.objects.visible_to(request.user)
    found = form.narrow(mine).select_related("inspector__zone").annotate(count=Count("lines"))
    counts = {
        row["state"]: row
        for row in mine.filter(month=month).order_by().values("state").annotate(n=Count("pk"), sum=Sum("total"))
    }
    context = {
        "page": Paginator(found.order_by("inspector__certificate"), PAGE_SIZE).get_page(request.GET.get("page")),
        "filter": form,
        "month": month,
        "before": month_after(month, -1),
        "after": month_after(month),
        "states": [(state, counts[state.code]) for state in ALLOWANCE_STATEMENT.states if state.code in counts],
        "sum": found.aggregate(sum=Sum("total"))["sum"] or Decimal(0),
        "standing": services.standing_of(month.year),
        "is_over": calendar.today() >= month_after(month),
        "may_keep": roster_permissions.may(permissions.check_can_keep_allowances, request.user),
        "may_approve": roster_permissions.may(permissions.check_can_set_rates, request.user),
        "approved": sum(counts[state]["n"] for state in APPROVED if state in counts),
    }
    return render_list(request, "inspectors/allowance/allowances.html", context)


@allow(GET)
def allowance(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One statement: what is paid for what, who confirmed and approved it."""
    found = visible_or_404(request, AllowanceStatement.objects.whole(), pk)
    context = {"statement": found, **_facts(request, found)}
    return render_page(request, "inspectors/allowance/allowance.html", context)


def _facts(request: HttpRequest, statement: AllowanceStatement) -> dict[str, Any]:
    lines = statement.lines.select_related("unit", "rate", "corrects__statement")
    rows = list(lines.annotate(corrected=Sum("corrections__amount")).order_by(*LINE_ORDER))
    for line in rows:
        line.late = line.is_late(statement.month)
    return {
        "lines": rows,
        "late": sum(1 for line in rows if line.late and line.kind != "correction"),
        "sees_all": roster_permissions.may(permissions.check_can_see_allowances, request.user),
        "may_keep": roster_permissions.may(permissions.check_can_keep_allowances, request.user),
    }


@allow(POST)
def compute_statements(request: HttpRequest) -> HttpResponse:
    """The office has a month computed for everybody at once."""
    permissions.check_can_keep_allowances(request.user)
    month = MonthForm(request.POST).chosen()
    done = services.compute_statements(month, by=request.user)
    words = {"month": month_words(month), "new": len(done.new), "changed": len(done.changed)}
    messages.success(request, _("%(month)s computed: %(new)s new, %(changed)s changed.") % words)
    return redirect(_back(month))


@allow(GET, POST)
def confirm_statement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The inspector confirms the statement, on the phone."""
    found = visible_or_404(request, AllowanceStatement.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.confirm_statement,
        submit=_("It is right: confirm"),
        form=partial(ConfirmForm, initial={"total": found.total}),
        text=_("%(month)s comes to %(total)s yuan. The head of the office approves it next.")
        % {"month": month_words(found.month), "total": found.total},
        template="inspectors/allowance/decide_allowance.html",
        statement=found,
        **_facts(request, found),
    )


@allow(GET, POST)
def record_confirmation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office records a confirmation on paper."""
    found = visible_or_404(request, AllowanceStatement.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.record_confirmation,
        submit=_("Record the confirmation"),
        form=ShortReasonForm,
        text=_("For an inspector who signed on paper: write when, and where the paper is kept."),
        template="inspectors/allowance/decide_allowance.html",
        statement=found,
        **_facts(request, found),
    )


@allow(GET, POST)
def object_statement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The inspector says what is wrong with the statement."""
    found = visible_or_404(request, AllowanceStatement.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.object_statement,
        submit=_("Send the objection"),
        form=ShortReasonForm,
        text=_("Write what is missing or wrong. Only filed work is paid: hand in what is still a draft."),
        template="inspectors/allowance/decide_allowance.html",
        statement=found,
        **_facts(request, found),
    )


@allow(GET, POST)
def answer_statement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office answers; the statement is computed anew."""
    found = visible_or_404(request, AllowanceStatement.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.answer_statement,
        submit=_("Answer, and compute it anew"),
        form=ShortReasonForm,
        text=_("Objection: %(text)s") % {"text": found.objection},
        template="inspectors/allowance/decide_allowance.html",
        statement=found,
        **_facts(request, found),
    )


@allow(GET, POST)
def approve_statement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head approves the statement, within the budget."""
    found = visible_or_404(request, AllowanceStatement.objects.whole(), pk)
    standing = services.standing_of(found.month.year)
    free = standing.free if standing else Decimal(0)
    return take_step(
        request,
        found,
        services.approve_statement,
        text=_("%(total)s yuan; %(free)s yuan of the year's budget may still be approved. Nothing changes afterwards.")
        % {"total": found.total, "free": free},
        template="inspectors/allowance/decide_allowance.html",
        statement=found,
        **_facts(request, found),
    )


@allow(GET, POST)
def return_statement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head sends the statement back."""
    found = visible_or_404(request, AllowanceStatement.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.return_statement,
        form=ShortReasonForm,
        text=_("It is corrected or computed anew, and %(name)s confirms it again.") % {"name": found.inspector.name},
        template="inspectors/allowance/decide_allowance.html",
        statement=found,
        **_facts(request, found),
    )


@allow(POST)
def approve_statements(request: HttpRequest) -> HttpResponse:
    """The head approves all confirmed statements of a month."""
    permissions.check_can_set_rates(request.user)
    month = MonthForm(request.POST).chosen()
    count = len(services.approve_statements(month, by=request.user))
    words = ngettext("%(count)s statement approved.", "%(count)s statements approved.", count)
    messages.success(request, words % {"count": count})
    return redirect(_back(month))


@allow(GET, POST)
def correct_allowance(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office corrects a line by a new one."""
    line = visible_or_404(request, AllowanceLine.objects.select_related("statement__inspector__user", "rate"), pk)
    permissions.check_can_keep_allowances(request.user)
    where = (
        _("The new line goes into this statement, which is still open.")
        if line.statement.is_open
        else _("This statement stays as it is; the new line goes into the next open one.")
    )
    return take_step(
        request,
        line.statement,
        title=_("Correct a line"),
        submit=_("Add the correction"),
        take=lambda _statement, **given: services.correct_allowance(line, **given),
        form=CorrectForm,
        text=_("%(day)s, %(title)s: %(amount)s yuan. %(where)s")
        % {"day": date_in_words(line.on), "title": line.title, "amount": line.amount, "where": where},
    )


@allow(POST)
def export_allowances(request: HttpRequest) -> HttpResponse:
    """The approved statements of a month as a workbook for the finance bureau; handing over is logged."""
    permissions.check_can_keep_allowances(request.user)
    month = MonthForm(request.POST).chosen()
    statements = services.export_allowances(month, by=request.user)
    lines = AllowanceLine.objects.filter(statement__in=statements).select_related(
        "statement", "unit", "rate", "corrects__statement"
    )
    title = title_of(policy.text("county_name"), month.year, month.month)
    rows = lines.order_by("statement__inspector__certificate", *LINE_ORDER)
    data = allowances_workbook(statements, rows, title=title, today=calendar.today())
    return xlsx_response(data, f"{title}.xlsx")


@allow(GET, POST)
def pay_allowances(request: HttpRequest) -> HttpResponse:
    """The office records that the finance bureau has paid a month."""
    permissions.check_can_keep_allowances(request.user)
    month = MonthForm(request.GET).chosen()
    form = PayForm(request.POST if request.method == "POST" else None, initial={"paid_on": calendar.today()})
    if form.is_bound and form.is_valid():
        try:
            services.pay_allowances(month, by=request.user, **form.cleaned_data)
        except Refused as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The payment is recorded."))
            return redirect(_back(month))
    waiting = AllowanceStatement.objects.filter(month=month, state="exported").select_related("inspector")
    context = {
        "form": form,
        "month": month,
        "waiting": list(waiting.order_by("inspector__certificate")),
        "sum": waiting.aggregate(sum=Sum("total"))["sum"] or Decimal(0),
    }
    return render_page(request, "inspectors/allowance/pay_allowances.html", context)


@allow(GET)
def my_allowance(request: HttpRequest) -> HttpResponse:
    """An inspector's own statements, newest first; what waits to be confirmed on top."""
    if not request.user.has_role(Role.INSPECTOR):
        raise NotAllowed(_("Only inspectors have allowances of their own."))
    own = Inspector.objects.filter(user=request.user).first()
    rows = list(AllowanceStatement.objects.filter(inspector=own).order_by("-month")[:36]) if own else []
    year = calendar.today().year
    paid = sum((row.total for row in rows if row.state == "paid" and row.month.year == year), Decimal(0))
    context = {
        "inspector": own,
        "waiting": [row for row in rows if row.state == "computed"],
        "statements": rows,
        "year": year,
        "paid": paid,
    }
    return render_page(request, "inspectors/allowance/my_allowance.html", context)
