"""What is told of questionnaires."""

from django.utils.translation import gettext as _

from accounts.audience import office
from core.notifications import in_chinese, tell
from supervision.audience import leader_of, team_of
from supervision.models import Survey


@in_chinese
def survey_opened(survey: Survey) -> None:
    """Tell the team that its questionnaires are open, and where the sheets to hand out are."""
    title = _("Questionnaires open: %(unit)s") % {"unit": survey.inspection.unit}
    body = _("Chance has picked the classes. Print the sheets with the QR codes and hand them out yourselves.")
    tell(team_of(survey.inspection), "open_survey", title, survey, body)


@in_chinese
def survey_closed(survey: Survey) -> None:
    """Tell the office and the team's leader that the results are there."""
    title = _("Questionnaires closed, results are there: %(unit)s") % {"unit": survey.inspection.unit}
    tell([*office(), *leader_of(survey.inspection.team_id)], "close_survey", title, survey)
