"""Regular visits: a plaque inspector's record of one visit, matter by matter (PLATE, REG 14–15)."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q, TextChoices, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts import parties
from accounts.models import Organisation
from accounts.roles import COUNTY_ROLES
from core.models import Record, Workflowed, WorkflowedQuerySet
from inspectors.models import Inspector
from supervision.models.framework import Indicator
from supervision.workflow.regular import REGULAR_VISIT


class MatterRating(TextChoices):
    """What an inspector has to say to one matter of a regular visit; each problem has its own follow-up (PLATE)."""

    NONE = "none", _("No remark")
    SMALL = "small", _("Small problem")
    GENERAL = "general", _("General problem")
    SERIOUS = "serious", _("Serious problem")
    COMPLEX = "complex", _("Complex problem")


# The matters of a regular visit where no version of the monthly checklist is in force (PLATE).
SCHOOL_MATTERS = (
    ("M1", _("School affairs and rules")),
    ("M2", _("Enrolment, fees and school choice")),
    ("M3", _("Curriculum and classroom teaching")),
    ("M4", _("Study, exercise and workload of pupils")),
    ("M5", _("Teachers' ethics and growth")),
    ("M6", _("Safety on and around campus, pupil transport")),
    ("M7", _("Canteen, food, water and dormitories")),
    ("M8", _("Ethos of school, teaching and study")),
)

KINDERGARTEN_MATTERS = (
    ("K1", _("Safety management")),
    ("K2", _("Running by the rules")),
    ("K3", _("Teachers' ethics")),
)


# Visits in these states count as made (PLATE).
COUNTED = ("submitted", "filed")


def inside(user: Any) -> Q | None:
    """The visits (and what hangs on them) whose inner side `user` reads: own ones and the zone's; None for all."""
    if user.has_role(*COUNTY_ROLES):
        return None
    mine = Q(inspector__user=user)
    if user.zone_ids:
        mine |= Q(unit__zone__in=user.zone_ids)
    return mine


class RegularVisitQuerySet(WorkflowedQuerySet):
    """Words for lists of regular visits."""

    def whole(self) -> Self:
        """With all that a page about one visit shows of its unit and inspector."""
        return self.select_related("unit__zone", "inspector")

    def visible_to(self, user: Any) -> Self:
        """All for the county; an inspector's own; a zone's for its leader; the unit's own once signed."""
        mine = inside(user)
        if mine is None:
            return self
        if user.organisation_ids:
            mine |= Q(unit__in=user.organisation_ids, signed_at__isnull=False)
        return self.filter(mine)

    def inside_for(self, user: Any) -> Self:
        """Those whose private note `user` may read: never as the visited unit."""
        mine = inside(user)
        return self if mine is None else self.filter(mine)

    def counted(self) -> Self:
        """Those that count as made."""
        return self.filter(state__in=COUNTED)


