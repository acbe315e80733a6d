"""Forms of a self-evaluation: one indicator, its evidence, the whole, its return; and of the desk review."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import DayInput, ManyFilesField, ReasonForm, long_text
from supervision.evidence.services.desk_review import possible_reviewers
from supervision.framework.forms import ValueForm
from supervision.models import DeskReview, DeskVerdict, Indicator, Inspection, SelfEvaluationItem

TEXT = 4000


class ItemForm(ValueForm):
    """What the unit says of itself at one indicator, its own value, or that the indicator does not apply."""

    def __init__(self, *args: Any, indicator: Indicator, item: SelfEvaluationItem | None = None, **kwargs: Any) -> None:
        super().__init__(*args, indicator=indicator, scored=item, **kwargs)
        self.fields["text"] = long_text(
            _("What was done, and what it came to"), rows=3, required=False, max_length=TEXT
        )
        self.fields["not_applicable"] = forms.BooleanField(
            label=_("Does not apply to us (say why above)"), required=False
        )
        if item is not None:
            self.initial.update(text=item.text, not_applicable=not item.is_applicable)

    def clean(self) -> dict[str, Any]:
        """Turn the tick into what the record keeps."""
        given = super().clean()
        given["is_applicable"] = not given.pop("not_applicable", False)
        return given


class EvidenceForm(forms.Form):
    """Files for one indicator."""

    files = ManyFilesField(label=_("Add files"))


class SelfEvaluationForm(forms.Form):
    """The unit's self-evaluation as a whole, and evidence that belongs to no single indicator."""

    text = long_text(
        _("Self-evaluation"), rows=12, help_text=_("Matter by matter: what was done, what it came to, what is missing.")
    )
    files = ManyFilesField(label=_("Evidence"), help_text=_("PDF, Word, Excel, pictures or video; several at once."))


class ReturnForm(ReasonForm):
    """Why the self-evaluation is returned, and until when it is awaited."""

    due_on = forms.DateField(label=_("Awaited by"), widget=DayInput())


class DeskReviewForm(ValueForm):
    """What an item's evidence shows, the rating that would follow, and a note."""

    def __init__(self, *args: Any, indicator: Indicator, review: DeskReview | None = None, **kwargs: Any) -> None:
        super().__init__(*args, indicator=indicator, scored=review, **kwargs)
        self.fields["verdict"] = forms.ChoiceField(
            label=_("What does the evidence show?"), choices=DeskVerdict.choices, widget=forms.RadioSelect()
        )
        self.fields["note"] = long_text(_("Note"), rows=2, required=False, max_length=TEXT)
        if review is not None:
            self.initial.update(verdict=review.verdict, note=review.note)


class QuestionForm(forms.Form):
    """A question to the unit."""

    text = long_text(_("Question"), rows=3, max_length=TEXT)


class AnswerForm(forms.Form):
    """The unit's answer, with files."""

    text = long_text(_("Answer"), rows=5, max_length=TEXT)
    files = ManyFilesField(label=_("Evidence"), help_text=_("PDF, Word, Excel, pictures or video; several at once."))


class AssignmentForm(forms.Form):
    """Who reviews which groups of indicators, and until when."""

    reviewer = forms.ChoiceField(label=_("Reviewer"))
    indicators = forms.MultipleChoiceField(
        label=_("Groups of indicators"), widget=forms.CheckboxSelectMultiple(), required=False
    )
    due_on = forms.DateField(label=_("Deadline"), widget=DayInput(), required=False)

    def __init__(self, *args: Any, inspection: Inspection, leaves: list[Indicator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(user.pk): user for user in possible_reviewers(inspection)}
        self.branches = {str(leaf.parent_id or leaf.pk): leaf.parent or leaf for leaf in leaves}
        self.fields["reviewer"].choices = [(pk, user.name) for pk, user in self.people.items()]
        self.fields["indicators"].choices = [(pk, str(branch)) for pk, branch in self.branches.items()]
        self.initial.setdefault("due_on", inspection.starts_on)

    def clean(self) -> dict[str, Any]:
        """Put the records in the place of their keys."""
        given = super().clean() or {}
        given["reviewer"] = self.people.get(given.get("reviewer", ""))
        given["indicators"] = [self.branches[pk] for pk in given.get("indicators", [])]
        return given
