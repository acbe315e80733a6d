"""What rectification does when the corps or supervision has news."""

from typing import Any

from django.dispatch import receiver

from accounts.models import User
from inspectors.signals import term_ended
from rectification.problem import services as problem_services
from rectification.recheck.services import tell_of_open_rechecks
from supervision.models import Opinion
from supervision.signals import opinion_issued


@receiver(opinion_issued)
def register_problems(sender: Any, *, opinion_id: Any, by_id: Any, **kwargs: Any) -> None:
    """The opinion letter is out: its problems stand on the ledger, in the same transaction."""
    opinion = Opinion.objects.select_related("inspection__unit", "inspection__task").get(pk=opinion_id)
    problem_services.register_opinion(opinion, by=User.objects.get(pk=by_id))


@receiver(term_ended, dispatch_uid="say_which_rechecks_wait")
def say_which_rechecks_wait(sender: Any, *, inspector_id: Any, **kwargs: Any) -> None:
    """An inspector serves no more: the office reads which rechecks need another one, in the same transaction."""
    tell_of_open_rechecks(inspector_id)
