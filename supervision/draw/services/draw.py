"""Double-random draws: pools committed and published, then a public seed, the result, and the task (domain §3)."""

import datetime as dt
import json
import re
from collections.abc import Sequence
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import permissions as accounts_permissions
from accounts import policy
from accounts.models import Organisation, User
from core import audit, calendar
from core.errors import Refused
from core.models import DocumentNumber
from core.numbering import issue_number, void_number
from core.transitions import apply_transition, check_step, create
from supervision import law
from supervision.draw import drawing, permissions
from supervision.draw.emails import draw_drawn
from supervision.draw.services.on_task import check_still_valid, put_on_task, take_off_task
from supervision.draw.services.pool import DRAW_RULE, build_pool, check_pool, shortage_words
from supervision.models import Draw, InspectionTask, SeedKind
from supervision.signals import draw_confirmed
from supervision.team.services import crew

LEAST_THROWS, HIDDEN_THROWS, LEAST_DIGITS, MOST_DIGITS = 20, 30, 10, 100


class DrawContent(TypedDict):
    """What the office decides about a draw; a row of `strata` is a filter with its `quota` or `percent`."""

    task: InspectionTask | None
    purpose: str
    first_on: dt.date
    last_on: dt.date
    strata: list[dict[str, Any]]
    included: list[dict[str, str]]
    excluded: list[dict[str, str]]
    per_unit: int
    zone_rule: str
    inspector_kinds: list[str]
    inspector_zones: list[int]
    result_public_on: dt.date | None


class Witness(TypedDict):
    """Somebody who saw the seed come into being."""

    name: str
    post: str


@transaction.atomic
def create_draw(*, by: User, **content: Unpack[DrawContent]) -> Draw:
    """Prepare a draw; nothing is fixed or published yet. Returns the draft.

    Raises NotAllowed for anybody but the office, Refused for content that contradicts itself.
    """
    accounts_permissions.check_is_office(by)
    return create(Draw(**_checked(content)), by=by)


@transaction.atomic
def edit_draw(draw: Draw, *, by: User, **content: Unpack[DrawContent]) -> Draw:
    """Change a draft; takes and raises the same as `create_draw`, TransitionRefused once the pools are committed."""
    draw = Draw.objects.select_for_update().get(pk=draw.pk)
    permissions.check_can_edit_draw(by, draw)
    fields = _checked(content)
    changed = [name for name, value in fields.items() if getattr(draw, name) != value]
    for name, value in fields.items():
        setattr(draw, name, value)
    draw.save(update_fields=list(fields))
    audit.record("edit_draw", by=by, obj=draw, data={"changed": changed})
    return draw


@transaction.atomic
def commit_draw(draw: Draw, *, by: User) -> Draw:
    """Freeze both pools and every parameter under the next number, with their hash, and publish them at once.

    Returns the draw. Raises Refused where the pools cannot give what is asked (by how many and why), NotYourTurn and
    TransitionRefused as the table says.
    """
    check_step(draw, "commit_draw", by=by)
    draw = Draw.objects.select_for_update(of=("self",)).select_related("task").get(pk=draw.pk)
    check_step(draw, "commit_draw", by=by)
    _check_task(draw.task)
    _check_size(draw)
    now = timezone.now().replace(microsecond=0)
    number = issue_number(policy.text("series_draw"), on=calendar.today(), by=by, about=draw)
    pool = build_pool(draw, number=number.text, at=now)
    check_pool(pool)
    text = drawing.canonical(pool)
    return apply_transition(
        draw,
        "commit_draw",
        by=by,
        data={"number": number.text, "sha256": drawing.digest(text)},
        number=number.text,
        code=_code(number),
        pool=text,
        pool_sha256=drawing.digest(text),
        committed_at=now,
    )


@transaction.atomic
def seed_draw(
    draw: Draw,
    *,
    by: User,
    kind: str,
    digits: str,
    again: str,
    source: str,
    at: dt.datetime,
    witnesses: Sequence[Witness],
) -> Draw:
    """Enter the public number that came into being at `at`, after the pools were committed.

    `digits` is what the first witness reads out, `again` what the second does. Returns the draw. Raises Refused for a
    seed from before the commit, of the wrong form, typed differently, used before, or without two other witnesses.
    """
    if draw.state == "drafted":
        raise Refused(
            _("The pools are not committed yet; a seed that is known before could have been chosen to suit them."),
            rule=_(DRAW_RULE),
            remedy=_("Commit the pools first, then let the seed come into being."),
        )
    check_step(draw, "seed_draw", by=by)
    seed = "".join(digits.split())
    if seed != "".join(again.split()):
        raise Refused(_("The two entries of the seed differ."), remedy=_("Let both witnesses read it out once more."))
    _check_form(draw, kind, seed)
    _check_moment(draw, at)
    people = _check_witnesses(witnesses, by)
    if not source.strip():
        raise Refused(_("Name the source of the seed."), rule=_(DRAW_RULE))
    used = Draw.objects.filter(seed=seed).exclude(pk=draw.pk).first()
    if used is not None:
        raise Refused(_("This seed was used in draw %(number)s.") % {"number": used.number}, rule=_(DRAW_RULE))
    return apply_transition(
        draw,
        "seed_draw",
        by=by,
        data={"source": source.strip(), "witnesses": people},
        seed=seed,
        seed_kind=kind,
        seed_source=source.strip(),
        seed_at=at,
        witnesses=people,
        seeded_at=timezone.now(),
    )


