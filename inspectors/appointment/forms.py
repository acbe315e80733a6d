"""Forms of appointments: recommended, vetted, objected to, answered, appointed; the end of a term; the filter."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import DayInput, ManyFilesField
from accounts.forms.filters import ListFilter, choice_field, state_field, zone_field
from accounts.models import Organisation, User, Zone
from accounts.roles import Role
from inspectors.appointment.services.recommendation import TERM
from inspectors.appointment.services.vetting import NOTE_LIMIT, Judged, Judgement
from inspectors.models import Appointment, InspectorKind, ObjectionFinding
from inspectors.roster.services.roster import PERSON
from inspectors.workflow.appointment import APPOINTMENT

YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class RecommendForm(forms.ModelForm):
    """A candidate: facts, the term wanted, what speaks for them, papers; a unit recommends in its own name."""

    papers = ManyFilesField(
        label=_("Papers"), help_text=_("Recommendation with seal, degree, proofs of experience: PDF or pictures.")
    )

    class Meta:
        model = Appointment
        fields = ("organisation", *PERSON, *TERM, "recommendation")
        widgets = {
            "born": DayInput(),
            "term_from": DayInput(),
            "term_until": DayInput(),
            "recommendation": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {
            "term_until": _("Blank: the usual term of the kind; full-time without end."),
            "recommendation": _("What speaks for the candidate: posts held, achievements, why here."),
            "source": _("For example: former head, manager of a school, excellent teacher, delegate."),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones: Any = self.fields["zone"]
        zones.queryset = Zone.objects.open()
        organisation: Any = self.fields["organisation"]
        organisation.queryset = Organisation.objects.active().order_by("kind", "code")
        organisation.empty_label = gettext("The supervision office itself")
        if user.is_office:
            return
        organisation.queryset = organisation.queryset.filter(pk__in=user.organisation_ids)
        if user.organisation_ids:
            organisation.required, organisation.empty_label = True, None
            del self.fields["employer"]  # a unit recommends its own people
        else:
            del self.fields["organisation"]
        if user.has_role(Role.ZONE_LEADER) and not user.organisation_ids:
            zones.queryset, zones.required = Zone.objects.open().filter(pk__in=user.zone_ids), True

    def clean(self) -> dict[str, Any]:
        """Blank texts stay texts."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        return given

    def _post_clean(self) -> None:
        """Leave the record alone: the rules are held against the candidate when the office vets."""


class RecommendAgainForm(RecommendForm):
    """A candidate once more; in whose name stays as it was."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields.pop("organisation", None)
        if self.instance.is_renewal:
            for name in PERSON:
                self.fields.pop(name, None)


class RenewForm(forms.Form):
    """A new term for somebody on the roster."""

    term_from = forms.DateField(label=_("Term from"), widget=DayInput())
    term_until = forms.DateField(
        label=_("Term until"), required=False, widget=DayInput(), help_text=_("Blank: the usual term of the kind.")
    )
    recommendation = forms.CharField(
        label=_("Recommendation"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("How the past term was served, and why it is to be renewed."),
    )
    papers = ManyFilesField(label=_("Papers"))


class VetForm(forms.Form):
    """A yes or no, and a note, for each rule that a person judges."""

    def __init__(self, *args: Any, rules: tuple[Judged, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules = rules
        for rule in rules:
            self.fields[f"kept_{rule.key}"] = forms.ChoiceField(
                label=gettext(rule.text), choices=YES_NO, widget=forms.RadioSelect, help_text=rule.article
            )
            self.fields[f"note_{rule.key}"] = forms.CharField(
                label=gettext("Note"), required=False, max_length=NOTE_LIMIT
            )

    @property
    def rows(self) -> list[tuple[Judged, Any, Any]]:
        """Each rule with its two fields."""
        return [(rule, self[f"kept_{rule.key}"], self[f"note_{rule.key}"]) for rule in self.rules]

    def clean(self) -> dict[str, dict[str, Judgement]]:
        """What was said of each rule, by its key."""
        said = self.cleaned_data
        return {
            "judgements": {
                rule.key: Judgement(said.get(f"kept_{rule.key}") == "yes", said.get(f"note_{rule.key}", "").strip())
                for rule in self.rules
            }
        }


class AppointForm(forms.Form):
    """The first day of the term."""

    term_from = forms.DateField(
        label=_("First day of the term"), widget=DayInput(), help_text=_("A term keeps its length in years.")
    )


class ObjectForm(forms.Form):
    """An objection to an appointment; who objects may stay unnamed."""

    text = forms.CharField(
        label=_("What you object to"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What happened, when and where; the more exact, the better it can be looked into."),
    )
    name = forms.CharField(
        label=_("Your name"), max_length=40, required=False, help_text=_("If you like. Only the office reads it.")
    )
    contact = forms.CharField(
        label=_("Telephone or e-mail"), max_length=80, required=False, help_text=_("If you like, for questions.")
    )


class AnswerForm(forms.Form):
    """What the office found, and the answer that whoever objected reads."""

    finding = forms.ChoiceField(label=_("Finding"), choices=ObjectionFinding.choices, widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("Answer"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What was looked into, and what came of it. Whoever objected reads it by the receipt code."),
    )


class AppointmentFilter(ListFilter):
    """What the list of appointments may be narrowed by."""

    q = forms.CharField(label=_("Name or employer"), required=False, max_length=40)
    state = state_field(APPOINTMENT)
    kind = choice_field(_("Kind"), InspectorKind.choices)
    zone = zone_field()
    renewal = choice_field(_("New or renewed"), [("no", _("New")), ("yes", _("Renewal"))])

    searched = ("name", "employer")
    exact = ("state", "kind", "zone")

    def narrow(self, appointments: QuerySet[Appointment]) -> QuerySet[Appointment]:
        """The appointments that match, all, the new or the renewed."""
        appointments, renewal = super().narrow(appointments), self.given.get("renewal")
        return appointments.filter(is_renewal=renewal == "yes") if renewal else appointments
