"""The page of one round of a report."""

import pytest

from rectification.models import Problem
from rectification.report import services
from tests.rectification.pages import get, status_of
from tests.walk import problem as walk


def test_text_evidence_and_the_offices_buttons(cast, sign_in):
    report = walk.submitted(cast)
    page = get(sign_in(cast.office), "rectification_report", report.pk)
    assert report.text in page
    assert "现场照片.png" in page
    assert "受理并指派复查督学" in page
    assert "退回整改报告" in page
    assert "受理并指派" not in get(sign_in(cast.school_head), "rectification_report", report.pk)


def test_rounds_lead_to_one_another(cast, sign_in):
    first = services.return_report(walk.submitted(cast), by=cast.office, reason="缺照片")
    second = walk.written(cast, Problem.objects.get())
    school = sign_in(cast.school_head)
    assert second.get_absolute_url() in get(school, "rectification_report", first.pk)
    page = get(school, "rectification_report", second.pk)
    assert first.get_absolute_url() in page
    assert "继续填写" in page
    assert "重新填写" not in get(school, "rectification_report", first.pk)


@pytest.mark.parametrize(
    ("who", "status"),
    [("liaison", 200), ("zone_leader", 200), ("other_school_head", 404), ("third_inspector", 404), ("auditor", 404)],
)
def test_who_reads_what_was_submitted(cast, sign_in, who, status):
    assert status_of(sign_in(getattr(cast, who)), "rectification_report", walk.submitted(cast).pk) == status


def test_a_draft_is_the_units_own(cast, sign_in):
    assert status_of(sign_in(cast.office), "rectification_report", walk.written(cast).pk) == 404
