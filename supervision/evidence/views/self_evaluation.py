"""The unit's self-evaluation, indicator by indicator: written, handed in, returned; read by whoever may."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from core import audit, files
from core.access import GET, POST, allow, visible_or_404
from core.errors import Refused, wants_fragment
from core.htmx import refuse, render_page, take_step
from supervision.evidence import permissions, services
from supervision.evidence.forms import EvidenceForm, ItemForm, ReturnForm, SelfEvaluationForm
from supervision.evidence.services.evidence import offers_of
from supervision.evidence.services.self_evaluation import empty_leaves, return_date
from supervision.framework.services.score import leaves_of
from supervision.framework.views.framework import grouped
from supervision.models import (
    DeskQuestion,
    Evidence,
    EvidenceUse,
    Indicator,
    Inspection,
    ItemReview,
    SelfEvaluationItem,
)
from supervision.procedure.services.order import check_reached

PAGE = "supervision/evidence/self_evaluation.html"


@allow(GET)
def self_evaluation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every indicator that holds for the unit, with what is asked for; the unit writes until it hands it in."""
    found = visible_or_404(request, Inspection.objects.whole(), pk)
    permissions.check_can_read_self_evaluation(request.user, found)
    return render_page(request, PAGE, page_of(request, found))


def page_of(request: HttpRequest, found: Inspection) -> dict[str, Any]:
    """The leaves by group with the item, its evidence and what is offered; how far it is; whether one may write."""
    leaves = leaves_of(found)
    may_write = found.state == "self_evaluating" and found.is_party("unit", request.user)
    items = {
        item.indicator_id: item for item in SelfEvaluationItem.objects.visible_to(request.user).filter(inspection=found)
    }
    evidence = evidence_of(items.values())
    offers = offers_of(found, leaves) if may_write else {}
    offered = files.files_of_many({one.pk: one for rows in offers.values() for one in rows}.values())
    questions: dict[Any, list[DeskQuestion]] = {}
    for question in DeskQuestion.objects.visible_to(request.user).filter(inspection=found):
        questions.setdefault(question.item_id, []).append(question)
    rows = []
    for leaf in leaves:
        item = items.get(leaf.pk)
        row = {
            "indicator": leaf,
            "item": item,
            "uses": evidence.get(item.pk, []) if item else [],
            "offers": [(one, offered[str(one.pk)]) for one in offers.get(leaf.pk, [])],
            "questions": questions.get(item.pk, []) if item else [],
            "to_mend": bool(item and found.self_evaluated_on and item.review == ItemReview.DOUBTED),
        }
        if may_write:
            row["form"] = ItemForm(indicator=leaf, item=item, auto_id=f"item-{leaf.pk.hex}-%s")
        rows.append(row)
    filled = sum(1 for row in rows if row["item"] is not None and row["item"].text)
    saved = max((item.saved_at for item in items.values()), default=None)
    return {
        "inspection": found,
        "task": found.task,
        "groups": grouped(rows),
        "may_write": may_write,
        "filled": filled,
        "total": len(rows),
        "saved_at": saved,
        "evidence": list(files.files_of(found, purpose="self_evaluation")),
        "returned": _returned(found),
    }


def _returned(found: Inspection) -> Any:
    if found.state != "self_evaluating" or found.self_evaluated_on is None:
        return None
    return audit.events_about(found).filter(action="return_self_evaluation").order_by("-at").first()


def evidence_of(items: Any) -> dict[Any, list[EvidenceUse]]:
    """The evidence at each item with its files, by the item's key; two statements."""
    uses = list(EvidenceUse.objects.filter(item__in=list(items)).select_related("evidence"))
    held = files.files_of_many([use.evidence for use in uses])
    found: dict[Any, list[EvidenceUse]] = {}
    for use in uses:
        use.files = held[str(use.evidence_id)]
        found.setdefault(use.item_id, []).append(use)
    return found


def leaf_of(found: Inspection, pk: Any) -> Indicator:
    """The leaf `pk` of the task's framework, where it holds for this kind of unit; else 404."""
    rows = Indicator.objects.filter(version=found.task.framework_version_id, level="C")
    leaf = get_object_or_404(rows.select_related("parent__parent"), pk=pk)
    if not leaf.applies(found.unit.kind):
        raise Http404
    return leaf


