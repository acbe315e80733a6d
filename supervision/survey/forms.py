"""Forms of questionnaires: the filter, whom to ask and the classes, the questions, and the public answer."""

from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.forms.filters import ListFilter, state_field
from accounts.models import Organisation
from supervision.models import Audience, QuestionKind, Survey, SurveyGroup
from supervision.models.survey import TEXT_LENGTH
from supervision.survey.questions import Question
from supervision.survey.services.survey import GRADES, audiences_of
from supervision.workflow.survey import SURVEY

MARKS = [
    ("5", _("Very satisfied")),
    ("4", _("Satisfied")),
    ("3", _("Neither")),
    ("2", _("Dissatisfied")),
    ("1", _("Very dissatisfied")),
]
YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class SurveyFilter(ListFilter):
    """What the list of questionnaires may be narrowed by."""

    q = forms.CharField(label=_("Unit or task"), required=False, max_length=60)
    state = state_field(SURVEY)

    searched = ("inspection__unit__name", "inspection__task__name")
    exact = ("state",)


class SurveyForm(forms.Form):
    """Whom to ask, and how many classes each grade has."""

    audiences = forms.MultipleChoiceField(label=_("Who is asked"), widget=forms.CheckboxSelectMultiple())

    def __init__(self, *args: Any, unit: Organisation, survey: Survey | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        possible = audiences_of(unit)
        self.fields["audiences"].choices = [(one.value, one.label) for one in possible]
        self.fields["audiences"].initial = survey.audiences if survey else [one.value for one in possible]
        self.grades = GRADES.get(unit.kind, ())
        for grade in self.grades:
            self.fields[grade.value] = forms.IntegerField(
                label=grade.label,
                required=False,
                min_value=0,
                max_value=99,
                initial=survey.classes.get(grade.value) if survey else None,
            )

    def class_fields(self) -> list[Any]:
        """The fields of the grades."""
        return [self[grade.value] for grade in self.grades]

    def words(self) -> dict[str, Any]:
        """The arguments of the service."""
        given = self.cleaned_data
        classes = {grade.value: given[grade.value] for grade in self.grades if given.get(grade.value)}
        return {"audiences": given["audiences"], "classes": classes}


class QuestionForm(forms.Form):
    """One question of a template; a row without words is left out."""

    kind = forms.ChoiceField(label=_("How it is answered"), choices=QuestionKind.choices)
    text = forms.CharField(label=_("Words of the question"), max_length=200, required=False)
    text_en = forms.CharField(label=_("Question in English"), max_length=200, required=False)
    removed = forms.BooleanField(label=_("Take this question out"), required=False)


class BaseQuestions(BaseFormSet):  # type: ignore[type-arg]
    """The questions of a template, in their order."""

    def questions(self) -> list[Question]:
        """The questions that are left, ready for the service."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data]
        return [
            Question(row["kind"], row["text"], row["text_en"])
            for row in rows
            if row.get("text") and not row.get("removed")
        ]


Questions = formset_factory(QuestionForm, formset=BaseQuestions, extra=3, max_num=40, absolute_max=40)


class AnswerSurveyForm(forms.Form):
    """The questions of one group, as a parent, a pupil or a teacher sees them."""

    def __init__(self, *args: Any, group: SurveyGroup, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="%s", **kwargs)
        self.questions = group.survey.form.get(group.audience, [])
        english = (get_language() or "").startswith("en")
        for question in self.questions:
            label = (question["text_en"] if english else "") or question["text"]
            self.fields[question["key"]] = _field(question["kind"], label)
        if group.audience == Audience.PUPILS:
            self.fields["of_age"] = forms.BooleanField(
                label=_("I am fourteen or older, or I answer together with a parent."),
                error_messages={"required": _("Please tick this: younger pupils answer together with a parent.")},
            )

    def numbered(self) -> list[Any]:
        """The fields of the questions, each with its kind."""
        return [{"field": self[question["key"]], "kind": question["kind"]} for question in self.questions]

    def answers(self) -> dict[str, Any]:
        """What was ticked and typed, by the key of the question."""
        return {question["key"]: self.cleaned_data.get(question["key"], "") for question in self.questions}


def _field(kind: str, label: str) -> forms.Field:
    if kind == QuestionKind.TEXT:
        area = forms.Textarea(attrs={"rows": 4, "maxlength": TEXT_LENGTH})
        return forms.CharField(label=label, required=False, max_length=TEXT_LENGTH, widget=area)
    choices = MARKS if kind == QuestionKind.SCALE else YES_NO
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect(),
        error_messages={"required": _("Please choose an answer.")},
    )
