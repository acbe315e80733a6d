"""The annual plan: the office drafts its items, a leader approves, the office publishes, a new version replaces it."""

import datetime as dt
from collections.abc import Iterable
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from accounts import permissions as accounts_permissions
from accounts.models import Organisation, User, Zone
from core import audit, calendar
from core.errors import Refused
from core.transitions import apply_transition, check_step, create
from core.workflow import gettext_noop
from supervision.models import Framework, InspectionTask, Mode, Plan, PlanItem
from supervision.plan import emails, permissions
from supervision.plan.services import coverage

PLAN_CLAUSE = gettext_noop("Plan of Miyi County, section two (1) 2: the annual plan")

NAMED = 10


class ItemContent(TypedDict):
    """What the office decides about one item of a plan."""

    mode: str
    name: str
    starts_on: dt.date
    ends_on: dt.date
    framework: Framework | None
    matters: str
    note: str
    kinds: list[str]
    zone: Zone | None
    township: Organisation | None
    ownership: str
    named_units: Iterable[Organisation]
    left_out_units: Iterable[Organisation]


@transaction.atomic
def create_annual_plan(*, by: User, year: int, title: str, purpose: str) -> Plan:
    """Begin the plan of `year` as a draft without items. Returns the plan.

    Raises NotAllowed for anybody but the office, Refused for a year that is past or has a plan already.
    """
    accounts_permissions.check_is_office(by)
    if year < calendar.today().year:
        raise Refused(_("%(year)s is past.") % {"year": year}, rule=_(PLAN_CLAUSE), remedy=_("Choose a coming year."))
    if Plan.objects.filter(year=year).exists():
        raise Refused(
            _("%(year)s has a plan already.") % {"year": year},
            rule=_(PLAN_CLAUSE),
            remedy=_("Open it; once it is published it can be revised as a new version."),
        )
    _check_words(title, purpose)
    return create(Plan(year=year, title=title.strip(), purpose=purpose.strip()), by=by)


@transaction.atomic
def edit_annual_plan(plan: Plan, *, by: User, title: str, purpose: str) -> Plan:
    """Change title and purpose of a draft. Returns the plan; raises as `check_can_edit_plan`, Refused for blanks."""
    plan = _draft(plan, by)
    _check_words(title, purpose)
    plan.title, plan.purpose = title.strip(), purpose.strip()
    plan.save(update_fields=["title", "purpose"])
    audit.record("edit_annual_plan", by=by, obj=plan)
    return plan


@transaction.atomic
def add_plan_item(plan: Plan, *, by: User, **content: Unpack[ItemContent]) -> PlanItem:
    """Put an item on a draft plan. Returns the item.

    Raises Refused for a period outside the year, a comprehensive inspection without a framework, no matters, or units
    that nobody is.
    """
    plan = _draft(plan, by)
    last = plan.items.aggregate(last=Max("order"))["last"] or 0
    item = PlanItem(plan=plan, order=last + 1)
    _write(item, content)
    audit.record("add_plan_item", by=by, obj=plan, reason=item.name, data={"item": str(item.pk)})
    return item


@transaction.atomic
def edit_plan_item(item: PlanItem, *, by: User, **content: Unpack[ItemContent]) -> PlanItem:
    """Change an item of a draft plan; takes and raises the same as `add_plan_item`."""
    item.plan = _draft(item.plan, by)
    _write(item, content)
    audit.record("edit_plan_item", by=by, obj=item.plan, reason=item.name, data={"item": str(item.pk)})
    return item


@transaction.atomic
def remove_plan_item(item: PlanItem, *, by: User) -> Plan:
    """Take an item off a draft plan. Returns the plan."""
    plan = _draft(item.plan, by)
    audit.record("remove_plan_item", by=by, obj=plan, reason=item.name)
    item.delete()
    return plan


