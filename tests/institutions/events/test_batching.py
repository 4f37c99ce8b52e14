"""Work that is requested one by one is done once, at the end of its batch, or at once without a batch."""

from collections.abc import Collection, Sequence
from uuid import UUID, uuid4

import pytest

from institutions.events.batching import act_in_time, act_last, batch_acts

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
    act_in_time(acts.act, ONE)
    act_in_time(acts.act, OTHER)
    assert acts.done == [[ONE], [OTHER]]


def test_together_it_is_done_once_at_the_end_for_each_row() -> None:
    acts, others = Acts(), Acts()
    act, other_act = acts.act, others.act
    with batch_acts():
        for row in (OTHER, ONE, OTHER):
            act_in_time(act, row)
        act_in_time(other_act, ONE)
        assert acts.done == []
    assert (acts.done, others.done) == ([[OTHER, ONE]], [[ONE]])
    act_in_time(act, ONE)
    assert acts.done[1:] == [[ONE]]


def test_an_error_leaves_it_undone_and_what_follows_as_it_was() -> None:
    acts = Acts()

    def refused() -> None:
        with batch_acts():
            act_in_time(acts.act, ONE)
            raise KeyError(ONE)

    with pytest.raises(KeyError):
        refused()
    assert acts.done == []
    act_in_time(acts.act, OTHER)
    assert acts.done == [[OTHER]]


def test_a_block_inside_another_one_leaves_its_acts_to_the_end_of_that() -> None:
    acts = Acts()
    act = acts.act
    with batch_acts():
        with batch_acts():
            act_in_time(act, ONE)
            act_last(act, ONE)
        assert acts.done == []
        act_in_time(act, OTHER)
        act_last(act, OTHER)
    assert acts.done == [[ONE, OTHER], [ONE, OTHER]]


def test_a_last_act_follows_all_acts_of_its_batch_once_and_alone_is_done_at_once() -> None:
    acts, seen = Acts(), list[tuple[int, list[int]]]()

    def last(things: Sequence[int]) -> None:
        seen.append((len(acts.done), list(things)))

    act_last(last, 1)
    with batch_acts():
        act_last(last, 2)
        act_in_time(acts.act, ONE)
        act_last(last, 3)
        assert seen == [(0, [1])]
    assert seen == [(0, [1]), (1, [2, 3])]
