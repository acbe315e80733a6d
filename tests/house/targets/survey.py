"""Questionnaires, votes and the answer to a defence: one record for each of their addresses."""

from supervision.opinion import services
from tests.house.targets import Kwargs, each
from tests.people import Cast
from tests.walk import inspection as walk
from tests.walk import survey as surveys


def targets(cast: Cast) -> dict[str, Kwargs]:
    """The arguments of the addresses of this part."""
    opened = surveys.opened(cast)
    drafted = surveys.drafted(cast, inspection=walk.notified(cast, name="拟定问卷", units=[cast.school]))
    defended = walk.fed_back(cast, name="申辩", units=[cast.school])
    services.state_defence(defended, by=cast.school_head, text="有异议")
    proposal = surveys.proposed(cast, name="表决", units=[cast.school])
    return {
        **each(opened, "survey", "survey_sheet", "close_survey"),
        **each(drafted, "edit_survey", "open_survey"),
        **each(walk.notified(cast, name="问卷", units=[cast.school]), "create_survey"),
        "edit_survey_template": {"audience": "parents"},
        "public_survey": {"token": surveys.group_of(opened).token},
        **each(proposal, "proposal", "cast_vote"),
        **each(surveys.ready(cast, name="评议", units=[cast.school]), "propose_opinion"),
        **each(defended, "answer_defence"),
    }
