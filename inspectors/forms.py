"""Forms of the corps: filters, the facts of an inspector, recusals, plaques, zones."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.enums import CAMPUS_KINDS, OrganisationKind
from accounts.models import Organisation, User, Zone
from accounts.roles import Role
from core import calendar
from inspectors.enums import InspectorKind, RecusalGround, Side
from inspectors.models import Inspector, PlaqueAssignment, RecusalRequest
from inspectors.services.roster import EDITABLE
from inspectors.workflow import RECUSAL_REQUEST

ANY = [("", _("All"))]
TERMS = [*ANY, ("serving", _("Term running")), ("ending", _("Ends within 90 days")), ("over", _("Term over"))]
TRAINED = [*ANY, ("yes", _("Trained")), ("no", _("Not trained"))]
COVERED = [
    *ANY,
    ("no", _("Without an inspector")),
    ("yes", _("With an inspector")),
    ("unfit", _("Inspector may not serve")),
]


def day_input() -> forms.DateInput:
    """The browser's own date field."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class InspectorFilter(forms.Form):
    """What the roster may be narrowed by."""

    q = forms.CharField(label=_("Name, certificate or employer"), required=False, max_length=40)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[*ANY, *InspectorKind.choices])
    zone = forms.ModelChoiceField(label=_("Zone"), required=False, queryset=Zone.objects.all(), empty_label=_("All"))
    term = forms.ChoiceField(label=_("Term"), required=False, choices=TERMS)
    trained = forms.ChoiceField(label=_("Training before the first post"), required=False, choices=TRAINED)
    removed = forms.BooleanField(label=_("Also those who left"), required=False)

    def narrow(self, inspectors: QuerySet[Inspector]) -> QuerySet[Inspector]:
        """The inspectors that match; a value that makes no sense narrows nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        if not given.get("removed"):
            inspectors = inspectors.filter(removed_at=None)
        if given.get("q"):
            words = given["q"].strip()
            inspectors = inspectors.filter(
                Q(name__icontains=words) | Q(certificate__icontains=words) | Q(employer__icontains=words)
            )
        for name in ("kind", "zone"):
            if given.get(name):
                inspectors = inspectors.filter(**{name: given[name]})
        if given.get("trained"):
            inspectors = inspectors.filter(is_trained=given["trained"] == "yes")
        today = calendar.today()
        term = given.get("term")
        if term == "over":
            inspectors = inspectors.filter(term_until__lte=today)
        elif term in {"serving", "ending"}:
            inspectors = inspectors.serving(on=today)
            if term == "ending":
                inspectors = inspectors.filter(term_until__lte=today + 90 * calendar.ONE_DAY)
        return inspectors


class InspectorForm(forms.ModelForm):
    """The facts of an inspector; `seen` carries what the person had on the screen."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Inspector
        fields = EDITABLE
        widgets = {"born": day_input(), "term_from": day_input(), "term_until": day_input()}

    def _post_clean(self) -> None:
        """Leave the record alone: the service holds the new facts against the rules."""


class RecusalForm(forms.Form):
    """A recusal: unit, ground, reason, last day."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Organisation.objects.active().order_by("kind", "code"))
    ground = forms.ChoiceField(label=_("Ground"), choices=RecusalGround.choices)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=200)
    until = forms.DateField(
        label=_("Last day"), required=False, widget=day_input(), help_text=_("Blank: until it is lifted.")
    )


class RaiseForm(forms.Form):
    """A recusal to be decided: unit, ground, reason; the unit may stand already."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Organisation.objects.active().order_by("kind", "code"))
    ground = forms.ChoiceField(label=_("Ground"), choices=RecusalGround.choices)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In a sentence: who is related to whom, or since when. The head of the office decides on it."),
    )


class DecisionForm(forms.Form):
    """What the head adds to upholding a request."""

    reason = forms.CharField(
        label=_("Note to the decision"), required=False, max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )


