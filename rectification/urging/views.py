"""Urging notices: the list, one notice, proposing, issuing (one or many), dismissing."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.forms.fields import ReasonForm
from accounts.permissions import check_has_business
from core import calendar
from core.access import GET, POST, allow, visible_or_404
from core.errors import Refused
from core.htmx import refuse, render_list, render_page, take_step
from core.keyset import keyset_page
from rectification import due
from rectification.models import Problem, UrgingNotice
from rectification.order import permissions as order_permissions
from rectification.order.views import chosen_problems
from rectification.urging import services
from rectification.urging.forms import IssueUrgingForm, IssueUrgingsForm, UrgingFilter


@allow(GET)
def urgings(request: HttpRequest) -> HttpResponse:
    """Every notice that the reader may see, newest first."""
    check_has_business(request.user)
    form = UrgingFilter(request.GET)
    rows = form.narrow(UrgingNotice.objects.visible_to(request.user).select_related("problem", "unit"))
    page = keyset_page(request, rows, order=("-created_at", "-id"))
    context = {"page": page, "filter": form, "today": calendar.today()}
    return render_list(request, "rectification/urging/urgings.html", context)


@allow(GET)
def urging(request: HttpRequest, pk: Any) -> HttpResponse:
    """One notice: the facts, the deadlines, its document."""
    found = visible_or_404(request, UrgingNotice.objects.whole(), pk)
    return render_page(request, "rectification/urging/urging.html", {"urging": found})


@allow(GET, POST)
def propose_urging(request: HttpRequest, pk: Any) -> HttpResponse:
    """The office proposes a notice itself, without waiting for the sweep."""
    order_permissions.check_can_keep_ledger(request.user)
    found = visible_or_404(request, Problem.objects, pk)
    return take_step(
        request,
        found,
        services.propose_urging,
        title=_("Propose an urging notice"),
        text=_("The facts are gathered from the ledger; you can change them before the notice is issued."),
    )


@allow(GET, POST)
def issue_urging(request: HttpRequest, pk: Any) -> HttpResponse:
    """The facts as the document will state them, the new deadline, and out."""
    found = visible_or_404(request, UrgingNotice.objects.whole(), pk)
    initial = {"facts": found.facts, "new_deadline_on": due.due("redo_days")["due_on"]}
    return take_step(
        request,
        found,
        services.issue_urging,
        submit=_("Number and issue the notice"),
        form=partial(IssueUrgingForm, initial=initial),
        template="rectification/urging/issue_urging.html",
    )


@allow(GET, POST)
def issue_urgings(request: HttpRequest) -> HttpResponse:
    """A notice for each of the problems chosen on the ledger (`problem=`): first looked at, then issued together."""
    order_permissions.check_can_keep_ledger(request.user)
    chosen = [(problem, services.why_not_urged(problem)) for problem in chosen_problems(request)]
    good = [problem for problem, refusal in chosen if refusal is None]
    initial = {"new_deadline_on": due.due("redo_days")["due_on"]}
    form = IssueUrgingsForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid() and good:
        try:
            issued = services.issue_urgings(good, by=request.user, **form.cleaned_data)
        except Refused as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("%(count)s urging notices were issued.") % {"count": len(issued)})
            return redirect("urgings")
    context = {"form": form, "chosen": chosen, "good": good, "today": calendar.today()}
    return render_page(request, "rectification/urging/issue_urgings.html", context, part="form")


@allow(GET, POST)
def dismiss_urging(request: HttpRequest, pk: Any) -> HttpResponse:
    """The office decides against the proposal."""
    found = visible_or_404(request, UrgingNotice.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.dismiss_urging,
        text=_("The same deadline is not proposed again; a new one that passes is."),
        form=ReasonForm,
        danger=True,
    )
