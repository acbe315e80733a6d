"""What supervision does when the corps has news."""

from typing import Any

from django.dispatch import receiver

from accounts.models import User
from inspectors.models import RecusalRequest
from inspectors.signals import expert_left, recusal_upheld, term_ended, term_resumed
from supervision.models import Inspection
from supervision.team import emails as team_emails
from supervision.team.services.expert import end_expert_work
from supervision.team.services.load import OPEN
from supervision.team.services.missing import mark_missing, unmark_missing


@receiver(recusal_upheld, dispatch_uid="tell_of_recusal")
def tell_of_recusal(request_id: Any, **_kwargs: Any) -> None:
    """A recusal was upheld: the leaders of the teams concerned and the head learn that a place is to be filled."""
    request = RecusalRequest.objects.select_related("inspector").get(pk=request_id)
    concerned = Inspection.objects.filter(
        unit=request.unit_id, team__members__inspector=request.inspector_id, state__in=OPEN
    )
    for inspection in concerned.select_related("task", "unit"):
        team_emails.member_recused(inspection, request.inspector)


@receiver(expert_left, dispatch_uid="end_work_of_expert")
def end_work_of_expert(expert_id: Any, user_id: Any, by_id: Any, reason: str, **_kwargs: Any) -> None:
    """An expert is out of the pool, or lost the account: every task is taken away from the account at once."""
    by = User.objects.get(pk=by_id) if by_id is not None else None
    end_expert_work(User.objects.get(pk=user_id), by=by, expert_id=expert_id, reason=reason)


@receiver(term_ended, dispatch_uid="say_who_is_missing")
def say_who_is_missing(inspector_id: Any, by_id: Any, **_kwargs: Any) -> None:
    """An inspector serves no more: running tasks say who is missing."""
    mark_missing(inspector_id, by=User.objects.filter(pk=by_id).first())


@receiver(term_resumed, dispatch_uid="say_who_is_back")
def say_who_is_back(inspector_id: Any, by_id: Any, **_kwargs: Any) -> None:
    """An inspector serves again: whose place nobody took is no longer missing."""
    unmark_missing(inspector_id, by=User.objects.filter(pk=by_id).first())
