"""What every request meets: methods, reading only, refusals in the house's own look, pages and fragments."""

import uuid
from typing import Any

import pytest
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.utils import translation

from accounts.models import Zone
from config.urls import urlpatterns as house_urls
from core.access import GET, POST, WroteOnGet, allow
from core.errors import NotAllowed, Refused, TransitionRefused
from core.htmx import refuse, render_page, take_step
from core.ids import time_ordered_uuid
from tests.people import Cast

FRAGMENT = {"HX-Request": "true"}
BOOSTED = {"HX-Request": "true", "HX-Boosted": "true"}


class NameForm(forms.Form):
    """A form of one field."""

    name = forms.CharField()


@login_not_required
@allow(GET, POST)
def writes(request: HttpRequest) -> HttpResponse:
    Zone.objects.create(number=99, name="第九十九责任区")
    if "fail" in request.POST:
        raise Refused("no")
    return HttpResponse("written")


@login_not_required
@allow(GET)
def reads(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(list(Zone.objects.select_related("leader"))))


@login_not_required
@allow(GET, POST)
def raises(request: HttpRequest, what: str) -> HttpResponse:
    raise {
        "refused": Refused("不能这样。", rule="《教育督导条例》第十六条", remedy="请先组成督导小组。"),
        "faster": TransitionRefused("已经变了。"),
        "not_allowed": NotAllowed("您不是本单位人员。"),
        "denied": PermissionDenied(),
        "missing": Http404("no such thing"),
        "broken": ZeroDivisionError("a fault of ours"),
    }[what]


@login_not_required
@allow(GET, POST)
def page(request: HttpRequest) -> HttpResponse:
    form = NameForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.data.get("refuse"):
        refuse(form, Refused("不能这样。", remedy="换一个。"), "name")
    return render_page(request, "tests/page.html", {"form": form}, part="form")


@login_not_required
@allow(GET, POST)
def step(request: HttpRequest, how: str) -> HttpResponse:
    """The page of a step on the newest zone, as views build it."""
    zone = Zone.objects.get()

    def take(obj: Any, *, by: Any, name: str = "新名") -> Any:
        if name == "refuse" or how == "bare-refused":
            raise Refused("不能这样。", remedy="换一个。")
        if name == "late":
            raise TransitionRefused("已经变了。")
        Zone.objects.update(name=name)
        return obj if how == "elsewhere" else None

    posted = request.POST if request.method == "POST" else None
    form = None if how.startswith("bare") else NameForm(posted)
    return take_step(request, zone, title="改名", submit="改名", take=take, form=form)


urlpatterns = [
    path("t/step/<str:how>/", step),
    path("t/writes/", writes),
    path("t/reads/", reads),
    path("t/raises/<str:what>/", raises),
    path("t/page/", page),
    *house_urls,
]
pytestmark = pytest.mark.urls("tests.core.test_requests")

PAGE = (
    "{% load partials %}<title>whole</title>"
    "{% partialdef form inline %}<form>{{ form.errors }}</form>{% endpartialdef %}"
)


@pytest.fixture(autouse=True)
def _template(settings: Any, tmp_path: Any) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "page.html").write_text(PAGE, "utf-8")
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], tmp_path]}]


def test_a_page_that_writes_when_it_is_looked_at_is_a_fault_of_ours(db: None, client: Client) -> None:
    with pytest.raises(WroteOnGet, match="INSERT"), transaction.atomic():
        client.get("/t/writes/")
    with pytest.raises(WroteOnGet), transaction.atomic():
        client.head("/t/writes/")
    assert not Zone.objects.exists()


