"""Appointments in every state, an objection open and one answered, a renewal, a resignation; everybody is made up."""

from typing import Any

from django.core.files.base import ContentFile

from accounts.models import Organisation, User, Zone
from core import calendar
from demo.clock import as_of, workday
from inspectors.appointment import services as appointment_services
from inspectors.appointment.services.vetting import Judgement, judged_rules
from inspectors.models import Appointment, EndGround, Inspector, InspectorKind, ObjectionFinding
from inspectors.term import services as term_services

NOTE = "查阅人事档案和推荐材料，符合（示例）"
PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def build(office: User, head: User) -> None:
    """Candidates of a school and of the office, from the recommendation to the letter or to nothing."""
    school = User.objects.get(username="school")
    unit = Organisation.objects.get(pk=school.organisation_ids[0])
    own = {"by": school, "organisation": unit}
    _candidate("周晓岚（示例）", **own)
    returned = _candidate("彭立群（示例）", **own)
    appointment_services.return_appointment(returned, by=office, reason="请补充近三年年度考核结果和任职证明（示例）")
    short = _candidate("谢文博（示例）", by=office, experience_years=6)
    appointment_services.refuse_appointment(short, by=office, reason="从事教育工作6年，不满10年（示例）")
    _vetted(
        _candidate("何静宜（示例）", by=office, kind=InspectorKind.PRESCHOOL, employer="县直属幼儿园（示例）"), office
    )
    given_up = _vetted(_candidate("罗建华（示例）", **own), office)
    appointment_services.withdraw_appointment(given_up, by=school, reason="本人工作调整，放弃推荐（示例）")
    _publicised(office, head)
    _decided(office, head)
    _terms(office, head)


def _candidate(name: str, *, by: User, organisation: Organisation | None = None, **changes: Any) -> Appointment:
    paper = ContentFile(PAPER, name="督学人选推荐表（示例）.pdf")
    facts: dict[str, Any] = {
        "gender": "女",
        "education": "bachelor",
        "experience_years": 16,
        "kind": InspectorKind.PART_TIME,
        "source": "学校管理干部",
        "employer": "县教研室（示例）",
        "title": "高级教师",
        "specialities": "学校管理、课程教学",
        "phone": "13800000000",
        "zone": Zone.objects.earliest("number"),
        "term_from": calendar.today(),
        "recommendation": "长期从事学校管理和教学工作，熟悉教育法规，作风扎实，群众认可（示例）。",
    }
    return appointment_services.recommend_appointment(
        by=by, organisation=organisation, name=name, papers=[paper], **(facts | changes)
    )


def _vetted(appointment: Appointment, office: User) -> Appointment:
    said = {rule.key: Judgement(True, NOTE) for rule in judged_rules(appointment)}
    return appointment_services.vet_appointment(appointment, by=office, judgements=said)


def _publicised(office: User, head: User) -> None:
    """On the portal since two days: one objection waits, one has its answer."""
    with as_of(workday(2)):
        running = appointment_services.publicise_appointment(
            _vetted(_candidate("邓敏（示例）", by=office), office), by=head
        )
        answered = appointment_services.raise_objection(
            running, text="听说该同志教育工作年限不满10年，请核实（示例）。"
        )
    appointment_services.answer_objection(
        answered,
        by=office,
        finding=ObjectionFinding.UNFOUNDED,
        answer="经核查人事档案，该同志1998年起任教，教育工作年限符合规定（示例）。",
    )
    with as_of(workday(0), hour=8):
        appointment_services.raise_objection(
            running, text="该同志与辖区内某幼儿园举办者系近亲属，建议回避（示例）。", name="群众甲（示例）"
        )
    with as_of(workday(20)):
        appointment_services.publicise_appointment(
            _vetted(_candidate("石磊（示例）", by=office, gender="男"), office), by=head
        )


def _decided(office: User, head: User) -> None:
    with as_of(workday(40)):
        facts = {"kind": InspectorKind.FULL_TIME, "source": "曾任校长", "employer": "县教育和体育局", "gender": "男"}
        chosen = appointment_services.publicise_appointment(
            _vetted(_candidate("陆远山（示例）", by=office, **facts), office), by=head
        )
        other = appointment_services.publicise_appointment(
            _vetted(_candidate("曾凡（示例）", by=office), office), by=head
        )
        objection = appointment_services.raise_objection(other, text="该同志上年度考核结果为不合格（示例）。")
        appointment_services.answer_objection(
            objection, by=office, finding=ObjectionFinding.FOUNDED, answer="经核实情况属实，不予聘任（示例）。"
        )
    with as_of(workday(20)):
        appointment_services.appoint_inspector(chosen, by=head, term_from=calendar.today())
        appointment_services.decline_appointment(other, by=head, reason="异议经核实成立（示例）")


def _terms(office: User, head: User) -> None:
    """One renewal decided, one on its way, one inspector without an account who resigned; warnings as of today."""
    today = calendar.today()
    free = Inspector.objects.filter(user=None, removed_at=None, kind=InspectorKind.PART_TIME).order_by("term_until")
    over = [one for one in free.filter(term_until__lte=today) if (one.terms_in_row or 1) < 3][:1]
    for inspector in over:
        with as_of(workday(30)):
            again = _renewal(inspector, office)
            appointment_services.publicise_appointment(_vetted(again, office), by=head)
        appointment_services.appoint_inspector(Appointment.objects.get(pk=again.pk), by=head, term_from=today)
    soon = [one for one in term_services.ending_terms(today) if (one.terms_in_row or 1) < 3 and one.user_id is None]
    if soon:
        _renewal(soon[0], office)
    leaving = Inspector.objects.serving(on=today).filter(user=None, term_until__gt=today).order_by("-certificate")
    candidate = leaving.filter(appointments=None).first()
    if candidate is not None:
        term_services.end_term(candidate, by=office, ground=EndGround.RESIGNED, reason="本人申请辞去督学职务（示例）")
    term_services.warn_of_ending_terms(today)


def _renewal(inspector: Inspector, office: User) -> Appointment:
    begin = max(inspector.term_until or calendar.today(), calendar.today())
    said = "上一聘期履职扎实，年度考核合格以上（示例）。"
    return appointment_services.renew_inspector(inspector, by=office, recommendation=said, term_from=begin)
