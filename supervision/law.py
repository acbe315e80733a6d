"""What the law asks for: its articles, a gate that holds a step to one of them, the days that a notice needs."""

import datetime as dt
from dataclasses import dataclass

from accounts import policy
from core import calendar
from core.calendar import Deadline, deadline
from core.errors import Refused
from core.workflow import gettext_noop

ARTICLE_10 = gettext_noop("Regulation on education supervision, article 10")
ARTICLE_16 = gettext_noop("Regulation on education supervision, article 16")
ARTICLE_17 = gettext_noop("Regulation on education supervision, article 17")
ARTICLE_18 = gettext_noop("Regulation on education supervision, article 18")
ARTICLE_19 = gettext_noop("Regulation on education supervision, article 19")
ARTICLE_20 = gettext_noop("Regulation on education supervision, article 20")
ARTICLE_21 = gettext_noop("Regulation on education supervision, article 21")
ARTICLE_22 = gettext_noop("Regulation on education supervision, article 22")
ARTICLE_23 = gettext_noop("Regulation on education supervision, article 23")
INSPECTOR_RULES = gettext_noop("Interim measures for the administration of inspectors")


@dataclass(frozen=True)
class Gate:
    """One gate: its name, its article, whether it is met, what stands there, and what would meet it."""

    label: str
    rule: str
    met: bool
    detail: str
    remedy: str = ""


def require(*gates: Gate) -> None:
    """Raise Refused for the first gate that is not met, naming its article and what would meet it."""
    for gate in gates:
        if not gate.met:
            raise Refused(gate.detail, rule=gate.rule, remedy=gate.remedy)


def earliest_start(notified_on: dt.date) -> Deadline:
    """The first day on which a site visit may begin after a notice of `notified_on` (REG 17)."""
    return deadline(notified_on, *policy.days("notice_days"))


def latest_notice(starts_on: dt.date) -> dt.date:
    """The last day on which the notice of a visit that begins on `starts_on` may go out (REG 17)."""
    days, unit = policy.days("notice_days")
    table = calendar.load_days(starts_on - dt.timedelta(days=days * 2 + 60), starts_on + dt.timedelta(days=60))
    day = starts_on
    while deadline(day, days, unit, table=table).on > starts_on:
        day -= calendar.ONE_DAY
    return day
