"""Pages of the opinion: drafting with its problems, feeding back, the unit's defence, the letter."""

from collections.abc import Callable
from functools import partial
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts import policy
from core import calendar, files
from core.access import GET, POST, allow, visible_or_404
from core.calendar import deadline, load_days
from core.errors import Refused
from core.htmx import refuse, render_page, take_step
from supervision.models import (
    Defence,
    Deliberation,
    Finding,
    Inspection,
    Opinion,
    PublicOpinion,
    Rating,
    Severity,
    Visit,
)
from supervision.models.visit import DONE_VISITS
from supervision.opinion import permissions, services
from supervision.opinion.forms.opinion import DefenceForm, Items, OpinionForm
from supervision.opinion.services.opinion import opinion_limit, proposed_items
from supervision.procedure.services.gate import defence_gate
from supervision.procedure.services.order import check_reached, check_turn


@allow(GET, POST)
def draft_opinion(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office drafts the opinion; the team's deliberation and findings are there to begin with."""
    found = visible_or_404(request, Inspection.objects.whole(), pk)
    check_turn(found, "draft_opinion", by=request.user)
    held = Deliberation.objects.filter(inspection=found).first()
    words = _known(found)
    initial = {
        "evaluation": held.summary if held else "",
        "facts": render_to_string("documents/draft_facts.txt", words).strip(),
        "advice": render_to_string("documents/draft_advice.txt", words).strip(),
    }
    return _write(request, found, services.draft_opinion, initial, proposed_items(found))


def _known(found: Inspection) -> dict[str, Any]:
    """What the records of the team add up to, for the first draft of the words."""
    visits = Visit.objects.filter(inspection=found, state__in=DONE_VISITS).select_related("inspector")
    heard = PublicOpinion.objects.filter(inspection=found).aggregate(
        pupils=Sum("pupils"), parents=Sum("parents"), teachers=Sum("teachers")
    )
    return {
        "unit": found.unit,
        "days": sorted({visit.visited_on for visit in visits}),
        "notes": [visit.note for visit in visits if visit.note],
        "rated": Rating.objects.rated().filter(visit__in=visits).values("indicator").distinct().count(),
        "heard": heard,
        "opinions": list(PublicOpinion.objects.filter(inspection=found).values_list("summary", flat=True)),
        "problems": Finding.objects.filter(visit__in=visits).count(),
    }


@allow(GET, POST)
def edit_opinion(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office changes the opinion until the letter is issued."""
    found = visible_or_404(request, Inspection.objects.whole(), pk)
    permissions.check_can_edit_opinion(request.user, found)
    opinion = found.opinion
    initial = {name: getattr(opinion, name) for name in ("evaluation", "facts", "advice")}
    items = opinion.items.values("text", "requirement", "severity", "finding")
    return _write(request, found, services.edit_opinion, initial, list(items))


def _write(
    request: HttpRequest, found: Inspection, take: Callable[..., Any], initial: dict[str, Any], items: list[Any]
) -> HttpResponse:
    more = request.POST.get("more", "")
    if request.method == "POST" and not more:
        form: forms.Form = OpinionForm(request.POST)
        rows = Items(request.POST, inspection=found)
        if form.is_valid() & rows.is_valid():
            try:
                take(found, by=request.user, items=rows.items(), **form.cleaned_data)
            except Refused as exc:
                refuse(form, exc)
            else:
                return redirect(found)
    elif more:
        form = OpinionForm(initial=request.POST.dict())
        rows = Items(initial=_typed_items(request, add=more == "add"), inspection=found)
    else:
        form = OpinionForm(initial=initial)
        first = [dict(item) | {"finding": getattr(item["finding"], "pk", item["finding"])} for item in items]
        rows = Items(initial=first, inspection=found)
    wrong = rows.is_bound and not rows.is_valid()
    context = {"form": form, "items": rows, "inspection": found, "wrong": wrong, **_dates(found)}
    context["rows"] = [(row, context["deadlines"].get(row["severity"].value() or "")) for row in rows]
    return render_page(
        request, "supervision/opinion/draft_opinion.html", context, part="items", status=422 if wrong else None
    )


def _typed_items(request: HttpRequest, *, add: bool) -> list[dict[str, Any]]:
    """The problems as they were typed, those taken out left out, one more empty row where asked for."""
    rows = Items(request.POST, inspection=Inspection())
    names = ("text", "requirement", "severity", "finding")
    typed = [{name: row[name].value() for name in names} for row in rows if not row["removed"].value()]
    return [*typed, {"severity": Severity.GENERAL}] if add else typed


def _dates(found: Inspection) -> dict[str, Any]:
    """The deadline that each severity would get in a letter of today, and by when the letter is due."""
    today = calendar.today()
    table = load_days(today, today + calendar.ONE_DAY * 400)
    deadlines = {}
    for severity in Severity.values:
        limit = services.problem_deadline(severity, today, table=table)
        basis = limit.basis(f"order_days_{severity}")
        deadlines[severity] = SimpleNamespace(due_on=limit.on, due_basis=basis, label=Severity(severity).label)
    limit_of_letter = opinion_limit(found)
    late = limit_of_letter is not None and limit_of_letter.on < today
    return {"deadlines": deadlines, "limit": limit_of_letter, "late": late, "today": today}


@allow(GET, POST)
def feed_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The preliminary opinion as the unit will read it, and until when it may answer."""
    found = visible_or_404(request, Inspection.objects.whole(), pk)
    check_turn(found, "feed_back", by=request.user)  # first: too early there is no opinion to show
    window = deadline(calendar.today(), *policy.days("defence_days"))
    return take_step(
        request,
        found,
        services.feed_back,
        template="supervision/opinion/feed_back.html",
        inspection=found,
        opinion=found.opinion,
        window=SimpleNamespace(due_on=window.on, due_basis=window.basis("defence_days")),
    )


@allow(GET, POST)
def state_defence(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The unit states its defence, the preliminary opinion beside it."""
    found = visible_or_404(request, Inspection.objects.whole(), pk)
    check_reached(found, "state_defence", by=request.user)
    permissions.check_can_defend(request.user, found)
    return take_step(
        request,
        found,
        services.state_defence,
        title=_("State the defence"),
        submit=_("Submit the defence"),
        form=partial(DefenceForm, files=request.FILES or None),
        stay=True,
        template="supervision/opinion/state_defence.html",
        inspection=found,
        opinion=found.opinion,
        draft=f"state_defence-{found.pk.hex}",
    )


@allow(GET, POST)
def waive_defence(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The unit waives its defence in writing."""
    found = visible_or_404(request, Inspection.objects.whole(), pk)
    check_reached(found, "waive_defence", by=request.user)
    permissions.check_can_defend(request.user, found)
    return take_step(
        request,
        found,
        services.waive_defence,
        title=_("Waive the defence"),
        submit=_("Waive the defence in writing"),
        stay=True,
        text=_(
            "You accept the preliminary opinion as it stands; the opinion letter may then be issued at once. "
            "This cannot be taken back."
        ),
    )


@allow(GET, POST)
def issue_opinion(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The letter as it will go out, the defence with its answer, the deadline of each problem."""
    found = visible_or_404(request, Inspection.objects.whole(), pk)
    check_turn(found, "issue_opinion", by=request.user)  # first: too early there is no opinion to show
    opinion = Opinion.objects.get(inspection=found)
    defence = Defence.objects.filter(inspection=found).first()
    stated = defence is not None and not defence.is_waived
    dates = _dates(found)
    return take_step(
        request,
        found,
        services.issue_opinion,
        template="supervision/opinion/issue_opinion.html",
        inspection=found,
        opinion=opinion,
        rows=[(item, dates["deadlines"][item.severity]) for item in opinion.items.all()],
        defence=defence,
        stated=stated,
        defence_files=list(files.files_of(defence)) if defence else [],
        gate=defence_gate(found),
        **dates,
    )
