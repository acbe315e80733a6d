"""The key with which this county signs its files of experts: from the environment, never from the database."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.utils.translation import gettext as _

from core.errors import Refused
from inspectors import exchange


def own_key() -> Ed25519PrivateKey | None:
    """The county's private key, or None where none is set up. Raises Refused for a setting that is no key."""
    text = settings.EXPERT_EXCHANGE_KEY
    if not text and settings.EXPERT_EXCHANGE_KEY_FILE:
        path = Path(settings.EXPERT_EXCHANGE_KEY_FILE)
        text = path.read_text("ascii") if path.is_file() else ""
    if not text.strip():
        return None
    try:
        return exchange.private_key(text)
    except ValueError:
        raise Refused(
            _("The key for the exchange of experts that was set up is no key."),
            remedy=_("The operator sets EXPERT_EXCHANGE_KEY to 32 random bytes in base64."),
        ) from None


def needed_key() -> Ed25519PrivateKey:
    """The county's private key. Raises Refused where none is set up."""
    key = own_key()
    if key is None:
        raise Refused(
            _("This platform has no key to sign files of experts with."),
            remedy=_("The operator sets EXPERT_EXCHANGE_KEY to 32 random bytes in base64."),
        )
    return key


def own_public_key() -> str:
    """The public key as it is told to partners; empty where no key is set up."""
    key = own_key()
    return exchange.text_of(key.public_key()) if key is not None else ""
