"""Stored files: given to whoever sees their holder, hidden from everybody else."""

import pytest
from django.core.files.base import ContentFile

from core import files
from tests.accounts import work

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture
def evidence(cast):
    problem = work.planned_problem(cast)
    return files.store(ContentFile(PDF, name="证据.pdf"), holder=problem, by=cast.school_head)


def url(file):
    return f"/desk/files/{file.pk}/"


def test_who_sees_the_holder_sees_the_file(cast, evidence, sign_in):
    for user in (cast.school_head, cast.office, cast.liaison, cast.zone_leader):
        answer = sign_in(user).get(url(evidence))
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content) == PDF
        assert answer["Content-Disposition"].startswith("inline")


def test_download(cast, evidence, sign_in):
    answer = sign_in(cast.office).get(f"{url(evidence)}?download=1")
    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''%E8%AF%81%E6%8D%AE.pdf"
    assert b"".join(answer.streaming_content) == PDF


def test_a_stranger_finds_nothing(cast, evidence, sign_in):
    for user in (cast.other_school_head, cast.township, cast.expert, cast.sysadmin, cast.auditor):
        assert sign_in(user).get(url(evidence)).status_code == 404


def test_a_removed_file_is_gone(cast, evidence, sign_in):
    files.remove(evidence, by=cast.school_head)
    assert sign_in(cast.office).get(url(evidence)).status_code == 404


def test_a_file_without_a_holder_is_its_uploaders(cast, sign_in):
    file = files.store(ContentFile(PDF, name="草稿.pdf"), holder=None, by=cast.office)
    answer = sign_in(cast.office).get(url(file))
    assert b"".join(answer.streaming_content) == PDF
    assert sign_in(cast.leader).get(url(file)).status_code == 404
