"""The face photograph of an inspector."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from core.errors import NotAllowed, Refused
from core.models import AuditEvent, StoredFile
from inspectors.roster.services import photo_of, set_photo
from tests.pages import text
from tests.walk.roster import answer_to, portrait, scan


def url(inspector):
    return f"/desk/inspectors/{inspector.pk}/photo/set/"


def test_the_office_gives_it_and_the_page_shows_it(cast, sign_in, first):
    client = sign_in(cast.office)
    assert "暂无照片" in text(client.get(f"/desk/inspectors/{first.pk}/"))
    assert 'enctype="multipart/form-data"' in text(client.get(url(first)))
    assert client.post(url(first), {"photo": portrait()}).status_code == 302
    photo = photo_of(first)
    content = text(client.get(f"/desk/inspectors/{first.pk}/"))
    assert f"/{photo.pk}/" in content
    assert "督学甲的照片" in content
    assert AuditEvent.objects.get(action="set_photo").about_id == str(first.pk)


def test_one_gives_ones_own_and_an_earlier_one_is_taken_off(cast, sign_in, first):
    earlier = set_photo(first, by=cast.office, photo=portrait())
    client = sign_in(cast.inspector)
    assert client.post(url(first), {"photo": portrait("新.jpg", (600, 800), "JPEG")}).status_code == 302
    assert photo_of(first) != earlier
    assert StoredFile.objects.get(pk=earlier.pk).removed_at is not None
    assert photo_of(first).content_type == "image/jpeg"


def test_place_and_camera_are_not_kept_and_it_is_made_no_larger_than_needed(cast, first):
    picture, data = Image.new("RGB", (1800, 2400), "gray"), io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    picture.save(data, "JPEG", exif=exif)
    stored = set_photo(first, by=cast.office, photo=SimpleUploadedFile("a.jpg", data.getvalue()))
    with stored.file.open("rb") as stream:
        kept = stream.read()
    assert b"SecretCamera" not in kept
    with Image.open(io.BytesIO(kept)) as image:
        assert image.size == (1200, 1600)


@pytest.mark.parametrize(
    ("photo", "words"),
    [
        (scan(), "不是 JPG 或 PNG 图片"),
        (portrait("a.webp", form="WEBP"), "不是 JPG 或 PNG 图片"),
        (portrait("a.png", form="WEBP"), "不是 JPG 或 PNG 图片"),
        (SimpleUploadedFile("a.png", b"no picture"), "照片无法打开"),
        (portrait(size=(400, 300)), "照片不是竖幅"),
        (portrait(size=(300, 900)), "照片不是竖幅"),
        (portrait(size=(90, 120)), "90×120像素"),
    ],
)
def test_what_is_no_portrait_is_refused(cast, sign_in, first, photo, words):
    photo.seek(0)
    page = sign_in(cast.office).post(url(first), {"photo": photo})
    assert page.status_code == 422
    assert words in text(page)
    photo.seek(0)
    with pytest.raises(Refused, match=r"照片不是|照片不是竖幅|不足以印制责任督学公示牌|照片无法打开"):
        set_photo(first, by=cast.office, photo=photo)
    assert photo_of(first) is None


def test_only_those_who_see_the_inspector_open_it(cast, sign_in, first):
    set_photo(first, by=cast.office, photo=portrait())
    address = reverse("open_file", args=[photo_of(first).pk])
    for name in ("office", "leader", "zone_leader", "inspector", "other_inspector"):
        assert answer_to(sign_in(getattr(cast, name)), address) == 200
    for name in ("school_head", "expert", "liaison", "sysadmin"):
        assert answer_to(sign_in(getattr(cast, name)), address) == 404


def test_wrong_roles_and_strangers(cast, sign_in, first):
    for name in ("leader", "zone_leader", "other_inspector"):
        client = sign_in(getattr(cast, name))
        assert client.post(url(first), {"photo": portrait()}).status_code == 403
        assert "photo/set" not in text(client.get(f"/desk/inspectors/{first.pk}/"))
    assert sign_in(cast.school_head).get(url(first)).status_code == 404
    with pytest.raises(NotAllowed, match="照片由教育督导办公室和督学本人维护"):
        set_photo(first, by=cast.other_inspector, photo=portrait())
