"""The pre-post training and its gates: without it no task, no draw, no plaque; recording it opens all three (INSP)."""

import pytest

from core.errors import Refused
from inspectors.models import Inspector, TrainingKind
from inspectors.plaque import services
from tests.people import Cast
from tests.walk import draw as draws
from tests.walk import inspection as tasks
from tests.walk import training


def names_drawn_from(cast: Cast) -> list[str]:
    return [person["name"] for person in draws.committed(cast).content["inspectors"]]


def test_recording_the_training_opens_task_draw_and_plaque(cast: Cast) -> None:
    untrained = Inspector.objects.get(user=cast.third_inspector)
    Inspector.objects.filter(pk=untrained.pk).update(is_trained=False)
    draws.more(cast, inspectors=1)
    with pytest.raises(Refused, match="督学丙未参加岗前培训"):
        tasks.make_task(cast)
    untrained.refresh_from_db()
    with pytest.raises(Refused, match="岗前培训"):
        services.assign_plaque(cast.school, by=cast.office, inspector=untrained)
    assert "督学丙" not in names_drawn_from(cast)
    training.recorded(cast, inspector=untrained, kind=TrainingKind.YEARLY)
    with pytest.raises(Refused, match="督学丙未参加岗前培训"):  # hours of the year are not the pre-post training
        tasks.make_task(cast)
    training.recorded(cast, inspector=untrained, kind=TrainingKind.PRE_POST, title="新任督学岗前培训")
    assert tasks.make_task(cast).pk
    untrained.refresh_from_db()
    assert services.assign_plaque(cast.school, by=cast.office, inspector=untrained).inspector == untrained
    assert "督学丙" in names_drawn_from(cast)
