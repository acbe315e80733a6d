"""The roster as a workbook."""

from core.models import AuditEvent
from inspectors.recusal.services import add_recusal
from tests.pages import text
from tests.workbooks import table_of

URL = "/desk/inspectors/export/"


def test_exactly_what_the_list_shows_with_full_numbers_and_logged(cast, sign_in, first):
    add_recusal(first, by=cast.office_head, unit=cast.other_school, ground="on_staff")
    page = sign_in(cast.office).post(f"{URL}?q=甲")
    table = table_of(page.content)
    assert page.status_code == 200
    assert table[0][0] == "米易县督学名册"
    assert len(table) == 4
    row = dict(zip(table[2], table[3], strict=True))
    assert (row["序号"], row["姓名"], row["联系电话"]) == (1, "督学甲", "13800005035")
    assert row["应回避单位及原因"] == "第二示例小学（本人任职）"
    event = AuditEvent.objects.get(action="export_inspectors")
    assert event.data == {"count": 1, "filter": {"q": "甲"}}


def test_the_list_offers_it_with_its_filters(cast, sign_in, first):
    assert 'action="/desk/inspectors/export/?q=%E7%94%B2"' in text(sign_in(cast.office).get("/desk/inspectors/?q=甲"))


def test_only_the_office(cast, sign_in, first):
    for name in ("leader", "inspector", "school_head"):
        assert sign_in(getattr(cast, name)).post(URL).status_code == 403
    assert sign_in(cast.office).get(URL).status_code == 405
