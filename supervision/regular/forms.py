"""Forms of regular visits: beginning one, its matters and methods, the signature, urgent danger, the list's filter."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import DayInput, ManyFilesField, long_text
from accounts.forms.filters import ListFilter, choice_field, state_field, zone_field
from accounts.models import Organisation
from core import calendar
from supervision.models import FollowUp, MatterRating, RegularItem, RegularVisit, UrgentKind
from supervision.visit.forms import PICTURES
from supervision.workflow.regular import FOLLOW_UP, REGULAR_VISIT

GRAVE = (MatterRating.SERIOUS, MatterRating.COMPLEX)


class MonthInput(forms.TextInput):
    """The browser's own field for a month."""

    input_type = "month"


class BeginRegularVisitForm(forms.Form):
    """The day, how it was begun, and why somebody stands in."""

    visited_on = forms.DateField(label=_("Day of the visit"), widget=DayInput(), initial=calendar.today)
    began_at = forms.TimeField(
        label=_("Arrived at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    is_unannounced = forms.BooleanField(label=_("Unannounced"), required=False, initial=True)
    certificate_shown = forms.BooleanField(label=_("Inspector's certificate shown"), required=False, initial=True)
    stand_in_reason = forms.CharField(
        label=_("Why you stand in"),
        required=False,
        max_length=200,
        help_text=_("Only where the plaque is a colleague's: who asked you to, and for whom."),
    )

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["stand_in_reason"]


class MatterForm(forms.Form):
    """One matter: what there is to say, what was found, what is to be done, and who else is in charge."""

    rating = forms.ChoiceField(
        label=_("What there is to say"), choices=MatterRating.choices, required=False, widget=forms.RadioSelect()
    )
    note = long_text(_("What was found"), rows=2, required=False, max_length=2000)
    advice = long_text(_("What is to be done"), rows=2, required=False, max_length=2000)
    department = forms.ChoiceField(label=_("Department in charge"), required=False)

    def __init__(self, *args: Any, item: RegularItem, departments: Sequence[Organisation], **kwargs: Any) -> None:
        initial = {"rating": item.rating, "note": item.note, "advice": item.advice, "department": item.department_id}
        super().__init__(*args, initial=initial, auto_id=f"matter-{item.pk.hex}-%s", **kwargs)
        self.departments = {str(one.pk): one for one in departments}
        names = [(key, one.name) for key, one in self.departments.items()]
        self.fields["department"].choices = [("", _("Choose a department")), *names]
        for name in ("note", "advice", "department"):
            look = "form-select" if name == "department" else "form-control"
            self.fields[name].widget.attrs["class"] = look

    def clean_department(self) -> Organisation | None:
        """The department behind the key."""
        return self.departments.get(self.cleaned_data["department"])


class MatterPhotosForm(forms.Form):
    """Photographs of one matter."""

    photos = ManyFilesField(label=_("Photographs"), accept=PICTURES)


class MethodsForm(forms.Form):
    """How often each of the six methods was used."""

    def __init__(self, *args: Any, visit: RegularVisit, **kwargs: Any) -> None:
        initial = {name: getattr(visit, name) for name in RegularVisit.METHODS}
        super().__init__(*args, initial=initial, auto_id="methods-%s", **kwargs)
        for name in RegularVisit.METHODS:
            label = RegularVisit._meta.get_field(name).verbose_name
            widget = forms.NumberInput({"inputmode": "numeric", "class": "form-control", "min": 0, "max": 999})
            self.fields[name] = forms.IntegerField(
                label=label, min_value=0, max_value=999, required=False, widget=widget
            )

    def clean(self) -> dict[str, Any]:
        """A field left empty is none."""
        return {name: value or 0 for name, value in (super().clean() or {}).items()}


class SignRegularVisitForm(forms.Form):
    """What was told on the spot and to whom, highlights, the note for the office, the signature."""

    told = long_text(_("Result told on the spot"), rows=4)
    told_to = forms.CharField(label=_("Told to"), max_length=80, help_text=_("Name and post, e.g. the principal."))
    highlights = long_text(_("Highlights"), rows=2, required=False)
    note = long_text(
        _("Note for the office only"), rows=2, required=False, help_text=_("The school does not see this note.")
    )
    signature = forms.FileField(label=_("Signature"), required=False, widget=forms.FileInput({"accept": "image/png"}))
    typed_name = forms.CharField(label=_("Type your name to sign"), required=False, max_length=40)


class ReportUrgentForm(forms.Form):
    """What cannot wait: a few words, a photograph."""

    text = long_text(_("What the danger is"), rows=3, max_length=2000)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=UrgentKind.choices, initial=UrgentKind.DANGER, widget=forms.RadioSelect()
    )
    photos = ManyFilesField(label=_("Photographs"), accept=PICTURES)
    pressed_whom = forms.CharField(
        label=_("Who at the school was told"),
        required=False,
        max_length=80,
        help_text=_("May be added afterwards; the report goes out at once."),
    )


class PressSchoolForm(forms.Form):
    """Who at the school was told at once, and what was asked."""

    whom = forms.CharField(label=_("Who at the school was told"), max_length=80)
    what = long_text(_("What was asked of the school at once"), rows=3, max_length=2000)


class HandleUrgentReportForm(forms.Form):
    """What was done about the danger."""

    done = long_text(_("What was done"), rows=5)


class RegularVisitFilter(ListFilter):
    """What the list of regular visits may be narrowed by; `unit` and `inspector` come from links."""

    q = forms.CharField(label=_("Unit or inspector"), required=False, max_length=60)
    zone = zone_field()
    month = forms.DateField(label=_("Month"), required=False, input_formats=["%Y-%m"], widget=MonthInput())
    state = state_field(REGULAR_VISIT)
    grave = choice_field(_("Gravity"), [("grave", _("Serious or complex")), ("any", _("Any problem"))])
    unit = forms.UUIDField(required=False, widget=forms.HiddenInput())
    inspector = forms.UUIDField(required=False, widget=forms.HiddenInput())

    searched = ("unit__name", "inspector__name")
    exact = ("state", "unit", "inspector")
    paths = {"zone": "unit__zone"}
    forgiving = True

    def narrow(self, visits: QuerySet[RegularVisit]) -> QuerySet[RegularVisit]:
        """The visits that match, in the month and of the gravity asked for."""
        visits, given = super().narrow(visits), self.given
        if given.get("month"):
            first = given["month"]
            last = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - calendar.ONE_DAY
            visits = visits.filter(visited_on__range=(first, last))
        if given.get("grave"):
            items = RegularItem.objects.filter(visit=OuterRef("pk"))
            grave = Q(rating__in=GRAVE) if given["grave"] == "grave" else ~Q(rating__in=("", MatterRating.NONE))
            visits = visits.filter(Exists(items.filter(grave)))
        return visits


KINDS = [choice for choice in MatterRating.choices if choice[0] != MatterRating.NONE]

STANDINGS = (("open", _("Open")), ("overdue", _("Overdue")))


class FollowUpFilter(ListFilter):
    """What the list of follow-ups may be narrowed by; `unit` comes from links."""

    q = forms.CharField(label=_("Unit"), required=False, max_length=60)
    kind = choice_field(_("Gravity"), KINDS)
    standing = choice_field(_("Open or overdue"), STANDINGS)
    state = state_field(FOLLOW_UP)
    zone = zone_field()
    unit = forms.UUIDField(required=False, widget=forms.HiddenInput())

    searched = ("unit__name",)
    exact = ("kind", "state", "unit")
    paths = {"zone": "unit__zone"}
    forgiving = True

    def narrow(self, rows: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
        """The follow-ups that match, all or those that are open or overdue."""
        rows = super().narrow(rows)
        if self.given.get("standing") == "overdue":
            return rows.filter(pk__in=FollowUp.objects.overdue(at=calendar.today()).values("pk"))
        if self.given.get("standing") == "open":
            return rows.exclude(state__in=("registered", "closed"))
        return rows


class AnswerForm(forms.Form):
    """What was done, with files."""

    text = long_text(_("What was done"), rows=6)
    evidence = ManyFilesField(label=_("Files"), help_text=_("PDF, Word, Excel, pictures or video; several at once."))


class AcceptForm(forms.Form):
    """A word on how it ended."""

    outcome = long_text(_("How it ended"), rows=3, required=False)


class LetterForm(forms.Form):
    """The consultation letter: to whom, what was found, what is asked for."""

    department = forms.ModelChoiceField(
        label=_("Department in charge"), queryset=Organisation.objects.none(), empty_label=_("Choose a department")
    )
    found = long_text(_("What was found"), rows=5, help_text=_("These words stand in the official letter."))
    advice = long_text(_("What is asked of the department"), rows=4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        departments: Any = self.fields["department"]
        departments.queryset = Organisation.objects.active().departments().order_by("code")
