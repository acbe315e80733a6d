"""open_regular_visit: the record on the phone, its pieces for htmx, the whole page for a plain browser."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core import files
from supervision.models import RegularItem, RegularVisit
from supervision.regular import services
from tests.people import Cast
from tests.walk import regular as walk
from tests.walk.inspection import picture, signature

Browser = Callable[[str], Client]
HTMX = {"HX-Request": "true"}
pytestmark = pytest.mark.usefixtures("holidays")


class TestThePhone:
    """The page of the record: pieces for htmx, the whole page for a plain browser."""

    def test_a_whole_visit(self, cast: Cast, browser: Browser) -> None:
        visit = walk.begun(cast)
        first = visit.items.all()[0]
        inspector = browser("inspector")
        page = inspector.get(reverse("open_regular_visit", args=[visit.pk]))
        assert page.context["total"] == 8
        matter = reverse("record_matter", args=[visit.pk, first.pk])
        piece = inspector.post(matter, {"rating": "general", "note": "留样缺失"}, headers=HTMX).content.decode()
        assert f'id="got-{first.pk.hex}"' in piece
        assert "一般问题" in piece
        assert "<h1>" not in piece
        bureau = str(cast.education_bureau.pk)
        content = {"rating": "complex", "note": "占道", "advice": "整治", "department": bureau}
        assert inspector.post(matter, content).status_code == 302
        assert RegularItem.objects.get(pk=first.pk).department == cast.education_bureau
        wrong = inspector.post(matter, {"rating": "awful"}, headers=HTMX)
        assert wrong.status_code == 422
        photos = reverse("add_matter_photos", args=[visit.pk, first.pk])
        assert "现场照片.png" in inspector.post(photos, {"photos": [picture()]}, headers=HTMX).content.decode()
        assert inspector.post(photos, {}, headers=HTMX).status_code == 422
        photo = files.files_of(first).get()
        remove = reverse("remove_matter_photo", args=[visit.pk, first.pk, photo.pk])
        assert inspector.post(remove).status_code == 302
        assert inspector.post(reverse("rate_rest", args=[visit.pk])).status_code == 302
        methods = reverse("record_methods", args=[visit.pk])
        assert "saved-state" in inspector.post(methods, {"lessons": "2", "walks": ""}, headers=HTMX).content.decode()
        assert inspector.post(methods, {"lessons": "many"}).status_code == 422
        assert inspector.post(methods, {"lessons": "2"}).status_code == 302
        submit = reverse("submit_regular_visit", args=[visit.pk])
        assert "由督导办向主管部门发出协商意见书" in inspector.get(submit).content.decode()
        assert inspector.post(submit, {"told": "好"}).status_code == 422
        unsigned = {"told": "已反馈", "told_to": "校长", "note": "内部"}
        assert inspector.post(submit, unsigned).status_code == 422
        answer = inspector.post(submit, unsigned | {"signature": signature()})
        assert answer["Location"] == reverse("open_regular_visit", args=[visit.pk])
        assert "已反馈" in inspector.get(answer["Location"]).content.decode()
        assert inspector.get(submit).status_code == 409
        assert inspector.post(matter, {"rating": "none"}, headers=HTMX).status_code == 409

    def test_what_is_typed_is_given_back(self, cast: Cast, browser: Browser) -> None:
        visit = walk.submitted(cast, "general")
        services.return_regular_visit(visit, by=cast.office, reason="补充")
        item = RegularItem.objects.get(rating="general")
        matter = reverse("record_matter", args=[visit.pk, item.pk])
        page = browser("inspector").post(matter, {"rating": "none", "note": "改了主意"})
        assert page.status_code == 422
        assert "改了主意" in page.content.decode()
        assert "已进入跟进程序" in page.content.decode()

    def test_statements(self, cast: Cast, browser: Browser, statements: Callable[[Client, str], int]) -> None:
        visit = walk.begun(cast)
        inspector = browser("inspector")
        empty = statements(inspector, reverse("open_regular_visit", args=[visit.pk]))
        for place in range(8):
            item = walk.say(visit, "small", place=place)
            services.add_matter_photos(item, by=cast.inspector, photos=[picture()])
        assert statements(inspector, reverse("open_regular_visit", args=[visit.pk])) == empty <= 14


def test_a_moment_is_kept(cast: Cast) -> None:
    """Every save says when it was, so that the bar at the foot tells the truth."""
    visit = walk.begun(cast)
    assert visit.saved_at is None
    walk.say(visit, "none")
    saved = RegularVisit.objects.get().saved_at
    assert saved is not None
    assert timezone.now() - saved < dt.timedelta(minutes=1)
