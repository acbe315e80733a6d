"""unmask_reporter: read by the named handler and the head only, logged; nowhere else does the reporter appear."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Zone
from accounts.roles import Role
from accounts.turns import turns_of
from core import calendar, files
from core.errors import NotAllowed
from core.models import AuditEvent, Notification
from inspectors.conduct import services
from inspectors.models import ConductReport, Inspector, MeasureKind
from tests.inspectors.conduct.test_report_conduct import photograph
from tests.pages import HTMX, text
from tests.people import Cast, make_user
from tests.walk import conduct as walk

SignIn = Callable[[object], Client]
SECRETS = (walk.SECRET_NAME, walk.SECRET_PHONE)
STEPS = (
    "accept_conduct",
    "refuse_conduct",
    "name_investigator",
    "change_investigator",
    "ask_statement",
    "find_conduct",
    "reopen_conduct",
    "decide_conduct",
    "answer_conduct",
    "close_conduct",
    "file_conduct",
)


def clean(page: object) -> bool:
    """Whether nothing on the page names the reporter."""
    return not any(secret in text(page) for secret in SECRETS)


def test_the_handler_reads_who_reported_and_the_log_says_so(cast: Cast, sign_in: SignIn) -> None:
    report = walk.accepted(cast)
    office = sign_in(cast.office)
    page = office.get(report.get_absolute_url())
    assert "查看反映人" in text(page)
    assert clean(page)
    address = reverse("unmask_reporter", args=[report.pk])
    whole, part = office.post(address), office.post(address, headers=HTMX)
    for shown in (whole, part):
        assert all(secret in text(shown) for secret in SECRETS)
        assert shown["Cache-Control"] == "no-store"
    assert "<html" not in text(part)
    events = AuditEvent.objects.filter(action="unmask_reporter", about_id=str(report.pk))
    assert [event.actor for event in events] == [cast.office, cast.office]
    assert sign_in(cast.office_head).post(address).status_code == 200
    assert office.get(address).status_code == 405


def test_nobody_else_reads_it(cast: Cast, sign_in: SignIn) -> None:
    report = walk.inquiry(cast)
    colleague = make_user("colleague", "办公室乙", Role.OFFICE)
    address = reverse("unmask_reporter", args=[report.pk])
    for user, status in (
        (colleague, 403),
        (cast.third_inspector, 403),
        (cast.other_inspector, 404),
        (cast.inspector, 404),
        (cast.zone_leader, 404),
        (cast.leader, 404),
        (cast.school_head, 404),
        (cast.auditor, 404),
        (cast.security, 404),
    ):
        assert sign_in(user).post(address).status_code == status, user
    with pytest.raises(NotAllowed, match="反映人信息仅对承办人和督导办主任显示"):
        services.unmask_reporter(report, by=colleague)
    assert not AuditEvent.objects.filter(action="unmask_reporter").exists()
    for user in (colleague, cast.third_inspector):
        page = sign_in(user).get(report.get_absolute_url())
        assert "受保护" in text(page)
        assert clean(page)


def test_before_anybody_handles_it_only_the_head_reads_it(cast: Cast) -> None:
    report = walk.received(cast)
    with pytest.raises(NotAllowed, match="反映人信息仅对承办人和督导办主任显示"):
        services.unmask_reporter(report, by=cast.office)
    assert services.unmask_reporter(report, by=cast.office_head)["name"] == walk.SECRET_NAME


def test_an_anonymous_report_has_nothing_to_show(cast: Cast, sign_in: SignIn) -> None:
    report = walk.received(cast, name="", contact="")
    assert "匿名反映" in text(sign_in(cast.office_head).get(report.get_absolute_url()))


def test_the_inspector_and_the_zone_leader_find_nothing(cast: Cast, sign_in: SignIn, second: Inspector) -> None:
    report = walk.accepted(cast, evidence=[photograph()])
    kept = files.files_of(report).get()
    cast.other_inspector.roles = [Role.INSPECTOR, Role.OFFICE]
    cast.other_inspector.save()
    cast.zone_leader.roles = [Role.ZONE_LEADER, Role.OFFICE]
    cast.zone_leader.save()
    for user in (cast.other_inspector, cast.zone_leader):
        client = sign_in(user)
        for name in ("conduct_report", *STEPS):
            assert client.get(reverse(name, args=[report.pk])).status_code == 404, name
        assert client.get(reverse("open_file", args=[kept.pk])).status_code == 404
        assert report not in client.get(reverse("conduct_reports")).context["page"].object_list
        assert walk.TEXT not in text(client.get(second.get_absolute_url()))
        assert client.post(reverse("export_conduct")).status_code == 200
        turns = turns_of(user, today=calendar.today())
        assert not [turn for turn in turns.items if turn.kind.startswith("conduct")]
        assert not Notification.objects.filter(recipient=user).exists()


def test_asked_for_a_statement_the_inspector_sees_the_matter_only(
    cast: Cast, sign_in: SignIn, second: Inspector
) -> None:
    report = walk.inquiry(cast)
    client = sign_in(cast.other_inspector)
    assert "暂无需要说明的事项" in text(client.get(reverse("my_conduct")))
    statement = services.ask_statement(report, by=cast.third_inspector, matter=walk.MATTER)
    told = Notification.objects.get(recipient=cast.other_inspector)
    assert (told.body, told.url) == (walk.MATTER, statement.get_absolute_url())
    for address in (
        statement.get_absolute_url(),
        reverse("give_statement", args=[statement.pk]),
        reverse("my_conduct"),
        second.get_absolute_url(),
        "/desk/",
    ):
        page = client.get(address)
        assert page.status_code == 200
        assert clean(page)
        assert walk.TEXT not in text(page)
        assert report.get_absolute_url() not in text(page)
    assert client.get(report.get_absolute_url()).status_code == 404
    for name in ("inspector", "school_head", "zone_leader", "leader"):
        assert sign_in(getattr(cast, name)).get(statement.get_absolute_url()).status_code == 404


def test_the_measure_shows_the_inspector_nothing_of_the_report(cast: Cast, sign_in: SignIn) -> None:
    measure = walk.measure(cast, MeasureKind.WARNING)
    page = sign_in(cast.other_inspector).get(measure.get_absolute_url())
    assert page.status_code == 200
    assert clean(page)
    assert walk.TEXT not in text(page)
    assert str(measure.report_id) not in text(page)
    assert str(measure.report_id) in text(sign_in(cast.office).get(measure.get_absolute_url()))


def test_no_page_of_the_way_names_the_reporter(cast: Cast, sign_in: SignIn) -> None:
    records = [walk.received(cast), walk.accepted(cast), walk.inquiry(cast), walk.found(cast), walk.answered(cast)]
    for user in (cast.office, cast.office_head, cast.third_inspector):
        client = sign_in(user)
        for record in records:
            for name in ("conduct_report", *STEPS):
                assert clean(client.get(reverse(name, args=[record.pk]))), name
        for name in ("my_turn", "inbox"):
            assert clean(client.get(reverse(name)))
    office = sign_in(cast.office)
    for name in ("conduct_reports", "conduct_measures"):
        assert clean(office.get(reverse(name)))
    assert clean(office.get(reverse("inspector", args=[walk.accused(cast).pk])))
    assert clean(Client().get(records[-1].get_public_url()))
    assert clean(sign_in(cast.auditor).get(reverse("audit_log")))
    written = Notification.objects.values_list("title", "body")
    assert not [row for row in written if any(secret in part for part in row for secret in SECRETS)]


def test_a_key_that_was_changed_still_finds_a_units_reports(cast: Cast, settings: object) -> None:
    walk.of_unit(cast)
    old = settings.SECRET_KEY  # type: ignore[attr-defined]
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "x" * 60, [old]  # type: ignore[attr-defined]
    (report,) = ConductReport.objects.reported_by(cast.kindergarten_head)
    assert report.reporter()["unit"] == "示例幼儿园"


def test_the_deputy_of_the_zone_is_kept_out(cast: Cast, sign_in: SignIn) -> None:
    report = walk.received(cast)
    deputy = make_user("deputy", "副组长", Role.OFFICE)
    assert sign_in(deputy).get(report.get_absolute_url()).status_code == 200
    Zone.objects.filter(pk=cast.zone.pk).update(deputy=deputy)
    assert sign_in(deputy).get(report.get_absolute_url()).status_code == 404
