"""Balanced development reckoned by hand: values, lines, six of seven, 85 %, coefficients; no database."""

from decimal import Decimal as D

import pytest

from supervision.balance_rules import (
    FIGURES,
    Amounts,
    Rules,
    coefficient_of_variation,
    down,
    judge,
    plain,
    spreads_of,
    up,
)

LINES = {
    "primary": ("4.2", "1", "0.9", "4.5", "7.5", "2000", "2.3"),
    "junior": ("5.3", "1", "0.9", "5.8", "10.2", "2500", "2.4"),
}
KEYS = [figure.key for figure in FIGURES]
ON_PRIMARY = (42, 10, 9, 4500, 7500, 2000000, 23)
ON_JUNIOR = (53, 10, 9, 5800, 10200, 2500000, 24)


def rules(**changes):
    held = {
        "lines": {stage: dict(zip(KEYS, map(D, lines), strict=True)) for stage, lines in LINES.items()},
        "spreads": {"primary": D("0.50"), "junior": D("0.45")},
        "least_met": 6,
        "remaining": D(85),
        "near": D(10),
    }
    return Rules(**held | changes)


def school(kind, pupils, amounts):
    return Amounts(kind, pupils, dict(zip(KEYS, map(D, map(str, amounts)), strict=True)))


def changed(amounts, **changes):
    return tuple(changes.get(key, amount) for key, amount in zip(KEYS, amounts, strict=True))


def test_values_per_pupil_and_per_hundred_pupils():
    # 县第一小学校 of the county's workbook: 1,392 pupils.
    marks = judge(school("primary", 1392, (56, 15, 13, 9158, 10783, 2436705, 30)), rules()).marks
    # 56·100/1392 = 4.0229…, 15·100/1392 = 1.0775…, 13·100/1392 = 0.9339…, 9158/1392 = 6.5790…, 10783/1392 = 7.7464…,
    # 2436705/1392 = 1750.5…, 30·100/1392 = 2.1551…
    assert [str(mark.shown) for mark in marks] == ["4.02", "1.07", "0.93", "6.57", "7.74", "1750", "2.15"]
    assert [mark.is_met for mark in marks] == [False, True, True, True, True, False, False]
    # 4.2 × 1392 / 100 = 58.464: 56 are there, so three more teachers are lacking; 2000 × 1392 − 2436705 = 347295.
    assert (marks[0].lacking, marks[1].lacking, marks[5].lacking) == (3, 0, 347295)
    assert marks[0].formula == "56 ÷ 1,392 × 100 = 4.02"
    assert marks[3].formula == "9,158 ÷ 1,392 = 6.57"
    assert str(marks[0].share) == "95.7"  # 4.0229 / 4.2


@pytest.mark.parametrize(("kind", "amounts"), [("primary", ON_PRIMARY), ("junior", ON_JUNIOR)])
def test_exactly_on_every_line_meets_all_seven(kind, amounts):
    found = judge(school(kind, 1000, amounts), rules())
    assert (found.stage, found.met, found.is_met, found.below) == (kind, 7, True, [])


@pytest.mark.parametrize("key", KEYS)
def test_a_hair_below_a_line_is_below_it(key):
    amount = D(dict(zip(KEYS, ON_PRIMARY, strict=True))[key]) - D("0.01")
    found = judge(school("primary", 1000, changed(ON_PRIMARY, **{key: amount})), rules())
    assert [mark.figure.key for mark in found.below] == [key]
    assert found.is_met  # six of seven, and the seventh far above 85 %
    assert found.below[0].shown < found.below[0].line  # never shown as if it were met


def test_the_remaining_figure_reaches_exactly_85_per_cent():
    # 85 % of 4.5 m² × 1,000 pupils is 3,825 m².
    found = judge(school("primary", 1000, changed(ON_PRIMARY, teaching=3825)), rules())
    assert (found.met, found.is_met, found.far_below) == (6, True, [])
    assert str(found.below[0].share) == "85.0"
    short = judge(school("primary", 1000, changed(ON_PRIMARY, teaching="3824.99")), rules())
    assert (short.met, short.is_met) == (6, False)
    assert [mark.figure.key for mark in short.far_below] == ["teaching"]
    assert str(short.below[0].share) == "84.9"


def test_five_of_seven_are_too_few_however_near():
    found = judge(school("primary", 1000, changed(ON_PRIMARY, degree=41, media=22)), rules())
    assert (found.met, found.is_met, found.far_below) == (5, False, [])


def test_a_stricter_county_asks_for_seven():
    assert not judge(school("primary", 1000, changed(ON_PRIMARY, media=22)), rules(least_met=7)).is_met


