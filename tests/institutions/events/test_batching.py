"""What is asked for one by one is done once, at the end of what belongs together, or at once where nothing does."""

from collections.abc import Collection
from uuid import UUID, uuid4

import pytest

from institutions.events.batching import in_time, together

pytestmark = pytest.mark.bare
ONE, OTHER = uuid4(), uuid4()


class Acts:
    """Remembers what was acted on."""

    def __init__(self) -> None:
        self.done: list[list[UUID]] = []

    def act(self, rows: Collection[UUID]) -> None:
        self.done.append(list(rows))


def test_alone_it_is_done_at_once() -> None:
    acts = Acts()
    in_time(acts.act, ONE)
    in_time(acts.act, OTHER)
    assert acts.done == [[ONE], [OTHER]]


def test_together_it_is_done_once_at_the_end_for_each_row() -> None:
    acts, others = Acts(), Acts()
    act, other_act = acts.act, others.act
    with together():
        for row in (OTHER, ONE, OTHER):
            in_time(act, row)
        in_time(other_act, ONE)
        assert acts.done == []
    assert (acts.done, others.done) == ([[OTHER, ONE]], [[ONE]])
    in_time(act, ONE)
    assert acts.done[1:] == [[ONE]]


def test_an_error_leaves_it_undone_and_what_follows_as_it_was() -> None:
    acts = Acts()

    def refused() -> None:
        with together():
            in_time(acts.act, ONE)
            raise KeyError(ONE)

    with pytest.raises(KeyError):
        refused()
    assert acts.done == []
    in_time(acts.act, OTHER)
    assert acts.done == [[OTHER]]
