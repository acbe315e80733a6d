"""The gates of the procedure: what the law asks for before each step, whether it is met, and what would meet it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import policy
from accounts.enums import SCHOOL_KINDS
from accounts.models import Organisation
from core import calendar
from core.calendar import Deadline, deadline
from core.errors import Refused
from core.workflow import gettext_noop
from inspectors.models import Inspector, Recusal, RecusalRequest
from inspectors.services import open_requests
from supervision.enums import Mode
from supervision.models import Defence, Finding, Inspection, InspectionTask, Rating, Team, TeamMember
from supervision.models.inspections import AFTER_OPINION
from supervision.services import expert_conflict
from supervision.services.survey_results import heard, satisfaction_words

ARTICLE_10 = gettext_noop("Regulation on education supervision, article 10")
ARTICLE_16 = gettext_noop("Regulation on education supervision, article 16")
ARTICLE_17 = gettext_noop("Regulation on education supervision, article 17")
ARTICLE_18 = gettext_noop("Regulation on education supervision, article 18")
ARTICLE_19 = gettext_noop("Regulation on education supervision, article 19")
ARTICLE_20 = gettext_noop("Regulation on education supervision, article 20")
ARTICLE_21 = gettext_noop("Regulation on education supervision, article 21")
ARTICLE_22 = gettext_noop("Regulation on education supervision, article 22")
ARTICLE_23 = gettext_noop("Regulation on education supervision, article 23")
INSPECTOR_RULES = gettext_noop("Interim measures for the administration of inspectors")

TEAM_MODES = frozenset({Mode.COMPREHENSIVE, Mode.SPECIAL})
DONE_VISITS = ("submitted", "filed")


@dataclass(frozen=True)
class Gate:
    """One gate: its name, its article, whether it is met, what stands there, and what would meet it."""

    label: str
    rule: str
    met: bool
    detail: str
    remedy: str = ""


def require(*gates: Gate) -> None:
    """Raise Refused for the first gate that is not met, naming its article and what would meet it."""
    for gate in gates:
        if not gate.met:
            raise Refused(gate.detail, rule=gate.rule, remedy=gate.remedy)


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
                rule=_(INSPECTOR_RULES),
                remedy=_("Record the training, or choose another inspector."),
            )
        if not (inspector.is_serving(first) and inspector.is_serving(last)):
            raise Refused(
                _("The term of %(inspector)s does not cover the days on site.") % {"inspector": inspector},
                rule=_(INSPECTOR_RULES),
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
        _(ARTICLE_16),
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
    return Gate(_("Every recusal cleared"), _(ARTICLE_10), not detail, detail or cleared, remedy)


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


def earliest_start(notified_on: dt.date) -> Deadline:
    """The first day on which a site visit may begin after a notice of `notified_on` (REG 17)."""
    return deadline(notified_on, *policy.days("notice_days"))


def latest_notice(starts_on: dt.date) -> dt.date:
    """The last day on which the notice of a visit that begins on `starts_on` may go out (REG 17)."""
    days, unit = policy.days("notice_days")
    table = calendar.load_days(starts_on - dt.timedelta(days=days * 2 + 60), starts_on + dt.timedelta(days=60))
    day = starts_on
    while deadline(day, days, unit, table=table).on > starts_on:
        day -= calendar.ONE_DAY
    return day


def notice_gate(inspection: Inspection, *, on: dt.date | None = None) -> Gate:
    """REG 17: written notice so many working days ahead; an unannounced one is handed over on arrival."""
    task, today = inspection.task, on or calendar.today()
    label, rule = _("Written notice to the unit"), _(ARTICLE_17)
    if inspection.notified_on is not None:
        words = {"number": inspection.notice_number, "date": date_format(inspection.notified_on)}
        return Gate(label, rule, True, _("%(number)s, given on %(date)s.") % words)
    if task.state in {"draft", "cancelled"}:
        return Gate(label, rule, False, _("The task is not approved."), _("The office head approves the task first."))
    if not task.is_announced:
        words = {"date": date_format(inspection.starts_on)}
        detail = _("Unannounced: the notice is handed over on arrival, not before %(date)s.") % words
        return Gate(label, rule, today >= inspection.starts_on, detail, _("Issue it on the day of the visit."))
    return _announced_gate(inspection, today, label, rule)


def _announced_gate(inspection: Inspection, today: dt.date, label: str, rule: str) -> Gate:
    task, starts_on = inspection.task, inspection.starts_on
    earliest = earliest_start(today)
    words = {"days": earliest.days, "start": date_format(starts_on), "earliest": date_format(earliest.on)}
    remedy = _("Move the dates of the task: the earliest first day on site is %(earliest)s.") % words
    if earliest.on > starts_on:
        detail = _("The notice must be given %(days)s working days before the first day on site (%(start)s).") % words
        return Gate(label, rule, False, detail, remedy)
    if task.needs_self_evaluation and task.self_evaluation_due_on and task.self_evaluation_due_on < today:
        due = {"due": date_format(task.self_evaluation_due_on)}
        detail = _("The self-evaluation would be due on %(due)s, which is past.") % due
        return Gate(label, rule, False, detail, remedy)
    detail = _("Given today, the first day on site may be %(earliest)s; the task begins on %(start)s.") % words
    return Gate(label, rule, True, detail)


def self_evaluation_gate(inspection: Inspection) -> Gate:
    """REG 18: the unit's self-evaluation handed in, where the task asks for it, and not returned since."""
    needed = inspection.task.needs_self_evaluation
    given_on = inspection.self_evaluated_on
    handed_in = given_on is not None and inspection.state != "self_evaluating"
    if given_on is None:
        detail = _("Not submitted yet.")
    elif handed_in:
        detail = _("Handed in on %(date)s.") % {"date": date_format(given_on)}
    else:
        detail = _("Returned by the team, not handed in again yet.")
    return Gate(
        _("Self-evaluation"),
        _(ARTICLE_18),
        handed_in or not needed,
        detail if needed else _("This task does not ask for one."),
        _("The unit submits its self-evaluation."),
    )


