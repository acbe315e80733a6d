"""The plaques of school gates as print files: one at once, a zone's or the county's in the background."""

from collections.abc import Sequence
from typing import Any

from celery import signature
from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import User, Zone
from core import audit, files
from core.errors import Refused
from inspectors.models import PlaqueAssignment
from inspectors.plaque.services import plaque_contact
from inspectors.roster.services import photo_of
from reports.builders.plaque import PlaqueSheet, render_plaques
from reports.document.services import STUCK_AFTER
from reports.models import BuildState, PlaquePrint
from reports.plaque import emails
from reports.plaque.permissions import check_can_print_plaques
from supervision.regular.services.regular import matters_of

MOST = 400  # plaques in one file: what the largest file that is kept holds


def plaque_sheets(plaques: Sequence[PlaqueAssignment]) -> list[PlaqueSheet]:
    """What the plaques say: name, photograph, contact, matters and public address (PLAN 二（四）5)."""
    matters: dict[str, tuple[str, ...]] = {}
    with translation.override(settings.LANGUAGE_CODE):
        for plaque in plaques:
            if plaque.unit.kind not in matters:
                matters[plaque.unit.kind] = tuple(row["text"] for row in matters_of(plaque.unit))
        return [_sheet(plaque, matters[plaque.unit.kind]) for plaque in plaques]


def _sheet(plaque: PlaqueAssignment, matters: tuple[str, ...]) -> PlaqueSheet:
    inspector, unit = plaque.inspector, plaque.unit
    contact, photo = plaque_contact(inspector), photo_of(inspector)
    data = None
    if photo is not None:
        with photo.file.open("rb") as stream:
            data = stream.read()
    return PlaqueSheet(
        unit=unit.name,
        is_kindergarten=unit.is_kindergarten,
        inspector=inspector.name,
        kind=inspector.get_kind_display(),
        employer=inspector.employer,
        certificate=inspector.certificate,
        zone=unit.zone.name if unit.zone else "",
        phone=contact.inspector,
        office_phone=contact.office,
        office=policy.text("issuer_office"),
        matters=matters,
        url=f"{settings.SITE_URL}{plaque.get_public_url()}",
        since=plaque.began_on,
        photo=data,
    )


@transaction.atomic
def print_plaques(*, by: User, zone: Zone | None = None) -> PlaquePrint:
    """Have the plaques that hang in `zone` (None: in the whole county) made ready for the printer in the background.

    Returns the print file to be. Raises NotAllowed; Refused where no plaque hangs, or more than one file takes.
    """
    check_can_print_plaques(by)
    total = _hanging(zone).count()
    if not total:
        raise Refused(_("No plaque hangs there yet."), remedy=_("Assign the inspectors first."))
    if total > MOST:
        raise Refused(
            _("%(count)s plaques are too many for one file; it takes %(most)s.") % {"count": total, "most": MOST},
            remedy=_("Print them zone by zone."),
        )
    made = PlaquePrint.objects.create(zone=zone, made_by=by, total=total)
    audit.record("print_plaques", by=by, obj=made, data={"rows": total})
    transaction.on_commit(lambda: _queue(made.pk))
    return made


def _hanging(zone: Zone | None) -> Any:
    found = PlaqueAssignment.objects.current().filter(unit__is_active=True)
    found = found.filter(unit__zone=zone) if zone is not None else found
    return found.select_related("unit__zone", "inspector").order_by("unit__zone__number", "unit__code")


def _queue(pk: Any) -> None:
    """By the task's name, since tasks stand above services."""
    signature("reports.plaque.tasks.build_plaque_print", args=[str(pk)]).delay()


def build_plaque_print(pk: Any) -> PlaquePrint:
    """Build the file and tell who asked for it; harmless when called again. Each stage is committed for the page."""
    made = PlaquePrint.objects.select_related("zone", "made_by").get(pk=pk)
    if made.build_state == BuildState.BUILT:
        return made
    _stage(made, build_state=BuildState.BUILDING, done=0, build_error="")
    try:
        sheets = plaque_sheets(list(_hanging(made.zone)))
        if not sheets:
            raise Refused(_("No plaque hangs there yet."))
        data = render_plaques(sheets, done=lambda number: _stage(made, done=min(number, made.total)))
        with transaction.atomic():
            locked = PlaquePrint.objects.select_for_update(no_key=True, of=("self",)).get(pk=made.pk)
            if locked.pdf_id is None:
                locked.pdf = files.store_bytes(data, name=f"{made}.pdf", holder=locked, by=None, purpose="pdf")
                locked.build_state, locked.total, locked.done = BuildState.BUILT, len(sheets), len(sheets)
                locked.save(update_fields=["pdf", "build_state", "total", "done"])
                emails.plaques_ready(made)
    except Exception as exc:
        _stage(made, build_state=BuildState.FAILED, build_error=f"{type(exc).__name__}: {exc}"[:300])
        raise
    return locked


def _stage(made: PlaquePrint, **fields: Any) -> None:
    PlaquePrint.objects.filter(pk=made.pk, pdf=None).update(**fields)


def queue_waiting_prints() -> int:
    """Queue again the files that should long have been there: the queue or a worker lost them."""
    lost = PlaquePrint.objects.filter(
        build_state__in=[BuildState.QUEUED, BuildState.BUILDING], created_at__lt=timezone.now() - STUCK_AFTER
    )
    waiting = list(lost.values_list("pk", flat=True)[:20])
    for pk in waiting:
        _queue(pk)
    return len(waiting)
