"""What people are told about terms by inbox and e-mail; always in the county's language."""

import datetime as dt

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.audience import office
from accounts.models import User
from accounts.roles import Role
from accounts.services.leaving import Leaving
from core.notifications import in_chinese, tell
from inspectors.models import Inspector, TermEnd


@in_chinese
def term_ending(inspector: Inspector, *, days: int, left: int) -> None:
    """Warn the inspector and the office that the term comes to its end, or that the inspector leaves before it."""
    assert inspector.ends_on is not None  # noqa: S101 - a term without end has no warning
    words = {"name": inspector.name, "day": date_format(inspector.ends_on), "left": left}
    key = f"term:{inspector.pk}:{inspector.ends_on}:{days}"
    leaves = inspector.leaves_on is not None
    title = _("The term of %(name)s ends on %(day)s, in %(left)s days") % words
    body = _("Recommend the renewal in time: vetting and publicity take their days.")
    if leaves:
        title = _("%(name)s leaves office on %(day)s, in %(left)s days") % words
        body = _("Find a successor for schools, zones and tasks in time.")
    tell(office(), "term_ending", title, inspector, body, url=reverse("terms_ending"), key=key)
    title = _("Your term as an inspector ends on %(day)s, in %(left)s days") % words
    if leaves:
        title = _("You leave the office of an inspector on %(day)s, in %(left)s days") % words
    tell([inspector.user], "term_ending", title, inspector, key=key)


@in_chinese
def end_entered(inspector: Inspector) -> None:
    """Tell the inspector that the office entered the end of the term ahead of its day."""
    assert inspector.leaves_on is not None  # noqa: S101 - it was entered just now
    words = {"day": date_format(inspector.leaves_on), "ground": inspector.get_leaving_ground_display()}
    title = _("Your appointment as an inspector ends on %(day)s: %(ground)s") % words
    tell([inspector.user], "end_term", title, inspector, inspector.leaving_reason)


@in_chinese
def end_taken_back(inspector: Inspector, day: dt.date, *, reason: str) -> None:
    """Tell the inspector that the end entered for `day` stands no more."""
    title = _("Your appointment as an inspector does not end on %(day)s") % {"day": date_format(day)}
    tell([inspector.user], "take_back_end", title, inspector, reason)


@in_chinese
def term_ended(inspector: Inspector, end: TermEnd, *, account: Leaving | None) -> None:
    """Tell the office what ended and which units stand without; tell the inspector."""
    words = {"name": inspector.name, "ground": end.get_ground_display(), "day": date_format(end.on)}
    title = _("Term ended: %(name)s, %(day)s, %(ground)s") % words
    units = end.consequences.get("plaques_ended", [])
    body = _("Without a plaque inspector: %(units)s") % {"units": _("、").join(units)} if units else ""
    tell(office(), "end_term", title, inspector, body)
    if account is not None:
        title = _("Your appointment as an inspector has ended: %(day)s, %(ground)s") % words
        tell([account.user], "end_term", title, inspector, end.reason, url="")


@in_chinese
def rights_to_give_back(inspector: Inspector, end: TermEnd) -> None:
    """Tell the administrators that an account lost its rights with a term and is to be looked at again."""
    username = end.consequences.get("account")
    if not username:
        return
    words = {"name": inspector.name, "account": username}
    title = _("%(name)s serves again: open the account %(account)s and give back the role of an inspector") % words
    user = User.objects.filter(username=username).first()
    url = reverse("user", args=[user.pk]) if user is not None else ""
    people = User.objects.active().with_role(Role.SECURITY, Role.SYSADMIN)
    tell(people, "restore_inspector", title, inspector, url=url)
