"""`make walks`: every walk by keyboard alone, in both languages, on a desk and on a telephone.

pytest collects it only where it is named.
"""

import pytest

from tests.rules.web.pages.walks.declared import EVERY, Cell, take, taken
from tests.rules.web.pages.walks.stage import Stage

pytestmark = pytest.mark.browser


@taken(EVERY)
def test_a_walk_by_keyboard_alone(cell: Cell, stage: Stage) -> None:
    take(cell, stage)
