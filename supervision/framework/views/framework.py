"""Pages of frameworks: the list, the tree of a version, new versions, putting in force, retiring, Excel out."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from accounts.enums import OrganisationKind
from accounts.permissions import check_is_office
from accounts.roles import COUNTY_ROLES, Role
from core import audit
from core.access import GET, POST, allow, visible_or_404
from core.errors import NotAllowed, Refused
from core.excel.kinds import get_kind
from core.excel.writing import export, xlsx_response
from core.htmx import refuse, render_page, take_step
from core.workflow import gettext_noop
from supervision.framework import services
from supervision.framework.forms import CopyForm, FrameworkForm, Levels, VersionForm
from supervision.framework.resources.levels import line_of
from supervision.framework.services.framework import check_editable
from supervision.framework.services.version_check import faults_of
from supervision.models import Framework, FrameworkVersion, Method, VersionState

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
    context = {"frameworks": found, "may_edit": user.is_office}
    return render_page(request, "supervision/framework/frameworks.html", context)


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
    found = visible_or_404(request, Framework.objects, pk)
    shown = _version(request, found)
    user: Any = request.user
    context = draft_context(shown, user) if shown else {"tree": [], "may_edit": user.is_office}
    context |= {
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
    }
    return render_page(request, "supervision/framework/framework.html", context, part="tree")


def draft_context(version: FrameworkVersion, user: Any) -> dict[str, Any]:
    """What the tree of a version needs: the tree, its levels, and for a draft what keeps it from being in force."""
    tree = _tree(version)
    may_change = user.is_office and version.is_draft
    return {
        "framework": version.framework,
        "version": version,
        "tree": tree,
        "added": sum(group["points"] for group in tree),
        "levels": list(version.levels.all()),
        "may_edit": user.is_office,
        "may_change": may_change,
        "faults": faults_of(version) if may_change else [],
    }


def _tree(version: FrameworkVersion) -> list[dict[str, Any]]:
    """The branches A, each with its rows: branches B and leaves C in order; points summed up."""
    groups: dict[Any, dict[str, Any]] = {}
    found = version.indicators.select_related("caps_at").prefetch_related("thresholds")
    nodes = list(found.order_by("order"))
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


def version_of(request: HttpRequest, pk: UUID) -> FrameworkVersion:
    """The version `pk` of a framework that the person sees; else 404. Raises NotAllowed for anybody but the office."""
    seen = Framework.objects.visible_to(request.user)
    versions = FrameworkVersion.objects.filter(framework__in=seen).select_related("framework")
    found: FrameworkVersion = get_object_or_404(versions, pk=pk)
    check_is_office(request.user)
    return found


@allow(GET, POST)
def create_framework(request: HttpRequest) -> HttpResponse:
    """Begin a framework without a workbook."""
    check_is_office(request.user)
    form = FrameworkForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            version = services.create_framework(by=request.user, **form.cleaned_data)
        except Refused as exc:
            refuse(form, exc)
        else:
            return redirect(version)
    return render_page(request, "supervision/framework/create_framework.html", {"form": form}, part="form")


@allow(GET, POST)
def copy_version(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make a new draft from a version."""
    return take_step(
        request,
        version_of(request, pk),
        services.copy_version,
        title=_("Make a new draft"),
        form=CopyForm,
        text=_("All indicators, thresholds and levels are copied; the draft may then be changed."),
    )


@allow(GET, POST)
def edit_version(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change how a draft comes to its conclusion, and its levels."""
    version = version_of(request, pk)
    check_editable(version, request.user)
    posted = request.POST if request.method == "POST" else None
    form = VersionForm(posted, initial=VersionForm.of(version))
    names = ("name", "least_percent", "least_a", "least_b", "most_d")
    levels = Levels(posted, initial=None if posted else list(version.levels.values(*names)))
    wrong = levels.is_bound and not levels.is_valid()
    if form.is_bound and form.is_valid() and not wrong:
        try:
            version = services.edit_version(version, by=request.user, levels=levels.rows(), **form.cleaned_data)
        except Refused as exc:
            if exc.status == 409:
                raise
            refuse(form, exc)
        else:
            return redirect(version)
    context = {"version": version, "form": form, "levels": levels, "wrong": wrong}
    return render_page(
        request, "supervision/framework/edit_version.html", context, part="form", status=422 if wrong else None
    )


@allow(GET, POST)
def put_in_force(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make a draft version the one that new tasks use."""
    return take_step(
        request,
        version_of(request, pk),
        services.put_in_force,
        title=_("Put the version in force"),
        text=_("New tasks then use this version; the one in force now is retired. Tasks under way keep theirs."),
    )


@allow(GET, POST)
def retire(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a version out of use."""
    return take_step(
        request,
        version_of(request, pk),
        services.retire,
        title=_("Retire the version"),
        text=_("New tasks can no longer choose it; tasks under way keep it."),
        danger=True,
    )


@allow(POST)
def export_framework(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One version as a workbook in the county's layout, fit to be imported again; the export is logged."""
    found = visible_or_404(request, Framework.objects, pk)
    version = _version(request, found)
    if version is None:
        raise Http404
    indicators = version.indicators.all()
    audit.record_export("export_framework", request, indicators.count(), obj=version)
    data = export(
        get_kind("frameworks").resource(),
        indicators,
        title=found.name,
        note=line_of(version),
        total={"分值": float(version.total_points)},
    )
    return xlsx_response(data, f"{found.name}（第{version.number}版）.xlsx")


def grouped(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of leaves by the branch above, each branch told whether a new main branch begins with it."""
    groups: list[dict[str, Any]] = []
    for row in rows:
        branch = row["indicator"].parent
        if not groups or groups[-1]["group"] != branch:
            top = branch.parent if branch else None
            new_top = not groups or groups[-1]["top"] != top
            groups.append({"group": branch, "top": top, "new_top": new_top, "rows": []})
        groups[-1]["rows"].append(row)
    return groups
