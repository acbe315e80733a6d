"""The even matching behind the rotation."""

import pytest

from inspectors.plaque.services.matching import spread


def test_each_unit_gets_somebody_and_loads_stay_even():
    may = {unit: ["a", "b", "c"] for unit in range(6)}
    given = spread([may], {}, 5)
    assert sorted(given.values()) == ["a", "a", "b", "b", "c", "c"]


def test_what_is_held_counts():
    may = {1: ["a", "b"], 2: ["a", "b"]}
    assert spread([may], {"a": 3}, 5) == {1: "b", 2: "b"}


def test_a_whole_matching_is_found_where_greedy_choice_fails():
    may = {1: ["a", "b"], 2: ["a"]}
    assert spread([may], {}, 1) == {1: "b", 2: "a"}


def test_longer_chains_of_hand_overs():
    may = {1: ["a", "b"], 2: ["b", "c"], 3: ["c", "d"], 4: ["a"], 5: ["b"], 6: ["c"]}
    given = spread([may], {"d": 0}, 1)
    assert len(given) == 4
    may = {1: ["a", "b"], 2: ["b", "c"], 3: ["c", "d"], 4: ["a"]}
    assert spread([may], {}, 1) == {1: "b", 2: "c", 3: "d", 4: "a"}


def test_nobody_goes_beyond_the_most_and_the_rest_stays_open():
    may = {1: ["a"], 2: ["a"], 3: ["a"]}
    assert len(spread([may], {}, 2)) == 2
    assert spread([{1: []}], {}, 2) == {}


def test_a_later_tier_serves_only_what_the_first_leaves():
    first, second = {1: ["a"], 2: ["a"]}, {1: ["a", "b"], 2: ["a", "b"]}
    given = spread([first, second], {}, 1)
    assert sorted(given.values()) == ["a", "b"]
    assert spread([first, second], {}, 2) == {1: "a", 2: "a"}


@pytest.mark.parametrize("size", [40])
def test_it_is_the_same_each_time(size):
    may = {unit: [person for person in range(12) if (unit * 7 + person) % 3] for unit in range(size)}
    assert spread([may], {}, 5) == spread([may], {}, 5)
    assert len(spread([may], {}, 5)) == size
