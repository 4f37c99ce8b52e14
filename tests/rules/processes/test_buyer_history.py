"""The awards of a buyer's other processes: the same as a look at each of them finds, without looking at each."""

import random
from collections.abc import Iterator, Sequence

from rules.facts.gathering.history import SponsorAct, latest_first
from rules.processes.collusion.buyer_history import AwardAct, OrderedAwards, PublishedAwardRow


def acts(number: int) -> list[AwardAct]:
    """Return awards of days at random, some without one."""
    chance, found = random.Random(7), []  # noqa: S311 - no secret
    for place in range(number):
        day = None if chance.random() < 0.1 else f"20{chance.randint(10, 29)}-{chance.randint(1, 12):02}-01"
        row = PublishedAwardRow(f"ocds-{place}", 0, "W", day, ())
        found.append(SponsorAct(row, f"ocds-{place}/00000", None, "works", day, "W"))
    return found


def test_a_period_has_the_awards_that_a_look_at_each_finds() -> None:
    given = acts(400)
    for since, until in (("2012-01-01", "2013-06-01"), ("2030-01-01", "2031-01-01"), ("0000", "9999")):
        looked = [each for each in latest_first(given) if each.on is None or since <= each.on <= until]
        assert list(OrderedAwards.of(given).between(since, until)) == looked


class Counted(Sequence[AwardAct]):
    """Awards that count how many of them were looked at."""

    def __init__(self, held: Sequence[AwardAct]) -> None:
        self.held, self.looked = held, 0

    def __getitem__(self, place: int) -> AwardAct:  # type: ignore[override]  # by number alone
        self.looked += 1
        return self.held[place]

    def __len__(self) -> int:
        return len(self.held)

    def __iter__(self) -> Iterator[AwardAct]:
        raise AssertionError


def test_a_process_does_not_look_at_the_awards_of_other_periods() -> None:
    made = OrderedAwards.of([each for each in acts(2_000) if each.on is not None])
    counted = Counted(made.dated)
    found = list(OrderedAwards((), counted, made.days).between("2012-01-01", "2012-02-01"))
    assert 0 < counted.looked == len(found) < 50
