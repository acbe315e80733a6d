"""Forms of the file of a person: the photograph, a paper, a line of the career."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import DayInput
from core.files import ACCEPT
from inspectors.enums import CareerKind, PaperKind


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
