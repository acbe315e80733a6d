"""Pages of draws: the list, the draft, the three steps, and the public register with the means to recompute."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import permissions as accounts_permissions
from accounts.forms.fields import ReasonForm
from accounts.permissions import check_has_business
from core.access import GET, POST, allow, visible_or_404
from core.errors import Refused
from core.htmx import refuse, render_list, render_page, take_step
from core.keyset import keyset_page
from supervision.draw import drawing, permissions, services
from supervision.draw.forms import DrawFilter, DrawSheet, SeedForm
from supervision.draw.services.draw import published
from supervision.draw.services.pool import build_pool, check_pool, inspectors_of
from supervision.models import Draw


@allow(GET)
def draws(request: HttpRequest) -> HttpResponse:
    """All draws, newest first; voided ones stay in the list."""
    check_has_business(request.user)
    form = DrawFilter(request.GET)
    found = form.narrow(Draw.objects.visible_to(request.user)).select_related("task", "redraw_of")
    page = keyset_page(request, found, order=("-created_at", "-id"))
    context = {"page": page, "filter": form, "may_create": request.user.is_office}
    return render_list(request, "supervision/draw/draws.html", context)


@allow(GET)
def draw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One draw: commit, seed and result as three visible steps."""
    found = visible_or_404(request, Draw.objects.whole(), pk)
    context = {"draw": found, **result_context(found)}
    context["redone"] = Draw.objects.filter(redraw_of=found).first()
    context["may_edit"] = request.user.is_office and found.state == "drafted"
    context["may_redraw"] = request.user.is_office and found.state == "voided" and not context["redone"]
    context["may_void"] = any(step.action == "void_draw" for step in found.steps_for(request.user))
    if found.state == "drafted":
        context |= counted(found)
    return render_page(request, "supervision/draw/draw.html", context)


def result_context(found: Draw) -> dict[str, Any]:
    """What both pages of a draw show of its frozen texts: the pools in numbers, and each drawn unit with its team."""
    pool = found.content
    if not pool:
        return {"pool": None, "rows": []}
    names = {row["code"]: row["name"] for row in (*pool["units"], *pool["inspectors"])}
    for stratum in pool["strata"]:
        stratum["candidates"] = len(drawing.candidates_of(pool, stratum))
        stratum["draw"] = drawing.quota_of(stratum, stratum["candidates"])
    for row in (*pool["include"], *pool["exclude"]):
        row["name"] = names[row["code"]]
    rows = [
        {**row, "name": names[row["code"]], "people": [(code, names[code]) for code in row["team"]]}
        for row in found.drawn_units
    ]
    return {"pool": pool, "rows": rows, "zone_rule": found.get_zone_rule_display()}


def counted(found: Draw) -> dict[str, Any]:
    """What the pools of a draft would be now: units by stratum, inspectors, and what would stand in the way."""
    people = inspectors_of(found)
    pool = build_pool(found, number="", at=timezone.now())
    counts = [(row["name"], len(row["codes"]), len(drawing.candidates_of(pool, row)), row) for row in pool["strata"]]
    refusal = None
    try:
        check_pool(pool)
    except Refused as exc:
        refusal = exc
    return {
        "counts": [(name, size, free, drawing.quota_of(row, free)) for name, size, free, row in counts],
        "people": people,
        "places": sum(pool["ceiling"] - person["load"] for person in pool["inspectors"]),
        "refusal": refusal,
    }


@allow(GET, POST)
def create_draw(request: HttpRequest) -> HttpResponse:
    """The form of a new draw."""
    accounts_permissions.check_is_office(request.user)
    return _edit(request, None)


