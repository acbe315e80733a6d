"""Desk review, the review of evidence without a visit: what it shows item by item, and who reviews what."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.forms.fields import ReasonForm
from core import files
from core.access import GET, POST, allow, visible_or_404
from core.errors import Refused, wants_fragment
from core.htmx import refuse, render_page, take_step
from supervision.evidence import permissions, services
from supervision.evidence.forms import AssignmentForm, DeskReviewForm, QuestionForm
from supervision.evidence.services.desk_review import Reviewed, reviewed_of
from supervision.evidence.views.self_evaluation import evidence_of
from supervision.framework.services.score import leaves_of
from supervision.framework.views.framework import grouped
from supervision.models import DeskAssignment, DeskQuestion, DeskVerdict, Inspection, SelfEvaluationItem
from supervision.team import permissions as team_permissions

PAGE = "supervision/evidence/desk_review.html"


@allow(GET)
def desk_review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The items with their evidence, verdicts and questions; a reviewer sees and judges what was assigned."""
    found = visible_or_404(request, Inspection.objects.whole(), pk)
    permissions.check_can_read_desk_review(request.user, found)
    return render_page(request, PAGE, _page(request, found))


def _page(request: HttpRequest, found: Inspection) -> dict[str, Any]:
    user = request.user
    items = {
        item.indicator_id: item
        for item in SelfEvaluationItem.objects.visible_to(user).filter(inspection=found).select_related("reviewed_by")
    }
    inside = team_permissions.sees_inside(user, found)
    team = found.is_party("team", user)
    open_now = found.state in permissions.OPEN_TO_REVIEW
    own = list(permissions.own_assignments(user, found).prefetch_related("indicators"))
    assigned = {leaf.pk for one in own if one.state == "assigned" for leaf in one.indicators.all()}
    rows = _rows(user, found, items, inside)
    for row in rows:
        if open_now and row["item"] is not None and (team or row["indicator"].pk in assigned):
            _with_forms(row)
    return {
        "inspection": found,
        "task": found.task,
        "inside": inside,
        "groups": grouped(rows),
        "reviewed": sum(1 for row in rows if row["review"] or (inside and row["reviews"])),
        "total": len(rows),
        "settled": sum(1 for row in rows if row["is_settled"]),
        "may_return": team and found.state == "self_evaluated",
        **_assignments(user, found, own),
        "evidence": list(files.files_of(found, purpose="self_evaluation")) if inside else [],
    }


def _rows(user: Any, found: Inspection, items: dict[Any, SelfEvaluationItem], inside: bool) -> list[dict[str, Any]]:
    """The leaves with what the unit says and shows, and what desk review makes of it; a reviewer's: those assigned."""
    uses = evidence_of(items.values())
    reviewed = reviewed_of(found)
    questions = _questions(user, found)
    rows = []
    for leaf in leaves_of(found):
        item = items.get(leaf.pk)
        if item is not None or inside:
            row = {
                "indicator": leaf,
                "item": item,
                "uses": uses.get(item.pk, []) if item else [],
                "questions": questions.get(item.pk, []) if item else [],
                "may_review": False,
            }
            rows.append(row | _reviews(user, reviewed.get(leaf.pk), inside))
    return rows


def _questions(user: Any, found: Inspection) -> dict[Any, list[DeskQuestion]]:
    questions: dict[Any, list[DeskQuestion]] = {}
    for question in DeskQuestion.objects.visible_to(user).filter(inspection=found):
        questions.setdefault(question.item_id, []).append(question)
    return questions


def _reviews(user: Any, reviewed: Reviewed | None, inside: bool) -> dict[str, Any]:
    """The reader's own review, and the others' for whoever sees the inside: reviewers judge for themselves."""
    reviews = reviewed.reviews if reviewed is not None else []
    return {
        "review": next((review for review in reviews if review.reviewer_id == user.pk), None),
        "reviews": [review for review in reviews if inside and review.reviewer_id != user.pk],
        "weighs": reviewed.verdict if inside and reviewed is not None else None,
        "is_settled": inside and reviewed is not None and reviewed.is_settled,
    }


def _with_forms(row: dict[str, Any]) -> None:
    """Give the row of an item that the reader may judge its two forms."""
    key = row["indicator"].pk.hex
    row["may_review"] = True
    row["form"] = DeskReviewForm(indicator=row["indicator"], review=row["review"], auto_id=f"desk-{key}-%s")
    row["question_form"] = QuestionForm(auto_id=f"ask-{key}-%s")


