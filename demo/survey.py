"""The demo's questionnaires in every state with made-up answers, votes with a dissent, a defence answered by points."""

import random
from collections.abc import Sequence

from accounts.models import Organisation
from core import calendar
from demo import people, pictures, texts
from demo.clock import as_of, workday
from demo.procedure import Team, draft_opinion, draft_task, hear, in_force, inspection_of, sign, team, unit_user, visit
from supervision.inspection import services as inspection_services
from supervision.models import Audience, Inspection, InspectionTask, Mode, QuestionKind, Survey
from supervision.opinion import services as opinion_services
from supervision.survey import services as survey_services
from supervision.task import services as task_services
from supervision.visit import services as visit_services

CLASSES = {"g1": 4, "g2": 4, "g3": 4, "g4": 4, "g5": 4, "g6": 4, "g7": 6, "g8": 6, "g9": 6}
# What the made-up people write, and how often each mark is given (in tenths).
WORDS = (
    "希望食堂菜品再丰富一些，冬天饭菜能保温。",
    "建议增加体育活动时间，课后服务项目很受欢迎。",
    "放学时校门口车多，希望加强疏导，可打电话13800000000联系我。",
    "老师很负责，作业量比去年少了。",
    "希望多开放图书室。",
)
MARKS = (5, 5, 5, 4, 4, 4, 4, 3, 2, 5)
FIRST_WORDING = "督导小组认为，学校家校共育工作基础较好，但食堂管理存在突出问题。"
SECOND_WORDING = "督导小组认为，学校家校共育工作基础较好，食堂管理和作业统筹方面存在需要整改的问题。"
DISSENT = "食堂留样缺失已超过两周，应当作为严重问题单列，不宜并入一般问题。"
DEFENCE = "留样记录缺失的两天为学校停电期间，已向镇政府报备。\n作业公示栏当天正在更换，并非长期缺失。"
ANSWERS = (
    ("partly", "停电情况属实，但报备未写明替代的留样措施，问题保留、表述作相应修改。"),
    ("rejected", "现场核查前两周均无公示记录，与申辩不符。"),
)


def build() -> None:
    """One special inspection of five schools, its questionnaires and votes at different points."""
    crew = team()
    units = people.schools()[3:8]
    task = _task(crew, units)
    scenes = (_voting, _dissent, _open, _drafted, _defended)
    for unit, scene in zip(units, scenes, strict=True):
        scene(task, unit, crew)


def _task(crew: Team, units: Sequence[Organisation]) -> InspectionTask:
    first, last = workday(12), workday(-6)
    with as_of(workday(24)):
        task = draft_task(
            crew,
            "家校共育和作业管理专项督导",
            units,
            framework=in_force("义务教育学校"),
            starts_on=first,
            ends_on=last,
            mode=Mode.SPECIAL,
        )
        task = task_services.approve_task(task, by=crew.head)
    with as_of(workday(22)):
        for unit in units:
            inspection_services.issue_notice(inspection_of(task, unit), by=crew.office)
    return task


def _visited(task: InspectionTask, unit: Organisation, crew: Team) -> Inspection:
    with as_of(workday(10)):
        visit_services.file_visit(
            sign(visit(inspection_of(task, unit), by=crew.leader, findings=[0, 3]), by=crew.leader), by=crew.office
        )
    return inspection_of(task, unit)


def prepare(inspection: Inspection, crew: Team) -> Survey:
    """A draft that asks parents, pupils and teachers, with the classes of the grades that the school has."""
    return survey_services.create_survey(inspection, by=crew.office, audiences=list(Audience.values), classes=CLASSES)


def fill(survey: Survey, counts: dict[str, int]) -> None:
    """Made-up answers: so many in each group of an audience, always the same ones."""
    chance = random.Random(20261124)  # noqa: S311 – made-up answers, not a draw
    for group in survey.groups.select_related("survey"):
        for number in range(counts.get(group.audience, 0)):
            answers = {}
            for question in group.survey.form[group.audience]:
                answers[question["key"]] = {
                    QuestionKind.SCALE: chance.choice(MARKS),
                    QuestionKind.YES_NO: chance.choice(("yes", "yes", "yes", "no")),
                    QuestionKind.TEXT: WORDS[number % len(WORDS)] if number % 4 == 0 else "",
                }[question["kind"]]
            survey_services.answer_survey(group, device=f"made-up-{group.pk}-{number}", answers=answers)


