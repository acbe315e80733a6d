"""The demo's task with two teams, its expert and its consultation; requests for recusal in every state."""

import datetime as dt

from accounts.enums import OrganisationKind
from accounts.models import Organisation, User
from core import calendar
from demo import people
from demo.clock import as_of, workday
from demo.finished import SCENES, term_of
from demo.procedure import Team, draft_task, in_force, team, unit_user
from inspectors.models import Inspector, RecusalGround, Side
from inspectors.recusal import services as recusal_services
from supervision.models import Inspection, Mode
from supervision.task import services as task_services
from supervision.team import services as team_services

PURPOSE = "评审学校食堂和饮用水卫生管理。"


def build() -> None:
    """One approved task that two teams share, and requests for recusal in every state."""
    crew = team()
    _shared(crew)
    _recusals(crew)


def others(units: list[Organisation], count: int) -> list[Inspector]:
    """Trained inspectors, not of the demo's first team, who need not keep away from any of `units`, by certificate."""
    serving = Inspector.objects.serving(on=calendar.today() + dt.timedelta(days=60)).filter(is_trained=True)
    known = Inspector.objects.filter(user__username__in=("inspector", "inspector2", "inspector3"))
    free = serving.exclude(pk__in=known).exclude(recusals__unit__in=units).order_by("certificate")
    return list(free[:count])


def _shared(crew: Team) -> None:
    units = people.schools()[len(SCENES) + 12 :][:4]
    start = workday(-28)
    names = ("县教育和体育局", "县市场监管局")
    partners = list(Organisation.objects.departments().filter(is_member_unit=True, name__in=names).order_by("code"))
    with as_of(workday(4)):
        task = draft_task(
            crew,
            f"{term_of(start)}食品安全联合督导",
            units,
            framework=in_force("义务教育学校"),
            starts_on=start,
            ends_on=start + dt.timedelta(days=3),
            mode=Mode.SPECIAL,
        )
        task.joint_with.set(partners)
        second = others(units, 3)
        team_services.set_team(task, by=crew.office, number=2, members=second, leader=second[0], units=units[2:])
        task_services.record_consultation(
            task,
            by=crew.office,
            held_on=workday(5),
            place="县政府三楼会议室",
            units=partners,
            topics="学校食堂食品安全风险点；联合检查的分工和时间。",
            agreed="由督导办牵头，成员单位各派一名工作人员随组检查；发现的问题按职责移交，整改情况互相通报。",
        )
    with as_of(workday(3)):
        task_services.approve_task(task, by=crew.head)
        until = task.ends_on + dt.timedelta(days=10)
        expert = User.objects.get(username="expert")
        team_services.invite_expert(task, by=crew.office, user=expert, until=until, purpose=PURPOSE)


def _recusals(crew: Team) -> None:
    """Raised by each of the three sides; upheld, dismissed, withdrawn, and two that wait for the head."""
    schools = people.schools()
    first, second = _running()
    with as_of(workday(12)):
        person = others([schools[0]], 9)[-1]
        upheld = recusal_services.raise_recusal(
            person,
            by=crew.office,
            unit=schools[0],
            ground=RecusalGround.FAMILY_THERE,
            reason="经核对，其子女在该校就读。",
            side=Side.OFFICE,
        )
        taken_back = recusal_services.raise_recusal(
            crew.inspectors[2],
            by=crew.third,
            unit=schools[1],
            ground=RecusalGround.OTHER,
            reason="曾与该校合作课题。",
            side=Side.INSPECTOR,
        )
        dismissed = team_services.raise_unit_recusal(
            second,
            by=unit_user(second.unit),
            inspector=crew.inspectors[1],
            ground=RecusalGround.LEFT_RECENTLY,
            reason="该督学曾在我园工作。",
        )
    with as_of(workday(11)):
        recusal_services.uphold_recusal(upheld, by=crew.head, reason="情况属实。")
        recusal_services.withdraw_recusal(taken_back, by=crew.third)
        reason = "经查，该督学2019年调离，已超过三年，且无其他应当回避的情形。"
        recusal_services.dismiss_recusal(dismissed, by=crew.head, reason=reason)
    with as_of(workday(1)):
        recusal_services.raise_recusal(
            crew.inspectors[1],
            by=crew.second,
            unit=schools[2],
            ground=RecusalGround.RELATIVE_OF_HEAD,
            reason="与该校校长系表亲。",
            side=Side.INSPECTOR,
        )
        team_services.raise_unit_recusal(
            first,
            by=unit_user(first.unit),
            inspector=crew.inspectors[2],
            ground=RecusalGround.FAMILY_THERE,
            reason="其侄女在我园任教。",
        )


def _running() -> tuple[Inspection, Inspection]:
    """Two inspections of this month's kindergartens that have had their notice and not yet a visit."""
    rows = Inspection.objects.filter(
        state__in=("self_evaluating", "self_evaluated"),
        task__state="under_way",
        unit__kind=OrganisationKind.KINDERGARTEN,
    )
    found = list(rows.select_related("task", "unit", "team").order_by("unit__code")[:2])
    return found[0], found[1]
