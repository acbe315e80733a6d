"""Forms of the exchange of experts: partner counties, whom a file lists, a file that came."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.errors import Refused
from inspectors.models import Expert, PartnerCounty
from inspectors.resources.exchange import file_in_workbook
from inspectors.services.expert_export import listed_with, sendable
from inspectors.services.expert_receipt import MOST_BYTES

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