@transaction.atomic
def run_draw(draw: Draw, *, by: User) -> Draw:
    """Work out the result from the frozen pools and the seed, and freeze it with its hash.

    Returns the draw. Raises Refused where no valid assignment exists, saying by how many and for which units; the draw
    is then voided and drawn anew. NotYourTurn and TransitionRefused as the table says.
    """
    check_step(draw, "run_draw", by=by)
    pool = draw.content
    try:
        text = drawing.canonical(drawing.draw(pool, draw.seed))
    except drawing.Impossible as exc:
        raise Refused(
            shortage_words(pool, exc.shortage),
            rule=_(DRAW_RULE),
            remedy=_("Void this draw with this reason and draw again with more inspectors or fewer units."),
        ) from exc
    sha256 = drawing.digest(text)
    draw = apply_transition(
        draw, "run_draw", by=by, data={"sha256": sha256}, result=text, result_sha256=sha256, drawn_at=timezone.now()
    )
    draw_drawn(draw)
    return draw


@transaction.atomic
def confirm_draw(draw: Draw, *, by: User) -> Draw:
    """The office head confirms the result; the drawn units and their teams are put on the task, as drawn.

    Returns the draw; the drawing record follows as an official document (`draw_confirmed`). Raises Refused where
    somebody has meanwhile become ineligible or the task was approved, NotYourTurn and TransitionRefused as the table
    says.
    """
    check_step(draw, "confirm_draw", by=by)
    check_still_valid(draw)
    draw = apply_transition(draw, "confirm_draw", by=by, confirmed_at=timezone.now(), confirmed_by=by)
    if draw.task_id is not None:
        put_on_task(draw, by=by)
    draw_confirmed.send(Draw, draw_id=draw.pk, by_id=by.pk)
    return draw


@transaction.atomic
def void_draw(draw: Draw, *, by: User, reason: str) -> Draw:
    """The office head voids a draw with a reason; it stays in the register with its number for good.

    The units of a confirmed draw leave its task again while that is a draft. Returns the draw. Raises Refused where
    the task is approved, NotYourTurn and TransitionRefused as the table says.
    """
    draw = Draw.objects.select_for_update().get(pk=draw.pk)
    check_step(draw, "void_draw", by=by)
    if draw.state == "confirmed" and draw.task_id is not None:
        take_off_task(draw, by=by)
    for number in DocumentNumber.objects.filter(text=draw.number, voided_at=None):
        void_number(number, reason=reason, by=by)
    return apply_transition(draw, "void_draw", by=by, reason=reason, void_reason=reason.strip())


@transaction.atomic
def redraw(draw: Draw, *, by: User, reason: str) -> Draw:
    """Prepare a new draw in place of a voided one, with the same parameters, the trace to it and the reason.

    Returns the new draft. Raises NotAllowed for anybody but the office, Refused for a draw that is not voided or was
    drawn again already, or without a reason.
    """
    accounts_permissions.check_is_office(by)
    draw = Draw.objects.select_for_update(of=("self",)).select_related("task").get(pk=draw.pk)
    if draw.state != "voided":
        raise Refused(
            _("Only a voided draw is drawn again."), rule=_(DRAW_RULE), remedy=_("Void it first, with the reason.")
        )
    if Draw.objects.filter(redraw_of=draw).exists():
        raise Refused(_("This draw has been drawn again already."), remedy=_("Go on with the new draw."))
    if not reason.strip():
        raise Refused(_("Please state the reason."))
    same = {name: getattr(draw, name) for name in DrawContent.__annotations__}
    again = Draw(**same, redraw_of=draw, redraw_reason=reason.strip())
    again = create(again, by=by, reason=reason)
    audit.record("redraw", by=by, obj=draw, reason=reason)
    return again


def _checked(content: DrawContent) -> dict[str, Any]:
    """The fields of the draft, after what holds from the first draft on."""
    fields: dict[str, Any] = {**content, "purpose": content["purpose"].strip()}
    task = content["task"]
    if task is not None:
        _check_task(task)
        fields |= {"first_on": task.starts_on, "last_on": task.ends_on}
    if fields["last_on"] < fields["first_on"]:
        raise Refused(_("The last day on site lies before the first."), remedy=_("Put the two days in order."))
    if task is not None and not task.is_announced:
        least = task.ends_on + calendar.ONE_DAY
        fields["result_public_on"] = max(least, content["result_public_on"] or least)
    for row in (*content["included"], *content["excluded"]):
        if not row["reason"].strip():
            raise Refused(
                _("Including or leaving out a unit needs a reason."),
                rule=_(DRAW_RULE),
                remedy=_("State it: it is published with the pools."),
            )
        if not Organisation.objects.active().filter(code=row["code"]).exists():
            raise Refused(_("There is no unit with the code %(code)s.") % {"code": row["code"]})
    names = [row["name"] for row in content["strata"]]
    if len(names) != len(set(names)):
        raise Refused(_("Two strata have the same name."), remedy=_("Give each stratum a name of its own."))
    return fields


