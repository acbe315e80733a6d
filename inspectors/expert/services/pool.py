"""The pool of experts: selection, term, suspension, leaving and coming back; who may be invited until when."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import User
from core import calendar
from core.errors import Refused, TransitionRefused
from core.transitions import apply_transition, check_step
from core.workflow import gettext_noop
from inspectors.expert import emails, permissions
from inspectors.models import Expert
from inspectors.signals import expert_left

RULE = gettext_noop("Implementation plan, part 2 (4) 4: the pool of experts")


def term_end(first: dt.date, years: int) -> dt.date:
    """The last day of a term of so many `years` that begins on the day `first`."""
    try:
        return first.replace(year=first.year + years) - calendar.ONE_DAY
    except ValueError:  # 29 February
        return dt.date(first.year + years, 2, 28)


@transaction.atomic
def select_expert(
    expert: Expert, *, by: User, term_from: dt.date | None = None, term_until: dt.date | None = None
) -> Expert:
    """The head selects a proposed expert for a term (default: from today, as long as the setting says).

    Returns the record. Raises NotYourTurn and TransitionRefused as the table says, Refused for a term that ends before
    it begins, has ended already, or is longer than the setting allows (PLAN 二（四）4).
    """
    check_step(expert, "select_expert", by=by)
    first = term_from or calendar.today()
    last = term_until or term_end(first, policy.number("expert_term_years"))
    _check_term(first, last)
    expert = apply_transition(
        expert,
        "select_expert",
        by=by,
        data={"term_from": str(first), "term_until": str(last)},
        term_from=first,
        term_until=last,
        terms=expert.terms + 1,
        state_reason="",
        suspended_reason="",
    )
    emails.expert_selected(expert)
    return expert


@transaction.atomic
def select_experts(
    *, by: User, experts: Iterable[Expert], term_from: dt.date | None = None, term_until: dt.date | None = None
) -> list[Expert]:
    """The head selects several proposed experts for the same term: all of them or none. Returns the records.

    Raises NotAllowed, and for each of them whatever `select_expert` raises.
    """
    permissions.check_can_select_experts(by)
    return [select_expert(expert, by=by, term_from=term_from, term_until=term_until) for expert in experts]


@transaction.atomic
def decline_expert(expert: Expert, *, by: User, reason: str) -> Expert:
    """The head does not select the expert, and says why. Returns the record; Refused without a reason."""
    expert = apply_transition(expert, "decline_expert", by=by, reason=reason, state_reason=reason.strip()[:200])
    emails.expert_declined(expert)
    return expert


@transaction.atomic
def renew_expert(expert: Expert, *, by: User, term_until: dt.date | None = None) -> Expert:
    """The head gives an expert in the pool another term, which follows the running one.

    Returns the record. Raises NotYourTurn and TransitionRefused as the table says, Refused for an end that is not later
    than the present one, or further off than the setting allows.
    """
    check_step(expert, "renew_expert", by=by)
    _check_same_term(expert)  # the state is the same before and after
    follows = max(expert.last_day + calendar.ONE_DAY, calendar.today())
    last = term_until or term_end(follows, policy.number("expert_term_years"))
    if last <= expert.last_day:
        raise Refused(
            _("The term runs until %(date)s already.") % {"date": date_format(expert.last_day)},
            remedy=_("Choose a later day."),
        )
    _check_term(follows, last)
    data = {"before": str(expert.term_until), "term_until": str(last)}
    expert = apply_transition(expert, "renew_expert", by=by, data=data, term_until=last, terms=expert.terms + 1)
    emails.expert_renewed(expert)
    return expert


@transaction.atomic
def suspend_expert(expert: Expert, *, by: User, reason: str) -> Expert:
    """The office suspends an expert, a partner county's too; running invitations end at once.

    The suspension outlives a partner's withdrawal: only `resume_expert`, or a new selection of our own, lifts it.
    Returns the record. Raises NotYourTurn and TransitionRefused as the table says, Refused without a reason.
    """
    return _let_go(expert, "suspend_expert", by=by, reason=reason, suspended_reason=reason.strip()[:200])


@transaction.atomic
def resume_expert(expert: Expert, *, by: User, reason: str) -> Expert:
    """The head puts a suspended expert back into the pool; invitations that ended are not given back.

    Returns the record. Raises NotYourTurn and TransitionRefused as the table says, Refused without a reason, or when
    the term has ended meanwhile.
    """
    check_step(expert, "resume_expert", by=by)
    if expert.last_day < calendar.today():
        raise Refused(_("The term of %(name)s is over.") % {"name": expert.name}, rule=_(RULE))
    expert = apply_transition(expert, "resume_expert", by=by, reason=reason, state_reason="", suspended_reason="")
    emails.expert_selected(expert)
    return expert


@transaction.atomic
def remove_expert(expert: Expert, *, by: User, reason: str) -> Expert:
    """The head takes one of the county's own experts out of the pool; running invitations end at once.

    Returns the record. Raises NotYourTurn and TransitionRefused as the table says, Refused without a reason.
    """
    return _let_go(expert, "remove_expert", by=by, reason=reason)


@transaction.atomic
def withdraw_expert(expert: Expert, *, by: User, reason: str) -> Expert:
    """A partner county lists the expert no more; running invitations end. Called while its file is taken in.

    Returns the record. Raises NotYourTurn and TransitionRefused as the table says.
    """
    return _let_go(expert, "withdraw_expert", by=by, reason=reason)


def end_expert_terms(today: dt.date) -> int:
    """Take the experts whose last day lies before `today` out of the pool; returns how many.

    Each in a transaction of its own, with its own event; what is done already is left alone, so that it may be run at
    any time.
    """
    done = 0
    over = Expert.objects.filter(state__in=("selected", "suspended"), term_until__lt=today)
    for expert in over.order_by("term_until", "pk").iterator():
        try:
            with transaction.atomic():
                _let_go(expert, "end_expert_term", by=None, reason=_("The term in the pool is over."))
        except TransitionRefused:
            continue  # renewed or taken out since the list was read
        done += 1
    return done


def _let_go(expert: Expert, action: str, *, by: User | None, reason: str, **fields: Any) -> Expert:
    check_step(expert, action, by=by)
    if action == "end_expert_term":
        _check_same_term(expert)
    expert = apply_transition(expert, action, by=by, reason=reason, state_reason=reason.strip()[:200], **fields)
    emails.expert_out(expert, action)
    if expert.user_id is not None:
        expert_left.send(
            sender=Expert,
            expert_id=expert.pk,
            user_id=expert.user_id,
            by_id=by.pk if by is not None else None,
            reason=expert.state_reason,
        )
    return expert


def _check_same_term(expert: Expert) -> None:
    fresh = Expert.objects.select_for_update(of=("self",)).get(pk=expert.pk)
    if fresh.term_until != expert.term_until:
        raise TransitionRefused(_("The term of %(name)s was renewed.") % {"name": fresh.name})


def pool_member(user: User, *, until: dt.date) -> Expert:
    """The expert behind the account `user`, who may be asked to work until the day `until`.

    Raises Refused for an account that is nobody's in the pool, for an expert who is not selected or is suspended, whose
    term has not begun or is over, and for a day after the term's last (PLAN 二（四）4).
    """
    expert = Expert.objects.select_for_update(of=("self",)).filter(user=user).first()
    if expert is None:
        raise Refused(
            _("%(user)s is not in the pool of experts.") % {"user": user},
            rule=_(RULE),
            remedy=_("Propose the expert for the pool and link the account; the head of the office selects."),
        )
    today = calendar.today()
    if not expert.is_available(today):
        raise Refused(
            _("%(name)s cannot be invited now: %(state)s.") % {"name": expert.name, "state": standing_words(expert)},
            rule=_(RULE),
            remedy=_("Choose another expert of the pool."),
        )
    if until > expert.last_day:
        raise Refused(
            _("The term of %(name)s in the pool ends on %(date)s.")
            % {"name": expert.name, "date": date_format(expert.last_day)},
            rule=_(RULE),
            remedy=_("Choose an earlier day, or have the term renewed first."),
        )
    return expert


def standing_words(expert: Expert) -> str:
    """Why an expert cannot be invited today, or that they are in the pool."""
    today = calendar.today()
    if expert.state != "selected":
        return expert.get_state_display()
    if expert.first_day > today:
        return _("the term begins on %(date)s") % {"date": date_format(expert.first_day)}
    if expert.last_day < today:
        return _("the term ended on %(date)s") % {"date": date_format(expert.last_day)}
    return expert.get_state_display()


def _check_term(first: dt.date, last: dt.date) -> None:
    years = policy.number("expert_term_years")
    if last < first or last < calendar.today():
        raise Refused(
            _("The last day of the term lies before its first, or in the past."), remedy=_("Choose a later day.")
        )
    if last > term_end(first, years):
        raise Refused(
            _("A term in the pool has at most %(years)s years.") % {"years": years},
            rule=_(RULE),
            remedy=_("Choose a day until %(date)s.") % {"date": date_format(term_end(first, years))},
        )
