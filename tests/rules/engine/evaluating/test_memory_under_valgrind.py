"""durable_rules reads and frees memory that is not its own, often without harm that shows: valgrind sees it."""

from pathlib import Path

import pytest

from tests.rules.engine.evaluating.children import errors_of_the_extension

pytestmark = [pytest.mark.bare, pytest.mark.valgrind]
WRONG = (
    "delete_without_a_fired_rule",
    "last_join_false",
    "join_to_an_absent_key",
    "negated_join_to_an_absent_key",
    "two_fields_of_one_fact",
    "seventeen_conditions",
)


@pytest.mark.parametrize("shape", WRONG)
def test_the_shape_without_its_guard_is_an_error(shape: str, tmp_path: Path) -> None:
    assert errors_of_the_extension(tmp_path / "report.xml", "tests.rules.engine.evaluating.unguarded", shape)


def test_no_shape_that_the_translator_emits_is_an_error(tmp_path: Path) -> None:
    assert errors_of_the_extension(tmp_path / "report.xml", "tests.rules.engine.evaluating.every_shape", "30") == []
