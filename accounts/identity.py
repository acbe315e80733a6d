"""Identity numbers (公民身份号码, GB 11643): what counts as one, the birthday in it, and how one is shown."""

import datetime as dt

LENGTH = 18
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"


def normal_identity(text: str) -> str:
    """The number without blanks, its check digit as a capital."""
    return "".join(text.split()).upper()


def is_identity(text: str) -> bool:
    """Whether `text` has 18 characters, a day of birth that exists, and the check digit that belongs to them."""
    body, last = text[:-1], text[-1:]
    if len(text) != LENGTH or not (body.isascii() and body.isdigit()) or birth_of(text) is None:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, body, strict=True))
    return last == CHECK_DIGITS[total % 11]


def birth_of(text: str) -> dt.date | None:
    """The day of birth that a number names; None where there is no such day."""
    try:
        return dt.date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return None


def mask_identity(text: str) -> str:
    """The number with birthday and sequence hidden: 510*************13; empty for none."""
    return f"{text[:3]}{'*' * (len(text) - 5)}{text[-2:]}" if len(text) > 5 else "*****" if text else ""
