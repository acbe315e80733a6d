"""Kinds of organisation and of setting."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationKind(TextChoices):
    """What a supervised unit or a department is (domain §1)."""

    KINDERGARTEN = "kindergarten", _("Kindergarten")
    PRIMARY = "primary", _("Primary school")
    JUNIOR = "junior", _("Junior secondary school")
    NINE_YEAR = "nine_year", _("Nine-year school")
    SENIOR = "senior", _("Senior secondary school")
    VOCATIONAL = "vocational", _("Vocational school")
    SPECIAL_EDUCATION = "special_education", _("Special education school")
    TOWNSHIP = "township", _("Township government")
    DEPARTMENT = "department", _("County department")
    TRAINING_BODY = "training_body", _("Training body")


SCHOOL_KINDS = frozenset(
    {
        OrganisationKind.PRIMARY,
        OrganisationKind.JUNIOR,
        OrganisationKind.NINE_YEAR,
        OrganisationKind.SENIOR,
        OrganisationKind.VOCATIONAL,
        OrganisationKind.SPECIAL_EDUCATION,
    }
)
# Kinds that run pupils or children: they stand in zones and have a plaque inspector.
CAMPUS_KINDS = SCHOOL_KINDS | {OrganisationKind.KINDERGARTEN}
GOVERNMENT_KINDS = frozenset({OrganisationKind.TOWNSHIP, OrganisationKind.DEPARTMENT})
