"""One change of a rule, and the words for it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from rules.engine.language.parameters import Parameter, Parameters
from rules.engine.language.syntax import AnyTest, FieldRef, Place, Rule, Test
from rules.engine.language.types import Known, Scope
from rules.engine.language.walk import item_text

Item = Test | AnyTest
FACT: Final = "fact"  # the field by which every fact is itself
SINGLE: Final = frozenset(  # types of which a case has one fact at most: two names of one type are the same fact
    (
        *("partnership", "selection", "planned_contract", "procurement_covered", "award_published", "court_period"),
        *("valid_bids", "bid_rounds"),
    )
)


@dataclass(frozen=True, slots=True)
class Change:
    """A test with what stands in its place: nothing where it is dropped."""

    place: Place
    said: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule with one change. `said` names the change within the rule: `when ask: drops 'ask.asking == true'`."""

    code: str
    line: int
    said: str
    rule: Rule

    def __str__(self) -> str:
        return f"{self.code}, line {self.line}: {self.said}"


@dataclass(frozen=True)
class Context:
    """What the changes of a test depend on: the names bound there, and fields that other tests make equal there."""

    known: Known
    bound: Mapping[str, str]
    equal: tuple[tuple[FieldRef, FieldRef, Test], ...] = ()

    @cached_property
    def scope(self) -> Scope:
        """The types of the bound names."""
        return Scope(self.known, self.bound)

    def are_equal(self, one: FieldRef, other: FieldRef, but: Item) -> bool:
        """Whether two fields are equal in every match by tests other than `but`; all fields of one fact are."""
        if self._linked(one, other, but):
            return True
        return one.field == other.field and self._are_one(one.name, other.name, but)

    def _are_one(self, name: str, other: str, but: Item) -> bool:
        """Whether two names are bound to one fact."""
        kind = self.bound.get(name, "")
        single = kind in SINGLE and kind == self.bound.get(other, "")
        return single or self._linked(FieldRef(name, FACT), FieldRef(other, FACT), but)

    def _linked(self, one: FieldRef, other: FieldRef, but: Item) -> bool:
        reached, fresh = {one}, [one]
        while fresh:
            field = fresh.pop()
            for left, right, test in self.equal:
                if test is not but and field in (left, right) and not {left, right} <= reached:
                    found = right if field == left else left
                    reached.add(found)
                    fresh.append(found)
        return other in reached


def dropped(item: Item) -> Change:
    """The change that drops a test."""
    return Change(item.place, f"drops '{item_text(item)}'", ())


def becomes(item: Item, *others: Item) -> Change:
    """The change of a test to another, or to several that all hold."""
    text = " and ".join(item_text(other) for other in others)
    return Change(item.place, f"'{item_text(item)}' becomes '{text}'", others)


def loosened(known: Known) -> Known:
    """The same, with every parameter free to be compared in any way, and one more and one less beside each number.

    The checker refuses `>=` for a limit that `exceeds`; here a case has to notice it, since the rule and the parameter
    may be wrong together.
    """
    free = {name: replace(parameter, how="") for name, parameter in known.parameters.by_name.items()}
    beside = [near for parameter in free.values() for near in _beside(parameter)]
    return replace(known, parameters=Parameters({**free, **{parameter.name: parameter for parameter in beside}}))


def _beside(parameter: Parameter) -> Iterator[Parameter]:
    """The parameter with each of its numbers one off, named as a rule would write the sum; a flag the other way."""
    if parameter.unit == "flag":
        yield _moved(parameter, f"{parameter.name} turned", lambda value: not value)
    elif parameter.unit != "date":
        yield _moved(parameter, f"{parameter.name} + 1", lambda value: value + 1)
        yield _moved(parameter, f"{parameter.name} - 1", lambda value: value - 1)


def is_beside(name: str, parameter: Parameter) -> bool:
    """Whether a name is that of the parameter one off or turned."""
    return name.partition(" ")[0] == parameter.name and name != parameter.name


def _moved(parameter: Parameter, name: str, move: Callable[[int], int]) -> Parameter:
    rows = {
        index: tuple(replace(each, value=move(each.value)) if isinstance(each.value, int) else each for each in row)
        for index, row in parameter.rows.items()
    }
    return replace(parameter, name=name, rows=rows)
