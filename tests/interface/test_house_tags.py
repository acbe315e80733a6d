"""The words and pieces that every page is built of."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import RequestContext, Template
from django.test import RequestFactory
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from core import calendar
from core.calendar import DayUnit
from core.templatetags import house
from tests.people import Cast
from tests.walk import problem as walk
from tests.walk.clock import on

TODAY = dt.date(2026, 11, 24)


def render(source: str, path: str = "/", user: Any = None, **context: Any) -> str:
    """The template `source` as a page of `user` would show it."""
    request = RequestFactory().get(path)
    request.user = user or AnonymousUser()
    return Template("{% load house %}" + source).render(RequestContext(request, context))


@pytest.fixture(autouse=True)
def _today(db: None, holidays: None) -> Iterator[None]:
    with on(TODAY):
        yield


def due(day: dt.date, unit: DayUnit = DayUnit.WORKING) -> Any:
    """Something that is due on `day`."""
    basis = calendar.deadline(TODAY, 5, unit).basis()
    return SimpleNamespace(due_on=day, due_basis=basis)


class TestDeadline:
    """How much time is left, in words, and why."""

    @pytest.mark.parametrize(
        ("days", "unit", "words", "tone"),
        [
            (-5, DayUnit.WORKING, "逾期5天", "over"),
            (0, DayUnit.WORKING, "今天到期", "soon"),
            (3, DayUnit.WORKING, "还剩3个工作日", "soon"),
            (7, DayUnit.WORKING, "还剩5个工作日", "ok"),
            (7, DayUnit.CALENDAR, "还剩7天", "ok"),
        ],
    )
    def test_words_and_tone(self, days: int, unit: DayUnit, words: str, tone: str) -> None:
        """Working days are counted as such; overdue is counted in days."""
        html = render("{% deadline it %}", it=due(TODAY + dt.timedelta(days=days), unit))
        assert words in html
        assert f"deadline-{tone}" in html

    def test_it_explains_itself(self) -> None:
        """A tap shows the date and what was skipped."""
        html = render("{% deadline it %}", it=due(dt.date(2026, 12, 1)))
        assert "<details" in html
        assert "2026年12月1日" in html
        assert "不计入" in html

    def test_without_a_basis_it_is_plain(self) -> None:
        """Nothing to tap where nothing is known."""
        assert "<details" not in render("{% deadline it %}", it=SimpleNamespace(due_on=TODAY, due_basis={}))

    def test_no_deadline_shows_nothing(self) -> None:
        """Empty stays empty."""
        assert render("{% deadline it %}", it=SimpleNamespace(due_on=None, due_basis={})) == ""

    def test_fifty_read_the_holiday_table_once(self, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
        """A list costs the same for one row and for fifty."""
        many = [due(TODAY + dt.timedelta(days=n)) for n in range(50)]
        with django_assert_max_num_queries(2):
            text = render("{% for it in many %}{% deadline it %}{% endfor %}", many=many)
        assert text.count("<details") == 50

    def test_a_far_deadline_still_counts(self) -> None:
        """Beyond the table read for the page it is asked for alone."""
        assert "个工作日" in render("{% deadline it %}", it=due(TODAY + dt.timedelta(days=500)))


class TestWorkflow:
    """Chips, stepper, buttons and timeline from the tables."""

    def test_chip_has_word_icon_and_tone(self, cast: Cast) -> None:
        """Colour is never alone."""
        html = render("{% state_chip it %}", it=walk.registered(cast))
        assert "<svg" in html
        assert "chip-neutral" in html

    def test_stepper_marks_done_now_and_next(self, cast: Cast) -> None:
        """The road with the place on it."""
        html = render("{% stepper it %}", it=walk.planned(cast))
        assert html.count('class="done"') == 2
        assert html.count('aria-current="step"') == 1
        assert html.count('class="next"') == 3

    def test_stepper_at_the_end_is_all_done(self, cast: Cast) -> None:
        """Nothing is left to do."""
        html = render("{% stepper it %}", it=walk.struck_off(cast))
        assert "aria-current" not in html
        assert html.count('class="done"') == 6

    def test_stepper_beside_the_road(self, cast: Cast) -> None:
        """A withdrawn problem stands where it left the road, and says so."""
        problem = walk.registered(cast)
        problem.state = "withdrawn"
        html = render("{% stepper it %}", it=problem)
        assert "当前：" in html
        assert html.count('class="done"') == 0

    def test_actions_are_of_the_reader(self, cast: Cast) -> None:
        """Each sees the steps that are theirs, the main one first."""
        problem = walk.submitted(cast).problem
        problem.refresh_from_db()
        html = render("{% actions it %}", it=problem, user=cast.office)
        assert html.count("btn-primary") == 1
        assert "btn" not in render("{% actions it %}", it=problem, user=cast.other_school_head)

    def test_actions_may_be_left_to_the_page(self, cast: Cast) -> None:
        """`skip` names what the page offers elsewhere."""
        problem = walk.submitted(cast).problem
        problem.refresh_from_db()
        assert "btn-primary" not in render('{% actions it skip="assign_recheck" %}', it=problem, user=cast.office)

    def test_timeline_tells_all_in_order(
        self, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        """Newest first, with who, when and the page's own entries."""
        problem = walk.planned(cast)
        extra = [{"at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC), "what": "纸质来文", "who": "县教育局"}]
        with django_assert_max_num_queries(2):
            html = render("{% timeline it extra=extra %}", it=problem, extra=extra)
        assert html.index("创建") < html.index("纸质来文")
        assert "2020年1月1日 08:00" in html

    def test_an_event_that_is_no_step_reads_as_a_sentence(self) -> None:
        """The token itself is the msgid."""
        with translation.override("en"):
            assert house.event_label("remove_file") == "Remove file"


class TestWords:
    """Dates, sizes and devices in words."""

    @pytest.mark.parametrize(
        ("source", "value", "zh", "en"),
        [
            ("cn_date", dt.date(2026, 11, 24), "2026年11月24日", "24 November 2026"),
            ("cn_date", dt.datetime(2026, 11, 23, 17, tzinfo=dt.UTC), "2026年11月24日", "24 November 2026"),
            (
                "cn_datetime",
                dt.datetime(2026, 11, 24, 6, 5, tzinfo=dt.UTC),
                "2026年11月24日 14:05",
                "24 November 2026 14:05",
            ),
            ("relative", TODAY, "今天", "today"),
            ("relative", dt.date(2026, 11, 21), "3天前", "3 days ago"),
            ("relative", dt.datetime(2026, 11, 26, 1, tzinfo=dt.UTC), "2天后", "in 2 days"),
            ("filesize_cn", 900, "900 B", "900 B"),
            ("filesize_cn", 4096, "4 KB", "4 KB"),
            ("filesize_cn", 3 * 1024 * 1024, "3.0 MB", "3.0 MB"),
            ("file_type", ".jpg", "图片", "Picture"),
            ("file_type", ".ofd", "OFD", "OFD"),
            (
                "device",
                "Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537 Edg/120",
                "Edge · Windows",
                "Edge · Windows",
            ),
            ("device", "curl/8", "其他浏览器", "Other browser"),
        ],
    )
    def test_filter(self, source: str, value: Any, zh: str, en: str) -> None:
        """In Chinese and in English."""
        template = "{{ value|" + source + " }}"
        assert render(template, value=value) == zh
        with translation.override("en"):
            assert render(template, value=value) == en

    @pytest.mark.parametrize("source", ["cn_date", "cn_datetime", "relative", "filesize_cn"])
    def test_nothing_stays_empty(self, source: str) -> None:
        """No value, no word."""
        assert render("{{ value|" + source + " }}", value=None) == ""


class TestLists:
    """Pages and columns of lists."""

    def test_pager_keeps_the_filters(self) -> None:
        """The address of another page still says what was asked for."""
        page = Paginator(range(200), 20).page(5)
        html = render('{% include "components/pager.html" %}', path="/?state=ordered&page=5", page=page)
        assert "?state=ordered&amp;page=6" in html
        assert 'aria-current="page"' in html
        assert "…" in html

    def test_pager_by_key(self) -> None:
        """A list without numbers has two links."""
        page = SimpleNamespace(previous_url="", next_url="?after=1", position_text="")
        html = render('{% include "components/pager.html" %}', page=page)
        assert 'href="?after=1"' in html
        assert "上一页" not in html

    @pytest.mark.parametrize(
        ("path", "aria", "link"),
        [
            ("/?page=3", "none", "?sort=title"),
            ("/?sort=title", "ascending", "?sort=-title"),
            ("/?sort=-title", "descending", "?sort=title"),
        ],
    )
    def test_column_head_sorts(self, path: str, aria: str, link: str) -> None:
        """A press sorts, another turns it round; the first page is shown again."""
        html = render('{% sort_head "title" "问题" %}', path=path)
        assert f'aria-sort="{aria}"' in html
        assert f'href="{link}"' in html


def test_every_icon_named_in_a_template_exists() -> None:
    """A misspelt icon would silently be nothing."""
    named = set()
    for file in (Path(settings.BASE_DIR) / "templates").rglob("*.html"):
        named |= set(re.findall(r'{% icon "([a-z0-9-]+)" %}', file.read_text("utf-8")))
    missing = sorted(name for name in named if not house.icon(name))
    assert missing == []
    assert house.icon("no-such-icon") == ""
    assert house.icon("../x") == ""
