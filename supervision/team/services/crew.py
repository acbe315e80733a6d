"""Who is on a team, who may be, and who must keep away: asked of tasks, inspections and visits (REG 10, 16)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import chain

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import Organisation
from core import calendar
from core.errors import Refused
from inspectors.models import Inspector, Recusal, RecusalRequest
from inspectors.recusal.services import open_requests
from supervision import law
from supervision.law import Gate
from supervision.models import Inspection, InspectionTask, Mode, Team, TeamMember
from supervision.team.services import expert_conflict

TEAM_MODES = frozenset({Mode.COMPREHENSIVE, Mode.SPECIAL})

Conflict = tuple[Inspector, Organisation, Recusal]


def check_recusals(inspectors: Iterable[Inspector], units: Iterable[Organisation]) -> list[Conflict]:
    """The recusals in force (REG 10): which of `inspectors` must keep away from which of `units`, and why."""
    found = (
        Recusal.objects.in_force(on=calendar.today())
        .filter(inspector__in=list(inspectors), unit__in=list(units))
        .select_related("inspector", "unit")
        .order_by("inspector__certificate", "unit__code")
    )
    return [(recusal.inspector, recusal.unit, recusal) for recusal in found]


def recusal_words(conflicts: Iterable[Conflict]) -> str:
    """The conflicts in a sentence: who, which unit, which ground."""
    return _("; ").join(
        _("%(inspector)s must keep away from %(unit)s (%(ground)s)")
        % {"inspector": inspector, "unit": unit, "ground": _ground(recusal)}
        for inspector, unit, recusal in conflicts
    )


def _ground(recusal: Recusal) -> str:
    ground = str(recusal.get_ground_display())
    return f"{ground}：{recusal.reason}" if recusal.reason else ground


def check_eligible(inspectors: Iterable[Inspector], *, first: dt.date, last: dt.date) -> None:
    """Raise Refused for an inspector without pre-post training, or whose term does not cover the days on site."""
    for inspector in inspectors:
        if not inspector.is_trained:
            raise Refused(
                _("%(inspector)s has not had the pre-post training.") % {"inspector": inspector},
                rule=_(law.INSPECTOR_RULES),
                remedy=_("Record the training, or choose another inspector."),
            )
        if not (inspector.is_serving(first) and inspector.is_serving(last)):
            raise Refused(
                _("The term of %(inspector)s does not cover the days on site.") % {"inspector": inspector},
                rule=_(law.INSPECTOR_RULES),
                remedy=_("Renew the appointment, or choose another inspector."),
            )


def inspectors_of(task: InspectionTask) -> list[Inspector]:
    """The inspectors on all teams of `task`, team by team, each leader first."""
    return [member.inspector for member in task.members.select_related("inspector", "team")]


def members_of(inspection: Inspection) -> list[TeamMember]:
    """The team that goes to the unit, its leader first; nobody where no team was given yet."""
    members = TeamMember.objects.filter(team=inspection.team_id).select_related("inspector", "team")
    return list(members)


def team_of(inspection: Inspection) -> list[Inspector]:
    """The inspectors on the team that goes to the unit, its leader first."""
    return [member.inspector for member in members_of(inspection)]


def conflicts_of(task: InspectionTask) -> list[Conflict]:
    """The recusals in force between each team of `task` and the units that it goes to (REG 10)."""
    going = Prefetch("inspections", Inspection.objects.exclude(state="cancelled").select_related("unit"))
    crews = [
        (
            [member.inspector for member in team.members.all()],
            [inspection.unit for inspection in team.inspections.all()],
        )
        for team in task.teams.prefetch_related("members__inspector", going)
    ]
    known = check_recusals(chain(*(crew for crew, _units in crews)), chain(*(units for _crew, units in crews)))
    return [one for crew, units in crews for one in known if one[0] in crew and one[1] in units]


def team_gate(task: InspectionTask, teams: Iterable[Team] | None = None) -> Gate:
    """REG 16: enough inspectors and one leader in each of `teams` (default: all of the task's)."""
    least = policy.number("team_minimum") if task.mode in TEAM_MODES else 1
    asked = task.teams.prefetch_related("members") if teams is None else teams
    crews = [(team, [member for member in team.members.all() if member.missing_since is None]) for team in asked]
    several = task.teams.count() > 1
    met, details = bool(crews), []
    for team, members in crews:
        leads = any(member.is_leader for member in members)
        met = met and leads and len(members) >= least
        detail = _team_words(len(members), least, leads)
        details.append(f"{team}：{detail}" if several else detail)
    return Gate(
        _("Matters fixed, team formed"),
        _(law.ARTICLE_16),
        met,
        " ".join(details) or _("No team has been formed."),
        _("Add inspectors and name one of them as leader."),
    )


def team_gate_of(inspection: Inspection) -> Gate:
    """REG 16 for the team that goes to the unit."""
    return team_gate(inspection.task, [inspection.team] if inspection.team is not None else [])


def _team_words(count: int, least: int, leads: bool) -> str:
    words = {"count": count, "least": least}
    if count < least:
        return _("The team has %(count)s inspectors; at least %(least)s are needed.") % words
    if not leads:
        return _("The team has no leader.")
    return _("%(count)s inspectors with a leader; at least %(least)s are needed.") % words


def recusal_gate(
    conflicts: list[Conflict], requests: Sequence[RecusalRequest] = (), experts: Sequence[str] = ()
) -> Gate:
    """REG 10: nobody on a team and no expert must keep away from a unit, and no request is undecided.

    `experts` are the conflicts of experts in words.
    """
    undecided = _("; ").join(
        _("The request that %(inspector)s keep away from %(unit)s is not decided yet")
        % {"inspector": request.inspector, "unit": request.unit}
        for request in requests
    )
    replaced = _("Replace the inspector, or take the unit off the task; the office head may lift a recusal.")
    faults = [
        (recusal_words(conflicts), replaced),
        (" ".join(experts), _(expert_conflict.REMEDY)),
        (undecided, _("The head of the office decides the request first.")),
    ]
    detail, remedy = next(((words, what) for words, what in faults if words), ("", ""))
    cleared = _("No member of the team must keep away.")
    return Gate(_("Every recusal cleared"), _(law.ARTICLE_10), not detail, detail or cleared, remedy)


def task_recusal_gate(task: InspectionTask) -> Gate:
    """REG 10 for all teams of the task and the experts on it."""
    found = expert_conflict.expert_conflicts(expert_conflict.experts_on(task), expert_conflict.units_of(task))
    return recusal_gate(conflicts_of(task), experts=found)


def recusal_gate_of(inspection: Inspection, inspectors: Sequence[Inspector] | None = None) -> Gate:
    """REG 10 for one unit, the team that goes there and the experts on the task, or only `inspectors` of the team."""
    people, units = team_of(inspection) if inspectors is None else inspectors, [inspection.unit]
    experts = expert_conflict.experts_on(inspection.task) if inspectors is None else []
    words = expert_conflict.expert_conflicts(experts, units)
    return recusal_gate(check_recusals(people, units), open_requests(people, units), words)
