"""advance_appraisals: many confirmed, told, filed at once; each taken or refused for itself."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.policy import forget
from accounts.services.policy import edit_policy
from core.errors import NotAllowed
from inspectors.appraisal import services
from inspectors.models import Appraisal, Inspector
from tests.pages import queries, text
from tests.people import Cast
from tests.walk import appraisal as walk

SignIn = Callable[[object], Client]


def page_of(step: str) -> str:
    return reverse("advance_appraisals", args=[step])


def test_confirmed_told_and_filed_together(cast: Cast, sign_in: SignIn, second: Inspector) -> None:
    rows = [walk.graded(cast), walk.graded(cast, inspector=second, grade="basic")]
    head, office = sign_in(cast.office_head), sign_in(cast.office)
    table = text(head.get(reverse("appraisal_table")))
    assert page_of("confirm_appraisal") in table
    assert page_of("confirm_appraisal") not in text(office.get(reverse("appraisal_table")))
    keys = [str(row.pk) for row in rows]
    which = {"kind": "yearly", "year": rows[0].year}
    assert len(head.get(page_of("confirm_appraisal")).context["rows"]) == 2
    answer = head.post(page_of("confirm_appraisal"), {**which, "keys": keys}, follow=True)
    assert "已办理2份" in text(answer)
    office.post(page_of("tell_appraisal"), {**which, "keys": keys[:1]})
    assert [Appraisal.objects.get(pk=key).state for key in keys] == ["told", "confirmed"]
    services.accept_appraisal(Appraisal.objects.get(pk=keys[0]), by=cast.inspector)
    office.post(page_of("file_appraisal"), {**which, "keys": keys})
    assert [Appraisal.objects.get(pk=key).state for key in keys] == ["filed", "confirmed"]


def test_a_refusal_stops_only_its_own(cast: Cast, sign_in: SignIn, second: Inspector) -> None:
    edit_policy("appraisal_excellent", by=cast.office_head, value=40)
    forget()
    rows = [walk.graded(cast, grade="excellent"), walk.graded(cast, inspector=second)]
    edit_policy("appraisal_excellent", by=cast.office_head, value=20)
    forget()
    which = {"kind": "yearly", "year": rows[0].year, "keys": [str(row.pk) for row in rows]}
    answer = text(sign_in(cast.office_head).post(page_of("confirm_appraisal"), which, follow=True))
    assert "已办理1份" in answer
    assert "督学甲：" in answer
    assert [Appraisal.objects.get(pk=row.pk).state for row in rows] == ["graded", "confirmed"]


def test_who_may_and_what_is_refused(cast: Cast, sign_in: SignIn) -> None:
    row = walk.graded(cast)
    for name in ("office", "leader", "inspector", "school_head"):
        assert sign_in(getattr(cast, name)).get(page_of("confirm_appraisal")).status_code == 403
        with pytest.raises(NotAllowed, match="这一步由其他人员办理"):
            services.advance_appraisals(
                "confirm_appraisal", kind="yearly", year=row.year, keys=[row.pk], by=getattr(cast, name)
            )
    head = sign_in(cast.office_head)
    assert head.get(page_of("grade_appraisal")).status_code == 404
    assert "没有考核等待" in text(head.get(page_of("file_appraisal")))
    answer = head.post(page_of("confirm_appraisal"), {"kind": "yearly", "year": row.year})
    assert answer.status_code == 422
    assert "请至少选择一项" in text(answer)
    odd = {"kind": "yearly", "year": row.year, "keys": ["nonsense"]}
    assert head.post(page_of("confirm_appraisal"), odd).status_code == 422


def test_the_page_asks_no_more_for_more_rows(cast: Cast, sign_in: SignIn, second: Inspector) -> None:
    walk.graded(cast)
    head = sign_in(cast.office_head)
    few = queries(head, page_of("confirm_appraisal"))
    walk.graded(cast, inspector=second)
    assert queries(head, page_of("confirm_appraisal")) == few


def test_ones_own_is_left_to_somebody_else(cast: Cast, second: Inspector) -> None:
    own, other = walk.graded(cast, inspector=second), walk.graded(cast)
    Inspector.objects.filter(pk=second.pk).update(user=cast.office_head)
    done = services.advance_appraisals(
        "confirm_appraisal", kind="yearly", year=own.year, keys=[own.pk, other.pk], by=cast.office_head
    )
    assert (done.done, [row for row, _why in done.refused]) == (1, [own])
    assert Appraisal.objects.get(pk=own.pk).state == "graded"
