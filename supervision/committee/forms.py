"""Forms of the committee: a post, and its end."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import DayInput
from accounts.models import Organisation, User
from core import calendar
from supervision.committee.services import FIELDS
from supervision.models import CommitteePost


class PostForm(forms.ModelForm):
    """Who holds which post, from when."""

    class Meta:
        model = CommitteePost
        fields = FIELDS
        widgets = {"began_on": DayInput(), "organisation_name": forms.TextInput(attrs={"list": "organisations"})}
        labels = {"order": _("Place in the list")}
        help_texts = {"order": _("Where it stands in the list; blank: last.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["order"].required = False
        user: Any = self.fields["user"]
        user.queryset = User.objects.active().order_by("name")
        user.label_from_instance = lambda account: f"{account.name}（{account.username}）"

    def _post_clean(self) -> None:
        """Leave the record alone: the service writes it."""

    @property
    def organisations(self) -> list[str]:
        """The names of member units and departments, offered while typing."""
        return list(Organisation.objects.active().departments().values_list("name", flat=True))


class EndPostForm(forms.Form):
    """The last day of a post."""

    ended_on = forms.DateField(label=_("Last day"), widget=DayInput(), initial=calendar.today)
