"""Walks an appointment through the real services: recommended, vetted, publicised, objected to, appointed."""

from typing import Any

from core import calendar
from inspectors.appointment import services
from inspectors.appointment.services.vetting import Judgement, judged_rules
from inspectors.models import Appointment, Inspector, Objection
from tests.people import Cast
from tests.walk import clock

LATER = 30  # days after which the publicity is over


def facts(**changes: Any) -> dict[str, Any]:
    """A part-time candidate who keeps every rule."""
    return {
        "name": "示例候选人",
        "gender": "女",
        "education": "bachelor",
        "experience_years": 14,
        "kind": "part_time",
        "source": "学校管理干部",
        "employer": "第一示例中学",
        "title": "高级教师",
        "phone": "13800005036",
        "term_from": calendar.today(),
        "recommendation": "长期从事学校管理，工作实绩突出。",
        **changes,
    }


def recommended(cast: Cast, **changes: Any) -> Appointment:
    """The school recommends one of its own people."""
    given = {"by": cast.school_head, "organisation": cast.school, **facts(**changes)}
    return services.recommend_appointment(**given)


def returned(cast: Cast) -> Appointment:
    """Sent back to the school."""
    return services.return_appointment(recommended(cast, name="退回"), by=cast.office, reason="请补充材料")


def judgements(appointment: Appointment, **no: str) -> dict[str, Judgement]:
    """Yes to every judged rule but those named in `no`, each with a note."""
    return {
        rule.key: Judgement(rule.key not in no, no.get(rule.key, "查阅档案，符合"))
        for rule in judged_rules(appointment)
    }


def vetted(cast: Cast, appointment: Appointment | None = None, **changes: Any) -> Appointment:
    """Vetted as fit."""
    found = appointment or recommended(cast, **changes)
    return services.vet_appointment(found, by=cast.office, judgements=judgements(found))


def publicised(cast: Cast, appointment: Appointment | None = None, **changes: Any) -> Appointment:
    """On the portal from today."""
    return services.publicise_appointment(vetted(cast, appointment, **changes), by=cast.office_head)


def objected(appointment: Appointment, **changes: Any) -> Objection:
    """Somebody objects without a name."""
    return services.raise_objection(appointment, text=changes.pop("text", "工作年限有误。"), **changes)


def over(cast: Cast, **changes: Any) -> Appointment:
    """Publicised some weeks ago, so that the days are over today."""
    return publicised_before(cast, recommended(cast, **changes))


def publicised_before(cast: Cast, appointment: Appointment) -> Appointment:
    """Vetted and publicised some weeks ago."""
    with clock.on(calendar.today() - LATER * calendar.ONE_DAY):
        return publicised(cast, appointment)


def appointed(cast: Cast, **changes: Any) -> Appointment:
    """Appointed today."""
    return services.appoint_inspector(over(cast, **changes), by=cast.office_head)


def renewal(cast: Cast, inspector: Inspector, **changes: Any) -> Appointment:
    """The office recommends a new term."""
    given = {"recommendation": "上一聘期考核优秀。", "term_from": calendar.today(), **changes}
    return services.renew_inspector(inspector, by=cast.office, **given)
