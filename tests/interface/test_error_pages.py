"""Pages that say what went wrong: in the house's look, and the worst one without any help."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from core.errors import Refused
from tests.people import Cast


def test_the_page_for_our_own_faults_needs_nothing() -> None:
    """No request, no context, no database: Django renders it when all else is broken."""
    html = render_to_string("500.html")
    assert "系统出现故障" in html
    assert "教育督导信息管理平台" in html


@pytest.mark.parametrize("code", ["400", "403", "404", "405", "413", "429"])
def test_every_page_says_what_to_do(code: str) -> None:
    """A heading, a sentence and a way on, also without a signed-in person."""
    html = render_to_string(f"{code}.html")
    assert html.count("<h1>") == 1
    assert "btn-primary" in html


def test_a_refusal_names_rule_and_remedy() -> None:
    """What, why by which article, and what would satisfy it."""
    refusal = Refused("督导小组人数不足", rule="《教育督导条例》第十二条", remedy="再添加 1 名督学")
    html = render_to_string("errors/refused.html", {"refusal": refusal})
    assert "《教育督导条例》第十二条" in html
    assert "再添加 1 名督学" in html


@pytest.mark.django_db
def test_an_unknown_address_is_answered_in_the_house_look(cast: Cast) -> None:
    """For a visitor and for a colleague, each with a way back."""
    client = Client()
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    assert "这个地址没有内容" in answer.content.decode()
    client.force_login(cast.office)
    assert reverse("my_turn") in client.get("/no/such/page/").content.decode()
