"""A county with one record for every address: what the access table and the pages' tests are taken over."""

from typing import Any

from django.db import connection
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from accounts import policy
from accounts.models import OrganisationGrant, PolicySetting, User
from core import calendar, files, notifications
from core.excel import run_import
from inspectors.models import Inspector, RecusalGround
from inspectors.plaque import services as plaque_services
from inspectors.recusal import services as recusal_services
from inspectors.term import services as term_services
from rectification.problem import services as problem_services
from supervision.models import CommitteePost, FrameworkVersion, Indicator, InspectionTask
from supervision.task import services as task_services
from supervision.visit import services as visit_services
from tests.house.targets import Kwargs, part_targets
from tests.house.targets import each as _each
from tests.people import Cast, let_into, make_unit, make_user
from tests.walk import inspection as walk
from tests.walk import problem as ledger
from tests.walk import report as publishing
from tests.workbooks import demo, sheet


def addresses() -> dict[str, URLPattern]:
    """Every named address of the platform."""
    found: dict[str, URLPattern] = {}

    def collect(resolver: URLResolver) -> None:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                collect(entry)
            elif entry.name:
                found[entry.name] = entry

    collect(get_resolver())
    return found


def build_county(cast: Cast) -> dict[str, Kwargs]:
    """Walk the real services until there is a record for every address; returns each address's arguments by its name.

    A page of a step gets a record from which the step may be taken now.
    """
    calendar.seed_holidays([2025, 2026])
    # Three inspectors do everything here.
    PolicySetting.objects.create(key="load_ceiling", value=10_000)
    policy.forget()
    targets: dict[str, Kwargs] = {}
    for part in (_reports, _supervision, _rectification, _inspectors, _accounts, _api, *part_targets()):
        targets |= part(cast)
        count_rows()
    let_into(cast.expert, InspectionTask.objects.get(pk=targets["inspection"].pop("task_pk")))
    return targets


def count_rows() -> None:
    """Count the rows for the planner: nothing is committed, so the engine itself never does.

    Only our own tables: a bare ANALYZE locks those that all databases share until the end of the transaction, and the
    other workers would wait for it all along.
    """
    tables = ", ".join(map(connection.ops.quote_name, connection.introspection.table_names()))
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")


def _pk(row: Any) -> Kwargs:
    return {"pk": row.pk}


def _reports(cast: Cast) -> dict[str, Kwargs]:
    published = publishing.published(cast)
    document = published.inspection.documents.order_by("created_at").first()
    drafted = publishing.drafted(cast)
    undrafted = walk.opinion_issued(cast).inspection
    return {
        **_each(published, "public_report", "public_document", "withdraw_report", "inspection_report"),
        **_each(document, "document", "document_progress", "acknowledge_document", "rebuild_document"),
        **_each(drafted, "edit_inspection_report", "send_to_review"),
        **_each(publishing.in_review(cast), "approve_report", "return_draft"),
        **_each(publishing.approved(cast), "issue_inspection_report"),
        **_each(publishing.issued(cast), "file_inspection_report"),
        **_each(publishing.filed(cast), "publish_report"),
        **_each(undrafted, "draft_inspection_report"),
        **_each(cast.school, "unit"),
        "public_unit": {"code": cast.school.code},
    }


def _supervision(cast: Cast) -> dict[str, Kwargs]:
    draft = walk.make_task(cast)
    approved = walk.approved(cast)
    notified = walk.notified(cast)
    evaluating = walk.notified(cast, announced=True)
    visit = walk.begun(cast)
    leaf = Indicator.objects.filter(version=visit.inspection.task.framework_version, level="C").first()
    lamp = {"text": "照明损坏", "severity": "minor", "photos": [walk.picture()]}
    finding = visit_services.add_finding(visit, by=cast.inspector, **lamp)
    photo = files.files_of(finding).get()
    submitted = walk.visited(cast)
    fed_back = walk.fed_back(cast)
    concluded = walk.opinion_issued(cast, units=[cast.school]).inspection.task
    task_services.conclude_task(concluded, by=cast.office)
    version = FrameworkVersion.objects.select_related("framework").first()
    post = CommitteePost.objects.create(
        post="主任", person="赵一", position="副县长", organisation_name="县政府", began_on=calendar.today()
    )
    assert leaf is not None
    assert version is not None
    return {
        **_each(draft, "task", "edit_task", "approve_task", "cancel_task"),
        **_each(approved, "postpone_task"),
        **_each(walk.opinion_issued(cast, units=[cast.school]).inspection.task, "conclude_task"),
        **_each(concluded, "archive_task"),
        **_each(walk.inspection_of(approved, cast.school), "issue_notice"),
        **_each(evaluating, "submit_self_evaluation"),
        **_each(notified, "begin_visit"),
        **_each(visit.inspection, "record_public_opinion", "deliberate"),
        "inspection": {"pk": visit.inspection.pk, "task_pk": visit.inspection.task_id},
        **_each(walk.deliberated(cast), "draft_opinion"),
        **_each(walk.opinion_drafted(cast).inspection, "edit_opinion", "feed_back"),
        **_each(fed_back, "state_defence", "waive_defence", "issue_opinion"),
        **_each(publishing.published(cast, severities=()).inspection, "archive_inspection"),
        **_each(submitted, "visit_record", "file_visit", "return_visit"),
        **_each(visit, "open_visit", "add_finding", "submit_visit"),
        "rate_indicator": {"pk": visit.pk, "indicator_pk": leaf.pk},
        **_each(finding, "edit_finding", "remove_finding"),
        "remove_photo": {"pk": finding.pk, "photo_pk": photo.pk},
        **_each(version.framework, "framework", "export_framework"),
        **_each(version, "put_in_force", "retire"),
        **_each(post, "edit_post", "end_post"),
    }


