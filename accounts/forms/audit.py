"""The filter of the audit log."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import DayInput
from accounts.models import User
from core.models import AuditEvent


class AuditFilter(forms.Form):
    """Who, what, about which record, when."""

    actor = forms.CharField(label=_("Who (name or user name)"), required=False, max_length=40)
    action = forms.ChoiceField(label=_("Action"), required=False)
    about = forms.CharField(label=_("About"), required=False, max_length=60)
    since = forms.DateField(label=_("Starting on"), required=False, widget=DayInput())
    until = forms.DateField(label=_("Up to"), required=False, widget=DayInput())

    def __init__(self, *args: Any, actions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [("", _("All")), *actions]  # type: ignore[attr-defined]

    def narrow(self, events: QuerySet[AuditEvent]) -> QuerySet[AuditEvent]:
        """The events that match."""
        values = self.cleaned_data if self.is_valid() else {}
        if actor := values.get("actor"):
            people = User.objects.filter(Q(username__iexact=actor) | Q(name=actor))
            events = events.filter(actor__in=people.values("pk"))
        if action := values.get("action"):
            events = events.filter(action=action)
        if about := values.get("about"):
            events = events.filter(about_text__icontains=about)
        if since := values.get("since"):
            events = events.filter(at__gte=_midnight(since))
        if until := values.get("until"):
            events = events.filter(at__lt=_midnight(until + dt.timedelta(days=1)))
        return events


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
