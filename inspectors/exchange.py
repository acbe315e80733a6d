"""The file in which counties exchange experts: canonical JSON under an Ed25519 signature (docs/expert-exchange.md)."""

import base64
import hashlib
import json
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

FORMAT = "expert-exchange/1"
KEY_BYTES = 32


class Unreadable(ValueError):
    """The bytes are no file of the exchange, or not written the one way it is written."""


class Unsigned(ValueError):
    """The file carries no signature."""


class Changed(ValueError):
    """The signature is not the partner's over this content."""


def canonical(value: Any) -> bytes:
    """The one way to write `value`: keys sorted, no blanks, UTF-8."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def seal(payload: dict[str, Any], *, key: Ed25519PrivateKey) -> bytes:
    """The bytes of the file: `payload` with its format and the signature over both."""
    body = {"format": FORMAT, "payload": payload}
    signature = base64.b64encode(key.sign(canonical(body))).decode()
    return canonical({**body, "signature": signature})


def read(data: bytes) -> dict[str, Any]:
    """The file as written, NOT yet trusted: only to learn which partner it names. Raises Unreadable, Unsigned."""
    try:
        file = json.loads(data)
        same = canonical(file) == data
    except (ValueError, RecursionError) as error:
        raise Unreadable(str(error)) from error
    if not isinstance(file, dict) or file.get("format") != FORMAT or not isinstance(file.get("payload"), dict):
        raise Unreadable("no file of the exchange")
    if not file.get("signature"):
        raise Unsigned
    if not same or set(file) != {"format", "payload", "signature"}:
        raise Unreadable("not in the canonical form")
    return file


def unseal(data: bytes, *, key: Ed25519PublicKey) -> dict[str, Any]:
    """The payload, once `key` is seen to have signed it. Raises Unreadable, Unsigned or Changed."""
    file = read(data)
    try:
        signature = base64.b64decode(file["signature"], validate=True)
        if base64.b64encode(signature).decode() != file["signature"]:
            raise Changed  # the spare bits of base64's last letter are part of the file too
        key.verify(signature, canonical({"format": file["format"], "payload": file["payload"]}))
    except (InvalidSignature, ValueError, TypeError, AttributeError) as error:
        raise Changed from error
    return dict(file["payload"])


def private_key(text: str) -> Ed25519PrivateKey:
    """The private key whose 32 bytes `text` gives in base64. Raises ValueError."""
    return Ed25519PrivateKey.from_private_bytes(_bytes_of(text))


def public_key(text: str) -> Ed25519PublicKey:
    """The public key whose 32 bytes `text` gives in base64. Raises ValueError."""
    return Ed25519PublicKey.from_public_bytes(_bytes_of(text))


def text_of(key: Ed25519PublicKey) -> str:
    """A public key as it is told to partners: its 32 bytes in base64."""
    return base64.b64encode(key.public_bytes_raw()).decode()


def fingerprint(text: str) -> str:
    """What two people read to each other on the telephone: SHA-256 of the key's bytes, in groups of four."""
    digest = hashlib.sha256(_bytes_of(text)).hexdigest().upper()
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def _bytes_of(text: str) -> bytes:
    raw = base64.b64decode(text.strip(), validate=True)
    if len(raw) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes, not {len(raw)}")
    return raw