@transaction.atomic
def submit_annual_plan(plan: Plan, *, by: User, gap_reason: str = "") -> Plan:
    """The office puts a draft before the leaders (PLAN 二（一）2). Returns the plan.

    Raises Refused without items, for an item that no longer holds, and where units stay without their comprehensive
    inspection of the year and no reason is stated.
    """
    check_step(plan, "submit_annual_plan", by=by)
    items = list(plan.items.with_units())
    if not items:
        raise Refused(_("The plan has no item."), rule=_(PLAN_CLAUSE), remedy=_("Add what is to be inspected."))
    for item in items:
        _check_item(item)
    gaps = coverage.gaps_of(plan)
    if gaps and not gap_reason.strip():
        words = {"count": len(gaps), "units": _("、").join(unit.name for unit in gaps[:NAMED])}
        raise Refused(
            _("%(count)s units would have no comprehensive inspection in the year, among them: %(units)s.") % words,
            rule=_(PLAN_CLAUSE),
            remedy=_("Add them to an item, or state the reason."),
        )
    reason = gap_reason.strip() if gaps else ""
    plan = apply_transition(plan, "submit_annual_plan", by=by, gap_reason=reason, reason=reason)
    emails.plan_submitted(plan)
    return plan


@transaction.atomic
def approve_annual_plan(plan: Plan, *, by: User) -> Plan:
    """A leader approves the plan; the version that it follows is thereby replaced. Returns the plan."""
    plan = apply_transition(plan, "approve_annual_plan", by=by, approved_by=by)
    for older in Plan.objects.filter(year=plan.year, state="published").exclude(pk=plan.pk):
        apply_transition(older, "replace_annual_plan", by=by)
    emails.plan_approved(plan)
    return plan


@transaction.atomic
def return_annual_plan(plan: Plan, *, by: User, reason: str) -> Plan:
    """A leader gives the plan back to the office, with a reason. Returns the plan."""
    plan = apply_transition(plan, "return_annual_plan", by=by, reason=reason)
    emails.plan_returned(plan, reason)
    return plan


@transaction.atomic
def publish_annual_plan(plan: Plan, *, by: User) -> Plan:
    """The office publishes the approved plan: everybody who works here reads it, and whom it concerns is told."""
    plan = apply_transition(plan, "publish_annual_plan", by=by, published_on=calendar.today())
    units: set[object] = set()
    for item in plan.items.with_units():
        units |= set(item.units().values_list("pk", flat=True))
    emails.plan_published(plan, units)
    return plan


