"""Forms of the expert pool: its filter, the facts of an expert, terms, the account, exchange with counties."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts import policy
from accounts.forms.fields import ANY, DayInput
from accounts.forms.filters import ListFilter, choice_field, state_field
from accounts.models import User
from accounts.phones import mask_phone
from accounts.roles import Role
from core import calendar
from core.errors import Refused
from inspectors.expert.resources.exchange import file_in_workbook
from inspectors.expert.services.export import listed_with, sendable
from inspectors.expert.services.pool import term_end
from inspectors.expert.services.receipt import MOST_BYTES
from inspectors.models import Education, Expert, ExpertCategory, PartnerCounty
from inspectors.workflow.expert import EXPERT

KEY_HELP = _("44 characters, from the partner's own page. Compare the fingerprint by telephone before you trust it.")


class PartnerForm(forms.Form):
    """What is changed about a partner county."""

    name = forms.CharField(label=_("County name"), max_length=40)
    public_key = forms.CharField(label=_("Public key"), max_length=60, help_text=KEY_HELP)
    is_active = forms.BooleanField(label=_("Experts are exchanged"), required=False, initial=True)


class NewPartnerForm(PartnerForm):
    """A new partner county."""

    code = forms.CharField(
        label=_("County code"), max_length=12, help_text=_("The six digits of the administrative division.")
    )
    field_order = ("code", "name", "public_key", "is_active")


class SendForm(forms.Form):
    """Whom the file lists; those of the last file are ticked."""

    experts = forms.ModelMultipleChoiceField(
        label=_("Experts whom the file lists"),
        queryset=Expert.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The file is complete: whom it does not list is withdrawn in the partner county."),
    )
    with_phones = forms.BooleanField(
        label=_("With telephone numbers of those who agreed"),
        required=False,
        help_text=_("Nobody else's number leaves the county; identity numbers never do."),
    )

    def __init__(self, *args: Any, partner: PartnerCounty, **kwargs: Any) -> None:
        super().__init__(*args, initial={"experts": list(listed_with(partner))}, **kwargs)
        field: Any = self.fields["experts"]
        field.queryset = Expert.objects.filter(pk__in=[expert.pk for expert in sendable()]).order_by("name", "id")
        field.label_from_instance = lambda expert: f"{expert.name}（{expert.employer}，{expert.category_words}）"


class ReceiveForm(forms.Form):
    """The file as it came: signed JSON, or the workbook that carries it."""

    file = forms.FileField(
        label=_("File of the partner county"),
        widget=forms.FileInput({"accept": ".json,.xlsx"}),
        help_text=_("The .json or the .xlsx just as it came; it is checked before anything is written."),
    )

    def clean(self) -> dict[str, Any]:
        """The signed bytes and the file's name."""
        upload = (super().clean() or self.cleaned_data).get("file")
        if upload is None:
            return {}
        if upload.name.lower().endswith(".xlsx"):
            try:
                content = file_in_workbook(upload)
            except Refused as exc:
                raise ValidationError({"file": str(exc)}) from None
        elif upload.size > MOST_BYTES:
            raise ValidationError({"file": _("The file is larger than a file of the exchange may be.")})
        else:
            content = upload.read()
        return {"content": content, "file_name": upload.name}


ORIGINS = [*ANY, ("own", _("Own county")), ("partner", _("Partner counties"))]

TERMS = [*ANY, ("running", _("Can be invited")), ("ending", _("Ends soon"))]


class ExpertFilter(ListFilter):
    """What the pool may be narrowed by."""

    q = forms.CharField(label=_("Name, employer or speciality"), required=False, max_length=40)
    category = choice_field(_("Field"), ExpertCategory.choices)
    state = state_field(EXPERT)
    origin = forms.ChoiceField(label=_("Origin"), required=False, choices=ORIGINS)
    partner = forms.ModelChoiceField(
        label=_("Partner county"), required=False, queryset=PartnerCounty.objects.all(), empty_label=_("All")
    )
    term = forms.ChoiceField(label=_("Term"), required=False, choices=TERMS)

    searched = ("name", "employer", "specialities")
    exact = ("state", "partner")

    def narrow(self, experts: QuerySet[Expert]) -> QuerySet[Expert]:
        """The experts that match, by their field, origin and term too."""
        experts, given = super().narrow(experts), self.given
        if given.get("category"):
            experts = experts.filter(categories__contains=[given["category"]])
        if given.get("origin"):
            experts = experts.filter(partner__isnull=given["origin"] == "own")
        today: Any = calendar.today()
        named: Any = experts
        if given.get("term") == "running":
            return named.available(on=today)
        if given.get("term") == "ending":
            return named.ending(on=today, days=policy.number("expert_ending_days"))
        return experts


