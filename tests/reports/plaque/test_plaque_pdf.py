"""The plaque as a print-ready PDF, one at once and many in the background."""

import pytest

from accounts.models import PolicySetting
from accounts.policy import forget
from core.errors import NotAllowed, Refused
from core.models import AuditEvent, Notification
from inspectors.models import Inspector
from inspectors.plaque.services import assign_plaque, end_plaque
from inspectors.roster.services import set_photo
from reports.builders.plaque import render_plaques
from reports.models import BuildState, PlaquePrint
from reports.plaque.services import build_plaque_print, plaque_sheets, print_plaques, queue_waiting_prints
from reports.plaque.tasks import build_plaque_print as build_task
from tests.pages import text
from tests.pdf.reading import MM, Pdf
from tests.walk.roster import portrait
from tests.walk.zone import hanging, second_zone

PRINT = "/desk/reports/plaques/print/"


@pytest.fixture
def plaque(cast):
    """The first inspector's plaque at the school, with photograph and telephone."""
    found = hanging(cast)
    Inspector.objects.filter(pk=found.inspector_id).update(phone="13800005035", employer="县教育和体育局")
    set_photo(found.inspector, by=cast.office, photo=portrait())
    found.inspector.refresh_from_db()
    return found


def words(pdf):
    return "".join(char.text for char in pdf.chars)


def test_it_says_name_contact_and_matters(cast, sign_in, plaque):
    page = sign_in(cast.office).get(f"/desk/reports/plaques/{plaque.pk}/pdf/")
    assert page["Content-Type"] == "application/pdf"
    assert page["Content-Disposition"].startswith("inline; filename*=UTF-8''")
    pdf = Pdf(page.content)
    said = words(pdf)
    for part in (
        "第一示例中学责任督学公示牌",
        "责任督学督学甲",
        "专职督学",
        "县教育和体育局",
        "13800005035",
        "0812-8170000",
        "督导事项",
        f"/plaques/{plaque.pk}/",
        "米易县人民政府教育督导委员会办公室",
        "起挂牌",
    ):
        assert part in said
    assert said.count("食堂") == 1
    assert "照片待补" not in said


def test_it_is_ready_for_the_printer(plaque):
    pdf = Pdf(render_plaques(plaque_sheets([plaque])))
    assert pdf.pages == 1
    page = pdf.reader.pages[0]
    wide, high = (float(side) / MM for side in (page.trimbox.width, page.trimbox.height))
    assert (round(wide), round(high)) == (420, 297)
    assert (float(page.bleedbox.width) - float(page.trimbox.width)) / MM / 2 > 3
    assert round((float(page.mediabox.width) - float(page.trimbox.width)) / MM / 2) == 10
    assert all(font.startswith("Fandol") or "Noto" in font for font in {char.face for char in pdf.chars})


def test_the_same_content_makes_the_same_bytes(plaque):
    sheets = plaque_sheets([plaque])
    assert render_plaques(sheets) == render_plaques(sheets)


def test_without_photograph_or_published_telephone(cast, plaque):
    PolicySetting.objects.create(key="plaque_phone_public", value=False)
    forget()
    other = assign_plaque(cast.kindergarten, by=cast.office, inspector=Inspector.objects.get(user=cast.other_inspector))
    said = words(Pdf(render_plaques(plaque_sheets([plaque, other]))))
    assert "13800005035" not in said
    assert "照片待补" in said
    assert "本园保育教育" in said


def test_an_ended_plaque_is_not_printed_and_strangers_see_none(cast, sign_in, plaque):
    url = f"/desk/reports/plaques/{plaque.pk}/pdf/"
    assert sign_in(cast.school_head).get(url).status_code == 200
    assert sign_in(cast.other_school_head).get(url).status_code == 404
    end_plaque(plaque, by=cast.office, reason="调离")
    assert sign_in(cast.office).get(url).status_code == 404


def test_many_are_built_in_the_background_with_progress(cast, sign_in, plaque):
    assign_plaque(cast.kindergarten, by=cast.office, inspector=plaque.inspector)
    client = sign_in(cast.office)
    assert "A3横版" in text(client.get(f"{PRINT}?zone={cast.zone.pk}"))
    page = client.post(PRINT, {"zone": cast.zone.pk})
    made = PlaquePrint.objects.get()
    assert page["Location"] == made.get_absolute_url() == f"{PRINT}{made.pk}/"
    assert (made.total, made.zone) == (2, cast.zone)
    assert "已排版0块，共2块" in text(client.get(f"{PRINT}{made.pk}/progress/"))
    built = build_plaque_print(made.pk)
    assert (built.build_state, built.done) == (BuildState.BUILT, 2)
    assert built.pdf.name == "第一责任区公示牌（2块）.pdf"
    with built.pdf.file.open("rb") as stream:
        assert Pdf(stream.read()).pages == 2
    assert build_plaque_print(made.pk).pdf == built.pdf
    assert "打开PDF" in text(client.get(made.get_absolute_url())).replace(" ", "")
    assert "第一责任区公示牌（2块）" in text(client.get(PRINT))
    assert Notification.objects.get(kind="print_plaques").title == "已生成打印文件：第一责任区公示牌（2块）"
    assert AuditEvent.objects.get(action="print_plaques").data == {"rows": 2}
    assert sign_in(cast.school_head).get(made.get_absolute_url()).status_code == 404


def test_a_file_that_cannot_be_built_says_so(cast, sign_in, plaque):
    made = print_plaques(by=cast.office)
    end_plaque(plaque, by=cast.office, reason="调离")
    with pytest.raises(Refused, match="该范围内还没有挂牌"):
        build_plaque_print(made.pk)
    made.refresh_from_db()
    assert made.build_state == BuildState.FAILED
    assert "文件没有生成" in text(sign_in(cast.office).get(made.get_absolute_url()))


def test_lost_ones_are_queued_again(cast, plaque):
    made = print_plaques(by=cast.office)
    assert queue_waiting_prints() == 0
    PlaquePrint.objects.filter(pk=made.pk).update(created_at="2026-01-01T00:00:00Z")
    assert queue_waiting_prints() == 1


def test_refusals_and_wrong_roles(cast, sign_in, plaque, monkeypatch):
    page = sign_in(cast.office).post(PRINT, {"zone": second_zone(cast).pk})
    assert page.status_code == 422
    assert "还没有挂牌" in text(page)
    monkeypatch.setattr("reports.plaque.services.MOST", 0)
    with pytest.raises(Refused, match="超过一个文件"):
        print_plaques(by=cast.office)
    for name in ("leader", "zone_leader", "inspector", "school_head"):
        assert sign_in(getattr(cast, name)).get(PRINT).status_code == 403
    with pytest.raises(NotAllowed, match="公示牌由督导办制作"):
        print_plaques(by=cast.leader)


def test_the_worker_builds_it(cast, plaque):
    made = print_plaques(by=cast.office)
    build_task(str(made.pk))
    made.refresh_from_db()
    assert made.build_state == BuildState.BUILT
    assert build_task.name == "reports.plaque.tasks.build_plaque_print"
