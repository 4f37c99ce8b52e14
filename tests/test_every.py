"""A folded test runs every item, fails when one does, and names each that does not hold."""

import pytest

from institutions.models import GovernmentBody
from tests.every import every, undone

FIXTURE = "from the fixture"


@pytest.fixture
def given() -> str:
    return FIXTURE


@every("number", [1, 2, 3])
def test_a_fixture_comes_beside_the_item(number: int, given: str) -> None:
    assert (number < 4, given) == (True, FIXTURE)


@every("one, other", lambda: [(1, 2), (3, 4)])
def test_an_item_may_be_several_arguments_and_come_from_a_function(one: int, other: int) -> None:
    assert other == one + 1


def test_every_item_runs_and_each_that_fails_is_named_with_its_line() -> None:
    ran = []

    @every("word", ["first", "second", "third", "fourth"], name=lambda word: f"the {word} word")
    def folded(word: str) -> None:
        ran.append(word)
        assert word != "second", "it is the second"
        if word == "third":
            raise KeyError(word)
        if word == "fourth":
            pytest.fail("by hand")

    with pytest.raises(pytest.fail.Exception) as failure:
        folded()
    assert ran == ["first", "second", "third", "fourth"]
    said = str(failure.value)
    assert said.startswith("3 of 4 do not hold:\n\nthe second word\n")
    assert "it is the second" in said
    assert "the third word\n" in said
    assert "KeyError: 'third'" in said
    assert "the fourth word\n" in said
    assert "the first word" not in said


def test_no_item_at_all_is_a_failure() -> None:
    @every("word", [])
    def folded(word: str) -> None:
        pass

    with pytest.raises(AssertionError, match="no item"):
        folded()


def test_an_argument_that_the_test_does_not_take_is_refused() -> None:
    with pytest.raises(AssertionError, match="takes no letter"):

        @every("letter", ["a"])
        def folded(word: str) -> None:
            pass


@every("code", ["METI", "METI"], within=undone)
def test_what_an_item_writes_is_taken_back_before_the_next(code: str, db: None) -> None:
    assert not GovernmentBody.objects.exists()
    GovernmentBody.objects.create(code=code, name_en=code)
