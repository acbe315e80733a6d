"""Files of experts for partner counties: chosen, signed, numbered without a gap, kept as they were signed."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import User
from core import audit, calendar
from core.errors import Refused
from inspectors import exchange
from inspectors.expert import permissions
from inspectors.expert.services.file import payload_of
from inspectors.expert.services.key import needed_key
from inspectors.models import Expert, ExpertExport, PartnerCounty


def sendable() -> list[Expert]:
    """The county's own experts whom a file may list: in the pool and within their term, by name."""
    return list(Expert.objects.available(on=calendar.today()).filter(partner=None).order_by("name", "id"))


def listed_with(partner: PartnerCounty) -> set[str]:
    """The keys of the experts whom the last file for `partner` listed."""
    last = partner.exports.order_by("-serial").first()
    return {str(key) for key in last.experts.values_list("pk", flat=True)} if last is not None else set()


@transaction.atomic
def send_experts(
    partner: PartnerCounty, *, by: User, experts: Iterable[Expert], with_phones: bool = False
) -> ExpertExport:
    """The head signs a file for `partner` that lists `experts`; whom the last file listed and this one does not is
    withdrawn there. Telephone numbers stand in it only with `with_phones`, and only of those who agree.

    Returns the file's record. Raises NotAllowed, Refused for a partner that is not exchanged with, a platform without a
    key or a county code, an expert who may not be listed, or a list of nobody where nobody is to be withdrawn.
    """
    permissions.check_can_exchange_experts(by)
    partner = PartnerCounty.objects.select_for_update().get(pk=partner.pk)
    if not partner.is_active:
        raise Refused(_("Experts are not exchanged with %(county)s at present.") % {"county": partner.name})
    key, code = needed_key(), policy.text("county_code").strip()
    if not code:
        raise Refused(
            _("Our county has no code yet."),
            remedy=_("Enter it in the settings: “%(item)s”.") % {"item": _("County code")},
        )
    chosen = {expert.pk for expert in experts}
    listed = [expert for expert in sendable() if expert.pk in chosen]
    if len(listed) != len(chosen):
        raise Refused(
            _("Only the county's own experts in the pool and within their term are listed."),
            remedy=_("Open the page again and choose anew."),
        )
    if not listed and not listed_with(partner):
        raise Refused(_("Nobody is chosen."), remedy=_("Choose at least one expert."))
    last = partner.exports.aggregate(last=Max("serial"))["last"] or 0
    now = timezone.now()
    payload = payload_of(
        listed,
        county=(code, policy.text("county_name")),
        recipient=(partner.code, partner.name),
        serial=last + 1,
        created=now,
        expires=calendar.today() + dt.timedelta(days=policy.number("expert_file_days")),
        with_phones=with_phones,
    )
    return _keep(partner, payload, exchange.seal(payload, key=key), by=by, listed=listed, with_phones=with_phones)


def _keep(
    partner: PartnerCounty,
    payload: dict[str, Any],
    data: bytes,
    *,
    by: User,
    listed: list[Expert],
    with_phones: bool,
) -> ExpertExport:
    export = ExpertExport.objects.create(
        partner=partner,
        serial=payload["serial"],
        content=data.decode(),
        sha256=hashlib.sha256(data).hexdigest(),
        fingerprint=exchange.fingerprint(exchange.text_of(needed_key().public_key())),
        expires_on=str(payload["expires"]),
        with_phones=with_phones,
        expert_count=len(listed),
        made_by=by,
    )
    export.experts.set(listed)
    facts = {"partner": partner.code, "serial": export.serial, "count": len(listed), "sha256": export.sha256}
    audit.record("send_experts", by=by, obj=export, data={**facts, "phones": with_phones})
    export.refresh_from_db()
    return export
