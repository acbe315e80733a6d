"""Whatever inspectors reach – pages, files, workbooks, mails, the API – says nothing of who reported about them."""

import io
import re
from collections import deque
from collections.abc import Callable
from html import unescape
from typing import Any

import pdfplumber
from django.core import mail
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import User
from config.api import router
from core import notifications
from core.models import Notification
from inspectors.conduct import services
from inspectors.models import ConductMeasure, ConductReport, ConductStatement, MeasureKind
from reports.document.services import build_pdf
from reports.models import OfficialDocument
from tests.pages import text
from tests.people import Cast
from tests.walk import conduct as walk

SignIn = Callable[[object], Client]
LINK = re.compile(r'(?:href|src|hx-get)="(/[^"#]*)')
EXPORT = re.compile(r'<form[^>]* action="([^"]*(?:export|print)[^"]*)"')
# The account itself, assets, the language.
AWAY = ("/account/", "/static/", "/i18n/")
MOST = 400
PLACE = "县城滨河路某农家乐"
HEAD = "钱园长"


def words(response: Any) -> str:
    """What an answer says: a page, the cells of a workbook, the lines of a PDF."""
    kind = response.get("Content-Type", "")
    if "html" in kind or "json" in kind:
        return text(response)
    data = b"".join(response.streaming_content) if response.streaming else response.content
    if "pdf" in kind:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            return "".join(page.extract_text() for page in pdf.pages)
    if "sheet" in kind:
        book = load_workbook(io.BytesIO(data))
        return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    return ""


def reached(client: Client, user: User) -> dict[str, str]:
    """What the person reaches: every link from the desk on, every message, each export and list of the API."""
    found: dict[str, str] = {}
    told = Notification.objects.filter(recipient=user).exclude(url="").values_list("url", flat=True)
    api = [reverse(f"{name}-list") for _prefix, _view, name in router.registry]
    waiting = deque([reverse("my_turn"), reverse("my_conduct"), *told, *api])
    while waiting:
        address = unescape(waiting.popleft())
        if address.partition("?")[0] in found or address.startswith(AWAY):
            continue
        assert len(found) < MOST, "The walk does not end."
        response = client.get(address)
        found[address.partition("?")[0]] = said = words(response) if response.status_code == 200 else ""
        if "html" in response.get("Content-Type", ""):
            waiting.extend(LINK.findall(said))
            for export in EXPORT.findall(said):
                found[f"POST {export}"] = words(client.post(unescape(export)))
    return found


def everything(cast: Cast) -> list[ConductReport]:
    """A report of each kind of sender about the second inspector, each with a statement and a measure."""
    User.objects.filter(pk=cast.kindergarten_head.pk).update(name=HEAD, phone=walk.SECRET_PHONE)
    cast.kindergarten_head.refresh_from_db()
    named = walk.measure(cast, place=PLACE)
    anonymous = walk.measure(cast, MeasureKind.ORDER, name="", contact="", place=PLACE)
    unit = walk.received(cast, by=cast.kindergarten_head, name="", contact="", unit=cast.kindergarten, place=PLACE)
    own = walk.received(cast, by=cast.office, name="", contact="", unit=cast.school, place=PLACE)
    for report in (unit, own):
        report = services.accept_conduct(report, by=cast.office)
        report = services.name_investigator(report, by=cast.office, investigator=cast.third_inspector)
        asked = services.ask_statement(report, by=cast.third_inspector, matter=walk.MATTER)
        services.give_statement(asked, by=cast.other_inspector, text="已说明")
        report.refresh_from_db()
        report = services.find_conduct(report, by=cast.third_inspector, finding="upheld", facts="经核查属实")
        services.decide_conduct(report, by=cast.office_head, decision="属实", kind=MeasureKind.TALK, text="给予处理")
    services.reply_measure(named, by=cast.other_inspector, reply="情况有出入")
    services.accept_measure(anonymous, by=cast.other_inspector)
    for document in OfficialDocument.objects.filter(kind="measure_notice"):
        build_pdf(document.pk)
    return list(ConductReport.objects.all())


def test_inspectors_reach_nothing_of_a_report_or_its_sender(cast: Cast, sign_in: SignIn) -> None:
    reports = everything(cast)
    assert {report.source for report in reports} == {"public", "unit", "office"}
    secrets = [walk.SECRET_NAME, walk.SECRET_PHONE, walk.TEXT, PLACE, HEAD]
    secrets += [part for report in reports for part in (str(report.pk), report.code)]
    for user in (cast.other_inspector, cast.inspector):
        found = reached(sign_in(user), user)
        leaks = [(address, secret) for address, said in found.items() for secret in secrets if secret in said]
        assert not leaks, (user.name, leaks)
        own = {row.get_absolute_url() for row in (*ConductStatement.objects.all(), *ConductMeasure.objects.all())}
        papers = {row.get_absolute_url() for row in OfficialDocument.objects.filter(kind="measure_notice")}
        seen = {address for address in own | papers if found.get(address)}
        assert seen == (own | papers if user == cast.other_inspector else set()), user.name
        schools = [address for address in seen if cast.kindergarten.name in found[address]]
        assert not schools
        assert sum(1 for address in found if address.startswith("/api/")) == len(router.registry)
        assert any(address.startswith("POST ") for address in found)


def test_whoever_inquires_reads_the_report_but_not_who_sent_it(cast: Cast, sign_in: SignIn) -> None:
    reports = everything(cast)
    found = reached(sign_in(cast.third_inspector), cast.third_inspector)
    assert all(walk.TEXT in found[report.get_absolute_url()] for report in reports)
    secrets = (walk.SECRET_NAME, walk.SECRET_PHONE, HEAD, *(report.code for report in reports))
    leaks = [(address, secret) for address, said in found.items() for secret in secrets if secret in said]
    assert not leaks


def test_no_message_to_anybody_names_a_sender(cast: Cast) -> None:
    User.objects.filter(username__in=("inspector", "inspector2", "inspector3", "office", "head")).update(
        email="somebody@example.gov.cn"
    )
    reports = everything(cast)
    notifications.send_waiting()
    said = [f"{letter.subject}\n{letter.body}" for letter in mail.outbox]
    said += [f"{row.title}\n{row.body}" for row in Notification.objects.all()]
    assert len(mail.outbox) > 10
    secrets = (walk.SECRET_NAME, walk.SECRET_PHONE, walk.TEXT, PLACE, HEAD, cast.kindergarten.name)
    for secret in (*secrets, *(report.code for report in reports)):
        assert not [words for words in said if secret in words], secret


def test_a_unit_that_leaves_its_school_out_is_named_nowhere(cast: Cast, sign_in: SignIn) -> None:
    User.objects.filter(pk=cast.kindergarten_head.pk).update(name=HEAD, phone=walk.SECRET_PHONE)
    cast.kindergarten_head.refresh_from_db()
    report = walk.asked(cast, by=cast.kindergarten_head, name="", contact="", unit=None).report
    secrets = (cast.kindergarten.name, HEAD, walk.SECRET_PHONE)
    for user in (cast.office, cast.office_head, cast.third_inspector):
        client = sign_in(user)
        pages = [client.get(report.get_absolute_url()), client.get(reverse("my_turn"))]
        if user.is_office:
            pages += [client.get(reverse("conduct_reports")), client.post(reverse("export_conduct"))]
        said = [words(page) for page in pages]
        assert walk.TEXT in said[0]
        assert not [secret for secret in secrets for page in said if secret in page], user.name
    shown = text(sign_in(cast.office).post(reverse("unmask_reporter", args=[report.pk])))
    assert all(secret in shown for secret in secrets)
