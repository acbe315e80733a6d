"""What several forms of the corps share: an empty choice, the browser's date field, a reason."""

from django import forms
from django.utils.translation import gettext_lazy as _

ANY = [("", _("All"))]


def day_input() -> forms.DateInput:
    """The browser's own date field."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class ReasonForm(forms.Form):
    """A reason, in words."""

    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))