class RequestFilter(forms.Form):
    """What the list of requests for recusal may be narrowed by."""

    q = forms.CharField(label=_("Unit or inspector"), required=False, max_length=40)
    state = forms.ChoiceField(label=_("State"), required=False, choices=lambda: _states())
    side = forms.ChoiceField(label=_("Raised for"), required=False, choices=[*ANY, *Side.choices])

    def narrow(self, requests: QuerySet[RecusalRequest]) -> QuerySet[RecusalRequest]:
        """The requests that match; a value that makes no sense narrows nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        if words := given.get("q", "").strip():
            requests = requests.filter(Q(inspector__name__icontains=words) | Q(unit__name__icontains=words))
        return requests.filter(**{name: given[name] for name in ("state", "side") if given.get(name)})


def _states() -> list[tuple[str, Any]]:
    return [*ANY, *((state.code, _(state.label)) for state in RECUSAL_REQUEST.states)]


class ReasonForm(forms.Form):
    """A reason, in words."""

    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class AccountForm(forms.Form):
    """Which account is the inspector's."""

    user = forms.ModelChoiceField(
        label=_("Account"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("No account"),
        help_text=_("Only accounts with the role of an inspector that are nobody else's."),
    )

    def __init__(self, *args: Any, inspector: Inspector, **kwargs: Any) -> None:
        super().__init__(*args, initial={"user": inspector.user_id}, **kwargs)
        free = User.objects.active().with_role(Role.INSPECTOR)
        field: Any = self.fields["user"]
        field.queryset = free.filter(Q(inspector=None) | Q(inspector=inspector)).order_by("name")
        field.label_from_instance = lambda user: f"{user.name}（{user.username}）"


class PlaqueFilter(forms.Form):
    """What the coverage by plaques may be narrowed by."""

    q = forms.CharField(label=_("Unit or inspector"), required=False, max_length=40)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[*ANY, *((k.value, k.label) for k in OrganisationKind if k in CAMPUS_KINDS)],
    )
    zone = forms.ModelChoiceField(label=_("Zone"), required=False, queryset=Zone.objects.all(), empty_label=_("All"))
    covered = forms.ChoiceField(label=_("Coverage"), required=False, choices=COVERED)

    def narrow(self, units: QuerySet[Organisation]) -> QuerySet[Organisation]:
        """The units that match; a value that makes no sense narrows nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        current = PlaqueAssignment.objects.current()
        if given.get("q"):
            words = given["q"].strip()
            held = current.filter(inspector__name__icontains=words).values("unit")
            units = units.filter(Q(name__icontains=words) | Q(pk__in=held))
        for name in ("kind", "zone"):
            if given.get(name):
                units = units.filter(**{name: given[name]})
        covered = given.get("covered")
        if covered == "no":
            units = units.exclude(pk__in=current.values("unit"))
        elif covered == "yes":
            units = units.filter(pk__in=current.values("unit"))
        elif covered == "unfit":
            fit = Inspector.objects.serving(on=calendar.today()).filter(is_trained=True)
            units = units.filter(pk__in=current.exclude(inspector__in=fit).values("unit"))
        return units


class PlaqueForm(forms.Form):
    """Who answers for a unit, and since when."""

    inspector = forms.ModelChoiceField(label=_("Inspector"), queryset=Inspector.objects.none())
    began_on = forms.DateField(label=_("Plaque since"), widget=day_input())

    def __init__(self, *args: Any, choices: list[Inspector], **kwargs: Any) -> None:
        super().__init__(*args, initial={"began_on": calendar.today()}, **kwargs)
        field: Any = self.fields["inspector"]
        field.queryset = Inspector.objects.filter(removed_at=None)
        field.choices = [("", "---------"), *((i.pk, i.plaque_words) for i in choices)]  # type: ignore[attr-defined]


class ZoneForm(forms.Form):
    """Who leads a zone, and who stands in."""

    user = forms.ModelChoiceField(
        label=_("Leader"), queryset=User.objects.none(), required=False, empty_label=_("Nobody")
    )
    deputy = forms.ModelChoiceField(
        label=_("Deputy"), queryset=User.objects.none(), required=False, empty_label=_("Nobody")
    )

    def __init__(self, *args: Any, zone: Zone, **kwargs: Any) -> None:
        super().__init__(*args, initial={"user": zone.leader_id, "deputy": zone.deputy_id}, **kwargs)
        for name in ("user", "deputy"):
            field: Any = self.fields[name]
            field.queryset = User.objects.active().with_role(Role.ZONE_LEADER).order_by("name")
            field.label_from_instance = lambda user: f"{user.name}（{user.username}）"