def _asked(inspection: Inspection, crew: Team, counts: dict[str, int]) -> None:
    """A questionnaire that was open for some days and is closed."""
    with as_of(workday(16)):
        survey = survey_services.open_survey(prepare(inspection, crew), by=crew.office)
    with as_of(workday(13)):
        fill(survey, counts)
    with as_of(workday(11)):
        survey_services.close_survey(survey, by=crew.leader)


def _voting(task: InspectionTask, unit: Organisation, crew: Team) -> None:
    """Heard by questionnaire alone; a first wording was replaced, and two members have not voted on the second."""
    _asked(inspection_of(task, unit), crew, {"parents": 14, "pupils": 11, "teachers": 19})
    inspection = _visited(task, unit, crew)
    with as_of(workday(3)):
        first = opinion_services.propose_opinion(inspection, by=crew.leader, text=FIRST_WORDING)
        opinion_services.cast_vote(first, by=crew.second, choice="disagrees", opinion="“突出问题”的提法过重。")
    with as_of(workday(2)):
        second = opinion_services.propose_opinion(inspection, by=crew.leader, text=SECOND_WORDING)
        opinion_services.cast_vote(second, by=crew.leader, choice="agrees")


def _dissent(task: InspectionTask, unit: Organisation, crew: Team) -> None:
    """Too few pupils answered and their results stay hidden; two members agreed, the third dissents."""
    _asked(inspection_of(task, unit), crew, {"parents": 6, "pupils": 1, "teachers": 8})
    inspection = _visited(task, unit, crew)
    with as_of(workday(9)):
        hear(inspection, by=crew.leader)
    with as_of(workday(6)):
        proposal = opinion_services.propose_opinion(inspection, by=crew.leader, text=SECOND_WORDING)
        opinion_services.cast_vote(proposal, by=crew.leader, choice="agrees")
        opinion_services.cast_vote(proposal, by=crew.second, choice="agrees", opinion="同意，建议增加整改时限。")
        opinion_services.cast_vote(proposal, by=crew.third, choice="disagrees", opinion=DISSENT)
        opinion_services.deliberate(inspection, by=crew.leader, held_on=calendar.today())


def _open(task: InspectionTask, unit: Organisation, crew: Team) -> None:
    """Visited, and open to answers since yesterday."""
    _visited(task, unit, crew)
    with as_of(workday(1)):
        survey = survey_services.open_survey(prepare(inspection_of(task, unit), crew), by=crew.leader)
        fill(survey, {"parents": 3, "teachers": 4})


def _drafted(task: InspectionTask, unit: Organisation, crew: Team) -> None:
    """Visited, and prepared: chance has not picked yet."""
    _visited(task, unit, crew)
    with as_of(workday(1)):
        prepare(inspection_of(task, unit), crew)


def _defended(task: InspectionTask, unit: Organisation, crew: Team) -> None:
    """The unit's defence was answered point by point in the letter; the report is still to be drafted."""
    inspection = _visited(task, unit, crew)
    with as_of(workday(9)):
        hear(inspection, by=crew.leader)
        proposal = opinion_services.propose_opinion(inspection, by=crew.leader, text=texts.DELIBERATION)
        for person in (crew.leader, crew.second, crew.third):
            opinion_services.cast_vote(proposal, by=person, choice="agrees")
        opinion_services.deliberate(inspection, by=crew.leader, held_on=calendar.today())
    with as_of(workday(8)):
        draft_opinion(inspection_of(task, unit), crew)
        opinion_services.feed_back(inspection_of(task, unit), by=crew.office)
    with as_of(workday(6)):
        files = [pictures.photograph("停电通知.jpg", (150, 150, 140))]
        opinion_services.state_defence(inspection_of(task, unit), by=unit_user(unit), text=DEFENCE, files=files)
    with as_of(workday(4)):
        opinion_services.answer_defence(inspection_of(task, unit), by=crew.office, answers=ANSWERS)
        opinion_services.issue_opinion(inspection_of(task, unit), by=crew.office)
