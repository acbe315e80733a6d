"""From a school's recommendation to the plaque at another school's gate: every step by its own person, in a browser."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils.translation import gettext as _

from accounts.services.policy import edit_policy
from core import calendar
from inspectors.models import Appointment, Inspector, Objection, PlaqueAssignment, RecusalGround
from reports.models import OfficialDocument
from tests.browser.clock import Clock
from tests.browser.conftest import Person
from tests.browser.stage import address
from tests.people import Cast, make_cast

People = Callable[..., Person]
NAME = "示例候选人"


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The cast; an authenticator app is asked of nobody here."""
    people = make_cast()
    edit_policy("mfa_required", by=people.office_head, value=False)
    return people


def test_from_the_recommendation_to_the_plaque(
    person: People, worker: Any, live_server: Any, cast: Cast, clock: Clock
) -> None:
    appointment = recommend(person("school"))
    vet(person("office"), appointment)
    publicise(person("head"), appointment)
    objection = raise_objection(person(phone=True, scripts=False), appointment)
    too_early(person("head"), appointment)
    answer(person("office"), objection)
    clock.go_working_days(8)
    inspector = appoint(person("head"), appointment)
    check_certificate(person(phone=True, scripts=False), inspector)
    plaque = give_plaque(person("office"), inspector, cast)
    read_plaque(person(phone=True, scripts=False), plaque)
    own_page(person("inspector", phone=True), inspector, cast)


def recommend(head: Person) -> Appointment:
    """The head of a school recommends a teacher; what is missing is said beside its field."""
    page = head.open(address("appointments"))
    head.check("appointments-school")
    head.press(_("Recommend a candidate"))
    head.check("recommend-appointment")
    page.fill("[name=name]", NAME)
    page.select_option("[name=education]", "bachelor")
    page.fill("[name=experience_years]", "14")
    page.select_option("[name=kind]", "part_time")
    page.fill("[name=source]", "学校管理干部")
    page.fill("[name=recommendation]", "从事学校管理多年，熟悉督导工作。")
    page.locator("main form .btn-primary").last.click()
    page.wait_for_load_state()
    head.check()
    return Appointment.objects.get(name=NAME)


def vet(office: Person, appointment: Appointment) -> None:
    """The office finds it in "my turn" and judges each rule that the facts alone do not decide."""
    office.sees(NAME)
    page = office.open(address("vet_appointment", appointment.pk))
    office.check("vet-appointment")
    for yes in page.locator("main input[type=radio][value=yes]").all():
        yes.check()
    for note in page.locator("main input[name^=note_]").all():
        note.fill("查阅人事档案，符合")
    page.locator("main form .btn-primary").last.click()
    page.wait_for_load_state()
    appointment.refresh_from_db()
    assert appointment.state == "vetted"


def publicise(head: Person, appointment: Appointment) -> None:
    """The head puts it on the portal for at least seven working days."""
    head.sees(NAME)
    page = head.open(address("publicise_appointment", appointment.pk))
    head.check()
    page.locator("main form .btn-primary").last.click()
    page.wait_for_load_state()
    head.check("appointment-publicised")
    appointment.refresh_from_db()
    assert appointment.state == "publicised"


def raise_objection(phone: Person, appointment: Appointment) -> Objection:
    """Somebody without an account or JavaScript objects and gets a receipt."""
    page = phone.open(address("public_appointments"))
    phone.sees(NAME)
    page = phone.open(appointment.get_public_url())
    page.fill("[name=text]", "该同志从教年限请核实。")
    page.locator("main form button").last.click()
    objection = Objection.objects.get()
    assert objection.code in page.locator("main").inner_text()
    return objection


def too_early(head: Person, appointment: Appointment) -> None:
    """Before the days are over and the objection is answered nobody is appointed."""
    page = head.open(address("appoint_inspector", appointment.pk))
    if page.locator("main form .btn-primary").count():
        page.locator("main form .btn-primary").last.click()
        page.wait_for_load_state()
    appointment.refresh_from_db()
    assert appointment.state == "publicised"
    assert not Inspector.objects.filter(name=NAME).exists()


def answer(office: Person, objection: Objection) -> None:
    """The office looks into the objection and answers it."""
    page = office.open(address("answer_objection", objection.pk))
    office.check("answer-objection")
    page.locator("main input[type=radio]").last.check()
    page.fill("[name=answer]", "经核实人事档案，从教满14年，符合条件。")
    page.locator("main form .btn-primary").last.click()
    page.wait_for_load_state()
    objection.refresh_from_db()
    assert objection.state == "answered"


def appoint(head: Person, appointment: Appointment) -> Inspector:
    """The head appoints: on the roster, with a numbered letter that the worker builds as a PDF."""
    head.sees(NAME)
    page = head.open(address("appoint_inspector", appointment.pk))
    page.locator("main form .btn-primary").last.click()
    page.wait_for_load_state()
    head.check("appointed")
    inspector = Inspector.objects.get(name=NAME)
    assert inspector.certificate
    letter = OfficialDocument.objects.get(kind="appointment_letter")
    head.open(letter.get_absolute_url())
    head.page.locator("a:has-text('PDF')").first.wait_for()
    head.sees(letter.number)
    return inspector


def check_certificate(phone: Person, inspector: Inspector) -> None:
    """What the QR code on the certificate opens."""
    phone.open(address("public_certificate", inspector.certificate_code))
    phone.sees(NAME, inspector.certificate, "有效")


def give_plaque(office: Person, inspector: Inspector, cast: Cast) -> PlaqueAssignment:
    """Before the pre-post training no plaque is given; after it is recorded, it is."""
    page = office.open(address("record_training", inspector.pk))
    office.check()
    page.select_option("[name=kind]", "pre_post")
    page.select_option("[name=mode]", "centralised")
    page.fill("[name=title]", "县级岗前培训")
    page.fill("[name=day]", calendar.today().isoformat())
    page.fill("[name=hours]", "24")
    page.locator("main form .btn-primary").last.click()
    page.wait_for_load_state()
    page = office.open(address("assign_plaque", cast.other_school.pk))
    office.check("assign-plaque")
    page.select_option("[name=inspector]", str(inspector.pk))
    page.locator("main form .btn-primary").last.click()
    page.wait_for_load_state()
    return PlaqueAssignment.objects.current().get(unit=cast.other_school)


def read_plaque(phone: Person, plaque: PlaqueAssignment) -> None:
    """A parent reads the page behind the plaque's QR code."""
    assert plaque.inspector.name == NAME
    phone.open(plaque.get_public_url())
    phone.sees(NAME, plaque.unit.name)


def own_page(inspector: Person, new: Inspector, cast: Cast) -> None:
    """An inspector finds everything of the own service on one page of the phone, and adds a recusal."""
    page = inspector.open(address("my_service"))
    inspector.check("my-service")
    inspector.press(_("Add a recusal"))
    inspector.check("add-recusal")
    page.select_option("[name=unit]", label=cast.kindergarten.name)
    page.select_option("[name=ground]", RecusalGround.FAMILY_THERE.value)
    page.locator("main form textarea").first.fill("子女在该园就读")
    page.locator("main form .btn-primary").last.click()
    page.wait_for_load_state()
    inspector.open(address("my_service"))
    inspector.sees(cast.kindergarten.name)
    assert new.pk != Inspector.objects.get(user=cast.inspector).pk
