"""A last look before anything is published: no phone number, no identity number, no pupil's name survives."""

from core.privacy import IDENTITY, MOBILE, PUPIL


def personal_data_in(text: str) -> list[str]:
    """The passages of `text` that must not be published, in the order in which they stand; empty when it is clean."""
    found = [
        (match.start(), match.group()) for pattern in (MOBILE, IDENTITY, PUPIL) for match in pattern.finditer(text)
    ]
    return [passage for _start, passage in sorted(found)]


def masked(passage: str) -> str:
    """The passage as it may be shown in a refusal: enough to find it, too little to give it away."""
    return f"{passage[:3]}{'*' * max(len(passage) - 5, 1)}{passage[-2:]}"
