"""Many more rows of any kind, copied from one that the county has, each with relations of its own."""

import datetime as dt
import uuid
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils import timezone

from accounts.models import Organisation
from core.calendar import today
from supervision.models import Draw, InspectionTask
from supervision.team import services
from tests.people import Cast, make_inspector, make_unit, make_user
from tests.walk import draw as draws
from tests.walk import inspection as walk


def more_rows(label: str, cast: Cast, count: int) -> None:
    """`count` more rows of the model `label`, for whoever sees the first; units and people differ from row to row."""
    model = apps.get_model(label)
    for n in range(count):
        _MAKERS.get(label, _copy)(model, cast, n)


def _unit(cast: Cast, n: int) -> Organisation:
    return make_unit(f"51042188{n:02}", f"增设{n}小学", "primary", governing=cast.education_bureau, zone=cast.zone)


def _fresh(model: type[Model], **changes: Any) -> Any:
    """A copy of the newest row with changes, not saved."""
    row: Any = model._base_manager.order_by("pk").last()
    row.pk = None
    row.id = model._meta.pk.get_default() if model._meta.pk.has_default() else None
    row._state.adding = True
    for name, value in changes.items():
        setattr(row, name, value)
    return row


def _copy(model: type[Model], cast: Cast, n: int) -> None:
    """A copy whose unit, names and numbers are its own."""
    changes: dict[str, Any] = {}
    names = {field.name: field for field in model._meta.concrete_fields}
    if "unit" in names:
        changes["unit"] = _unit(cast, n)
    for name in ("name", "number", "title"):
        if name in names and names[name].unique:
            changes[name] = f"{name}{n}"
    if "code" in names and names["code"].unique:
        changes["code"] = uuid.uuid4().hex[:12].upper()
    if "check_code" in names:
        changes["check_code"] = uuid.uuid4().hex[:16].upper()
    if "key" in names:
        changes["key"] = f"key{n}"
    _fresh(model, **changes).save(force_insert=True)


def _organisation(_model: type[Model], cast: Cast, n: int) -> None:
    _unit(cast, n)


def _problem(model: type[Model], cast: Cast, n: int) -> None:
    _fresh(
        model,
        number=f"问题〔2025〕{n + 1}号",
        unit=_unit(cast, n),
        state="registered",
        order=None,
        published_at=timezone.now(),
    ).save(force_insert=True)


def _inspector(_model: type[Model], cast: Cast, n: int) -> None:
    make_inspector(None, f"督学{n}", 100 + n, zone=cast.zone)


def _of_inspector(model: type[Model], cast: Cast, n: int) -> None:
    inspector = make_inspector(None, f"督学{n}", 100 + n, zone=cast.zone)
    _fresh(model, inspector=inspector).save(force_insert=True)


def _plaque(model: type[Model], cast: Cast, n: int) -> None:
    inspector = make_inspector(None, f"督学{n}", 100 + n, zone=cast.zone)
    model._base_manager.create(unit=_unit(cast, n), inspector=inspector, began_on=today())


def _zone(model: type[Model], cast: Cast, n: int) -> None:
    leader = make_user(f"leader{n}", f"组长{n}", "zone_leader")
    model._base_manager.create(number=100 + n, name=f"第{100 + n}责任区", leader=leader)


def _measure(model: type[Model], cast: Cast, n: int) -> None:
    inspector = make_inspector(None, f"督学{n}", 100 + n, zone=cast.zone)
    _fresh(model, inspector=inspector, report=None).save(force_insert=True)


def _user(_model: type[Model], cast: Cast, n: int) -> None:
    make_user(f"person{n}", f"人员{n}", "unit")


def _report(model: type[Model], cast: Cast, n: int) -> None:
    _fresh(model, unit=_unit(cast, n), state="withdrawn", published_at=timezone.now()).save(force_insert=True)


def _urging(model: type[Model], cast: Cast, n: int) -> None:
    problem: Any = apps.get_model("rectification.Problem")
    _problem(problem, cast, n)
    last = problem.objects.order_by("pk").last()
    _fresh(model, problem=last, unit=last.unit, number=f"米教督催〔2025〕{n}号").save(force_insert=True)


def _post(model: type[Model], cast: Cast, n: int) -> None:
    model._base_manager.create(
        post="成员", person=f"成员{n}", position="局长", organisation_name=f"某局{n}", began_on=today()
    )


def _day(model: type[Model], cast: Cast, n: int) -> None:
    day = dt.date(today().year, 1, 4) + dt.timedelta(days=3 * n)
    model._base_manager.get_or_create(day=day, defaults={"kind": "holiday", "name": f"假{n}"})


def _framework(model: type[Model], cast: Cast, n: int) -> None:
    version: Any = apps.get_model("supervision.FrameworkVersion")
    version.objects.create(framework=model._base_manager.create(name=f"体系{n}"), number=1)


