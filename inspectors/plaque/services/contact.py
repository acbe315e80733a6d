"""What a plaque tells the public of how to reach its inspector: one rule for the plaque, its page and the portal."""

from dataclasses import dataclass

from accounts import policy
from inspectors.models import Inspector


@dataclass(frozen=True)
class Contact:
    """The office's number, and the inspector's own, blank where the county does not publish it."""

    office: str
    inspector: str


def plaque_contact(inspector: Inspector) -> Contact:
    """How the public reaches `inspector` (PLAN 二（四）5: contact and matters are public).

    The plan asks for the contact of the plaque inspector, so the number is shown unless the setting
    `plaque_phone_public` says otherwise; the office's number is always there.
    """
    own = inspector.phone if policy.flag("plaque_phone_public") else ""
    return Contact(policy.text("office_phone"), own)
