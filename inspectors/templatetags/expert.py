"""Experts on pages: what a line of a partner's file does, what it changes, fields in words."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.phones import mask_phone
from core.templatetags.house import chip, cn_date
from core.workflow import gettext_noop
from inspectors.expert.services.file import ExpertLine
from inspectors.expert.services.receipt import Change
from inspectors.models import Education, Expert, ExpertCategory

register = template.Library()

KINDS = {
    "new": (gettext_noop("New in the pool"), "good"),
    "again": (gettext_noop("Back in the pool"), "good"),
    "held": (gettext_noop("Listed again, stays suspended here"), "waiting"),
    "changed": (gettext_noop("Facts change"), "waiting"),
    "withdrawn": (gettext_noop("Withdrawn from the pool"), "bad"),
    "unchanged": (gettext_noop("As before"), "neutral"),
}


@register.simple_tag
def change_chip(kind: str) -> SafeString:
    """What a line of a file does."""
    word, tone = KINDS[kind]
    return chip(_(word), tone)


@register.simple_tag
def change_counts(counts: Mapping[str, int]) -> str:
    """How many lines of each kind a file has, in one sentence."""
    words = [f"{_(word)} {counts[kind]}" for kind, (word, _tone) in KINDS.items() if counts.get(kind)]
    return _("、").join(words) or _("Nothing")


@register.simple_tag
def field_changes(change: Change) -> SafeString:
    """The facts that a line changes, one a line: what a form calls them, as they are here and as the file has them."""
    line = cast(ExpertLine, change.line)
    given = {**line.facts, "term_from": line.term_from, "term_until": line.term_until}
    lines = [
        (
            Expert._meta.get_field(name).verbose_name,
            _shown(name, getattr(change.expert, name)),
            _shown(name, given[name]),
        )
        for name in change.fields
    ]
    return format_html_join(SafeString("<br>"), "{}{}{} → {}", ((label, _(":"), old, new) for label, old, new in lines))


def _shown(name: str, value: Any) -> str:
    """A fact in words; a telephone number stays behind its mask."""
    if name == "phone":
        value = mask_phone(value)
    elif name == "categories":
        value = category_words(value)
    elif name == "education":
        value = Education(value).label if value else ""
    elif isinstance(value, dt.date):
        value = cn_date(value)
    return str(value or "—")


@register.simple_tag
def category_words(codes: Iterable[str]) -> str:
    """The fields with the codes `codes`, in words."""
    return _("、").join(str(ExpertCategory(code).label) for code in codes)
