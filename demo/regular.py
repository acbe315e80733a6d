"""The demo's regular visits: a term of months, what follows their problems in every state, danger reported."""

import datetime as dt
from dataclasses import dataclass

from accounts.models import Organisation, User
from accounts.roles import Role
from accounts.terms import Term, term_of
from core import calendar
from demo import pictures
from demo.clock import as_of, workday
from demo.procedure import unit_user
from inspectors.models import Inspector, PlaqueAssignment
from rectification.problem import services as problem_services
from supervision.models import FollowUp, MatterRating, RegularVisit, Severity, UrgentKind
from supervision.regular import services as regular_services

# One unit of so many is left out each month: the board shows gaps.
GAP = 3
TOLD = "已向学校当场反馈：总体情况良好，指出的问题请按要求整改。"
NOTHING = "已向学校当场反馈：所查事项未发现问题，请继续保持。"
FOUND = {
    MatterRating.SMALL: ("公开栏内容更新不及时", "当日更新并明确专人负责"),
    MatterRating.GENERAL: (
        "随机查看2个班，作业公示未按周更新，五年级书面作业偏多",
        "落实作业公示制度，控制书面作业总量",
    ),
    MatterRating.SERIOUS: ("食堂留样记录缺失3天，陪餐记录存在后补现象", "立即规范留样和陪餐，开展一次食品安全自查"),
    MatterRating.COMPLEX: (
        "校门口占道摊点较多，上下学时段人车混行，学校多次劝离无效",
        "请会同有关部门整治校门口占道经营，完善交通标线和护学岗",
    ),
}
# The matter at which each is found: of a school, of a kindergarten.
MATTERS = {
    MatterRating.SMALL: ("M1", "K2"),
    MatterRating.GENERAL: ("M4", "K2"),
    MatterRating.SERIOUS: ("M7", "K1"),
    MatterRating.COMPLEX: ("M6", "K1"),
}
ANSWER = "已按建议整改：公示栏每周一更新，年级组统筹作业总量，由教导处每周检查并留存记录。"
LETTER_ANSWER = "已会同有关部门开展联合整治，校门口两侧划定禁停区，增派上下学时段值守人员。"
UNCLEAR = "答复没有说明从什么时候起落实、由谁检查，请补充具体安排和现场照片。"


@dataclass(frozen=True)
class Scene:
    """One visit with a problem: how grave, how many days ago, and how far its follow-up has come."""

    rating: MatterRating
    days_ago: int
    reaches: str = "opened"


# The first school's advice is left for its visitor to answer, the first letter for the department's.
SCENES = (
    Scene(MatterRating.GENERAL, 1),
    Scene(MatterRating.GENERAL, 12),
    Scene(MatterRating.GENERAL, 3, "answered"),
    Scene(MatterRating.GENERAL, 4, "returned"),
    Scene(MatterRating.GENERAL, 15, "closed"),
    Scene(MatterRating.SERIOUS, 2),
    Scene(MatterRating.SERIOUS, 16, "registered"),
    Scene(MatterRating.SERIOUS, 14, "closed"),
    Scene(MatterRating.COMPLEX, 2),
    Scene(MatterRating.COMPLEX, 6, "issued"),
    Scene(MatterRating.COMPLEX, 9, "answered"),
    Scene(MatterRating.COMPLEX, 9, "returned"),
    Scene(MatterRating.COMPLEX, 20, "closed"),
)


