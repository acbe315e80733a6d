"""What names the reporter of an inspector's conduct: sealed in the database, found again by a keyed hash."""

import base64
import hashlib
import json
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

PURPOSE = "conduct reporter"


def _box() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(PURPOSE.encode() + secret.encode()).digest() for secret in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def seal(facts: dict[str, Any]) -> str:
    """The facts as text that only the platform reads; empty for none."""
    return _box().encrypt(json.dumps(facts, ensure_ascii=False).encode()).decode() if facts else ""


def unseal(text: str) -> dict[str, Any]:
    """The facts behind a sealed text; none for an empty one."""
    return dict(json.loads(_box().decrypt(text.encode()))) if text else {}


def keys_of(account: object) -> list[str]:
    """What the reports of an account may be found by, the present key first: hashes that do not lead back to it."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [salted_hmac(PURPOSE, str(account), secret=secret, algorithm="sha256").hexdigest() for secret in secrets]
