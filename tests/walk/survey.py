"""Walks a questionnaire through the real services to a wanted state, and a vote of the team."""

from collections.abc import Sequence
from typing import Any

from supervision.models import Inspection, Proposal, QuestionKind, Survey, SurveyGroup
from supervision.opinion import services as opinion_services
from supervision.survey import services as survey_services
from tests.people import Cast
from tests.walk import inspection as walk

CLASSES = {"g7": 4, "g8": 4, "g9": 4}


def drafted(cast: Cast, *, inspection: Inspection | None = None, **changes: Any) -> Survey:
    """A draft at the school: twelve classes, everybody asked."""
    given = {"audiences": ["parents", "pupils", "teachers"], "classes": CLASSES} | changes
    return survey_services.create_survey(inspection or walk.notified(cast), by=cast.office, **given)


def opened(cast: Cast, **changes: Any) -> Survey:
    """A questionnaire that takes answers."""
    return survey_services.open_survey(drafted(cast, **changes), by=cast.office)


def group_of(survey: Survey, audience: str = "parents", place: int = 0) -> SurveyGroup:
    """One of the groups of an audience."""
    groups = list(survey.groups.filter(audience=audience).select_related("survey__inspection__unit"))
    return groups[place]


def values(group: SurveyGroup, mark: int = 5, text: str = "") -> dict[str, Any]:
    """A whole answer: each mark the same, each question yes."""
    given = {QuestionKind.SCALE: str(mark), QuestionKind.YES_NO: "yes", QuestionKind.TEXT: text}
    return {question["key"]: given[question["kind"]] for question in group.survey.form[group.audience]}


def answer(group: SurveyGroup, count: int = 1, *, marks: Sequence[int] = (5,), text: str = "") -> None:
    """`count` answers from as many devices, the marks going round."""
    for number in range(count):
        given = values(group, marks[number % len(marks)], text)
        survey_services.answer_survey(group, device=f"{group.pk}-{number}", answers=given)


def closed(cast: Cast, counts: dict[str, int] | None = None, **changes: Any) -> Survey:
    """A closed questionnaire; `counts` answers in the first group of each audience."""
    survey = opened(cast, **changes)
    for audience, count in (counts or {"parents": 6, "pupils": 6, "teachers": 6}).items():
        answer(group_of(survey, audience), count)
    return survey_services.close_survey(survey, by=cast.office)


def ready(cast: Cast, **overrides: Any) -> Inspection:
    """The school's inspection, visited and heard: the team may vote."""
    inspection = walk.inspection_of(walk.visited(cast, **overrides).inspection.task, cast.school)
    walk.hear(inspection, cast.inspector)
    return inspection


def proposed(cast: Cast, **overrides: Any) -> Proposal:
    """A wording that is put to the vote."""
    return opinion_services.propose_opinion(
        ready(cast, **overrides), by=cast.inspector, text="管理总体规范，实验室有隐患。"
    )
