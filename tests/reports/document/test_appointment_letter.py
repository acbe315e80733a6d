"""The letter of appointment and the certificate: their words in the PDF, who opens them."""

import io
from collections.abc import Callable

import pdfplumber
from django.test import Client
from django.urls import reverse

from inspectors.appointment import services as appointment_services
from inspectors.models import Inspector
from inspectors.roster import services as roster_services
from reports.document import services as document_services
from reports.layout.wording import cn_date
from reports.models import OfficialDocument
from tests.people import Cast
from tests.walk import appointment as walk
from tests.walk.roster import portrait

SignIn = Callable[[object], Client]


def words_of(data: bytes) -> str:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return "".join(page.extract_text() for page in pdf.pages).replace("\n", "").replace(" ", "")


def test_the_letter(cast: Cast) -> None:
    found = walk.appointed(cast, zone=cast.zone)
    letter = OfficialDocument.objects.get(kind="appointment_letter")
    document_services.build_pdf(letter.pk)
    letter.refresh_from_db()
    with letter.pdf.file.open("rb") as stream:
        words = words_of(stream.read())
    assert found.inspector is not None
    for said in (
        "督学聘书",
        "示例候选人同志：",
        "现聘任您为米易县人民政府兼职督学",
        cn_date(found.term_until),
        found.inspector.certificate,
        found.letter_number,
        "岗前培训",
        "米易县人民政府教育督导委员会",
    ):
        assert said in words, said


def test_a_renewal_says_so_and_the_inspector_reads_it(cast: Cast, sign_in: SignIn) -> None:
    second = Inspector.objects.get(user=cast.other_inspector)
    found = appointment_services.appoint_inspector(
        walk.publicised_before(cast, walk.renewal(cast, second)), by=cast.office_head
    )
    letter = OfficialDocument.objects.get(kind="appointment_letter")
    assert "现续聘您为" in str(letter.content)
    own = sign_in(cast.other_inspector)
    assert own.get(reverse("letter_of_appointment", args=[found.pk]))["Location"] == letter.get_absolute_url()
    assert own.get(letter.get_absolute_url()).status_code == 200
    assert sign_in(cast.inspector).get(letter.get_absolute_url()).status_code == 404
    assert sign_in(cast.inspector).get(reverse("letter_of_appointment", args=[found.pk])).status_code == 404


def test_no_letter_before_the_appointment(cast: Cast, sign_in: SignIn) -> None:
    found = walk.vetted(cast)
    assert sign_in(cast.office).get(reverse("letter_of_appointment", args=[found.pk])).status_code == 404


def test_the_certificate(cast: Cast, sign_in: SignIn) -> None:
    first = Inspector.objects.get(user=cast.inspector)
    address = reverse("inspector_certificate", args=[first.pk])
    office = sign_in(cast.office)
    plain = office.get(address)
    assert plain["Content-Type"] == "application/pdf"
    assert "照片待补" in words_of(plain.content)
    roster_services.set_photo(first, by=cast.office, photo=portrait())
    words = words_of(office.get(address).content)
    for said in ("督学证", first.name, first.certificate, "专职督学", "扫码核验", cn_date(first.term_until)):
        assert said in words, said
    assert "照片待补" not in words
    assert sign_in(cast.inspector).get(address).status_code == 200
    assert sign_in(cast.other_inspector).get(address).status_code == 403
    assert sign_in(cast.school_head).get(address).status_code == 404
