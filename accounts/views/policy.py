"""Settings: every number that the law leaves open, who changed it and when."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts import permissions, policy
from accounts.forms.policy import PolicyForm
from accounts.models import PolicySetting
from accounts.policy import Item
from accounts.roles import Role
from accounts.services import policy as services
from accounts.views.timeline import entries_about
from accounts.wording import value_in_words
from core.access import GET, POST, allow
from core.errors import Refused
from core.htmx import refuse, render_page


def _item(key: str) -> Item:
    try:
        return policy.BY_KEY[key]
    except KeyError:
        raise Http404 from None


def _row(item: Item, stored: dict[str, PolicySetting]) -> dict[str, Any]:
    setting = stored.get(item.key)
    return {
        "item": item,
        "label": _(item.label),
        "value": value_in_words(item, setting.value if setting else item.default),
        "default": value_in_words(item, item.default),
        "setting": setting,
    }


@allow(GET)
def policy_settings(request: HttpRequest) -> HttpResponse:
    """Show every setting with its value, default and source, group by group; one query."""
    permissions.check_can_read_policy(request.user)
    stored = {row.key: row for row in PolicySetting.objects.select_related("changed_by")}
    groups = [
        {"label": _(group), "rows": [_row(item, stored) for item in policy.ITEMS if item.group == group]}
        for group in policy.GROUPS
    ]
    context = {"groups": groups, "may_edit": request.user.has_role(Role.OFFICE_HEAD), "changed": len(stored)}
    return render_page(request, "accounts/policy_settings.html", context)


@allow(GET)
def policy_setting(request: HttpRequest, key: str) -> HttpResponse:
    """One setting and its history."""
    permissions.check_can_read_policy(request.user)
    item = _item(key)
    stored = {row.key: row for row in PolicySetting.objects.filter(pk=key).select_related("changed_by")}
    context = {
        "row": _row(item, stored),
        "events": entries_about(PolicySetting(key=key)),
        "may_edit": request.user.has_role(Role.OFFICE_HEAD),
    }
    return render_page(request, "accounts/policy_setting.html", context)


@allow(GET, POST)
def edit_policy(request: HttpRequest, key: str) -> HttpResponse:
    """Change a setting."""
    permissions.check_can_edit_policy(request.user)
    item = _item(key)
    form = PolicyForm(
        request.POST if request.method == "POST" else None, item=item, initial={"value": policy.value(key)}
    )
    if form.is_bound and form.is_valid():
        try:
            services.edit_policy(key, by=request.user, value=form.cleaned_data["value"])
        except Refused as exc:
            refuse(form, exc, "value")
        else:
            return redirect("policy_setting", key)
    context = {"form": form, "row": _row(item, {}), "item": item}
    return render_page(request, "accounts/edit_policy.html", context, part="form")


@allow(POST)
def reset_policy(request: HttpRequest, key: str) -> HttpResponse:
    """Let the default hold again."""
    permissions.check_can_edit_policy(request.user)
    services.reset_policy(_item(key).key, by=request.user)
    return redirect("policy_setting", key)
