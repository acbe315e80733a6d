"""Telephone numbers: what counts as one, and how one is shown to those without the right to read it."""

import re

PHONE = re.compile(r"1\d{10}|0\d{2,3}-?\d{7,8}")


def is_phone(text: str) -> bool:
    """Whether `text` is a mobile number of 11 digits, or a landline with its area code."""
    return PHONE.fullmatch(text) is not None


def mask_phone(text: str) -> str:
    """The number with its middle hidden: 138****5035; empty for none."""
    return f"{text[:3]}****{text[-4:]}" if len(text) > 7 else "****" if text else ""
