"""Stored files: taken in only when they are what they claim, kept once, given only to those who see their holder."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.core.management.base import CommandError
from PIL import Image

from core import files
from core.errors import Refused
from core.models import AuditEvent, StoredFile
from rectification.models import RectificationReport
from tests.core import uploads
from tests.core.records import make_records
from tests.core.uploads import package, picture, upload
from tests.people import Cast


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def report(cast: Cast) -> Any:
    return make_records(cast)["rectification.RectificationReport"]


def body(response: Any) -> bytes:
    """What a streamed response sends; its file is closed, while the signal that ends a request is not sent."""
    data = b"".join(response)
    for close in response._resource_closers:
        close()
    return data


def mpo() -> bytes:
    stream = io.BytesIO()
    image = Image.new("RGB", (8, 8), "#1f4e8c")
    image.save(stream, "MPO", save_all=True, append_images=[image])
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "content_type"),
    [
        ("方案.pdf", uploads.PDF, "application/pdf"),
        ("照片.JPG", picture("JPEG"), "image/jpeg"),
        ("照片.jpeg", picture("JPEG"), "image/jpeg"),
        ("手机.jpg", mpo(), "image/jpeg"),
        ("图.png", picture("PNG"), "image/png"),
        ("图.webp", picture("WEBP"), "image/webp"),
        ("报告.docx", uploads.DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("台账.xlsx", uploads.workbook(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("现场.mp4", uploads.MP4, "video/mp4"),
    ],
)
def test_every_kind_is_taken_in(cast: Cast, report: Any, name: str, data: bytes, content_type: str) -> None:
    row = files.store(upload(name, data), holder=report, by=cast.school_head, caption="整改后")
    assert (row.name, row.content_type, row.size, row.holder) == (name, content_type, len(data), report)
    assert (row.stored_by, row.caption, str(row)) == (cast.school_head, "整改后", name)
    assert row.is_image == content_type.startswith("image/")
    assert Path(row.file.path).read_bytes() == data
    assert Path(row.file.name).name == f"{row.pk}{row.extension}"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("方案.pdf", uploads.EXE, "与文件名不符"),
        ("方案.pdf", uploads.HTML, "与文件名不符"),
        ("方案.pdf", b"x", "与文件名不符"),
        ("报告.docx", package("readme.txt"), "与文件名不符"),
        ("报告.docx", package("[Content_Types].xml", "word/other.xml"), "与文件名不符"),
        ("报告.docx", uploads.workbook(), "与文件名不符"),
        ("报告.docx", package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "与文件名不符"),
        ("报告.docx", b"PK\x03\x04 word/document.xml", "与文件名不符"),
        ("台账.xlsx", uploads.DOCX, "与文件名不符"),
        ("图.png", uploads.HTML, "与文件名不符"),
        ("图.png", picture("JPEG"), "与文件名不符"),
        ("图.jpg", picture("JPEG")[:40], "与文件名不符"),
        ("现场.mp4", uploads.EXE, "与文件名不符"),
        ("空.pdf", b"", "是空文件"),
        ("网页.html", uploads.HTML, "不属于可接收的文件类型"),
        ("程序.exe", uploads.EXE, "不属于可接收的文件类型"),
        ("没有扩展名", uploads.PDF, "不属于可接收的文件类型"),
        ("动图.gif", picture("GIF"), "不属于可接收的文件类型"),
        ("矢量.svg", b"<svg/>", "不属于可接收的文件类型"),
    ],
)
def test_a_liar_is_refused_with_a_remedy(cast: Cast, report: Any, name: str, data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words) as refusal:
        files.store(upload(name, data), holder=report, by=cast.school_head)
    assert name in str(refusal.value)
    assert refusal.value.remedy
    assert not StoredFile.objects.exists()


def test_too_large_says_how_large_and_how_much_is_taken(
    cast: Cast, report: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    big = upload("照片.jpg", picture("JPEG"))
    big.size = 16 * files.MEGABYTE
    with pytest.raises(Refused, match=r"为 16 MB.*最多接收 15 MB"):
        files.store(big, holder=report, by=cast.school_head)
    monkeypatch.setattr(files, "UNPACKED_LIMIT", 10)
    with pytest.raises(Refused, match="与文件名不符"):
        files.store(upload("炸弹.docx", uploads.DOCX), holder=report, by=cast.school_head)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/方案.pdf", "方案.pdf"),
        ("C:\\文件\\方案.pdf", "方案.pdf"),
        ("方\x00案\n.pdf", "方案.pdf"),
        (f"{'长' * 300}.pdf", f"{'长' * 196}.pdf"),
    ],
)
def test_a_name_never_becomes_a_path(cast: Cast, report: Any, given: str, kept: str) -> None:
    row = files.store(ContentFile(uploads.PDF, name=given), holder=report, by=cast.school_head)
    assert row.name == kept
    assert row.file.name == f"files/{str(row.pk)[:4]}/{str(row.pk)[4:8]}/{row.pk}.pdf"


def test_the_same_bytes_are_kept_once_for_one_holder_and_purpose(cast: Cast, report: Any) -> None:
    first = files.store(upload("甲.pdf", uploads.PDF), holder=report, by=cast.school_head)
    assert files.store(upload("乙.pdf", uploads.PDF), holder=report, by=cast.school_head) == first
    other = files.store(upload("甲.pdf", uploads.PDF), holder=report, by=cast.school_head, purpose="signature")
    loose = files.store(upload("甲.pdf", uploads.PDF), holder=None, by=cast.school_head)
    assert len({first.pk, other.pk, loose.pk, files.store(upload("甲.pdf", uploads.PDF), holder=None, by=None).pk}) == 4


def test_files_of_a_record_and_of_many(cast: Cast, report: Any, django_assert_num_queries: Any) -> None:
    first = files.store(upload("甲.pdf", uploads.PDF), holder=report, by=cast.school_head)
    made = files.store_bytes(uploads.workbook(), name="表.xlsx", holder=report, by=None, purpose="export")
    second_round = RectificationReport.objects.create(problem=report.problem, round=2, state="draft")
    assert list(files.files_of(report)) == [first, made]
    assert list(files.files_of(report, purpose="export")) == [made]
    with django_assert_num_queries(1):
        assert files.files_of_many([report, second_round]) == {
            str(report.pk): [first, made],
            str(second_round.pk): [],
        }
    assert files.files_of_many([]) == {}


def test_removing_keeps_row_and_bytes_and_is_logged(cast: Cast, report: Any) -> None:
    row = files.store(upload("甲.pdf", uploads.PDF), holder=report, by=cast.school_head)
    files.remove(row, by=cast.school_head, reason="传错")
    assert not files.files_of(report).exists()
    assert Path(StoredFile.objects.get().file.path).read_bytes() == uploads.PDF
    event = AuditEvent.objects.get(action="remove_file")
    assert (event.about, event.reason) == (row, "传错")
    again = files.store(upload("甲.pdf", uploads.PDF), holder=report, by=cast.school_head)
    assert again != row


def test_readable_by_whoever_sees_the_holder(cast: Cast, report: Any) -> None:
    row = files.store(upload("甲.pdf", uploads.PDF), holder=report, by=cast.school_head)
    assert files.readable_by(cast.school_head, row)
    assert not files.readable_by(cast.other_school_head, row)
    assert not files.readable_by(cast.office, row)  # still the school's own draft
    RectificationReport.objects.update(state="submitted")
    assert files.readable_by(cast.office, row)
    loose = files.store(upload("甲.pdf", uploads.PDF), holder=None, by=cast.inspector)
    assert files.readable_by(cast.inspector, loose)
    assert not files.readable_by(cast.office, loose)


def test_sent_by_django_with_safe_headers(cast: Cast, report: Any) -> None:
    row = files.store(upload("方案 一.pdf", uploads.PDF), holder=report, by=cast.school_head)
    response = files.file_response(row)
    assert body(response) == uploads.PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == "inline; filename*=UTF-8''%E6%96%B9%E6%A1%88%20%E4%B8%80.pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("default-src 'none'")
    asked = files.file_response(row, download=True)
    assert asked["Content-Disposition"].startswith("attachment; ")
    body(asked)
    sheet = files.file_response(
        files.store_bytes(uploads.workbook(), name="表.xlsx", holder=report, by=None, purpose="x")
    )
    assert sheet["Content-Disposition"].startswith("attachment; ")
    body(sheet)


def test_sent_by_the_proxy_where_there_is_one(cast: Cast, report: Any, settings: Any) -> None:
    settings.PROTECTED_FILES_PREFIX = "/protected/"
    row = files.store(upload("方案.pdf", uploads.PDF), holder=report, by=cast.school_head)
    response = files.file_response(row)
    assert response["X-Accel-Redirect"] == f"/protected/{row.file.name}"
    assert response.content == b""  # type: ignore[union-attr]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_changed_and_lost_files_are_found(cast: Cast, report: Any, capsys: Any) -> None:
    kept, changed, lost = (
        files.store(upload(f"{name}.pdf", uploads.PDF + name.encode()), holder=report, by=cast.school_head)
        for name in ("甲", "乙", "丙")
    )
    assert files.changed_files() == []
    call_command("verify_files")
    assert capsys.readouterr().out == "3 files, all intact.\n"
    Path(changed.file.path).write_bytes(b"%PDF-1.7 other")
    Path(lost.file.path).unlink()
    assert files.changed_files() == [changed, lost]
    with pytest.raises(CommandError, match="2 files"):
        call_command("verify_files")
    assert str(kept.pk) not in capsys.readouterr().err