class RegularVisit(Workflowed):
    """One visit of a plaque inspector to a school or kindergarten (经常性督导)."""

    workflow = REGULAR_VISIT
    parties = {"office": parties.office, "author": parties.person("inspector__user")}
    turn_title = Concat(
        F("inspector__name"), Value(" "), Cast("visited_on", models.TextField()), output_field=models.TextField()
    )
    turn_unit = F("unit__name")

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="regular_visits", verbose_name=_("Unit"))
    inspector = models.ForeignKey(Inspector, models.PROTECT, related_name="regular_visits", verbose_name=_("Inspector"))
    stand_in_reason = models.CharField(_("Why somebody stands in"), max_length=200, blank=True)
    visited_on = models.DateField(_("Day of the visit"))
    began_at = models.TimeField(_("Arrived at"), null=True, blank=True)
    is_unannounced = models.BooleanField(_("Unannounced"), default=True)
    certificate_shown = models.BooleanField(_("Inspector's certificate shown"), default=True)
    lessons = models.PositiveSmallIntegerField(_("Lessons heard at random"), default=0)
    papers = models.PositiveSmallIntegerField(_("Papers looked through"), default=0)
    meetings = models.PositiveSmallIntegerField(_("Meetings sat in on"), default=0)
    interviews = models.PositiveSmallIntegerField(_("People interviewed"), default=0)
    questionnaires = models.PositiveSmallIntegerField(_("Questionnaires handed out"), default=0)
    walks = models.PositiveSmallIntegerField(_("Walks round the campus"), default=0)
    highlights = models.TextField(_("Highlights"), blank=True)
    told = models.TextField(_("Result told on the spot"), blank=True)
    told_to = models.CharField(_("Told to"), max_length=80, blank=True)
    note = models.TextField(_("Note for the office only"), blank=True)
    signed_at = models.DateTimeField(_("Signed"), null=True, blank=True)
    signed_name = models.CharField(_("Signed by typing the name"), max_length=40, blank=True)
    saved_at = models.DateTimeField(_("Last saved"), null=True, editable=False)

    METHODS = ("lessons", "papers", "meetings", "interviews", "questionnaires", "walks")

    objects = RegularVisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("regular visit")
        verbose_name_plural = _("regular visits")
        ordering = ("-visited_on", "-id")
        constraints = [
            models.UniqueConstraint(fields=["unit", "inspector", "visited_on"], name="regular_visit_once_a_day")
        ]
        indexes = [
            models.Index(fields=["-visited_on", "-id"], name="regular_list"),
            models.Index(fields=["unit", "-visited_on", "-id"], name="regular_unit"),
            models.Index(fields=["inspector", "-visited_on", "-id"], name="regular_inspector"),
            models.Index(fields=["state", "-visited_on", "-id"], name="regular_state"),
            models.Index(fields=["unit", "visited_on"], name="regular_counted", condition=Q(state__in=COUNTED)),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {date_format(self.visited_on)}"

    def get_absolute_url(self) -> str:
        """The record on the desk; the inspector's own working page is `open_regular_visit`."""
        return reverse("regular_visit", args=[self.pk])

    @property
    def methods(self) -> list[tuple[str, int]]:
        """The methods that were used, in words, each with its count."""
        fields: list[Any] = [self._meta.get_field(name) for name in self.METHODS]
        counts = [(str(field.verbose_name), int(getattr(self, field.name))) for field in fields]
        return [(label, count) for label, count in counts if count]


class RegularItemQuerySet(models.QuerySet):
    """Words for lists of matters."""

    def visible_to(self, user: Any) -> Self:
        """Those of visible visits; of a complex problem, the department that got a letter about it."""
        seen = Q(visit__in=RegularVisit.objects.visible_to(user))
        if user.organisation_ids:
            seen |= Q(follow_up__department__in=user.organisation_ids, follow_up__issued_on__isnull=False)
        return self.filter(seen)


class RegularItem(Record):
    """One matter of a visit: what the inspector has to say to it; photographs are files that it holds."""

    visit = models.ForeignKey(RegularVisit, models.CASCADE, related_name="items", verbose_name=_("Visit"))
    order = models.PositiveSmallIntegerField(_("Order"))
    code = models.CharField(_("Code"), max_length=10)
    text = models.CharField(_("Matter"), max_length=300)
    hint = models.TextField(_("Observation points"), blank=True)
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, blank=True, related_name="regular_items")
    rating = models.CharField(_("What there is to say"), max_length=8, choices=MatterRating.choices, blank=True)
    note = models.TextField(_("What was found"), blank=True)
    advice = models.TextField(_("What is to be done"), blank=True)
    department = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Department in charge")
    )

    objects = RegularItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("matter of a visit")
        verbose_name_plural = _("matters of a visit")
        ordering = ("order",)
        constraints = [models.UniqueConstraint(fields=["visit", "code"], name="regular_item_once")]
        indexes = [
            models.Index(fields=["visit"], name="regular_item_grave", condition=Q(rating__in=("serious", "complex")))
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

    @property
    def is_problem(self) -> bool:
        """Whether there is a problem, of whatever gravity."""
        return self.rating not in ("", MatterRating.NONE)

    @property
    def tone(self) -> str:
        """The tone of the chip that shows its rating."""
        tones = {"none": "good", "small": "active", "general": "waiting", "serious": "bad", "complex": "bad"}
        return tones.get(self.rating, "neutral")