def test_nine_year_schools_go_by_the_setting():
    nine_year = school("nine_year", 1000, ON_PRIMARY)
    by_junior = judge(nine_year, rules())
    assert (by_junior.stage, by_junior.met) == ("junior", 2)  # backbone and arts have the same line
    assert judge(nine_year, rules(nine_year="primary")).is_met
    both = [nine_year, school("primary", 10, ON_PRIMARY)]
    assert set(spreads_of(both, rules())) == {"primary", "junior"}
    assert set(spreads_of(both, rules(nine_year="primary"))) == {"primary"}


def test_the_coefficient_of_three_schools_by_hand():
    # Pupils 100, 200, 100; teachers 4, 4, 8. P = 400, Σx = 16, X̄ = 100·16/400 = 4 per hundred.
    # Xᵢ = 4, 2, 8. S² = 100/400·0² + 200/400·2² + 100/400·4² = 0 + 2 + 4 = 6. CV = √6/4 = 0.612372…
    schools = [
        school("primary", pupils, changed(ON_PRIMARY, degree=teachers))
        for pupils, teachers in ((100, 4), (200, 4), (100, 8))
    ]
    degree = spreads_of(schools, rules())["primary"][0]
    assert (degree.schools, degree.pupils, degree.total, degree.mean) == (3, 400, 16, 4)
    assert round(degree.coefficient, 6) == D("0.612372")
    assert round(degree.deviation**2, 12) == 6
    assert (degree.is_met, degree.is_near, str(degree.shown)) == (False, False, "0.613")
    assert degree.formulas == [
        "X̄ = Σxᵢ ÷ ΣPᵢ × 100 = 16 ÷ 400 × 100 = 4",
        "S = √(Σ(Pᵢ ÷ P)(Xᵢ − X̄)²) = 2.449",
        "CV = S ÷ X̄ = 2.449 ÷ 4 = 0.613",
    ]


def test_a_coefficient_exactly_on_its_line_is_met_and_warned_of():
    # Two schools of 100 pupils with 1 and 3: X̄ = 2, S = 1, CV = 0.5.
    exact = spreads_of([school("primary", 100, changed(ON_PRIMARY, arts=n)) for n in (1, 3)], rules())["primary"][2]
    assert (exact.is_met, exact.is_near, str(exact.shown)) == (True, True, "0.500")
    # With 1 and 3.0001 for each pupil: X̄ = 2.00005, S = 1.00005, CV = 0.5000125…: above the line.
    over = spreads_of([school("primary", 10000, changed(ON_PRIMARY, arts=n)) for n in (10000, 30001)], rules())[
        "primary"
    ][2]
    assert (over.is_met, str(over.shown)) == (False, "0.501")


def test_near_begins_beyond_nine_tenths_of_the_line():
    # Two equal schools with 11 and 29: X̄ = 20, S = 9, CV = 0.45 = 0.9 × 0.50: not yet near. 10.9 and 29.1: 0.455.
    def one(*amounts):
        schools = [school("primary", 100, changed(ON_PRIMARY, sports=amount)) for amount in amounts]
        return spreads_of(schools, rules())["primary"][4]

    assert (one(11, 29).is_met, one(11, 29).is_near) == (True, False)
    assert one("10.9", "29.1").is_near
    # The same 0.45 lies exactly on the line of junior schools.
    junior = spreads_of([school("junior", 100, changed(ON_JUNIOR, sports=n)) for n in (11, 29)], rules())["junior"][4]
    assert (junior.is_met, junior.is_near) == (True, True)


def test_schools_alike_do_not_differ_and_pupils_weigh():
    assert coefficient_of_variation([(D(3), 100), (D(6), 200), (D("10.5"), 350)]) < D("1e-20")
    # One pupil with nothing hardly counts: X = 0 and 10 with P = 1 and 99: X̄ = 9.9; S² = .01·98.01 + .99·.01 = .99.
    found = coefficient_of_variation([(D(0), 1), (D(990), 99)])
    assert round(found**2, 10) == round(D("0.99") / D("98.01"), 10)


def test_nothing_anywhere_has_no_coefficient():
    assert coefficient_of_variation([(D(0), 10), (D(0), 20)]) is None
    none = spreads_of([school("primary", 10, changed(ON_PRIMARY, media=0))], rules())["primary"][6]
    assert (none.coefficient, none.shown, none.is_met, none.is_near, none.deviation) == (None, None, False, False, 0)


def test_numbers_are_shown_against_the_school():
    assert str(down(D("4.199"), 2)) == "4.19"
    assert str(up(D("0.4501"), 3)) == "0.451"
    assert str(up(D("0.45"), 3)) == "0.450"
    assert [plain(D(text)) for text in ("2000.00", "1234567.5", "0", "2E+3")] == ["2,000", "1,234,567.5", "0", "2,000"]