def test_reading_is_let_through(db: None, client: Client) -> None:
    assert client.get("/t/reads/").content == b"[]"


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO accounts_zone SELECT * FROM accounts_zone",
        "  /* a note */ update accounts_zone SET number = 1",
        "-- a note\nDELETE FROM accounts_zone",
        "WITH old AS (SELECT 1) DELETE FROM accounts_zone",
        "TRUNCATE accounts_zone",
    ],
)
def test_every_way_to_write_is_seen(db: None, sql: str) -> None:
    @allow(GET)
    def view(request: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute(sql)
        return HttpResponse()

    request = HttpRequest()
    request.method = "GET"
    with pytest.raises(WroteOnGet):
        view(request)


def test_a_post_is_one_transaction(db: None, client: Client) -> None:
    assert client.post("/t/writes/", {"fail": "1"}).status_code == 422
    assert not Zone.objects.exists()
    assert client.post("/t/writes/").content == b"written"
    assert Zone.objects.exists()


@pytest.mark.parametrize("method", ["put", "patch", "delete", "post"])
def test_other_methods_get_the_houses_405(db: None, client: Client, method: str) -> None:
    response = getattr(client, method)("/t/reads/")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert "不能直接打开" in response.content.decode()


@pytest.mark.parametrize(
    ("what", "status", "words"),
    [
        ("refused", 422, ["不能这样。", "《教育督导条例》第十六条", "请先组成督导小组。"]),
        ("faster", 409, ["已经变了。"]),
        ("not_allowed", 403, ["您不是本单位人员。"]),
        ("denied", 403, ["您的账号不能进行此操作。"]),
        ("missing", 404, ["这个地址没有内容"]),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_refusal_is_a_page_of_the_house(
    db: None, client: Client, what: str, status: int, words: list[str], method: str
) -> None:
    response = getattr(client, method)(f"/t/raises/{what}/")
    text = response.content.decode()
    assert response.status_code == status
    assert "<html" in text
    assert all(word in text for word in words), text


@pytest.mark.parametrize(
    ("what", "status"), [("refused", 422), ("faster", 409), ("not_allowed", 403), ("missing", 404)]
)
def test_htmx_gets_a_fragment_for_the_place_of_refusals(db: None, client: Client, what: str, status: int) -> None:
    response = client.post(f"/t/raises/{what}/", headers=FRAGMENT)
    assert response.status_code == status
    assert "<html" not in response.content.decode()
    assert 'role="alert"' in response.content.decode()
    assert (response["HX-Retarget"], response["HX-Reswap"]) == ("#refusals", "innerHTML")
    assert "<html" in client.get(f"/t/raises/{what}/", headers=BOOSTED).content.decode()


def test_an_unknown_address_gets_the_houses_404(db: None, client: Client) -> None:
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert "这个地址没有内容" in response.content.decode()


def test_a_fault_of_ours_is_not_hidden(db: None, client: Client) -> None:
    with pytest.raises(ZeroDivisionError):
        client.get("/t/raises/broken/")
    client.raise_request_exception = False
    response = client.get("/t/raises/broken/")
    assert response.status_code == 500
    assert "fault of ours" not in response.content.decode()


def test_the_whole_page_or_the_part_that_was_asked_for(db: None, client: Client) -> None:
    assert "<title>whole" in client.get("/t/page/").content.decode()
    assert client.get("/t/page/", headers=FRAGMENT).content == b"<form></form>"
    assert "<title>whole" in client.get("/t/page/", headers=BOOSTED).content.decode()


def test_a_form_with_errors_answers_422(db: None, client: Client) -> None:
    assert client.post("/t/page/", {"name": ""}).status_code == 422
    assert client.post("/t/page/", {"name": "x"}).status_code == 200
    refused = client.post("/t/page/", {"name": "x", "refuse": "1"}, headers=FRAGMENT)
    assert refused.status_code == 422
    assert "不能这样。 换一个。" in refused.content.decode()


@pytest.fixture
def zone(db: None, monkeypatch: pytest.MonkeyPatch) -> Zone:
    """A zone with a page to go to."""
    monkeypatch.setattr(Zone, "get_absolute_url", lambda self: "/t/reads/", raising=False)
    return Zone.objects.create(number=1, name="第一责任区")


@pytest.mark.parametrize("how", ["form", "elsewhere", "bare"])
def test_a_step_asks_then_takes_and_goes_to_the_record(zone: Zone, client: Client, how: str) -> None:
    assert "改名" in client.get(f"/t/step/{how}/").content.decode()
    response = client.post(f"/t/step/{how}/", {"name": "新名"})
    assert (response.status_code, response["Location"]) == (302, "/t/reads/")
    assert Zone.objects.get().name == "新名"


def test_a_step_that_is_refused_keeps_what_was_typed(zone: Zone, client: Client) -> None:
    response = client.post("/t/step/form/", {"name": "refuse"})
    assert response.status_code == 422
    assert "不能这样。 换一个。" in response.content.decode()
    assert 'value="refuse"' in response.content.decode()
    assert client.post("/t/step/form/", {"name": ""}).status_code == 422
    assert client.post("/t/step/form/", {"name": "late"}).status_code == 409
    assert client.post("/t/step/bare-refused/").status_code == 422
    fragment = client.post("/t/step/form/", {"name": "refuse"}, headers=FRAGMENT).content.decode()
    assert "<html" not in fragment
    assert 'value="refuse"' in fragment


def test_a_status_that_is_given_stands(rf: Any, db: None) -> None:
    assert render_page(rf.get("/"), "tests/page.html", {}, status=202).status_code == 202


def test_refusals_in_one_line() -> None:
    assert str(Refused("a", rule="b", remedy="c")) == "a 依据：b。 c"
    assert str(Refused("a")) == "a"


def test_keys_sort_by_age_and_are_version_seven() -> None:
    keys = [time_ordered_uuid() for _n in range(50)]
    assert all(key.version == 7 and key.variant == uuid.RFC_4122 for key in keys)
    assert len(set(keys)) == 50
    assert [key.int >> 80 for key in keys] == sorted(key.int >> 80 for key in keys)


@pytest.mark.django_db(transaction=True)
def test_a_refusal_after_a_write_leaves_nothing(client: Client) -> None:
    client.post("/t/writes/", {"fail": "1"})
    assert not Zone.objects.exists()
    assert not transaction.get_connection().in_atomic_block
    with translation.override("en"):
        assert client.post("/t/raises/denied/").status_code == 403


def test_the_cast_signs_in(cast: Cast, sign_in: Any) -> None:
    assert sign_in(cast.office).get("/t/reads/").status_code == 200