@transaction.atomic
def revise_annual_plan(plan: Plan, *, by: User, reason: str) -> Plan:
    """Begin a new version of a published plan, as a draft with all its items. Returns the new version.

    The old one holds until the new one is approved. Raises Refused without a reason or where a new version is being
    worked on, TransitionRefused where the plan is not published.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    permissions.check_can_revise_plan(by, plan)
    if not reason.strip():
        raise Refused(_("Please state the reason."))
    newer = Plan.objects.filter(year=plan.year, version__gt=plan.version).first()
    if newer is not None:
        raise Refused(
            _("Version %(version)s is being worked on.") % {"version": newer.version}, remedy=_("Open that version.")
        )
    version = plan.version + 1
    new = create(Plan(year=plan.year, version=version, title=plan.title, purpose=plan.purpose), by=by, reason=reason)
    for item in plan.items.with_units():
        _copy(item, new)
    audit.record("revise_annual_plan", by=by, obj=plan, reason=reason, data={"version": version})
    return new


@transaction.atomic
def link_plan_item(task: InspectionTask, item: PlanItem, *, by: User) -> InspectionTask:
    """Say that `task` carries out `item`. Returns the task.

    Raises NotAllowed for anybody but the office, Refused for an item of a plan that no leader has approved or of
    another mode.
    """
    accounts_permissions.check_is_office(by)
    if item.plan.state not in {"approved", "published"}:
        raise Refused(_("The plan is not approved."), rule=_(PLAN_CLAUSE), remedy=_("Wait for the leader's approval."))
    if item.mode != task.mode:
        words = {"item": item.get_mode_display(), "task": task.get_mode_display()}
        raise Refused(
            _("The plan has a %(item)s here, the task is a %(task)s.") % words, remedy=_("Choose the plan's mode.")
        )
    task.plan_item = item
    task.save(update_fields=["plan_item"])
    audit.record("link_plan_item", by=by, obj=task, data={"item": str(item)})
    return task


def tasks_of(item: PlanItem) -> "QuerySet[InspectionTask]":
    """The tasks that carry out `item`, in whichever version of the plan they were created."""
    return InspectionTask.objects.filter(plan_item__line=item.line).order_by("starts_on")


def _draft(plan: Plan, by: User) -> Plan:
    """The plan, locked, where `by` may still change it."""
    locked = Plan.objects.select_for_update().get(pk=plan.pk)
    permissions.check_can_edit_plan(by, locked)
    return locked


def _check_words(title: str, purpose: str) -> None:
    if not title.strip() or not purpose.strip():
        raise Refused(_("Title or purpose is missing."), rule=_(PLAN_CLAUSE), remedy=_("Write both."))


def _write(item: PlanItem, content: ItemContent) -> None:
    item.mode, item.framework = content["mode"], content["framework"]
    item.name, item.matters, item.note = (content["name"].strip(), content["matters"].strip(), content["note"].strip())
    item.starts_on, item.ends_on = content["starts_on"], content["ends_on"]
    item.kinds, item.zone, item.township = list(content["kinds"]), content["zone"], content["township"]
    item.ownership = content["ownership"]
    _check_fields(item)
    item.save()
    item.named_units.set(content["named_units"])
    item.left_out_units.set(content["left_out_units"])
    _check_units(item)


def _check_item(item: PlanItem) -> None:
    _check_fields(item)
    _check_units(item)


def _check_fields(item: PlanItem) -> None:
    rule, words = _(PLAN_CLAUSE), {"item": item.name, "year": item.plan.year}
    if item.ends_on < item.starts_on:
        raise Refused(_("“%(item)s” ends before it begins.") % words, remedy=_("Put the two days in order."))
    if item.starts_on.year != item.plan.year or item.ends_on.year != item.plan.year:
        raise Refused(
            _("“%(item)s” does not lie in %(year)s.") % words, rule=rule, remedy=_("Choose days of the plan's year.")
        )
    if not item.name or not item.matters:
        raise Refused(_("Name or matters are missing."), rule=rule, remedy=_("Write the name, and one matter a line."))
    if item.mode == Mode.COMPREHENSIVE and item.framework is None:
        raise Refused(
            _("“%(item)s” is comprehensive but has no framework.") % words,
            rule=rule,
            remedy=_("Choose the framework, or make it a special inspection."),
        )


def _check_units(item: PlanItem) -> None:
    if not item.has_filter and not item.named_units.exists():
        raise Refused(
            _("“%(item)s” names no units.") % {"item": item.name},
            rule=_(PLAN_CLAUSE),
            remedy=_("Choose kinds, a zone or a township, or name units by hand."),
        )
    if not item.units().exists():
        raise Refused(
            _("No unit matches the choice of “%(item)s”.") % {"item": item.name},
            rule=_(PLAN_CLAUSE),
            remedy=_("Widen the choice."),
        )


def _copy(item: PlanItem, plan: Plan) -> None:
    named, left_out = list(item.named_units.all()), list(item.left_out_units.all())
    names = [field.name for field in PlanItem._meta.concrete_fields if field.name not in {"id", "created_at", "plan"}]
    copy = PlanItem.objects.create(plan=plan, **{name: getattr(item, name) for name in names})
    copy.named_units.set(named)
    copy.left_out_units.set(left_out)
