"""Forms of the roster: its filter, the facts of an inspector, the account."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User, Zone
from accounts.roles import Role
from core import calendar
from inspectors.enums import InspectorKind
from inspectors.forms.fields import ANY, day_input
from inspectors.models import Inspector
from inspectors.services.roster import EDITABLE

TERMS = [*ANY, ("serving", _("Term running")), ("ending", _("Ends within 90 days")), ("over", _("Term over"))]


TRAINED = [*ANY, ("yes", _("Trained")), ("no", _("Not trained"))]


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
