"""Pages of the tree of a draft version: adding, changing, moving and taking out branches and indicators."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from core.access import GET, POST, allow
from core.errors import Refused, wants_fragment
from core.htmx import refuse, render_page, take_step
from supervision.framework import services
from supervision.framework.forms import BranchForm, IndicatorForm
from supervision.framework.services.framework import check_editable
from supervision.framework.services.indicator import BELOW
from supervision.framework.views.framework import draft_context, version_of
from supervision.models import Framework, FrameworkVersion, Indicator


def _node(request: HttpRequest, pk: UUID) -> Indicator:
    """The node `pk` of a framework that the person sees; else 404. Raises as `check_editable`."""
    seen = Framework.objects.visible_to(request.user)
    nodes = Indicator.objects.filter(version__framework__in=seen)
    nodes = nodes.select_related("version__framework", "parent", "caps_at").prefetch_related("thresholds")
    found: Indicator = get_object_or_404(nodes, pk=pk)
    check_editable(found.version, request.user)
    return found


def _place(version: FrameworkVersion, request: HttpRequest) -> tuple[Indicator | None, str]:
    """The branch under which a node is added, and the node's level; 404 for a place that there is not."""
    wanted = request.GET.get("parent", "")
    try:
        parent = version.indicators.get(pk=UUID(wanted)) if wanted else None
    except (ValueError, Indicator.DoesNotExist):
        raise Http404 from None
    level = request.GET.get("level", "") or BELOW[parent.level if parent else ""][:1]
    if not level or level not in BELOW[parent.level if parent else ""]:
        raise Http404
    return parent, level


def _next_code(version: FrameworkVersion, level: str) -> str:
    """The code after the highest of its letter, as a proposal."""
    codes = version.indicators.filter(code__regex=rf"^{level}\d+$").values_list("code", flat=True)
    return f"{level}{1 + max((int(code[1:]) for code in codes), default=0)}"


def _form(version: FrameworkVersion, level: str, *args: Any, **kwargs: Any) -> BranchForm:
    return IndicatorForm(*args, version=version, **kwargs) if level == "C" else BranchForm(*args, **kwargs)


@allow(GET, POST)
def add_indicator(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add a branch or an indicator below the branch that the address names."""
    version = version_of(request, pk)
    check_editable(version, request.user)
    parent, level = _place(version, request)
    form = _form(
        version,
        level,
        request.POST if request.method == "POST" else None,
        initial={"code": _next_code(version, level)} | ({"applies_to": _kinds_of(version)} if level == "C" else {}),
    )
    if form.is_bound and form.is_valid():
        try:
            node = services.add_indicator(version, by=request.user, parent=parent, level=level, content=form.content())
        except Refused as exc:
            if exc.status == 409:
                raise
            refuse(form, exc)
        else:
            return redirect(f"{version.get_absolute_url()}#node-{node.pk.hex}")
    title = {"A": _("Add a branch A"), "B": _("Add a branch B"), "C": _("Add an indicator")}[level]
    context = {"version": version, "parent": parent, "form": form, "title": title, "level": level}
    return render_page(request, "supervision/framework/edit_indicator.html", context, part="form")


def _kinds_of(version: FrameworkVersion) -> list[str]:
    """The kinds that the version's last indicator holds for: most hold for the same."""
    last = version.indicators.filter(level="C").order_by("-order").first()
    return list(last.applies_to) if last is not None else []


@allow(GET, POST)
def edit_indicator(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a branch or an indicator."""
    node = _node(request, pk)
    leaf = node.level == "C"
    initial = IndicatorForm.of(node) if leaf else {"code": node.code, "text": node.text}
    form = _form(node.version, node.level, request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            services.edit_indicator(node, by=request.user, content=form.content())
        except Refused as exc:
            if exc.status == 409:
                raise
            refuse(form, exc)
        else:
            return redirect(f"{node.version.get_absolute_url()}#node-{node.pk.hex}")
    title = _("Edit the indicator") if leaf else _("Edit the branch")
    context = {"version": node.version, "parent": node.parent, "form": form, "title": title, "level": node.level}
    return render_page(request, "supervision/framework/edit_indicator.html", context, part="form")


@allow(POST)
def move_indicator(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Move a node up or down; htmx gets the tree, a plain browser goes back to the node."""
    node = _node(request, pk)
    services.move_indicator(node, by=request.user, up=request.POST.get("up") == "1")
    if wants_fragment(request):
        context = draft_context(node.version, request.user)
        return render_page(request, "supervision/framework/framework.html", context, part="tree", status=200)
    return redirect(f"{node.version.get_absolute_url()}#node-{node.pk.hex}")


@allow(GET, POST)
def remove_indicator(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a node out, with all that hangs on it."""
    node = _node(request, pk)
    below = Indicator.objects.filter(version=node.version_id, parent=node).count()
    text = _("%(code)s %(text)s is taken out of the draft.") % {"code": node.code, "text": node.text}
    if below:
        text += " " + _("What hangs on it goes too: %(count)s branches and indicators.") % {"count": below}
    title = _("Take out of the framework")
    return take_step(request, node, services.remove_indicator, title=title, text=text, danger=True)