def _check_task(task: InspectionTask | None) -> None:
    if task is not None and task.state != "draft":
        raise Refused(
            _("Units and teams are drawn for a task while it is a draft; “%(task)s” is “%(state)s”.")
            % {"task": task, "state": task.get_state_display()},
            rule=_(law.ARTICLE_16),
        )


def _check_size(draw: Draw) -> None:
    """A team of a comprehensive or special inspection has its least number of inspectors (REG 16)."""
    least = policy.number("team_minimum")
    if draw.task is not None and draw.task.mode in crew.TEAM_MODES and draw.per_unit < least:
        raise Refused(
            _("%(count)s inspectors a unit are too few for this task; at least %(least)s are needed.")
            % {"count": draw.per_unit, "least": least},
            rule=_(law.ARTICLE_16),
            remedy=_("Edit the draw and ask for more inspectors a unit."),
        )


def _code(number: DocumentNumber) -> str:
    """The number as it stands in the address: year and ordinal; a series that was renamed begins a second run."""
    code = f"{number.series.year}-{number.ordinal}"
    run = Draw.objects.filter(code__regex=rf"^{code}(-\d+)?$").count()
    return f"{code}-{run + 1}" if run else code


def _check_form(draw: Draw, kind: str, seed: str) -> None:
    """Dice: throws of 1 to 6, enough of them; lottery: digits. A result that stays secret for now needs dice."""
    hidden = not draw.is_result_public
    if hidden and kind == SeedKind.LOTTERY:
        raise Refused(
            _("The result of this draw is published later; with a lottery's numbers anybody could work it out now."),
            rule=_(DRAW_RULE),
            remedy=_("Throw dice before the witnesses instead."),
        )
    least = {SeedKind.LOTTERY: LEAST_DIGITS}.get(SeedKind(kind), HIDDEN_THROWS if hidden else LEAST_THROWS)
    form = "[0-9]" if kind == SeedKind.LOTTERY else "[1-6]"
    if not re.fullmatch(rf"{form}{{{least},{MOST_DIGITS}}}", seed):
        words = {"least": least, "count": len(seed)}
        raise Refused(
            _("A lottery seed is the published numbers, %(least)s digits or more; these are %(count)s.") % words
            if kind == SeedKind.LOTTERY
            else _("A dice seed is %(least)s throws or more, each from 1 to 6; these are %(count)s.") % words,
            rule=_(DRAW_RULE),
            remedy=_("Enter the numbers one after the other, as they came."),
        )


def _check_moment(draw: Draw, at: dt.datetime) -> None:
    now, committed_at = timezone.now(), draw.committed_at
    if committed_at is None or at <= committed_at:
        raise Refused(
            _("The seed came into being before the pools were committed; it could have been chosen to suit them."),
            rule=_(DRAW_RULE),
            remedy=_("Throw the dice anew, or wait for the next lottery, after the commit."),
        )
    if at > now:
        raise Refused(_("The seed comes into being only later."), remedy=_("Enter it once it is there."))


def _check_witnesses(witnesses: Sequence[Witness], by: User) -> list[dict[str, str]]:
    people = [{"name": row["name"].strip(), "post": row["post"].strip()} for row in witnesses if row["name"].strip()]
    names = {"".join(row["name"].split()) for row in people}
    if len(names) < 2:
        raise Refused(
            _("Two different witnesses are needed; %(count)s are named.") % {"count": len(names)}, rule=_(DRAW_RULE)
        )
    if by.name in names:
        raise Refused(
            _("Whoever enters the seed is no witness to it."),
            rule=_(DRAW_RULE),
            remedy=_("Name somebody else, or let a colleague enter it."),
        )
    if not all(row["post"] for row in people):
        raise Refused(_("Say where each witness works."), rule=_(DRAW_RULE))
    return people


def published(draw: Draw) -> dict[str, Any]:
    """The draw's file for everybody: pools and hashes at once, seed and result once they may be known."""
    open_now = draw.is_result_public
    seed = None
    if draw.seed and open_now:
        seed = {
            "digits": draw.seed,
            "kind": draw.seed_kind,
            "source": draw.seed_source,
            "at": _moment(draw.seed_at),
            "entered_at": _moment(draw.seeded_at),
            "witnesses": draw.witnesses,
        }
    return {
        "draw": draw.number,
        "state": draw.state,
        "committed_at": json.loads(draw.pool)["committed_at"],
        "pool": draw.pool,
        "pool_sha256": draw.pool_sha256,
        "seed": seed,
        "result": draw.result if open_now else "",
        "result_sha256": draw.result_sha256,
        "result_public_on": str(draw.public_from or ""),
        "void_reason": draw.void_reason,
        "redraw_of": draw.redraw_of.number if draw.redraw_of else "",
    }


def _moment(at: dt.datetime | None) -> str:
    return timezone.localtime(at).isoformat() if at is not None else ""
