"""Rendering a page, or just the part of it that htmx asked for, with the right status."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import Refused, wants_fragment
from core.transitions import check_step
from core.workflow import Step

STEP = "components/step.html"
LIST_ALONE = "components/list_alone.html"


def render_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    part: str | None = None,
    status: int | None = None,
) -> HttpResponse:
    """Render `template`, or its partial `part` when htmx asks for a fragment of this page.

    The status is `status`, or 422 when `context["form"]` is bound and has errors, or 200. A boosted link gets the page.
    """
    if status is None:
        form = context.get("form")
        status = 422 if form is not None and form.is_bound and form.errors else 200
    name = f"{template}#{part}" if part and wants_fragment(request) else template
    return render(request, name, context, status=status)


def render_list(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Render `template`, which extends components/list_page.html, or its block `list` alone when htmx asks for it."""
    frame = {"frame": LIST_ALONE} if wants_fragment(request) else {}
    return render(request, template, {**context, **frame})


def refuse(form: Any, exc: Refused, field: str | None = None) -> None:
    """Show the refusal `exc` on the bound `form`, beside `field` or above it, so that nothing typed is lost."""
    form.add_error(field, str(exc))


@dataclass(frozen=True)
class Place:
    """The page on which a step stands that has no record, or many: the name of its address, and its title."""

    name: str
    title: str

    def get_absolute_url(self) -> str:
        """Where the step leads back to."""
        return reverse(self.name)

    def __str__(self) -> str:
        return self.title


def take_step(
    request: HttpRequest,
    obj: Any,
    take: Callable[..., Any],
    *,
    form: Any = None,
    title: str = "",
    submit: str = "",
    text: str = "",
    danger: bool = False,
    stay: bool = False,
    template: str = STEP,
    **context: Any,
) -> HttpResponse:
    """The page of one step on the record `obj`: what will happen, its form if it has one, one button.

    The step is named after its service, `take`: where the workflow table of `obj` has it, it is checked first (raises
    TransitionRefused or NotYourTurn), and the table's words are the title; `title` says it otherwise. `submit` are the
    words of the button (default: the title). `form` is a form's class, or a partial of one: it is bound to what was
    posted. POST calls `take(obj, by=user, **form.cleaned_data)` and goes to the record that it returns, or to `obj`
    where that has no page or the step is to `stay` there; a refusal is shown on the form (422), with all that was
    typed, or, for a step without a form, by the middleware. All words are in the page's language.
    """
    step = _step_of(request, obj, take)
    title = title or (_(step.button or step.label) if step is not None else "")
    filled = form(request.POST if request.method == "POST" else None) if callable(form) else form
    if request.method == "POST" and (filled is None or filled.is_valid()):
        try:
            done = take(obj, by=request.user, **(filled.cleaned_data if filled is not None else {}))
        except Refused as exc:
            if filled is None or exc.status == 409:
                raise
            refuse(filled, exc)
        else:
            messages.success(request, _("Done: %(step)s") % {"step": title})
            return redirect(obj if stay or not hasattr(done, "get_absolute_url") else done)
    words = {"title": title, "submit": submit or title, "text": text, "danger": danger}
    page = STEP if wants_fragment(request) else template  # a page that extends the step's has no part of its own
    return render_page(request, page, {"object": obj, "form": filled, **words, **context}, part="form")


def _step_of(request: HttpRequest, obj: Any, take: Callable[..., Any]) -> Step | None:
    """The step of the table that `take` carries out on `obj`, checked; None where the table has no such step."""
    table, action = getattr(obj, "workflow", None), getattr(take, "__name__", "")
    if table is None or all(step.action != action for step in table.steps):
        return None
    return check_step(obj, action, by=request.user)
