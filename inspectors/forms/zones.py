"""The form of a zone: who leads it, who stands in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User, Zone
from accounts.roles import Role


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
