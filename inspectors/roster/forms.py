"""Forms of the roster: its filter, the facts of an inspector, the account, photograph, papers, lines of the career."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import ANY, DayInput
from accounts.forms.filters import ListFilter, choice_field, zone_field
from accounts.identity import mask_identity, normal_identity
from accounts.models import User, Zone
from accounts.phones import mask_phone
from accounts.roles import Role
from core import calendar
from core.files import ACCEPT
from inspectors.models import CareerKind, Education, Inspector, InspectorKind, PaperKind
from inspectors.models.inspector import ends_by
from inspectors.roster.services import ending_days
from inspectors.roster.services.roster import EDITABLE, MASKED

TERMS = [*ANY, ("serving", _("Term running")), ("ending", _("Ends soon")), ("over", _("Term over"))]


TRAINED = [*ANY, ("yes", _("Trained")), ("no", _("Not trained"))]


class InspectorFilter(ListFilter):
    """What the roster may be narrowed by."""

    q = forms.CharField(label=_("Name, certificate or employer"), required=False, max_length=40)
    kind = choice_field(_("Kind"), InspectorKind.choices)
    zone = zone_field(Zone.objects.open())
    term = forms.ChoiceField(label=_("Term"), required=False, choices=TERMS)
    trained = forms.ChoiceField(label=_("Training before the first post"), required=False, choices=TRAINED)
    source = forms.ChoiceField(label=_("Source"), required=False, choices=ANY)
    employer = forms.CharField(label=_("Employer"), required=False, max_length=40)
    speciality = forms.CharField(label=_("Speciality"), required=False, max_length=40)
    education = choice_field(_("Education"), Education.choices)
    removed = forms.BooleanField(label=_("Also those who left"), required=False)

    searched = ("name", "certificate", "employer")
    exact = ("kind", "zone", "source", "education")
    paths = {"employer": "employer__icontains", "speciality": "specialities__icontains"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sources = Inspector.objects.exclude(source="").order_by("source").values_list("source", flat=True).distinct()
        field: Any = self.fields["source"]
        field.choices = [*ANY, *((word, word) for word in sources)]

    def narrow(self, inspectors: QuerySet[Inspector]) -> QuerySet[Inspector]:
        """The inspectors that match, by their training and term too; those who left only if asked for."""
        inspectors, given = super().narrow(inspectors), self.given
        if not given.get("removed"):
            inspectors = inspectors.filter(removed_at=None)
        if given.get("trained"):
            inspectors = inspectors.filter(is_trained=given["trained"] == "yes")
        return self._by_term(inspectors, given.get("term", ""))

    def _by_term(self, inspectors: QuerySet[Inspector], term: str) -> QuerySet[Inspector]:
        today = calendar.today()
        if term == "over":
            return inspectors.filter(ends_by(today))
        if term in {"serving", "ending"}:
            inspectors = inspectors.serving(on=today)
        if term == "ending":
            return inspectors.filter(ends_by(today + ending_days() * calendar.ONE_DAY))
        return inspectors


class InspectorForm(forms.ModelForm):
    """The facts of an inspector; `seen` carries what the person had on the screen.

    Numbers behind a mask are not filled in, since each reading of them is logged: left blank, they stay as they are.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    identity = forms.CharField(label=_("Identity number"), required=False, max_length=30)  # blanks are taken out
    forget = forms.MultipleChoiceField(
        label=_("Delete from the file"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Inspector
        fields = EDITABLE
        widgets = {"born": DayInput(), "term_from": DayInput(), "term_until": DayInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones: Any = self.fields["zone"]
        zones.queryset = Zone.objects.open()
        held = {"identity": mask_identity(self.instance.identity), "phone": mask_phone(self.instance.phone)}
        for name in MASKED:
            self.initial.pop(name, None)
            if held[name]:
                self.fields[name].help_text = _("On file: %(masked)s. Leave this blank to keep it.") % {
                    "masked": held[name]
                }
        choices = [(name, self.fields[name].label) for name in MASKED if held[name]]
        if choices:
            forget: Any = self.fields["forget"]
            forget.choices = choices
        else:
            del self.fields["forget"]

    def clean(self) -> dict[str, Any]:
        """What was left blank stays as it is, unless it is to be deleted."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        given["identity"] = normal_identity(given.get("identity") or "")
        forget = given.pop("forget", [])
        for name in MASKED:
            given[name] = given.get(name) or ("" if name in forget else getattr(self.instance, name))
        return given

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


class PhotoForm(forms.Form):
    """A face photograph."""

    photo = forms.FileField(
        label=_("Photograph"),
        widget=forms.FileInput({"accept": ".jpg,.jpeg,.png"}),
        help_text=_("JPG or PNG, upright, head and shoulders, 240 × 320 pixels or more."),
    )


class PaperForm(forms.Form):
    """A paper with its kind and caption."""

    kind = forms.ChoiceField(label=_("Kind"), choices=PaperKind.choices)
    caption = forms.CharField(label=_("Caption"), max_length=100, help_text=_("What it is, from whom and when."))
    file = forms.FileField(label=_("File"), widget=forms.FileInput({"accept": ACCEPT}))


class CareerForm(forms.Form):
    """A line of the career."""

    kind = forms.ChoiceField(label=_("Kind"), choices=CareerKind.choices)
    on = forms.DateField(label=_("Day"), widget=DayInput())
    text = forms.CharField(label=_("Event of the career"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
