"""Joint visits: inspections of one unit brought to the same days, asking for evidence once; and split again (M7)."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import permissions
from accounts.models import User
from core import audit, calendar
from core.errors import Refused, TransitionRefused
from core.workflow import gettext_noop
from supervision import law
from supervision.models import Inspection, JointVisit
from supervision.plan import emails
from supervision.plan.services.collision import AHEAD
from supervision.team.services import crew

MERGING = gettext_noop("Plan of Miyi County, section two (2) 4: inspections of one school are merged")


@transaction.atomic
def merge_inspections(
    inspections: Iterable[Inspection], *, by: User, starts_on: dt.date, ends_on: dt.date, reason: str
) -> JointVisit:
    """The office merges inspections of one unit, none of them on site yet, into one visit on the same days.

    Returns the joint visit. Raises Refused for fewer than two, several units, one that is on site, cancelled or joint
    already, announced ones with unannounced ones, and for days that break the notice of one of them (REG 17), precede
    a self-evaluation that was asked for (REG 18), or lie outside an inspector's term.
    """
    permissions.check_is_office(by)
    keys = [inspection.pk for inspection in inspections]
    found = Inspection.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    rows = list(found.select_related("task", "unit", "team").order_by("pk"))
    rows.sort(key=lambda row: (row.starts_on, row.pk))
    _check_set(rows, reason)
    _check_days(rows, starts_on, ends_on)
    joint = JointVisit.objects.create(
        unit=rows[0].unit, starts_on=starts_on, ends_on=ends_on, reason=reason.strip(), merged_by=by
    )
    for row in rows:
        _move(row, joint, by)
    return joint


@transaction.atomic
def split_joint(joint: JointVisit, *, by: User, reason: str) -> JointVisit:
    """The office takes a joint visit apart before anybody is on site; each inspection keeps its days until it is moved.

    Returns the joint visit, which stays on record. Raises Refused without a reason, TransitionRefused where it was
    split before or somebody is on site.
    """
    permissions.check_is_office(by)
    joint = JointVisit.objects.select_for_update().select_related("unit").get(pk=joint.pk)
    if not reason.strip():
        raise Refused(_("Please state the reason."))
    rows = list(joint.inspections.select_related("task", "unit"))
    if joint.split_at is not None or any(row.state not in (*AHEAD, "cancelled") for row in rows):
        raise TransitionRefused(
            _("The joint visit has begun or was split before."),
            rule=_(MERGING),
            remedy=_("Open the inspections to see where they stand."),
        )
    joint.split_at, joint.split_reason = timezone.now(), reason.strip()
    joint.save(update_fields=["split_at", "split_reason"])
    for row in rows:
        Inspection.objects.filter(pk=row.pk).update(joint=None)
        audit.record("split_joint", by=by, obj=row, reason=reason, data={"joint": str(joint.pk)})
        emails.joint_split(row, reason)
    return joint


def _check_set(rows: list[Inspection], reason: str) -> None:
    if len(rows) < 2:
        raise Refused(_("A joint visit needs two inspections."), rule=_(MERGING), remedy=_("Choose at least two."))
    if len({row.unit_id for row in rows}) > 1:
        raise Refused(_("These inspections are of several units."), rule=_(MERGING), remedy=_("Choose one unit's."))
    joined = set(Inspection.objects.joined().filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    for row in rows:
        words = {"task": row.task, "state": row.get_state_display()}
        if row.state not in AHEAD:
            raise Refused(
                _("“%(task)s” is “%(state)s”; only inspections that have not been on site are merged.") % words,
                rule=_(MERGING),
                remedy=_("Leave it out."),
            )
        if row.pk in joined:
            raise Refused(
                _("“%(task)s” belongs to a joint visit already.") % words,
                rule=_(MERGING),
                remedy=_("Split that one first."),
            )
    if len({row.task.is_announced for row in rows}) > 1:
        raise Refused(
            _("An unannounced inspection cannot be merged with one that is announced: the notice would give it away."),
            rule=_(law.ARTICLE_17),
            remedy=_("Leave the unannounced one out."),
        )
    if not reason.strip():
        raise Refused(_("Please state the reason."))


def _check_days(rows: list[Inspection], starts_on: dt.date, ends_on: dt.date) -> None:
    if ends_on < starts_on:
        raise Refused(_("The last day on site lies before the first."), remedy=_("Put the two days in order."))
    if starts_on < calendar.today():
        raise Refused(_("The first day on site is past."), remedy=_("Choose today or a later day."))
    for row in rows:
        _check_notice(row, starts_on)
        due = row.task.self_evaluation_due_on if row.task.needs_self_evaluation else None
        if due is not None and due > starts_on and row.state != "self_evaluated":
            words = {"task": row.task, "date": date_format(due)}
            raise Refused(
                _("The self-evaluation of “%(task)s” is due on %(date)s, after the first day on site.") % words,
                rule=_(law.ARTICLE_18),
                remedy=_("Choose that day or a later one."),
            )
        crew.check_eligible(crew.team_of(row), first=starts_on, last=ends_on)


def _check_notice(row: Inspection, starts_on: dt.date) -> None:
    """REG 17: a notice that went out must stay early enough; one that has not must still be able to go out today."""
    if not row.task.is_announced:
        return
    earliest = law.earliest_start(row.notified_on or calendar.today()).on
    if starts_on < earliest:
        words = {"task": row.task, "date": date_format(earliest)}
        given = _("Notice of “%(task)s” was given; its first day on site may not lie before %(date)s.")
        coming = _("Notice of “%(task)s” is still to be given; its first day on site may not lie before %(date)s.")
        raise Refused(
            (given if row.notified_on else coming) % words,
            rule=_(law.ARTICLE_17),
            remedy=_("Choose %(date)s or a later day.") % words,
        )


def _move(row: Inspection, joint: JointVisit, by: User) -> None:
    """Bring one inspection to the joint days; its deadline follows where it hangs on the first day."""
    fields: dict[str, object] = {"joint": joint, "starts_on": joint.starts_on, "ends_on": joint.ends_on}
    if row.state == "planned":
        announced = row.task.is_announced
        fields["due_on"] = law.latest_notice(joint.starts_on) if announced else joint.starts_on
    elif row.state in {"notified", "self_evaluated"}:
        fields["due_on"] = joint.starts_on
    Inspection.objects.filter(pk=row.pk).update(**fields)
    data = {
        "joint": str(joint.pk),
        "from": [str(row.starts_on), str(row.ends_on)],
        "to": [str(joint.starts_on), str(joint.ends_on)],
    }
    audit.record("merge_inspections", by=by, obj=row, reason=joint.reason, data=data)
    row.joint, row.starts_on, row.ends_on = joint, joint.starts_on, joint.ends_on
    emails.joint_formed(row)