class PoolExpertForm(forms.Form):
    """The facts of an expert. The number behind its mask is not filled in: left blank, it stays as it is."""

    name = forms.CharField(label=_("Full name"), max_length=40)
    gender = forms.CharField(label=_("Gender"), max_length=4, required=False)
    employer = forms.CharField(
        label=_("Employer"),
        max_length=80,
        help_text=_("A unit of the county by its full name: the expert is not invited to tasks that inspect it."),
    )
    title = forms.CharField(label=_("Professional title"), max_length=40, required=False)
    education = forms.ChoiceField(
        label=_("Education"), required=False, choices=[("", _("Not stated")), *Education.choices]
    )
    categories = forms.MultipleChoiceField(
        label=_("Fields"), choices=ExpertCategory.choices, widget=forms.CheckboxSelectMultiple
    )
    specialities = forms.CharField(label=_("Specialities"), max_length=80, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)
    consents = forms.BooleanField(
        label=_("Agrees that partner counties are given the telephone number"), required=False
    )
    grounds = forms.CharField(
        label=_("Why the expert is proposed"), max_length=200, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, expert: Expert | None = None, **kwargs: Any) -> None:
        self.expert = expert
        if expert is not None:
            names = [name for name in self.base_fields if name != "phone"]
            kwargs.setdefault("initial", {name: getattr(expert, name) for name in names})
        super().__init__(*args, **kwargs)
        if expert is not None and expert.phone:
            self.fields["phone"].help_text = _("On file: %(masked)s. Leave this blank to keep it.") % {
                "masked": mask_phone(expert.phone)
            }
            self.fields["forget"] = forms.BooleanField(label=_("Delete the telephone number"), required=False)

    def clean(self) -> dict[str, Any]:
        """What was left blank stays as it is, unless it is to be deleted; fields in one order."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        forget = given.pop("forget", False)
        if self.expert is not None and not given.get("phone") and not forget:
            given["phone"] = self.expert.phone
        given["categories"] = sorted(given.get("categories", []))
        return given


class SelectExpertForm(forms.Form):
    """From when to when a new member is in the pool."""

    term_from = forms.DateField(label=_("First day of the term"), widget=DayInput())
    term_until = forms.DateField(label=_("Last day of the term"), widget=DayInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        today = calendar.today()
        until = term_end(today, policy.number("expert_term_years"))
        super().__init__(*args, initial={"term_from": today, "term_until": until}, **kwargs)


class SelectExpertsForm(SelectExpertForm):
    """Which of the proposed experts are selected, for one term."""

    experts = forms.ModelMultipleChoiceField(
        label=_("Proposed experts"),
        queryset=Expert.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever is not ticked stays proposed."),
    )
    field_order = ("experts", "term_from", "term_until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["experts"]
        field.queryset = Expert.objects.filter(state="proposed").order_by("name", "id")
        field.label_from_instance = lambda expert: f"{expert.name}（{expert.employer}，{expert.category_words}）"


class RenewExpertForm(forms.Form):
    """Until when the new term runs."""

    term_until = forms.DateField(label=_("Last day of the new term"), widget=DayInput())

    def __init__(self, *args: Any, expert: Expert, **kwargs: Any) -> None:
        last = max(expert.term_until or calendar.today(), calendar.today())
        until = term_end(last + calendar.ONE_DAY, policy.number("expert_term_years"))
        super().__init__(*args, initial={"term_until": until}, **kwargs)


class NoteForm(forms.Form):
    """A note that stays in the county."""

    note = forms.CharField(
        label=_("Local note"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 5})
    )


class ExpertAccountForm(forms.Form):
    """Which account is the expert's."""

    user = forms.ModelChoiceField(
        label=_("Account"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("No account"),
        help_text=_("Only accounts with the role of an expert that are nobody else's."),
    )

    def __init__(self, *args: Any, expert: Expert, **kwargs: Any) -> None:
        super().__init__(*args, initial={"user": expert.user_id}, **kwargs)
        free = User.objects.active().with_role(Role.EXPERT)
        field: Any = self.fields["user"]
        field.queryset = free.filter(Q(expert=None) | Q(expert=expert)).order_by("name")
        field.label_from_instance = lambda user: f"{user.name}（{user.username}）"


__all__ = [
    "ExpertAccountForm",
    "ExpertFilter",
    "NoteForm",
    "PoolExpertForm",
    "RenewExpertForm",
    "SelectExpertForm",
    "SelectExpertsForm",
]
