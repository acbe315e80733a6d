"""Pages of frameworks: the list, the tree of a version, putting versions in force, retiring them, Excel out."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.enums import OrganisationKind
from accounts.roles import COUNTY_ROLES, Role
from core.access import GET, POST, allow
from core.errors import NotAllowed
from core.excel.kinds import get_kind
from core.excel.writing import export, xlsx_response
from core.htmx import render_page, take_step
from core.workflow import gettext_noop
from supervision import services
from supervision.enums import Method, VersionState
from supervision.models import Framework, FrameworkVersion
from supervision.permissions import check_is_office

METHOD_WORDS = {
    Method.POINTS: gettext_noop("By points"),
    Method.GRADE: gettext_noop("By grade"),
    Method.YES_NO: gettext_noop("By yes or no"),
    Method.MEASURED: gettext_noop("By measuring"),
}
TONES = {VersionState.DRAFT: "waiting", VersionState.IN_FORCE: "good", VersionState.RETIRED: "neutral"}


@allow(GET)
def frameworks(request: HttpRequest) -> HttpResponse:
    """Every framework with its versions."""
    user: Any = request.user
    if not user.has_role(*COUNTY_ROLES, Role.INSPECTOR, Role.ZONE_LEADER, Role.EXPERT):
        raise NotAllowed(_("Frameworks are open to the office, the leaders, inspectors and experts."))
    leaves = Count("indicators", filter=Q(indicators__level="C"))
    versions = FrameworkVersion.objects.annotate(leaf_count=leaves).order_by("-number")
    found = list(Framework.objects.visible_to(user).prefetch_related(Prefetch("versions", versions)))
    for framework in found:
        held = list(framework.versions.all())
        shown = next((version for version in held if version.state == VersionState.IN_FORCE), None)
        framework.shown = shown or (held[0] if held else None)
        framework.waiting = [version for version in held if version.state == VersionState.DRAFT]
    context = {"frameworks": found, "may_edit": user.is_office, "tones": TONES}
    return render_page(request, "supervision/frameworks.html", context)


def _version(request: HttpRequest, framework: Framework) -> FrameworkVersion | None:
    """The version that the address names, else the one in force, else the newest."""
    versions = list(framework.versions.all())
    wanted = request.GET.get("version", "")
    if wanted:
        found = next((version for version in versions if str(version.number) == wanted), None)
        if found is None:
            raise Http404
        return found
    in_force = next((version for version in versions if version.state == VersionState.IN_FORCE), None)
    return in_force or (versions[0] if versions else None)


@allow(GET)
def framework(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One framework: the tree of one version, and a switch between versions."""
    found = get_object_or_404(Framework.objects.visible_to(request.user), pk=pk)
    shown = _version(request, found)
    user: Any = request.user
    context = {
        "framework": found,
        "version": shown,
        "tone": TONES[VersionState(shown.state)] if shown else "neutral",
        "tabs": [
            {
                "label": _("Version %(number)s · %(state)s")
                % {"number": version.number, "state": version.get_state_display()},
                "url": f"?version={version.number}",
                "active": version == shown,
                "count": None,
            }
            for version in found.versions.all()
        ],
        "tree": _tree(shown) if shown else [],
        "may_edit": user.is_office,
    }
    return render_page(request, "supervision/framework.html", context)


def _tree(version: FrameworkVersion) -> list[dict[str, Any]]:
    """The branches A, each with its rows: branches B and leaves C in order; points summed up."""
    groups: dict[Any, dict[str, Any]] = {}
    nodes = list(version.indicators.order_by("order"))
    by_pk = {node.pk: node for node in nodes}
    for node in nodes:
        if node.level == "A":
            groups[node.pk] = {"branch": node, "rows": [], "points": 0}
            continue
        top = node
        while top.parent_id is not None:
            top = by_pk[top.parent_id]
        group = groups.setdefault(top.pk, {"branch": top, "rows": [], "points": 0})
        node.method_word = _(METHOD_WORDS[node.method]) if node.method else ""
        node.kind_words = "、".join(str(OrganisationKind(kind).label) for kind in node.applies_to)
        group["rows"].append(node)
        group["points"] += (node.points or 0) if node.level == "C" else 0
    return list(groups.values())


def _step(request: HttpRequest, pk: UUID, *, title: str, take: Any, text: str, danger: bool = False) -> HttpResponse:
    seen = Framework.objects.visible_to(request.user)
    version = get_object_or_404(FrameworkVersion.objects.filter(framework__in=seen).select_related("framework"), pk=pk)
    check_is_office(request.user)

    def taken(_framework: Framework, *, by: Any) -> Framework:
        moved: FrameworkVersion = take(version, by=by)
        return moved.framework

    return take_step(request, version.framework, title=title, submit=title, take=taken, text=text, danger=danger)


@allow(GET, POST)
def put_in_force(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make a draft version the one that new tasks use."""
    return _step(
        request,
        pk,
        title=_("Put the version in force"),
        take=services.put_in_force,
        text=_("New tasks then use this version; the one in force now is retired. Tasks under way keep theirs."),
    )


@allow(GET, POST)
def retire(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a version out of use."""
    return _step(
        request,
        pk,
        title=_("Retire the version"),
        take=services.retire,
        text=_("New tasks can no longer choose it; tasks under way keep it."),
        danger=True,
    )


@allow(GET)
def export_framework(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One version as a workbook in the county's layout, fit to be imported again."""
    found = get_object_or_404(Framework.objects.visible_to(request.user), pk=pk)
    version = _version(request, found)
    if version is None:
        raise Http404
    data = export(
        get_kind("frameworks").resource(),
        version.indicators.all(),
        title=found.name,
        total={"分值": float(version.total_points)},
    )
    return xlsx_response(data, f"{found.name}（第{version.number}版）.xlsx")