def build() -> None:
    """The visits of the term so far, the scenes of the follow-ups, records under way, urgent reports."""
    plaques = list(PlaqueAssignment.objects.current().select_related("unit", "inspector").order_by("unit__code"))
    _accounts([plaque.inspector for plaque in plaques])
    office = User.objects.get(username="office")
    school = unit_user(Organisation.objects.get(grants__user__username="school")).organisation_ids
    signing_in = [plaque.pk for plaque in plaques if _name(plaque) == "inspector"][:2]
    plaques.sort(key=lambda plaque: (plaque.unit_id not in school, plaque.pk not in signing_in, plaque.unit.code))
    _months(plaques, office)
    for scene, plaque in zip(SCENES, plaques, strict=False):
        _play(scene, plaque, office)
    own = [plaque for plaque in plaques if plaque.inspector.user is not None and plaque not in plaques[: len(SCENES)]]
    _under_way([plaque for plaque in own if _name(plaque) == "inspector"], office)
    _urgent(own[-2:], office)


def begun_on() -> dt.date:
    """The day since which the demo's plaques hang: the first of the term whose months are shown."""
    return _term().starts_on


def _term() -> Term:
    """The term that runs, or in the holidays before its first month the one before."""
    term = term_of(calendar.today())
    return term if term.months() and term.months()[0] <= calendar.today() else term.before


def _name(plaque: PlaqueAssignment) -> str:
    return plaque.inspector.user.username if plaque.inspector.user else ""


def _accounts(inspectors: list[Inspector]) -> None:
    """Whoever visits has an account; those of the list of accounts keep theirs, the others cannot sign in."""
    made: dict[str, User] = {}
    for inspector in inspectors:
        if inspector.user is None and inspector.certificate not in made:
            name = f"plaque{len(made) + 1}"
            made[inspector.certificate] = User.objects.create_user(
                name, None, name=inspector.name, roles=[Role.INSPECTOR.value]
            )
            Inspector.objects.filter(pk=inspector.pk).update(user=made[inspector.certificate])
        inspector.user = inspector.user or made[inspector.certificate]


def _months(plaques: list[PlaqueAssignment], office: User) -> None:
    """One visit a month of most units; the months that are over are on file."""
    today = calendar.today()
    for number, month in enumerate(month for month in _term().months() if month <= today):
        over = (month.year, month.month) != (today.year, today.month)
        for place, plaque in enumerate(plaques):
            if place % GAP == number % GAP or (not over and (place < len(SCENES) or place % 2)):
                continue
            day = _workday_of(month, place) if over else workday(3 + place % 4)
            if plaque.began_on <= day <= today and day.month == month.month:
                visit = _visit(plaque, day, MatterRating.SMALL if place % 7 == number + 3 else None)
                if over or place % 3:
                    with as_of(min(day + dt.timedelta(days=1), today)):
                        regular_services.file_regular_visit(visit, by=office)


def _workday_of(month: dt.date, place: int) -> dt.date:
    """A Monday to Friday in the middle of the month."""
    day = month + dt.timedelta(days=8 + place % 12)
    return day - dt.timedelta(days=max(day.weekday() - 4, 0))


def _visit(plaque: PlaqueAssignment, day: dt.date, rating: MatterRating | None, *, sign: bool = True) -> RegularVisit:
    """One visit by the plaque's inspector, with one problem or none."""
    by = plaque.inspector.user
    with as_of(day, 9):
        visit = regular_services.begin_regular_visit(plaque.unit, by=by, visited_on=day)
    with as_of(day, 11):
        if rating is not None:
            note, advice = FOUND[rating]
            item = visit.items.get(code__in=MATTERS[rating])
            department = _department() if rating == MatterRating.COMPLEX else None
            regular_services.record_matter(item, by=by, rating=rating, note=note, advice=advice, department=department)
            if rating != MatterRating.SMALL:
                regular_services.add_matter_photos(item, by=by, photos=[pictures.photograph("现场照片.jpg")])
        regular_services.record_methods(visit, by=by, lessons=2, papers=5, interviews=4, walks=1)
        if not sign:
            return visit
        regular_services.rate_rest(visit, by=by)
        told = TOLD if rating is not None else NOTHING
        return regular_services.submit_regular_visit(
            visit, by=by, told=told, told_to="校长", highlights="校园整洁有序", typed_name=plaque.inspector.name
        )