def visit_gate(inspection: Inspection) -> Gate:
    """REG 18: the unit has been visited, and every record that holds something has been submitted."""
    started = Q(
        Exists(Rating.objects.filter(visit=OuterRef("pk"))) | Exists(Finding.objects.filter(visit=OuterRef("pk")))
    )
    visits = list(inspection.visits.select_related("inspector").filter(started | Q(state__in=DONE_VISITS)))
    done = [visit for visit in visits if visit.state in DONE_VISITS]
    open_ones = [visit for visit in visits if visit not in done]
    label, rule = _("Site visit"), _(ARTICLE_18)
    if open_ones:
        names = _("、").join(str(visit.inspector) for visit in open_ones)
        detail = _("Not submitted yet: the records of %(names)s.") % {"names": names}
        return Gate(label, rule, False, detail, _("These inspectors sign and submit their records."))
    detail = _("%(count)s visit records submitted.") % {"count": len(done)}
    return Gate(label, rule, bool(done), detail, _("An inspector of the team visits the unit and submits the record."))


def public_opinion_gate(inspection: Inspection) -> Gate:
    """REG 19: public opinion sought; pupils (in schools), parents and teachers heard."""
    hearings = list(inspection.public_opinions.all())
    surveys = list(inspection.surveys.filter(state="closed").only("results"))
    asked = heard(surveys)
    groups = []
    if inspection.unit.kind in SCHOOL_KINDS:
        groups.append((_("pupils"), asked.get("pupils", 0) + sum(one.pupils for one in hearings)))
    if inspection.unit.is_campus:
        groups.append((_("parents"), asked.get("parents", 0) + sum(one.parents for one in hearings)))
        groups.append((_("teachers"), asked.get("teachers", 0) + sum(one.teachers for one in hearings)))
    missing = [name for name, count in groups if not count]
    sought = bool(hearings or asked)
    if sought and missing:
        detail = _("Not heard yet: %(groups)s.") % {"groups": _("、").join(missing)}
    else:
        count = _("%(count)s records of public opinion.") % {"count": len(hearings)}
        detail = (count if hearings or not asked else "") + satisfaction_words(surveys)
    return Gate(
        _("Public opinion sought; pupils, parents and teachers heard"),
        _(ARTICLE_19),
        sought and not missing,
        detail,
        _("Hear people picked at random and record what they said."),
    )


