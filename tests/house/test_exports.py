"""Every export is asked for by POST, and the log says who took what out."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import audit
from core.models import AuditEvent
from tests.house.conftest import County
from tests.house.county import addresses
from tests.people import Cast

pytestmark = pytest.mark.django_db  # inside the county's own transaction: each test is undone
EXPORTS = sorted(name for name in addresses() if name.startswith("export_"))
# By the office, except:
BY = {"export_audit_log": "auditor"}
# Hands the approved statements of a month over, once: its own test walks there.
HANDED_OVER = "export_allowances"
# Their rows are the zones of the county; the log has its own limit.
BOUNDED = {"export_zones", "export_staffing", "export_audit_log", HANDED_OVER}


def url_of(name: str, county: County) -> str:
    return reverse(name, kwargs=county.targets.get(name, {}))


def by(name: str, cast: Cast) -> Any:
    return getattr(cast, BY.get(name, "office"))


def test_the_walk_finds_the_exports() -> None:
    assert len(EXPORTS) > 20


@pytest.mark.parametrize("name", EXPORTS)
def test_it_is_no_address_to_look_at(name: str, county: County, sign_in: Any) -> None:
    """A link, a prefetch or a foreign page takes nothing out."""
    person = by(name, county.cast)
    assert sign_in(person).get(url_of(name, county)).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = sign_in(person).cookies
    noted = AuditEvent.objects.filter(action=name)
    before = noted.count()
    assert strict.post(url_of(name, county)).status_code == 403
    assert noted.count() == before


@pytest.mark.parametrize("name", [name for name in EXPORTS if name != HANDED_OVER])
def test_the_log_says_who_took_what_out(name: str, county: County, sign_in: Any) -> None:
    person = by(name, county.cast)
    known = AuditEvent.objects.filter(action=name).count()
    answer = sign_in(person).post(f"{url_of(name, county)}?q=")
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    events = AuditEvent.objects.filter(action=name)
    assert events.count() == known + 1
    assert events.latest("id").actor == person
    if name not in BOUNDED:
        assert events.latest("id").data["filter"] == {"q": ""}


@pytest.mark.parametrize("name", [name for name in EXPORTS if name not in BOUNDED])
def test_too_many_rows_are_refused_and_never_cut_off(
    name: str, county: County, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "MOST_EXPORTED", -1)
    answer = sign_in(by(name, county.cast)).post(url_of(name, county))
    assert answer.status_code == 422
    assert "分次导出" in answer.content.decode()