def _rectification(cast: Cast) -> dict[str, Kwargs]:
    registered = ledger.registered(cast)
    draft = ledger.drafted(cast)
    issued = ledger.ordered(cast)
    submitted_plan = ledger.submitted_plan(cast)
    written = ledger.written(cast)
    submitted = ledger.submitted(cast)
    rechecking = ledger.rechecking(cast)
    proposed = ledger.proposed(cast)
    export = problem_services.export_problems(by=cast.office, asked={})
    return {
        **_each(registered, "withdraw_problem"),
        **_each(rechecking, "problem", "record_recheck"),
        **_each(ledger.planned(cast), "write_report"),
        **_each(submitted.problem, "assign_recheck"),
        **_each(ledger.overdue(cast, days=9), "propose_urging"),
        **_each(draft, "issue_order", "cancel_order"),
        **_each(issued, "order"),
        **_each(ledger.draft_plan(issued), "submit_plan"),
        **_each(submitted_plan, "plan", "accept_plan", "return_plan"),
        **_each(written, "submit_report"),
        **_each(submitted, "rectification_report", "return_report"),
        **_each(proposed, "urging", "issue_urging", "dismiss_urging"),
        **_each(export, "ledger_export"),
    }


def _inspectors(cast: Cast) -> dict[str, Kwargs]:
    inspector = Inspector.objects.get(user=cast.third_inspector)
    removed = Inspector.objects.get(user=cast.third_inspector)
    removed.pk, removed.user, removed.certificate, removed.name = None, None, "川米督〔2020〕1", "离任督学"
    removed.id = Inspector._meta.pk.get_default()
    removed.certificate_code = Inspector._meta.get_field("certificate_code").get_default()
    removed._state.adding = True
    removed.save(force_insert=True)
    term_services.remove_inspector(removed, by=cast.office_head, reason="任期届满")
    plaque = plaque_services.assign_plaque(cast.kindergarten, by=cast.office, inspector=inspector)
    recusal = recusal_services.add_recusal(
        inspector, by=cast.office_head, unit=cast.town, ground=RecusalGround.OTHER, reason="曾任职"
    )
    return {
        **_each(inspector, "inspector", "edit_inspector", "remove_inspector", "link_account", "unmask_phone"),
        **_each(removed, "restore_inspector"),
        **_each(inspector, "add_recusal"),
        **_each(recusal, "lift_recusal"),
        **_each(cast.school, "assign_plaque"),
        **_each(plaque, "end_plaque"),
        **_each(cast.zone, "zone", "appoint_zone_leader"),
    }


def _accounts(cast: Cast) -> dict[str, Kwargs]:
    run = run_import("departments-and-townships", demo("departments-and-townships"), by=cast.office)
    rows = [["单位代码", "单位名称", "类别", "教育督导联络员", "备注"], ["D1", "某局", "无此类别", "张三", None]]
    refused = run_import("departments-and-townships", sheet(rows), by=cast.office)
    (message,) = notifications.notify([cast.office], kind="x", title="请处理", url="/desk/")
    report = ledger.submitted(cast)
    evidence = files.files_of(report).first()
    colleague = make_user("colleague", "办公室乙", "office")
    closed: User = make_user("closed", "停用账号", "unit")
    closed.is_active = False
    closed.save()
    grant = OrganisationGrant.objects.get(user=cast.school_head)
    who = _pk(cast.school_head)
    return {
        **_each(message, "open_message"),
        **_each(evidence, "open_file"),
        **_each(run, "import_run", "confirm_import", "drop_import"),
        **_each(refused, "export_refused_rows"),
        **_each(cast.kindergarten, "edit_unit", "deactivate_unit"),
        **_each(make_unit("5104210099", "撤并小学", "primary", is_active=False), "reactivate_unit"),
        "import_template": {"token": "units"},
        "import_workbook": {"token": "units"},
        **_each(cast.school_head, "user", "edit_user", "reset_password", "set_roles", "unlock_user"),
        **_each(colleague, "deactivate_user", "reset_second_factor"),
        **_each(closed, "reactivate_user"),
        "grant_access": {**who, "kind": "unit"},
        "end_access": {**who, "kind": "unit", "grant_id": grant.pk},
        **{name: {"key": "plan_days"} for name in ("policy_setting", "edit_policy", "reset_policy")},
        "seed_holidays": {"year": 2024},
        "remove_holiday": {"day": "2026-10-10"},
    }


def _api(cast: Cast) -> dict[str, Kwargs]:
    """The details of the API are tested row by row in tests/api; here one of each stands for its address."""
    task = walk.make_task(cast)
    visit = walk.begun(cast)
    problem = ledger.planned(cast)
    report = ledger.written(cast)
    return {
        "api_units-detail": _pk(cast.school),
        "api_inspectors-detail": _pk(Inspector.objects.get(user=cast.inspector)),
        **_each(task, "api_tasks-detail", "api_tasks-approve"),
        **_each(visit, "api_visits-detail", "api_visits-findings", "api_visits-submit"),
        **_each(problem, "api_problems-detail", "api_problems-timeline", "api_problems-write-report"),
        **_each(ledger.rechecking(cast), "api_problems-record-recheck"),
        **_each(report, "api_rectification_reports-detail", "api_rectification_reports-submit"),
        **_each(publishing.drafted(cast), "api_inspection_reports-detail"),
        "api_public_units-detail": {"code": cast.school.code},
        **_each(publishing.InspectionReport.objects.public().first(), "api_public_reports-detail"),
        **_each(ledger.Problem.objects.exclude(published_at=None).first(), "api_public_problems-detail"),
    }
