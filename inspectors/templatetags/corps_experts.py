"""Experts on pages: what a line of a partner's file does, which facts it changes, fields in words."""

from collections.abc import Iterable, Mapping

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.templatetags.house import chip
from core.workflow import gettext_noop
from inspectors.enums import ExpertCategory
from inspectors.models import Expert

register = template.Library()

KINDS = {
    "new": (gettext_noop("New in the pool"), "good"),
    "again": (gettext_noop("Back in the pool"), "good"),
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
def field_words(names: Iterable[str]) -> str:
    """The facts called `names` as a form calls them."""
    return _("、").join(str(Expert._meta.get_field(name).verbose_name) for name in names)


@register.simple_tag
def category_words(codes: Iterable[str]) -> str:
    """The fields with the codes `codes`, in words."""
    return _("、").join(str(ExpertCategory(code).label) for code in codes)
