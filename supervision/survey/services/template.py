"""The questions of questionnaires: those that the platform brings, or the office's own (REG 19)."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import permissions
from accounts.models import User
from core import audit
from core.errors import Refused
from supervision import law
from supervision.models import QuestionKind, SurveyQuestion, SurveyTemplate
from supervision.survey.questions import Question, brought

MOST_QUESTIONS = 30


def questions_of(audience: str) -> list[Question]:
    """The questions in use for `audience`, in their order."""
    rows = SurveyQuestion.objects.filter(template__audience=audience)
    own = [Question(row.kind, row.text, row.text_en) for row in rows]
    return own or brought(audience)


def questions_for(audience: str) -> list[dict[str, Any]]:
    """The same as JSON, each with the key by which its answers are kept."""
    return [
        {"key": f"q{number}", "kind": str(question.kind), "text": question.text, "text_en": question.text_en}
        for number, question in enumerate(questions_of(audience), 1)
    ]


@transaction.atomic
def edit_survey_template(audience: str, *, by: User, questions: Sequence[Question]) -> SurveyTemplate:
    """The office writes the questions for `audience`; questionnaires that are open keep theirs.

    Returns the template. Raises NotAllowed for others than the office, Refused without a question of satisfaction, for
    a question without words, and for too many.
    """
    permissions.check_is_office(by)
    rule = _(law.ARTICLE_19)
    if not any(question.kind == QuestionKind.SCALE for question in questions):
        raise Refused(
            _("No question asks how satisfied people are."),
            rule=rule,
            remedy=_("Add a question that is answered from 1 to 5."),
        )
    if len(questions) > MOST_QUESTIONS:
        raise Refused(
            _("At most %(most)s questions are asked.") % {"most": MOST_QUESTIONS},
            remedy=_("Leave some out: a short questionnaire is answered by more people."),
        )
    if any(not question.text.strip() or question.kind not in QuestionKind.values for question in questions):
        raise Refused(_("A question lacks its words."), remedy=_("Write it, or take it out."))
    before = [question.text for question in questions_of(audience)]
    template, _new = SurveyTemplate.objects.update_or_create(audience=audience, defaults={"edited_by": by})
    template.questions.all().delete()
    SurveyQuestion.objects.bulk_create(
        SurveyQuestion(
            template=template,
            order=order,
            kind=question.kind,
            text=question.text.strip(),
            text_en=question.text_en.strip(),
        )
        for order, question in enumerate(questions, 1)
    )
    audit.record("edit_survey_template", by=by, obj=template, data={"before": before})
    return template
