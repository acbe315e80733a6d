"""Commendations of inspectors: proposed by the office, given by the head, entered in the career (PLAN 二（四）5)."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from core import calendar, files
from core.errors import Refused
from core.transitions import apply_transition, check_step, create
from inspectors.conduct import emails, permissions
from inspectors.models import CareerKind, Inspector, InspectorCommendation
from inspectors.roster.services.career import record_career

if TYPE_CHECKING:
    from django.core.files.base import File


@transaction.atomic
def propose_commendation(
    inspector: Inspector,
    *,
    by: User,
    kind: str,
    given_by: str,
    text: str,
    given_on: dt.date,
    number: str = "",
    evidence: "list[File[Any]] | None" = None,
) -> InspectorCommendation:
    """The office proposes a commendation with its document; what the head enters is given at once. Returns it.

    Raises NotAllowed; Refused for a day to come, and for a document number that the inspector has on record already.
    """
    permissions.check_can_propose_commendation(by)
    if given_on > calendar.today():
        raise Refused(_("That day is still to come."), remedy=_("Enter the day of the document."))
    same = InspectorCommendation.objects.filter(
        inspector=inspector, number=number.strip(), state__in=("proposed", "given")
    )
    if number.strip() and same.exists():
        raise Refused(_("This document is on record for %(name)s already.") % {"name": inspector.name})
    praise = create(
        InspectorCommendation(
            inspector=inspector,
            kind=kind,
            given_by=given_by.strip(),
            number=number.strip(),
            text=text.strip(),
            given_on=given_on,
            proposed_by=by,
        ),
        by=by,
    )
    for file in evidence or ():
        files.store(file, holder=praise, by=by)
    if by.has_role(Role.OFFICE_HEAD):
        return give_commendation(praise, by=by)
    emails.commendation_proposed(praise)
    return praise


@transaction.atomic
def give_commendation(praise: InspectorCommendation, *, by: User) -> InspectorCommendation:
    """The head commends; the career says so and the inspector is told. Returns the commendation."""
    check_step(praise, "give_commendation", by=by)
    if praise.inspector.user_id == by.pk:
        raise Refused(_("Nobody commends themselves."), remedy=_("Let another head of the office decide."))
    praise = apply_transition(praise, "give_commendation", by=by)
    with translation.override(settings.LANGUAGE_CODE):
        text = f"{praise.given_by}：{praise.get_kind_display()}"
    record_career(
        praise.inspector,
        by=by,
        kind=CareerKind.COMMENDED,
        text=f"{text}，{praise.text}",
        on=praise.given_on,
        url=praise.get_absolute_url(),
    )
    emails.commendation_moved(praise, "give_commendation")
    return praise


@transaction.atomic
def decline_commendation(praise: InspectorCommendation, *, by: User, reason: str) -> InspectorCommendation:
    """The head declines, with the reason. Returns the commendation."""
    praise = apply_transition(praise, "decline_commendation", by=by, reason=reason, decision=reason.strip())
    emails.commendation_declined(praise)
    return praise


@transaction.atomic
def withdraw_commendation(praise: InspectorCommendation, *, by: User, reason: str) -> InspectorCommendation:
    """The head withdraws a commendation, with the reason; it no longer counts. Returns it."""
    praise = apply_transition(praise, "withdraw_commendation", by=by, reason=reason, decision=reason.strip())
    with translation.override(settings.LANGUAGE_CODE):
        text = _("Commendation withdrawn: %(kind)s") % {"kind": praise.get_kind_display()}
    record_career(praise.inspector, by=by, kind=CareerKind.OTHER, text=text, url=praise.get_absolute_url())
    emails.commendation_moved(praise, "withdraw_commendation")
    return praise
