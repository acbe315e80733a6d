"""Forms of reports about inspectors: sent in, accepted, inquired into, decided, answered; the filter of the list."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import DayInput, ManyFilesField
from accounts.forms.filters import ListFilter, choice_field, state_field
from accounts.models import Organisation, User
from accounts.roles import OFFICE_ROLES, Role
from core import calendar
from inspectors.models import ConductCategory, ConductFinding, ConductReport, Inspector, MeasureKind
from inspectors.workflow.conduct import CONDUCT_REPORT

PUBLIC_FILES = ".jpg,.jpeg,.png,.webp,.pdf"
PLAQUE, OTHER = "plaque", "other"


def long_text(rows: int = 4) -> forms.Textarea:
    """A field for several sentences."""
    return forms.Textarea(attrs={"rows": rows})


class ConductForm(forms.Form):
    """What a unit reports: which inspector, what, when, where, files."""

    unit = forms.ModelChoiceField(
        label=_("School concerned"),
        required=False,
        queryset=Organisation.objects.none(),
        empty_label=_("Not one school"),
        help_text=_(
            "Whoever inquires reads this. Leave it out if it would give you away, and name the inspector below."
        ),
    )
    who = forms.ChoiceField(
        label=_("Which inspector is it about?"),
        choices=[(PLAQUE, _("The inspector named on the plaque of this school")), (OTHER, _("Another inspector"))],
        initial=PLAQUE,
        widget=forms.RadioSelect(),
    )
    inspector_words = forms.CharField(
        label=_("Another inspector: who?"),
        required=False,
        max_length=80,
        help_text=_(
            "The name; if you do not know it: what they looked like, which car they came in, who was with them."
        ),
    )
    category = forms.ChoiceField(
        label=_("What it is about"), choices=ConductCategory.choices, widget=forms.RadioSelect()
    )
    happened_on = forms.DateField(
        label=_("Day on which it happened"),
        required=False,
        widget=DayInput(),
        help_text=_("Leave it blank if you do not remember."),
    )
    place = forms.CharField(label=_("Place where it happened"), required=False, max_length=80)
    text = forms.CharField(
        label=_("What happened?"),
        max_length=2000,
        widget=long_text(6),
        help_text=_("Who did or said what, and who saw it. Up to 2000 characters."),
    )
    evidence = ManyFilesField(
        label=_("Pictures or papers"),
        accept=PUBLIC_FILES,
        help_text=_("JPG, PNG, WebP or PDF. Place and device are taken out of pictures, file names are replaced."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units: Any = self.fields["unit"]
        units.queryset = Organisation.objects.active().campuses().order_by("kind", "code")

    def clean_evidence(self) -> list[Any]:
        """Pictures and PDF only."""
        given: list[Any] = self.cleaned_data["evidence"]
        if any(not (file.name or "").lower().endswith(tuple(PUBLIC_FILES.split(","))) for file in given):
            raise forms.ValidationError(_("Only JPG, PNG, WebP and PDF are taken in here."))
        return given

    def clean(self) -> dict[str, Any]:
        """A plaque needs its school, another inspector some words."""
        data = super().clean() or {}
        if data.get("who") == PLAQUE and not data.get("unit") and "unit" not in self.errors:
            self.add_error("unit", _("Please choose the school whose plaque it is."))
        if data.get("who") == OTHER and not data.get("inspector_words", "").strip():
            self.add_error("inspector_words", _("Please say which inspector it is about."))
        data["from_plaque"] = data.pop("who", "") == PLAQUE
        if data["from_plaque"]:
            data["inspector_words"] = ""
        return data


class PublicConductForm(ConductForm):
    """What somebody of the public reports; name and telephone only if they like."""

    name = forms.CharField(label=_("Your name, if you like"), required=False, max_length=40)
    contact = forms.CharField(
        label=_("Your telephone, if you like"),
        required=False,
        max_length=40,
        help_text=_("Kept encrypted. Only the one who handles the report and the head of the office can read it."),
    )


class FoundForm(forms.Form):
    """What the office itself found."""

    inspector = forms.ModelChoiceField(label=_("Inspector"), queryset=Inspector.objects.none())
    unit = forms.ModelChoiceField(
        label=_("School concerned"),
        required=False,
        queryset=Organisation.objects.none(),
        empty_label=_("Not one school"),
    )
    category = forms.ChoiceField(label=_("What it is about"), choices=ConductCategory.choices)
    happened_on = forms.DateField(label=_("Day on which it happened"), required=False, widget=DayInput())
    place = forms.CharField(label=_("Place where it happened"), required=False, max_length=80)
    text = forms.CharField(label=_("What happened?"), max_length=2000, widget=long_text(6))
    evidence = ManyFilesField(label=_("Pictures or papers"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units: Any = self.fields["unit"]
        units.queryset = Organisation.objects.active().campuses().order_by("kind", "code")
        inspectors: Any = self.fields["inspector"]
        inspectors.queryset = Inspector.objects.filter(removed_at=None).order_by("certificate")


class AcceptForm(forms.Form):
    """Which inspector it is about, and who handles it."""

    inspector = forms.ModelChoiceField(label=_("Inspector"), queryset=Inspector.objects.none())
    handler = forms.ModelChoiceField(
        label=_("Handled by"),
        queryset=User.objects.none(),
        help_text=_("Besides the head only this person can read who reported."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inspectors: Any = self.fields["inspector"]
        inspectors.queryset = Inspector.objects.order_by("certificate")
        handlers: Any = self.fields["handler"]
        handlers.queryset = User.objects.active().with_role(*OFFICE_ROLES).order_by("name")


class LongReasonForm(forms.Form):
    """A reason of several sentences, under a label of its own."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=long_text())

    def __init__(self, *args: Any, label: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["reason"].label = label


class InvestigatorForm(forms.Form):
    """Who inquires."""

    investigator = forms.ModelChoiceField(
        label=_("Inquiry by"),
        queryset=User.objects.none(),
        help_text=_("Not the inspector concerned and nobody of the same zone."),
    )

    def __init__(self, *args: Any, report: ConductReport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.active().with_role(Role.OFFICE, Role.INSPECTOR)
        people = people.exclude(roles__contains=[Role.OFFICE_HEAD])  # the head decides
        about = report.inspector
        if about is not None:
            people = people.exclude(pk=about.user_id)
            if about.zone_id is not None:
                people = people.exclude(inspector__zone=about.zone_id)
                people = people.exclude(pk__in=[about.zone.leader_id, about.zone.deputy_id])  # type: ignore[union-attr]
        field: Any = self.fields["investigator"]
        field.queryset = people.order_by("name")


class ChangeInvestigatorForm(InvestigatorForm):
    """Who inquires instead, and why."""

    reason = forms.CharField(label=_("Reason"), max_length=200, widget=long_text(3))


class MatterForm(forms.Form):
    """What the inspector is asked."""

    matter = forms.CharField(
        label=_("Matter put to the inspector"),
        max_length=500,
        widget=long_text(),
        help_text=_("The inspector reads exactly this. Write it so that nobody can tell from it who reported."),
    )


class StatementForm(forms.Form):
    """What the inspector says."""

    text = forms.CharField(label=_("Statement"), max_length=4000, widget=long_text(8))


class FindingForm(forms.Form):
    """What the inquiry came to."""

    finding = forms.ChoiceField(
        label=_("Outcome of the inquiry"), choices=ConductFinding.choices, widget=forms.RadioSelect()
    )
    facts = forms.CharField(
        label=_("Facts established by the inquiry"),
        max_length=4000,
        widget=long_text(8),
        help_text=_("What was looked into, what supports it, what the inspector said."),
    )


class DecisionForm(forms.Form):
    """What the head decides: with a measure or without."""

    decision = forms.CharField(label=_("Decision on the report"), max_length=1000, widget=long_text(3))
    kind = forms.ChoiceField(
        label=_("Kind of measure"),
        required=False,
        choices=[("", _("No measure")), *MeasureKind.choices],
        widget=forms.RadioSelect(),
    )
    text = forms.CharField(
        label=_("Facts and measure, as told to the inspector"),
        required=False,
        max_length=2000,
        widget=long_text(),
        help_text=_("Needed with a measure. The inspector reads this; it names nobody who reported."),
    )
    correct_by = forms.DateField(
        label=_("To be corrected by"), required=False, widget=DayInput(), help_text=_("For an order to correct.")
    )

    def __init__(self, *args: Any, upheld: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not upheld:
            for name in ("kind", "text", "correct_by"):
                del self.fields[name]


class AnswerForm(forms.Form):
    """What the reporter reads."""

    answer = forms.CharField(label=_("Answer to the reporter"), max_length=2000, widget=long_text(6))


class ConductFilter(ListFilter):
    """What the list of reports may be narrowed by."""

    q = forms.CharField(label=_("Inspector or school"), required=False, max_length=40)
    state = state_field(CONDUCT_REPORT)
    category = choice_field(_("What it is about"), ConductCategory.choices)
    overdue = forms.BooleanField(label=_("Overdue only"), required=False)

    searched = ("inspector__name", "inspector_words", "unit__name")
    exact = ("state", "category")

    def narrow(self, reports: QuerySet[ConductReport]) -> QuerySet[ConductReport]:
        """The reports that match, all or those that are overdue."""
        reports = super().narrow(reports)
        return reports.filter(due_on__lt=calendar.today()) if self.given.get("overdue") else reports
