"""Partner counties and the keys by which their files are known."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import User
from core import audit
from core.errors import Refused
from inspectors import exchange
from inspectors.expert import permissions
from inspectors.expert.services.key import own_public_key
from inspectors.models import PartnerCounty


@transaction.atomic
def add_partner_county(*, by: User, code: str, name: str, public_key: str, is_active: bool = True) -> PartnerCounty:
    """The head enters a partner county and its public key. Returns the record.

    Raises NotAllowed, Refused for a key that is none or is our own, and for a code that is known or is our own.
    """
    permissions.check_can_exchange_experts(by)
    code, key = code.strip(), _checked(public_key)
    if code == policy.text("county_code"):
        raise Refused(_("This is the code of our own county."), remedy=_("Enter the partner's code."))
    if PartnerCounty.objects.filter(code=code).exists():
        raise Refused(_("A partner county with the code %(code)s is on record already.") % {"code": code})
    partner = PartnerCounty(code=code, name=name.strip(), public_key=key, is_active=is_active)
    partner.full_clean()
    partner.save(force_insert=True)
    audit.record("add_partner_county", by=by, obj=partner, data={"code": code, "fingerprint": partner.fingerprint})
    return partner


@transaction.atomic
def edit_partner_county(
    partner: PartnerCounty, *, by: User, name: str, public_key: str, is_active: bool
) -> PartnerCounty:
    """The head changes a partner's name or key, or stops the exchange; experts that came stay. Returns the record.

    Raises NotAllowed, Refused for a key that is none or is our own.
    """
    permissions.check_can_exchange_experts(by)
    partner = PartnerCounty.objects.select_for_update().get(pk=partner.pk)
    before = {"name": partner.name, "fingerprint": partner.fingerprint, "is_active": partner.is_active}
    partner.name, partner.public_key, partner.is_active = name.strip(), _checked(public_key), is_active
    partner.full_clean()
    partner.save(update_fields=["name", "public_key", "is_active"])
    after = {"name": partner.name, "fingerprint": partner.fingerprint, "is_active": partner.is_active}
    audit.record("edit_partner_county", by=by, obj=partner, data={"before": before, "after": after})
    return partner


def _checked(text: str) -> str:
    try:
        key = exchange.text_of(exchange.public_key(text))
    except ValueError:
        raise Refused(
            _("This is no public key: 32 bytes in base64, 44 characters."),
            remedy=_("Copy it from the partner's page, and compare the fingerprint by telephone."),
        ) from None
    if key == own_public_key():
        raise Refused(_("This is our own public key."), remedy=_("Enter the partner's key."))
    return key
