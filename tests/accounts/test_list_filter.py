"""What the filters of lists share: words, values, and what becomes of a value that makes no sense."""

import pytest
from django import forms

from accounts.enums import OrganisationKind
from accounts.forms.filters import ListFilter, choice_field
from accounts.models import Organisation
from tests.people import make_unit


class UnitsFilter(ListFilter):
    """A filter of units with one field of each kind."""

    q = forms.CharField(required=False)
    kind = choice_field("Kind", OrganisationKind.choices)
    least = forms.IntegerField(required=False)

    searched = ("name", "code")
    exact = ("kind",)
    paths = {"least": "pupils__gte"}


class ForgivingFilter(UnitsFilter):
    """The same, where what makes sense counts beside what makes none."""

    forgiving = True


@pytest.fixture
def units(db: None) -> None:
    make_unit("5104210901", "东风小学", "primary", pupils=100)
    make_unit("5104210902", "东风幼儿园", "kindergarten", pupils=300)


def names(asked: dict[str, str], form: type[ListFilter] = UnitsFilter) -> list[str]:
    rows = Organisation.objects.filter(code__startswith="51042109").order_by("code")
    return [unit.name for unit in form(asked).narrow(rows)]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["东风小学", "东风幼儿园"]),
        ({"q": " 小学 "}, ["东风小学"]),
        ({"q": "0902"}, ["东风幼儿园"]),
        ({"kind": "primary"}, ["东风小学"]),
        ({"least": "200"}, ["东风幼儿园"]),
        ({"q": "东风", "kind": "primary", "least": "200"}, []),
    ],
)
def test_words_and_values_narrow_together(units: None, asked: dict[str, str], found: list[str]) -> None:
    assert names(asked) == found


def test_a_value_that_makes_no_sense_leaves_the_list_whole(units: None) -> None:
    assert names({"q": "小学", "kind": "castle"}) == ["东风小学", "东风幼儿园"]


def test_a_forgiving_filter_leaves_out_that_value_only(units: None) -> None:
    assert names({"q": "小学", "kind": "castle"}, ForgivingFilter) == ["东风小学"]
