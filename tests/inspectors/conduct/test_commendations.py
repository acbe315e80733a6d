"""propose_commendation, give_commendation, decline_commendation, withdraw_commendation: entered in the career."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core import calendar, files
from core.errors import NotAllowed, NotYourTurn, Refused
from core.models import Notification
from inspectors.conduct import services
from inspectors.models import CareerEvent, Inspector, InspectorCommendation
from tests.core.uploads import PDF
from tests.inspectors.conduct.test_conduct_report import post
from tests.pages import queries, text
from tests.people import Cast, make_inspector
from tests.walk import conduct as walk

SignIn = Callable[[object], Client]
LIST = "/desk/inspectors/commendations/"


def filled(inspector: Inspector, **changes: object) -> dict[str, object]:
    """The form of a commendation."""
    content = {
        "inspector": inspector.pk,
        "kind": "circular",
        "given_by": "县教育督导委员会",
        "number": "米教督〔2026〕9号",
        "given_on": calendar.today().isoformat(),
        "text": "在专项督导中成绩突出",
    }
    return content | changes


def test_proposed_by_the_office_and_given_by_the_head(cast: Cast, sign_in: SignIn, second: Inspector) -> None:
    office = sign_in(cast.office)
    page = office.get(f"{LIST}propose/?inspector={second.pk}")
    assert page.context["form"].initial == {"inspector": str(second.pk)}
    document = SimpleUploadedFile("通报.pdf", PDF, content_type="application/pdf")
    assert office.post(f"{LIST}propose/", filled(second, evidence=[document])).status_code == 302
    praise = InspectorCommendation.objects.get()
    assert (praise.state, files.files_of(praise).get().name) == ("proposed", "通报.pdf")
    own = sign_in(cast.other_inspector)
    assert own.get(praise.get_absolute_url()).status_code == 404
    assert post(sign_in(cast.office_head), "give_commendation", praise) == 302
    career = CareerEvent.objects.get(inspector=second, kind="commended")
    assert career.text == "县教育督导委员会：通报表扬，在专项督导中成绩突出"
    assert own.get(praise.get_absolute_url()).status_code == 200
    assert "在专项督导中成绩突出" in text(own.get(reverse("my_conduct")))
    assert Notification.objects.filter(recipient=cast.other_inspector, kind="give_commendation").exists()


def test_the_heads_own_is_given_at_once(cast: Cast, sign_in: SignIn, second: Inspector) -> None:
    head = sign_in(cast.office_head)
    assert "登记表扬" in text(head.get(f"{LIST}propose/"))
    head.post(f"{LIST}propose/", filled(second))
    assert InspectorCommendation.objects.get().state == "given"


def test_declined_and_withdrawn_with_a_reason(cast: Cast, sign_in: SignIn, second: Inspector) -> None:
    head = sign_in(cast.office_head)
    declined = walk.proposed(cast)
    assert post(head, "decline_commendation", declined, reason="材料不足") == 302
    told = Notification.objects.get(kind="decline_commendation")
    assert (told.recipient, told.body) == (cast.office, "材料不足")
    given = walk.given(cast, number="")
    assert head.post(reverse("withdraw_commendation", args=[given.pk]), {"reason": ""}).status_code == 422
    assert post(head, "withdraw_commendation", given, reason="事迹失实") == 302
    assert "撤销表扬：通报表扬" in CareerEvent.objects.filter(inspector=second).values_list("text", flat=True)
    assert "事迹失实" in text(sign_in(cast.other_inspector).get(given.get_absolute_url()))


def test_refusals(cast: Cast, sign_in: SignIn, second: Inspector) -> None:
    walk.proposed(cast)
    with pytest.raises(Refused, match="已登记过"):
        walk.proposed(cast)
    with pytest.raises(Refused, match="尚未到来"):
        walk.proposed(cast, number="", given_on=calendar.today() + dt.timedelta(days=1))
    for name in ("leader", "inspector", "school_head"):
        with pytest.raises(NotAllowed, match="督学表扬由督导办提出"):
            walk.proposed(cast, by=getattr(cast, name))
        assert sign_in(getattr(cast, name)).get(f"{LIST}propose/").status_code == 403
    praise = walk.proposed(cast, number="另号")
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办主任办理"):
        services.give_commendation(praise, by=cast.office)
    own = make_inspector(cast.office_head, "督导办主任", 70)
    with pytest.raises(Refused, match="不得表扬本人"):
        services.give_commendation(walk.proposed(cast, inspector=own), by=cast.office_head)


def test_who_sees_it(cast: Cast, sign_in: SignIn) -> None:
    praise = walk.given(cast)

    def sees(name: str) -> int:
        return sign_in(getattr(cast, name)).get(praise.get_absolute_url()).status_code

    assert [sees(name) for name in ("office", "office_head", "leader", "other_inspector")] == [200] * 4
    assert [sees(name) for name in ("inspector", "zone_leader", "school_head")] == [404] * 3
    assert sign_in(cast.office).get(reverse("withdraw_commendation", args=[praise.pk])).status_code == 403


def test_the_list(cast: Cast, sign_in: SignIn) -> None:
    office = sign_in(cast.office)
    assert "没有符合条件的表扬" in text(office.get(LIST))
    one, two = walk.proposed(cast), walk.given(cast, number="米教督〔2026〕77号", kind="award")

    def shown(**query: str) -> set[object]:
        return set(office.get(LIST, query).context["page"])

    assert shown() == {one, two}
    assert shown(state="given") == {two}
    assert shown(kind="circular") == {one}
    assert shown(q="77号") == {two}
    assert sign_in(cast.leader).get(LIST).status_code == 200
    assert sign_in(cast.inspector).get(LIST).status_code == 403


def test_the_list_asks_no_more_for_more_rows(cast: Cast, sign_in: SignIn) -> None:
    walk.proposed(cast)
    office = sign_in(cast.office)
    few = queries(office, LIST)
    for number in range(15):
        walk.proposed(cast, number=f"第{number}号", inspector=make_inspector(None, f"督学{number}", 60 + number))
    assert queries(office, LIST) == few <= 12
