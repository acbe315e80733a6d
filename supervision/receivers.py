"""What supervision does when the corps has news."""

from typing import Any

from django.dispatch import receiver

from inspectors.models import RecusalRequest
from inspectors.signals import recusal_upheld
from supervision.emails import teams
from supervision.models import Inspection
from supervision.services.load import OPEN


@receiver(recusal_upheld, dispatch_uid="tell_of_recusal")
def tell_of_recusal(request_id: Any, **_kwargs: Any) -> None:
    """A recusal was upheld: the leaders of the teams concerned and the head learn that a place is to be filled."""
    request = RecusalRequest.objects.select_related("inspector").get(pk=request_id)
    concerned = Inspection.objects.filter(
        unit=request.unit_id, team__members__inspector=request.inspector_id, state__in=OPEN
    )
    for inspection in concerned.select_related("task", "unit"):
        teams.member_recused(inspection, request.inspector)