def deliberation_gate(inspection: Inspection) -> Gate:
    """REG 20: the team has deliberated and formed a preliminary opinion."""
    held = getattr(inspection, "deliberation", None)
    if held is None:
        detail = _vote_words(inspection)
    else:
        words = {"agreeing": held.agreeing.count(), "members": held.members, "date": date_format(held.held_on)}
        detail = _("%(agreeing)s of %(members)s members agreed on %(date)s.") % words
    return Gate(_("Team deliberates"), _(ARTICLE_20), held is not None, detail, _("The team's leader records it."))


def _vote_words(inspection: Inspection) -> str:
    proposal = inspection.proposals.filter(state="voting").annotate(cast=Count("votes")).first()
    if proposal is None:
        return _("Not held yet.")
    return _("Put to the vote; %(count)s votes cast.") % {"count": proposal.cast}


def defence_gate(inspection: Inspection, *, on: dt.date | None = None) -> Gate:
    """REG 20: fed back, and the unit has stated its defence (answered), waived it, or let the window pass."""
    label, rule = _("Fed back to the unit; defence"), _(ARTICLE_20)
    opinion = getattr(inspection, "opinion", None)
    if opinion is None or opinion.fed_back_on is None:
        return Gate(label, rule, False, _("Not fed back yet."), _("The office feeds the preliminary opinion back."))
    defence = Defence.objects.filter(inspection=inspection).first()
    if defence is None:
        open_until = inspection.due_on if inspection.state == "defence_open" else None
        if open_until is not None and open_until >= (on or calendar.today()):
            detail = _("The unit may state its defence until %(date)s.") % {"date": date_format(open_until)}
            return Gate(label, rule, False, detail, _("Wait until the window ends, or until the unit waives it."))
        return Gate(label, rule, True, _("No defence was stated within the window."))
    if defence.is_waived:
        return Gate(label, rule, True, _("Waived in writing."))
    answered = bool(defence.answer)
    detail = _("Defence stated and answered.") if answered else _("The unit's defence is not answered.")
    return Gate(label, rule, answered, detail, _("Write what became of each point of the defence."))


def gates_of(inspection: Inspection) -> list[Gate]:
    """Every gate of the inspection in the order of REG 16–23, for its page."""
    issued = inspection.state in AFTER_OPINION
    verified = inspection.state in {"verified", "reported", "archived"}
    reported = inspection.state in {"reported", "archived"}
    return [
        team_gate_of(inspection),
        recusal_gate_of(inspection),
        notice_gate(inspection),
        self_evaluation_gate(inspection),
        visit_gate(inspection),
        public_opinion_gate(inspection),
        deliberation_gate(inspection),
        defence_gate(inspection),
        Gate(_("Opinion letter"), _(ARTICLE_21), issued, _("Issued.") if issued else _("Not issued yet.")),
        Gate(
            _("Rectification, each problem rechecked"),
            _(ARTICLE_22),
            verified,
            _("All problems struck off.") if verified else _("Not all problems are struck off."),
        ),
        Gate(
            _("Report to the county government, filed and published"),
            _(ARTICLE_23),
            reported,
            _("Done.") if reported else _("Not done yet."),
        ),
    ]
