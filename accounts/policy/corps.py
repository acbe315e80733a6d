"""Settings of the inspector corps."""

from accounts.policy.items import CLASS_HOURS, CORPS, INSP, MONTH_OF_YEAR, PLAN, PLATE, TIMES, UNITS, YEARS, Item, N
from core.workflow import gettext_noop as _

MIX = f"{PLAN}二（四）"

ITEMS = (
    Item("term_years", _("Part-time term, years"), N, 3, INSP, CORPS, YEARS, most=5),
    Item(
        "terms_in_row",
        _("Part-time terms in a row, at most"),
        N,
        3,
        INSP,
        CORPS,
        TIMES,
        most=3,
        law=_("A part-time inspector serves three terms in a row at most."),
    ),
    Item(
        "experience_years",
        _("Years in education, at least"),
        N,
        10,
        INSP,
        CORPS,
        YEARS,
        least=10,
        most=40,
        law=_("An inspector has ten years or more in education."),
    ),
    Item("plaque_schools", _("Schools per plaque inspector, about"), N, 5, PLATE, CORPS, UNITS, most=20),
    Item("plaque_years", _("Rotation of plaque inspectors, years"), N, 3, PLATE, CORPS, YEARS, most=10),
    Item("zone_schools", _("Schools in a zone, at most"), N, 20, PLATE, CORPS, UNITS, most=60),
    Item("staffing_full_time", _("Schools per full-time inspector, at most"), N, 5, MIX, CORPS, UNITS, most=20),
    Item("staffing_large", _("Large schools per full-time inspector, at most"), N, 1, MIX, CORPS, UNITS, most=5),
    Item("staffing_part_time", _("Schools per part-time inspector, at most"), N, 2, MIX, CORPS, UNITS, most=20),
    Item("staffing_preschool", _("Kindergartens per preschool inspector, at most"), N, 4, MIX, CORPS, UNITS, most=20),
    Item(
        "training_hours",
        _("Class hours of training a year, at least"),
        N,
        40,
        INSP,
        CORPS,
        CLASS_HOURS,
        least=40,
        most=400,
        law=_("An inspector has at least 40 class hours of training a year."),
    ),
    Item(
        "training_reminder_month",
        _("Month from which those short of class hours are reminded"),
        N,
        9,
        INSP,
        CORPS,
        MONTH_OF_YEAR,
        most=12,
    ),
)
