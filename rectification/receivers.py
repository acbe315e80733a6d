"""What rectification does when supervision has news."""

from typing import Any

from django.dispatch import receiver

from accounts.models import User
from rectification import services
from supervision.models import Opinion
from supervision.signals import opinion_issued


@receiver(opinion_issued)
def register_problems(sender: Any, *, opinion_id: Any, by_id: Any, **kwargs: Any) -> None:
    """The opinion letter is out: its problems stand on the ledger, in the same transaction."""
    opinion = Opinion.objects.select_related("inspection__unit", "inspection__task").get(pk=opinion_id)
    services.register_opinion(opinion, by=User.objects.get(pk=by_id))
