"""The two pools of a draw, out of the database: what the filters find, who may go, and whether that is enough."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import policy
from accounts.enums import CAMPUS_KINDS, SCHOOL_KINDS
from accounts.models import Organisation
from core import calendar
from core.errors import Refused
from core.workflow import gettext_noop
from inspectors.models import Inspector, InspectorKind, Recusal
from supervision import law
from supervision.draw import drawing
from supervision.models import Draw, Inspection
from supervision.team.services import load

DRAW_RULE = gettext_noop("The plan, part two (2) 4: double-random draw")
GROUPS = {"": CAMPUS_KINDS, "schools": SCHOOL_KINDS}
SHOWN = 10


def units_of(row: dict[str, Any]) -> QuerySet[Organisation]:
    """The units that a stratum's filter finds: by kind, township, zone, private, last inspection, or named by code."""
    units = Organisation.objects.active().select_related("zone").order_by("code")
    if row.get("codes"):
        return units.filter(code__in=row["codes"])
    kind = row.get("kind", "")
    units = units.filter(kind__in=GROUPS[kind]) if kind in GROUPS else units.filter(kind=kind)
    if row.get("township"):
        units = units.filter(township__code=row["township"])
    if row.get("zone"):
        units = units.filter(zone__number=row["zone"])
    if row.get("private"):
        units = units.filter(is_private=row["private"] == "yes")
    if row.get("not_since"):
        since = Inspection.objects.filter(starts_on__gte=row["not_since"]).exclude(state="cancelled")
        units = units.exclude(pk__in=since.values("unit"))
    return units


def strata_of(rows: Iterable[dict[str, Any]]) -> list[tuple[dict[str, Any], list[Organisation]]]:
    """Each stratum with its units; a unit that several filters find belongs to the first of them."""
    taken: set[Any] = set()
    found = []
    for row in rows:
        units = [unit for unit in units_of(row) if unit.pk not in taken]
        taken.update(unit.pk for unit in units)
        found.append((row, units))
    return found


@dataclass(frozen=True)
class People:
    """The inspectors of a draw with what each has on already, and how many were left out for which reason."""

    inspectors: list[Inspector]
    loads: dict[Any, int]
    left_out: list[tuple[str, int]]


def inspectors_of(draw: Draw) -> People:
    """The inspectors whom the draw may choose: trained, in term on all days, of the kinds and zones, with time left."""
    people = Inspector.objects.filter(removed_at=None).select_related("zone").order_by("certificate")
    if draw.inspector_kinds:
        people = people.filter(kind__in=draw.inspector_kinds)
    if draw.inspector_zones:
        people = people.filter(zone__number__in=draw.inspector_zones)
    everybody = list(people)
    ceiling = policy.number("load_ceiling")
    loads = load.loads_of(everybody, first=draw.first_on, last=draw.last_on, besides=draw.task)
    serving = [one for one in everybody if one.is_serving(draw.first_on) and one.is_serving(draw.last_on)]
    trained = [one for one in serving if one.is_trained]
    able = [one for one in trained if loads.get(one.pk, 0) < ceiling]
    left_out = [
        (_("Term does not cover the days on site"), len(everybody) - len(serving)),
        (_("Without pre-post training"), len(serving) - len(trained)),
        (_("Already at the ceiling of %(ceiling)s inspections") % {"ceiling": ceiling}, len(trained) - len(able)),
    ]
    return People(able, loads, [pair for pair in left_out if pair[1]])


def build_pool(draw: Draw, *, number: str, at: dt.datetime) -> dict[str, Any]:
    """Both pools and every parameter of the draw as they stand now, ready to be frozen under `number` at `at`."""
    strata = strata_of(draw.strata)
    people = inspectors_of(draw)
    on_task = set(_units_on(draw).values_list("code", flat=True))
    excluded = [row for row in draw.excluded if row["code"] not in on_task]
    reason = _("Already on the task")
    excluded += [{"code": code, "reason": reason} for code in on_task]
    named = [row["code"] for row in (*draw.included, *excluded)]
    units = {unit.code: unit for _row, found in strata for unit in found}
    units |= {unit.code: unit for unit in Organisation.objects.filter(code__in=named).select_related("zone")}
    apart = (
        Recusal.objects.in_force(on=calendar.today())
        .filter(inspector__in=people.inspectors, unit__in=units.values())
        .values_list("inspector__certificate", "unit__code")
        .distinct()
    )
    return {
        "format": drawing.FORMAT,
        "draw": number,
        "purpose": draw.purpose,
        "committed_at": moment(at),
        "per_unit": draw.per_unit,
        "ceiling": policy.number("load_ceiling"),
        "zones": draw.zone_rule,
        "units": [_unit(units[code]) for code in sorted(units)],
        "inspectors": sorted((_person(one, people.loads) for one in people.inspectors), key=lambda row: row["code"]),
        "apart": sorted([code, unit] for code, unit in apart),
        "strata": [_stratum(row, found) for row, found in strata],
        "include": sorted(draw.included, key=lambda row: row["code"]),
        "exclude": sorted(excluded, key=lambda row: row["code"]),
    }