@allow(GET, POST)
def edit_draw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The form of a draft."""
    found = visible_or_404(request, Draw.objects.whole(), pk)
    permissions.check_can_edit_draw(request.user, found)
    return _edit(request, found)


def _edit(request: HttpRequest, found: Draw | None) -> HttpResponse:
    picking = request.POST.get("pick", "")
    context: dict[str, Any] = {"draw": found}
    if request.method == "POST" and picking != "rows":
        sheet = DrawSheet(request.POST)
        if picking == "count":
            context |= _count(sheet)
            sheet = DrawSheet.again(request.POST)
        elif sheet.is_valid():
            try:
                if found is None:
                    done = services.create_draw(by=request.user, **sheet.content)
                else:
                    done = services.edit_draw(found, by=request.user, **sheet.content)
            except Refused as exc:
                refuse(sheet.form, exc)
            else:
                return redirect(done)
    else:
        sheet = DrawSheet.again(request.POST) if picking else DrawSheet(draw=found, task=request.GET.get("task", ""))
    status = 422 if sheet.form.is_bound else 200
    context |= {"sheet": sheet, "form": sheet.form}
    part = "counts" if picking == "count" else "form"
    return render_page(request, "supervision/draw/create_draw.html", context, part=part, status=status)


def _count(sheet: DrawSheet) -> dict[str, Any]:
    """The pools as the form stands; nothing while dates or numbers are missing."""
    if not sheet.form.is_valid():
        return {"uncounted": True}
    return counted(Draw(**sheet.content))


@allow(GET, POST)
def commit_draw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office freezes and publishes the pools."""
    found = visible_or_404(request, Draw.objects.whole(), pk)
    text = _("Both pools and all parameters are frozen, numbered and published at once. Nothing can be changed then.")
    return take_step(
        request,
        found,
        services.commit_draw,
        submit=_("Commit and publish"),
        text=text,
        template="supervision/draw/commit_draw.html",
        **counted(found),
    )


@allow(GET, POST)
def seed_draw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office enters the seed, read out by two witnesses."""
    found = visible_or_404(request, Draw.objects.whole(), pk)
    return take_step(request, found, services.seed_draw, form=SeedForm, template="supervision/draw/seed_draw.html")


@allow(GET, POST)
def run_draw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office lets the platform work out the result."""
    found = visible_or_404(request, Draw.objects.whole(), pk)
    text = _("The result follows from pools and seed alone; whoever recomputes it gets the same.")
    return take_step(request, found, services.run_draw, text=text)


@allow(GET, POST)
def confirm_draw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head confirms; units and teams go onto the task."""
    found = visible_or_404(request, Draw.objects.whole(), pk)
    text = _("The drawn units and their teams are put on the task exactly as drawn, and the drawing record is issued.")
    return take_step(
        request,
        found,
        services.confirm_draw,
        text=text,
        template="supervision/draw/confirm_draw.html",
        draw=found,
        **result_context(found),
    )


@allow(GET, POST)
def void_draw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The head voids the draw, with a reason."""
    found = visible_or_404(request, Draw.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.void_draw,
        form=ReasonForm,
        danger=True,
        text=_("The draw stays in the public register with its number and this reason; it can be drawn again."),
    )


@allow(GET, POST)
def redraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office prepares a new draw in place of a voided one."""
    found = visible_or_404(request, Draw.objects.whole(), pk)
    accounts_permissions.check_is_office(request.user)
    return take_step(
        request,
        found,
        services.redraw,
        title=_("Draw again"),
        submit=_("Prepare the new draw"),
        form=ReasonForm,
        text=_("A new draw with the same parameters is prepared; both name each other in the register."),
    )


SCRIPT = Path(drawing.__file__)


@login_not_required
@allow(GET)
def public_draws(request: HttpRequest) -> HttpResponse:
    """All draws that were ever committed, newest first; voided ones stay, with their reasons."""
    rows = Draw.objects.public().select_related("redraw_of", "redraw")
    page = keyset_page(request, rows, order=("-committed_at", "-id"), size=20)
    return render_page(request, "portal/draws.html", {"page": page})


@login_not_required
@allow(GET)
def public_draw(request: HttpRequest, code: str) -> HttpResponse:
    """One draw: what was committed, the seed, the result, and a button that recomputes it in the visitor's browser."""
    found = _public(code)
    context = {"draw": found, "open_now": found.is_result_public, **result_context(found)}
    if not context["open_now"]:
        context["rows"] = []
    context["redone"] = Draw.objects.public().filter(redraw_of=found).first()
    return render_page(request, "portal/draw.html", context)


@login_not_required
@allow(GET)
def public_draw_data(request: HttpRequest, code: str) -> HttpResponse:
    """The draw's file, as the script and the page read it."""
    found = _public(code)
    answer = JsonResponse(published(found), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="draw-{found.code}.json"'
    return answer


@login_not_required
@allow(GET)
def public_draw_script(request: HttpRequest) -> HttpResponse:
    """The stand-alone script: the very module that the platform draws with."""
    answer = HttpResponse(SCRIPT.read_bytes(), content_type="text/x-python; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="verify_draw.py"'
    return answer


def _public(code: str) -> Draw:
    return get_object_or_404(Draw.objects.public().select_related("task", "redraw_of"), code=code)