def _result(model: type[Model], cast: Cast, n: int) -> None:
    inspection = _fresh(apps.get_model("supervision.Inspection"), unit=_unit(cast, n), state="archived")
    inspection.save(force_insert=True)
    _fresh(model, unit=inspection.unit, inspection=inspection).save(force_insert=True)


def _notification(model: type[Model], cast: Cast, n: int) -> None:
    for person in cast.everybody().values():
        model._base_manager.create(recipient=person, kind="x", title=f"消息{n}", key=f"k{n}")


def _draw(model: type[Model], cast: Cast, n: int) -> None:
    row = _fresh(model, purpose=f"抽查{n}", number=f"米教督抽〔2025〕{n + 1}号", code=f"2025-{n + 1}", seed="")
    row.committed_at = row.committed_at or timezone.now()
    row.redraw_of = None
    row.save(force_insert=True)


def _follow_up(model: type[Model], cast: Cast, n: int) -> None:
    visit: Any = apps.get_model("supervision.RegularVisit")
    item: Any = apps.get_model("supervision.RegularItem")
    unit = _unit(cast, n)
    visit = _fresh(visit, unit=unit)
    visit.save(force_insert=True)
    item = item.objects.create(visit=visit, order=1, code="M1", text=f"事项{n}", rating="general")
    _fresh(model, unit=unit, visit=visit, item=item).save(force_insert=True)


def _plan(model: type[Model], cast: Cast, n: int) -> None:
    _fresh(model, year=2050 + n, version=1, state="draft").save(force_insert=True)


def _survey(model: type[Model], cast: Cast, n: int) -> None:
    """Only one of an inspection runs at a time: the others are closed."""
    _fresh(model, state="closed").save(force_insert=True)


def _statement(model: type[Model], cast: Cast, n: int) -> None:
    inspector = make_inspector(None, f"督学{n}", 100 + n, zone=cast.zone)
    month = (today().replace(day=1) - dt.timedelta(days=1)).replace(day=1)
    model._base_manager.create(inspector=inspector, month=month, state="computed")


def _budget(model: type[Model], cast: Cast, n: int) -> None:
    model._base_manager.create(year=2100 + n, name="补助", amount=n)


def _rate(model: type[Model], cast: Cast, n: int) -> None:
    """Each holds in a year of its own, long before the one that is copied."""
    days = {"valid_from": dt.date(1950 + n, 1, 1), "valid_until": dt.date(1950 + n, 12, 31)}
    _fresh(model, **days).save(force_insert=True)


def _expert(model: type[Model], cast: Cast, n: int) -> None:
    _fresh(model, name=f"专家{n}", user=None).save(force_insert=True)


def _partner(model: type[Model], _cast: Cast, n: int) -> None:
    """A partner county with a file of each direction."""
    partner = _fresh(model, code=f"5199{n:02}", name=f"协作{n}县")
    partner.save(force_insert=True)
    for name in ("ExpertReceipt", "ExpertExport"):
        _fresh(apps.get_model("inspectors", name), partner=partner).save(force_insert=True)


_MAKERS = {
    "inspectors.Expert": _expert,
    "inspectors.PartnerCounty": _partner,
    "inspectors.ConductMeasure": _measure,
    "inspectors.InspectorCommendation": _of_inspector,
    "accounts.Organisation": _organisation,
    "accounts.User": _user,
    "accounts.Zone": _zone,
    "core.CalendarDay": _day,
    "core.Notification": _notification,
    "inspectors.Inspector": _inspector,
    "inspectors.PlaqueAssignment": _plaque,
    "inspectors.AllowanceRate": _rate,
    "inspectors.AllowanceStatement": _statement,
    "inspectors.Appraisal": _of_inspector,
    "inspectors.BudgetLine": _budget,
    "inspectors.TrainingRecord": _of_inspector,
    "inspectors.TrainingReport": _of_inspector,
    "rectification.Problem": _problem,
    "rectification.UrgingNotice": _urging,
    "reports.InspectionReport": _report,
    "supervision.CommitteePost": _post,
    "supervision.Draw": _draw,
    "supervision.FollowUp": _follow_up,
    "supervision.Framework": _framework,
    "supervision.Survey": _survey,
    "supervision.InspectionResult": _result,
    "supervision.Plan": _plan,
}


def task_of(cast: Cast, teams: int) -> InspectionTask:
    """A draft task with as many teams, each of an inspector and a unit of its own."""
    units = [_unit(cast, n) for n in range(teams)]
    crew = [make_inspector(None, f"督学{n}", 100 + n, zone=cast.zone) for n in range(teams)]
    task = walk.make_task(cast, name=f"{teams}个小组的督导", units=units, members=crew[:1], leader=crew[0])
    for n in range(1, teams):
        services.set_team(task, by=cast.office, number=n + 1, members=[crew[n]], leader=crew[n], units=[units[n]])
    return task


def draw_of(cast: Cast, units: int) -> Draw:
    """A drawn draw of as many units."""
    draws.more(cast, units=units)
    return draws.drawn(cast, strata=[draws.stratum(quota=units)])