def moment(at: dt.datetime) -> str:
    """A moment as the frozen texts write it: the county's time, to the second."""
    return timezone.localtime(at).replace(microsecond=0).isoformat()


def _units_on(draw: Draw) -> QuerySet[Organisation]:
    if draw.task is None:
        return Organisation.objects.none()
    return Organisation.objects.filter(inspections__in=draw.task.inspections.exclude(state="cancelled"))


def _unit(unit: Organisation) -> dict[str, str]:
    return {"code": unit.code, "name": unit.name, "zone": str(unit.zone.number) if unit.zone else ""}


def _person(inspector: Inspector, loads: dict[Any, int]) -> dict[str, Any]:
    return {
        "code": inspector.certificate,
        "name": inspector.name,
        "zone": str(inspector.zone.number) if inspector.zone else "",
        "full_time": inspector.kind == InspectorKind.FULL_TIME,
        "load": loads.get(inspector.pk, 0),
    }


def _stratum(row: dict[str, Any], units: list[Organisation]) -> dict[str, Any]:
    size = {"quota": row["quota"]} if row.get("quota") else {"percent": row["percent"]}
    return {"name": row["name"], "codes": sorted(unit.code for unit in units), **size}


def check_pool(pool: dict[str, Any]) -> None:
    """Raise Refused where the pools cannot give what is asked, saying by how many and why."""
    names = {unit["code"]: unit["name"] for unit in pool["units"]}
    settled = {row["code"] for row in pool["exclude"]}
    torn = [names[row["code"]] for row in pool["include"] if row["code"] in settled]
    if torn:
        raise Refused(_("%(unit)s is both always included and left out.") % {"unit": torn[0]}, rule=_(DRAW_RULE))
    drawn = len(pool["include"])
    for stratum in pool["strata"]:
        candidates = len(drawing.candidates_of(pool, stratum))
        quota = drawing.quota_of(stratum, candidates)
        if candidates < max(quota, 1):
            words = {"stratum": stratum["name"], "quota": quota, "count": candidates, "missing": quota - candidates}
            raise Refused(
                _("“%(stratum)s”: %(quota)s are to be drawn, but only %(count)s may be: %(missing)s too few.") % words
                if quota
                else _("“%(stratum)s”: the filter finds no unit that may be drawn.") % words,
                rule=_(DRAW_RULE),
                remedy=_("Widen the filter, lower the quota, or leave out fewer units."),
            )
        drawn += quota
    if not drawn:
        raise Refused(_("There is nothing to draw."), rule=_(DRAW_RULE), remedy=_("Add a stratum with its quota."))
    _check_people(pool, drawn, names)


def _check_people(pool: dict[str, Any], drawn: int, names: dict[str, str]) -> None:
    """Every unit that may be drawn needs enough people who may go there, and all together enough places."""
    need, ceiling = pool["per_unit"], pool["ceiling"]
    places = sum(ceiling - person["load"] for person in pool["inspectors"])
    if drawn * need > places:
        words = {"units": drawn, "need": drawn * need, "people": len(pool["inspectors"]), "places": places}
        words["missing"] = drawn * need - places
        raise Refused(
            _(
                "%(units)s units need %(need)s places, but %(people)s inspectors can take on only %(places)s: "
                "%(missing)s too few."
            )
            % words,
            rule=_(law.INSPECTOR_RULES),
            remedy=_("Draw fewer units, ask for fewer inspectors a unit, or take more kinds and zones of inspectors."),
        )
    settled = {row["code"] for row in pool["exclude"]}
    codes = [row["code"] for row in pool["include"]]
    codes += [code for stratum in pool["strata"] for code in drawing.candidates_of(pool, stratum)]
    asked = [code for code in dict.fromkeys(codes) if code not in settled]
    may = drawing.edges(pool, asked, pool["inspectors"])
    short = [(code, mask.bit_count()) for code, mask in zip(asked, may, strict=True) if mask.bit_count() < need]
    if short:
        listed = _("; ").join(
            _("%(unit)s: %(count)s of %(need)s") % {"unit": names[code], "count": count, "need": need}
            for code, count in short[:SHOWN]
        )
        more = ngettext("%(count)s unit", "%(count)s units", len(short)) % {"count": len(short)}
        raise Refused(
            _("Too few inspectors may go to %(units)s (recusals, zones): %(list)s.") % {"units": more, "list": listed},
            rule=_(law.ARTICLE_10),
            remedy=_("Leave these units out with a reason, or let more inspectors in."),
        )


def shortage_words(pool: dict[str, Any], shortage: drawing.Shortage) -> str:
    """Why the drawn units cannot all be given their inspectors: by how many, which units, who may go there."""
    names = {row["code"]: row["name"] for row in (*pool["units"], *pool["inspectors"])}
    units = _("、").join(names[code] for code in shortage.units[:SHOWN])
    words = {
        "count": len(shortage.units),
        "units": units,
        "need": len(shortage.units) * pool["per_unit"],
        "people": len(shortage.inspectors),
        "places": shortage.places,
        "missing": shortage.missing,
    }
    return (
        _(
            "No valid assignment exists. %(count)s units (%(units)s) need %(need)s places; the %(people)s inspectors "
            "who may go there can take on only %(places)s: %(missing)s too few."
        )
        % words
    )