def _assignments(user: Any, found: Inspection, own: list[DeskAssignment]) -> dict[str, Any]:
    """Who reviews what, for the office and the team's leader; the reader's own that is not finished."""
    leads = user.is_office or found.is_party("team_leader", user)
    rows = DeskAssignment.objects.filter(inspection=found).select_related("reviewer").prefetch_related("indicators")
    return {
        "may_assign": leads and found.state in permissions.OPEN_TO_ASSIGNING,
        "assignments": list(rows) if leads else [],
        "mine": next((one for one in own if one.state == "assigned"), None),
        "verdicts": DeskVerdict,
    }


def _item(request: HttpRequest, found: Inspection, indicator_pk: UUID) -> SelfEvaluationItem:
    rows = SelfEvaluationItem.objects.visible_to(request.user).filter(inspection=found)
    rows = rows.select_related("inspection__task", "inspection__unit", "indicator__parent__parent")
    item: SelfEvaluationItem = get_object_or_404(rows, indicator=indicator_pk)
    return item


def _answer(request: HttpRequest, found: Inspection, item: SelfEvaluationItem, **forms: Any) -> HttpResponse:
    """After a change of one item: its pieces for htmx, else the page again at the same place."""
    wrong = next((form for form in forms.values() if form.errors), None)
    if wrong is None and not wants_fragment(request):
        return redirect(f"{reverse('desk_review', args=[found.pk])}#indicator-{item.indicator_id.hex}")
    context = _page(request, found)
    rows = [row for group in context["groups"] for row in group["rows"]]
    context["row"] = next(row for row in rows if row["indicator"].pk == item.indicator_id)
    if wrong is not None:
        context["form"] = wrong
        context["row"] |= {name: form for name, form in forms.items() if form.errors}
    return render_page(request, PAGE, context, part="questions" if "question_form" in forms else "saved")


@allow(POST)
def review_item(request: HttpRequest, pk: UUID, indicator_pk: UUID) -> HttpResponse:
    """Save the verdict on one item."""
    found = visible_or_404(request, Inspection.objects.whole(), pk)
    item = _item(request, found, indicator_pk)
    permissions.check_can_review(request.user, item)
    form = DeskReviewForm(request.POST, indicator=item.indicator, auto_id=f"desk-{item.indicator_id.hex}-%s")
    if form.is_valid():
        services.review_item(item, by=request.user, **form.cleaned_data)
    return _answer(request, found, item, form=form)


@allow(POST)
def ask_question(request: HttpRequest, pk: UUID, indicator_pk: UUID) -> HttpResponse:
    """Ask the unit about one item."""
    found = visible_or_404(request, Inspection.objects.whole(), pk)
    item = _item(request, found, indicator_pk)
    permissions.check_can_review(request.user, item)
    form = QuestionForm(request.POST, auto_id=f"ask-{item.indicator_id.hex}-%s")
    if form.is_valid():
        services.ask_question(item, by=request.user, **form.cleaned_data)
    return _answer(request, found, item, question_form=form)


@allow(GET, POST)
def assign_desk_review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who reviews which groups of indicators, and until when."""
    found = visible_or_404(request, Inspection.objects.whole(), pk)
    permissions.check_can_assign_review(request.user, found)
    posted = request.method == "POST"
    form = AssignmentForm(request.POST if posted else None, inspection=found, leaves=leaves_of(found))
    if posted and form.is_valid():
        try:
            services.assign_desk_review(found, by=request.user, **form.cleaned_data)
        except Refused as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("Assigned. The reviewer was told."))
            return redirect("desk_review", found.pk)
    context = {"inspection": found, "form": form}
    return render_page(request, "supervision/evidence/assign_desk_review.html", context, part="form")


@allow(GET)
def desk_assignment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The way from the reviewer's list to the page where the evidence is reviewed."""
    return redirect("desk_review", visible_or_404(request, DeskAssignment.objects.whole(), pk).inspection_id)


@allow(GET, POST)
def finish_desk_review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The reviewer is done."""
    found = visible_or_404(request, DeskAssignment.objects.whole(), pk)
    title = _("Finish the desk review")
    text = _("Your verdicts go to the team; you can no longer change them.")
    return take_step(request, found, services.finish_desk_review, title=title, text=text)


@allow(GET, POST)
def end_desk_review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Office or team leader take the assignment back."""
    found = visible_or_404(request, DeskAssignment.objects.whole(), pk)
    text = _("The reviewer no longer sees the evidence; the verdicts given so far stay.")
    return take_step(request, found, services.end_desk_review, form=ReasonForm, text=text, danger=True)