def _department() -> Organisation:
    return Organisation.objects.get(name="县教育和体育局")


def _play(scene: Scene, plaque: PlaqueAssignment, office: User) -> None:
    """A visit with a problem, and its follow-up as far as the scene goes."""
    day = workday(scene.days_ago)
    if RegularVisit.objects.filter(unit=plaque.unit, inspector=plaque.inspector, visited_on=day).exists():
        return
    visit = _visit(plaque, day, scene.rating)
    found = FollowUp.objects.get(visit=visit, kind=scene.rating)
    by = plaque.inspector.user
    with as_of(min(day + dt.timedelta(days=1), calendar.today()), 15):
        if scene.rating == MatterRating.SERIOUS:
            _serious(scene, found, office)
            return
        answered_by, answer = unit_user(plaque.unit), ANSWER
        if scene.rating == MatterRating.COMPLEX:
            if scene.reaches == "opened":
                return
            found = regular_services.issue_letter(
                found, by=office, department=_department(), found=found.found, advice=found.advice
            )
            answered_by, answer = User.objects.get(username="liaison"), LETTER_ANSWER
    with as_of(min(day + dt.timedelta(days=2), calendar.today()), 16):
        if scene.reaches in {"answered", "returned", "closed"}:
            photo = pictures.photograph("整改照片.jpg", (120, 150, 110))
            found = regular_services.answer_follow_up(found, by=answered_by, text=answer, evidence=[photo])
        if scene.reaches == "returned":
            regular_services.return_follow_up(found, by=by, reason=UNCLEAR)
        elif scene.reaches == "closed":
            regular_services.accept_follow_up(found, by=by, outcome="现场核实，已按要求落实。")


def _serious(scene: Scene, found: FollowUp, office: User) -> None:
    if scene.reaches == "registered":
        problem_services.register_follow_up(
            found, by=office, text=found.found, requirement=found.advice, severity=Severity.SERIOUS
        )
    elif scene.reaches == "closed":
        regular_services.close_follow_up(
            found, by=office, reason="经核实，学校当日已补齐记录并处理责任人，不再登记台账。"
        )


def _under_way(plaques: list[PlaqueAssignment], office: User) -> None:
    """Of the inspector who signs in: a record begun today, and one that came back."""
    for place, plaque in enumerate(plaques[:2]):
        by = plaque.inspector.user
        day = calendar.today() if place == 0 else workday(2)
        if RegularVisit.objects.filter(unit=plaque.unit, inspector__user=by, visited_on=day).exists():
            continue
        visit = _visit(plaque, day, MatterRating.SMALL, sign=place == 1)
        if place == 1:
            regular_services.return_regular_visit(visit, by=office, reason="请补充听课的班级和学科，修改后重新提交。")


def _urgent(plaques: list[PlaqueAssignment], office: User) -> None:
    """One report that waits, one that was handled."""
    for place, plaque in enumerate(plaques):
        day = workday(0) if place == 0 else workday(8)
        visit = RegularVisit.objects.filter(unit=plaque.unit, visited_on=day).first()
        visit = visit or _visit(plaque, day, None, sign=False)
        with as_of(day, 14):
            report = regular_services.report_urgent(
                visit,
                by=plaque.inspector.user,
                text="校门口围墙有明显裂缝，学生正从旁边通过" if place == 0 else "发现无证校外托管点在校内收费招生",
                kind=UrgentKind.DANGER if place == 0 else UrgentKind.ILLEGAL,
                pressed_whom="校长",
                photos=[pictures.photograph("险情.jpg", (150, 100, 92))],
            )
        if place:
            with as_of(day, 17):
                regular_services.press_school(
                    report, by=plaque.inspector.user, whom="校长", what="立即停止招生收费，清退场所"
                )
            with as_of(day + dt.timedelta(days=1)):
                regular_services.handle_urgent_report(
                    report, by=office, done="会同有关部门到场查处，已清退并责令退费。"
                )