@allow(POST)
def save_self_evaluation_item(request: HttpRequest, pk: UUID, indicator_pk: UUID) -> HttpResponse:
    """Save one indicator as a draft."""
    found = visible_or_404(request, Inspection.objects.whole(), pk)
    indicator = leaf_of(found, indicator_pk)
    form = ItemForm(request.POST, indicator=indicator, auto_id=f"item-{indicator.pk.hex}-%s")
    if form.is_valid():
        services.save_self_evaluation_item(found, by=request.user, indicator=indicator, **form.cleaned_data)
    return _answer(request, found, indicator, form)


def _answer(request: HttpRequest, found: Inspection, indicator: Indicator, form: Any = None) -> HttpResponse:
    """After a change of one indicator: its pieces for htmx, else the page again at the same place."""
    wrong = form is not None and bool(form.errors)
    if not wrong and not wants_fragment(request):
        return redirect(f"{reverse('self_evaluation', args=[found.pk])}#indicator-{indicator.pk.hex}")
    context = page_of(request, found)
    rows = [row for group in context["groups"] for row in group["rows"]]
    context["row"] = next(row for row in rows if row["indicator"].pk == indicator.pk)
    if wrong:
        context["form"] = form
        if isinstance(form, ItemForm):
            context["row"]["form"] = form
        else:
            context["row"]["evidence_form"] = form
    return render_page(request, PAGE, context, part="saved")


@allow(POST)
def add_evidence(request: HttpRequest, pk: UUID, indicator_pk: UUID) -> HttpResponse:
    """File evidence for one indicator."""
    found = visible_or_404(request, Inspection.objects.whole(), pk)
    indicator = leaf_of(found, indicator_pk)
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            services.add_evidence(found, by=request.user, indicator=indicator, **form.cleaned_data)
        except Refused as exc:
            if exc.status == 409:
                raise
            refuse(form, exc, "files")
    return _answer(request, found, indicator, form)


@allow(POST)
def reuse_evidence(request: HttpRequest, pk: UUID, indicator_pk: UUID, evidence_pk: UUID) -> HttpResponse:
    """Use evidence on file again, with one press."""
    return _with_evidence(request, pk, indicator_pk, evidence_pk, services.reuse_evidence)


@allow(POST)
def remove_evidence(request: HttpRequest, pk: UUID, indicator_pk: UUID, evidence_pk: UUID) -> HttpResponse:
    """Take evidence off an indicator."""
    found = visible_or_404(request, Inspection.objects.whole(), pk)
    get_object_or_404(EvidenceUse, item__inspection=found, item__indicator=indicator_pk, evidence=evidence_pk)
    return _with_evidence(request, pk, indicator_pk, evidence_pk, services.remove_evidence)


def _with_evidence(
    request: HttpRequest, pk: UUID, indicator_pk: UUID, evidence_pk: UUID, take: Callable[..., Any]
) -> HttpResponse:
    found = visible_or_404(request, Inspection.objects.whole(), pk)
    indicator = leaf_of(found, indicator_pk)
    evidence = visible_or_404(request, Evidence.objects, evidence_pk)
    given: dict[str, Any] = {}
    if request.POST.get("file"):
        given["file"] = get_object_or_404(files.files_of(evidence), pk=request.POST["file"])
    take(found, by=request.user, indicator=indicator, evidence=evidence, **given)
    return _answer(request, found, indicator)


@allow(GET, POST)
def submit_self_evaluation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The text as a whole, what is still empty, and the button that hands everything in."""
    found = visible_or_404(request, Inspection.objects.whole(), pk)
    check_reached(found, "submit_self_evaluation", by=request.user)
    return take_step(
        request,
        found,
        services.submit_self_evaluation,
        title=_("Submit the self-evaluation"),
        form=partial(SelfEvaluationForm, files=request.FILES or None, initial={"text": found.self_evaluation}),
        template="supervision/evidence/submit_self_evaluation.html",
        inspection=found,
        empty=empty_leaves(found),
        draft=f"submit_self_evaluation-{found.pk.hex}",
    )


@allow(GET, POST)
def return_self_evaluation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The team returns the self-evaluation, with its reason and a new date."""
    found = visible_or_404(request, Inspection.objects.whole(), pk)
    doubted = SelfEvaluationItem.objects.visible_to(request.user).filter(inspection=found, review=ItemReview.DOUBTED)
    return take_step(
        request,
        found,
        services.return_self_evaluation,
        form=partial(ReturnForm, initial={"due_on": return_date(found)}),
        template="supervision/evidence/return_self_evaluation.html",
        text=_("The unit reads your reason and the notes below, completes its self-evaluation and submits it again."),
        items=list(doubted.select_related("indicator").order_by("indicator__order")),
    )
