"""One line per event, the same id on every line of a request, and nobody's data in them."""

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from config import logs


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What is written meanwhile, in the form of production."""
    form = logs.logging_dict(json=True)["formatters"]["line"]
    handler = logging.StreamHandler(io.StringIO())
    handler.setFormatter(form.pop("()")(**form))
    root = logging.getLogger()
    root.addHandler(handler)
    yield handler.stream
    root.removeHandler(handler)


def lines(log: io.StringIO) -> list[dict[str, object]]:
    """Return the logged lines, parsed."""
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_both_kinds_of_logger_write_json(log: io.StringIO) -> None:
    logging.getLogger("a.library").warning("磁盘 %s", "满", extra={"free": 0})
    structlog.get_logger("ours").info("issued", number="米府教督〔2026〕7号")

    library, ours = lines(log)
    assert (library["event"], library["level"], library["free"]) == ("磁盘 满", "warning", 0)
    assert (ours["event"], ours["number"]) == ("issued", "米府教督〔2026〕7号")


def test_a_logged_traceback_holds_no_variables(log: io.StringIO) -> None:
    id_number = "510421201001011234"
    try:
        int(id_number[:0])
    except ValueError:
        logging.getLogger("a.library").exception("failed")

    (line,) = lines(log)
    assert line["exception"]
    assert id_number not in json.dumps(line)


def test_every_line_of_a_request_carries_its_id(log: io.StringIO) -> None:
    def view(_request: HttpRequest) -> HttpResponse:
        logging.getLogger("a.library").warning("meanwhile")
        return HttpResponse()

    request = RequestFactory().get("/desk/", {"q": "张三"}, headers={"X-Request-ID": "a1b2c3d4e5"})
    answer = logs.log_requests(view)(request)

    meanwhile, end = lines(log)
    assert answer["X-Request-ID"] == meanwhile["request_id"] == end["request_id"] == "a1b2c3d4e5"
    assert (end["path"], end["status"], end["method"]) == ("/desk/", 200, "GET")
    assert "张三" not in json.dumps(end, ensure_ascii=False)


def test_a_forged_id_is_replaced(client: Client) -> None:
    answer = client.get("/healthz/", headers={"X-Request-ID": "x\ny"})
    assert logs.REQUEST_ID.fullmatch(answer["X-Request-ID"])
    assert answer["X-Request-ID"] != "x\ny"


def test_who_answers_a_questionnaire_is_not_noted(log: io.StringIO) -> None:
    """Neither which questionnaire nor who was signed in; the proxy in front keeps no line of it at all."""
    request = RequestFactory().post("/s/3vSEl1XIsbj0MnUhnEjtdA/")
    request.user = SimpleNamespace(pk="a-teacher")  # type: ignore[assignment]
    logs.log_requests(lambda _request: HttpResponse())(request)
    (line,) = lines(log)
    assert (line["path"], line["user"]) == ("/s/", "")
    proxy = (Path(settings.BASE_DIR) / "config" / "nginx.conf").read_text("utf-8")
    assert "~^/s/   0;" in proxy
    assert all("if=$logged" in one for one in proxy.splitlines() if "access_log /" in one)
