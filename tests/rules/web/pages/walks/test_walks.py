"""The walks by keyboard alone that each run of the suite takes; `make walks` takes all of them."""

import pytest

from tests.rules.web.pages.walks.declared import EVERY, IN_EACH_RUN, LANGUAGES, WALKS, Cell, take, taken
from tests.rules.web.pages.walks.stage import HEIGHT, Stage


@pytest.mark.browser
@taken(IN_EACH_RUN)
def test_a_walk_by_keyboard_alone(cell: Cell, stage: Stage) -> None:
    take(cell, stage)


@pytest.mark.bare
def test_every_walk_is_declared_in_both_languages_at_both_widths() -> None:
    assert len(set(EVERY)) == len(WALKS) * len(LANGUAGES) * len(HEIGHT) == 24
    for part in range(3):
        assert {each[part] for each in IN_EACH_RUN} == {each[part] for each in EVERY}
