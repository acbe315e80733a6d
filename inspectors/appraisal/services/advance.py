"""One step on many appraisals of a year at once: confirmed, told, filed; each is taken or refused for itself (INSP)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import NotAllowed, Refused
from inspectors.appraisal.services.grade import confirm_appraisal
from inspectors.appraisal.services.telling import file_appraisal, tell_appraisal
from inspectors.models import Appraisal
from inspectors.workflow.appraisal import APPRAISAL

# The steps that need no words, each with its service.
IN_NUMBER: dict[str, Callable[..., Appraisal]] = {
    "confirm_appraisal": confirm_appraisal,
    "tell_appraisal": tell_appraisal,
    "file_appraisal": file_appraisal,
}


@dataclass
class Advanced:
    """How many appraisals took the step, and which were refused it, with the reason."""

    done: int = 0
    refused: list[tuple[Appraisal, str]] = field(default_factory=list)


def check_can_advance(user: User, step: str) -> None:
    """Whether `step` is one that `user` may take on many. Raises NotAllowed, KeyError for a step that is not one."""
    parties = next(one.by for one in APPRAISAL.steps if one.action == step)
    if not any(Appraisal.parties[party](user) is not None for party in parties):
        raise NotAllowed(_("This step belongs to others."))


def waiting_for_step(step: str, *, kind: str, year: int, by: User) -> list[Appraisal]:
    """The appraisals of `kind` and `year` that stand where `step` may be taken; `by` is one who may take it."""
    sources = next(one.sources for one in APPRAISAL.steps if one.action == step)
    rows = Appraisal.objects.visible_to(by).filter(kind=kind, year=year, state__in=sources)
    return list(rows.select_related("inspector__user", "inspector__zone").order_by("inspector__certificate", "pk"))


@transaction.atomic
def advance_appraisals(step: str, *, kind: str, year: int, keys: Iterable[UUID], by: User) -> Advanced:
    """Take `step` on each of the appraisals `keys` that still stand there; a refusal stops only its own.

    Returns how many took it and which did not, with the reason. Raises NotAllowed for others than the step's parties.
    """
    check_can_advance(by, step)
    wanted, found = set(keys), Advanced()
    for row in waiting_for_step(step, kind=kind, year=year, by=by):
        if row.pk not in wanted:
            continue
        try:
            with transaction.atomic():
                IN_NUMBER[step](row, by=by)
            found.done += 1
        except Refused as exc:
            found.refused.append((row, str(exc)))
        except NotAllowed as exc:
            found.refused.append((row, str(exc.reason)))
    return found
