"""Benefits that one company gave one person, counted from any day on as the Ethics Code counts them."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from rules.facts.derivation.named_awards import NAMED
from rules.facts.kinds.base import OPEN_END
from rules.facts.kinds.benefits import Benefit

ALLOWED: Final = frozenset({"mass_item", "buffet", "tea", "simple_meal"})  # Ethics Code, art. 3(2)
ALSO_AT_OWN_COST: Final = frozenset({"golf", "travel"})  # Ethics Code, art. 3(1)


@dataclass(frozen=True, slots=True)
class CountedBenefits:
    """The benefits after a day: how many count, and the ids of those to look at first.

    `number` is None if one may count, for want of data, and no other does.
    """

    number: int | None
    named: tuple[str, ...]


class BenefitsSince:
    """The benefits of one person from one company, put in order once, however many days are asked about."""

    def __init__(self, benefits: Iterable[Benefit]) -> None:
        """Sort the benefits that count, those that may and the others, each by day; one without a day comes last."""
        self._found: dict[bool | None, list[tuple[str, int, str]]] = {True: [], None: [], False: []}
        for place, each in enumerate(benefits):
            self._found[benefit_counts(each)].append((each.on or OPEN_END, place, each.id))
        for found in self._found.values():
            found.sort()

    def after(self, day: str) -> CountedBenefits:
        """Return those after a day: the last of those that count, then of those that may, then of the others."""
        numbers, named = list[int](), list[tuple[int, str]]()
        for found in self._found.values():
            begin = bisect_right(found, day, key=itemgetter(0))
            numbers.append(len(found) - begin)
            last = found[max(begin, len(found) - (NAMED - len(named))) :]
            named += [(place, name) for _on, place, name in last]
        counted, unsure, _others = numbers
        return CountedBenefits(
            counted if counted or not unsure else None, tuple(name for _place, name in sorted(named))
        )


def benefit_counts(benefit: Benefit) -> bool | None:
    """Return whether a benefit is one that the Ethics Code does not allow; None if its kind or day is unknown."""
    own_cost = benefit.paid_by_self is True and benefit.kind not in ALSO_AT_OWN_COST
    if benefit.kind in ALLOWED or own_cost or benefit.private_relation is True:
        return False
    return None if benefit.kind is None or benefit.on is None else True
