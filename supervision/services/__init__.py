"""The use cases of supervision, one noun per file."""

from supervision.services.committee import add_post, edit_post, end_post
from supervision.services.framework import put_in_force, retire
from supervision.services.gate import check_recusals, gates_of
from supervision.services.inspection import (
    archive_inspection,
    deliberate,
    issue_notice,
    record_public_opinion,
    submit_self_evaluation,
)
from supervision.services.opinion import (
    draft_opinion,
    edit_opinion,
    feed_back,
    issue_opinion,
    problem_deadline,
    state_defence,
    waive_defence,
)
from supervision.services.task import (
    approve_task,
    archive_task,
    cancel_task,
    conclude_task,
    create_task,
    edit_task,
    postpone_task,
)
from supervision.services.team import remove_team, set_team
from supervision.services.visit import (
    add_finding,
    begin_visit,
    edit_finding,
    file_visit,
    rate_indicator,
    remove_finding,
    remove_photo,
    return_visit,
    submit_visit,
)

__all__ = [
    "add_finding",
    "add_post",
    "approve_task",
    "archive_inspection",
    "archive_task",
    "begin_visit",
    "cancel_task",
    "check_recusals",
    "conclude_task",
    "create_task",
    "deliberate",
    "draft_opinion",
    "edit_finding",
    "edit_opinion",
    "edit_post",
    "edit_task",
    "end_post",
    "feed_back",
    "file_visit",
    "gates_of",
    "issue_notice",
    "issue_opinion",
    "postpone_task",
    "problem_deadline",
    "put_in_force",
    "rate_indicator",
    "record_public_opinion",
    "remove_finding",
    "remove_photo",
    "remove_team",
    "retire",
    "return_visit",
    "set_team",
    "state_defence",
    "submit_self_evaluation",
    "submit_visit",
    "waive_defence",
]
