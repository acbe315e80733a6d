"""Settings: changed by the head of the office, each change with its history."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import PolicySetting, User
from accounts.permissions import check_can_edit_policy
from accounts.phones import is_phone
from accounts.policy import Item, Kind, Value
from accounts.policy.items import PLACES
from core import audit
from core.errors import Refused

LONGEST_TEXT = 60
SERIES = re.compile(r"[\u4e00-\u9fff]{2,10}")


@transaction.atomic
def edit_policy(key: str, *, by: User, value: Any) -> Value:
    """Give the setting `key` a `value`, which holds from now on, and return it as it is kept.

    A value equal to the default is no longer stored: the default holds again. Raises KeyError for an unknown key,
    NotAllowed for anybody but the head of the office, Refused with the bound and its article for a value that makes no
    sense or that the law forbids.
    """
    check_can_edit_policy(by)
    item = policy.BY_KEY[key]
    new = check_value(item, value)
    old = _stored_value(item)
    if new == old:
        return new
    if new == item.default:
        PolicySetting.objects.filter(pk=key).delete()
    else:
        PolicySetting.objects.update_or_create(pk=key, defaults={"value": new, "changed_by": by})
    with translation.override("zh-hans"):
        words = _(item.label)
    audit.record_rows(
        "edit_policy", by=by, model=PolicySetting, rows=[(key, words, {"changed": {"value": [old, new]}})]
    )
    transaction.on_commit(policy.forget)
    return new


def reset_policy(key: str, *, by: User) -> Value:
    """Let the default hold again; see `edit_policy`."""
    return edit_policy(key, by=by, value=policy.BY_KEY[key].default)


def check_value(item: Item, value: Any) -> Value:
    """The `value` as it is kept; raises Refused, saying which bound it breaks and why."""
    return CHECKS[item.kind](item, value)


def _whole_number(item: Item, value: Any) -> int:
    try:
        number = int(str(value).strip())
    except ValueError:
        raise Refused(_("“%(value)s” is not a whole number.") % {"value": value}) from None
    _check_bounds(item, number)
    return number


def _decimal(item: Item, value: Any) -> str:
    try:
        number = Decimal(str(value).strip().replace("。", "."))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise Refused(_("“%(value)s” is not a number.") % {"value": value}, remedy=_remedy(item))
    _check_bounds(item, number)
    if number != round(number, PLACES):
        words = {"value": value, "places": PLACES}
        raise Refused(_("“%(value)s”: at most %(places)s places are kept.") % words, remedy=_remedy(item))
    return format(number.normalize(), "f")


def _check_bounds(item: Item, number: int | Decimal) -> None:
    words = {"value": number, "least": item.least, "most": item.most}
    if number < item.least:
        raise Refused(_("%(value)s is too little: at least %(least)s.") % words, rule=_rule(item), remedy=_remedy(item))
    if number > item.most:
        raise Refused(_("%(value)s is too much: at most %(most)s.") % words, rule=_rule(item), remedy=_remedy(item))


def _numbers(item: Item, value: Any) -> str:
    parts = [part for part in re.split(r"[,，、\s]+", str(value).strip()) if part]
    if not parts:
        raise Refused(_("Name at least one number."))
    given = [_whole_number(item, part) for part in parts]
    if item.count and len(given) != item.count:
        raise Refused(_("Name exactly %(count)s numbers, the largest first.") % {"count": item.count})
    found = sorted(given if item.count else set(given), reverse=True)
    return ",".join(str(number) for number in found)


def _flag(item: Item, value: Any) -> bool:
    return value in (True, "True", "true", "on", "1", 1)


def _text(item: Item, value: Any) -> str:
    text = " ".join(str(value).split())
    if not text:
        raise Refused(_("This may not be empty: it is printed on documents and pages."))
    if len(text) > LONGEST_TEXT:
        raise Refused(_("At most %(most)s characters.") % {"most": LONGEST_TEXT})
    if item.key.startswith("series_") and not SERIES.fullmatch(text):
        raise Refused(
            _("A document code is two to ten Chinese characters, without year, brackets or number."),
            rule=item.source,
            remedy=_("For example %(example)s.") % {"example": item.default},
        )
    if item.key.endswith("_phone") and not is_phone(text):
        raise Refused(
            _("This is not a telephone number."), remedy=_("For example %(example)s.") % {"example": item.default}
        )
    return text


CHECKS: dict[Kind, Callable[[Item, Any], Value]] = {
    Kind.WORKING_DAYS: _whole_number,
    Kind.CALENDAR_DAYS: _whole_number,
    Kind.NUMBER: _whole_number,
    Kind.NUMBERS: _numbers,
    Kind.FLAG: _flag,
    Kind.TEXT: _text,
    Kind.DECIMAL: _decimal,
}


def _rule(item: Item) -> str:
    return f"{item.source}{_('：')}{_(item.law)}" if item.law else ""


def _remedy(item: Item) -> str:
    words = {"least": item.least, "most": item.most, "places": PLACES}
    if item.kind is Kind.DECIMAL:
        return _("Enter a number from %(least)s to %(most)s, with at most %(places)s places.") % words
    return _("Enter a whole number from %(least)s to %(most)s.") % words


def _stored_value(item: Item) -> Value:
    """The value in force, read past the cache and locked until the commit."""
    row = PolicySetting.objects.select_for_update().filter(pk=item.key).first()
    return row.value if row is not None else item.default
