"""What the roster says of a person and a recommendation says too, with the term: columns in one place."""

from django.db import models
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class InspectorKind(TextChoices):
    """How an inspector serves (domain §5)."""

    FULL_TIME = "full_time", _("Full-time")
    PART_TIME = "part_time", _("Part-time")
    PRESCHOOL = "preschool", _("Preschool")


class Education(TextChoices):
    """Highest degree."""

    COLLEGE = "college", _("Junior college")
    BACHELOR = "bachelor", _("Bachelor")
    GRADUATE = "graduate", _("Graduate")


class Person(models.Model):
    """The facts of somebody who is an inspector or is to become one, and the term."""

    name = models.CharField(_("Full name"), max_length=40)
    gender = models.CharField(_("Gender"), max_length=4, blank=True)
    born = models.DateField(_("Born"), null=True, blank=True)
    identity = models.CharField(_("Identity number"), max_length=18, blank=True)
    ethnicity = models.CharField(_("Ethnicity"), max_length=20, blank=True)
    education = models.CharField(_("Education"), max_length=10, choices=Education.choices)
    experience_years = models.PositiveSmallIntegerField(_("Years in education"))
    kind = models.CharField(_("Kind"), max_length=10, choices=InspectorKind.choices)
    source = models.CharField(_("Source"), max_length=40, blank=True)
    employer = models.CharField(_("Employer"), max_length=80, blank=True)
    title = models.CharField(_("Professional title"), max_length=40, blank=True)
    specialities = models.CharField(_("Specialities"), max_length=80, blank=True)
    phone = models.CharField(_("Telephone"), max_length=20, blank=True)
    term_from = models.DateField(_("Term from"))
    term_until = models.DateField(_("Term until"), null=True, blank=True)
    terms_in_row = models.PositiveSmallIntegerField(_("Terms in a row"), null=True, blank=True)

    class Meta:
        abstract = True
