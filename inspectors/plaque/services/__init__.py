"""The use cases of the subject plaque, one noun per file."""

from inspectors.plaque.services.contact import Contact, plaque_contact
from inspectors.plaque.services.fitness import candidates, with_load
from inspectors.plaque.services.loads import loads
from inspectors.plaque.services.plaque import assign_plaque, end_plaque
from inspectors.plaque.services.rotation import (
    Proposed,
    due_by_zone,
    propose_rotation,
    rotate_plaques,
    rotation_fingerprint,
)

__all__ = [
    "Contact",
    "Proposed",
    "assign_plaque",
    "candidates",
    "due_by_zone",
    "end_plaque",
    "loads",
    "plaque_contact",
    "propose_rotation",
    "rotate_plaques",
    "rotation_fingerprint",
    "with_load",
]
