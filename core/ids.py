"""Keys: time-ordered ones for rows, readable ones that nobody guesses for receipts."""

import os
import secrets
import time
import uuid

# Letters and digits that nobody mistakes for one another on paper.
READABLE = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
READABLE_LENGTH = 12


def time_ordered_uuid() -> uuid.UUID:
    """Return a UUID of version 7 (RFC 9562): 48 bits of Unix milliseconds, the rest random."""
    raw = bytearray(int(time.time() * 1000).to_bytes(6, "big") + os.urandom(10))
    raw[6] = (raw[6] & 0x0F) | 0x70
    raw[8] = (raw[8] & 0x3F) | 0x80
    return uuid.UUID(bytes=bytes(raw))


def readable_code() -> str:
    """A random code to be written down and typed in again: 59 bits, so that nobody finds another's."""
    return "".join(secrets.choice(READABLE) for _unused in range(READABLE_LENGTH))
