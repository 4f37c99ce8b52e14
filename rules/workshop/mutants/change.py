"""One change of a rule, and the words for it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from rules.engine.language.parameters import Parameter, Parameters
from rules.engine.language.syntax import AnyTest, FieldRef, FilePlace, Rule, Test
from rules.engine.language.types import BoundNames, RuleNamespace
from rules.engine.language.walk import item_text

Item = Test | AnyTest
FACT: Final = "fact"  # the field that identifies a fact
SINGLE: Final = frozenset(  # types of which a case has one fact at most: two names of one type are the same fact
    (
        *("partnership", "selection", "planned_contract", "procurement_covered", "award_published", "court_period"),
        *("valid_bids", "bid_rounds", "market_ratio"),
    )
)


@dataclass(frozen=True, slots=True)
class Change:
    """The replacement of a test: empty where the test is dropped."""

    place: FilePlace
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
    """The context of a test: the names bound there, and fields that other tests make equal."""

    known: RuleNamespace
    bound: Mapping[str, str]
    equal: tuple[tuple[FieldRef, FieldRef, Test], ...] = ()

    @cached_property
    def scope(self) -> BoundNames:
        """Return the types of the bound names."""
        return BoundNames(self.known, self.bound)

    def are_equal(self, one: FieldRef, other: FieldRef, but: Item) -> bool:
        """Return whether two fields are equal in every match by tests other than `but`; fields of one fact are."""
        if self._linked(one, other, but):
            return True
        return one.field == other.field and self._are_one(one.name, other.name, but)

    def _are_one(self, name: str, other: str, but: Item) -> bool:
        """Return whether two names are bound to one fact."""
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
    """Return the change that drops a test."""
    return Change(item.place, f"drops '{item_text(item)}'", ())


def becomes(item: Item, *others: Item) -> Change:
    """Return the change of a test to another, or to several that must all hold."""
    text = " and ".join(item_text(other) for other in others)
    return Change(item.place, f"'{item_text(item)}' becomes '{text}'", others)


def loosened(known: RuleNamespace) -> RuleNamespace:
    """Return the vocabulary with parameters comparable in any way, and with neighbours one above and one below each.

    The checker refuses `>=` for a limit that `exceeds`; here a case has to notice it, since the rule and the parameter
    may be wrong together.
    """
    free = {name: replace(parameter, how="") for name, parameter in known.parameters.by_name.items()}
    beside = [near for parameter in free.values() for near in _beside(parameter)]
    return replace(known, parameters=Parameters({**free, **{parameter.name: parameter for parameter in beside}}))


def _beside(parameter: Parameter) -> Iterator[Parameter]:
    """Yield the parameter with each number one off, named as a rule would write the sum; a flag inverted."""
    if parameter.unit == "flag":
        yield _moved(parameter, f"{parameter.name} turned", lambda value: not value)
    elif parameter.unit != "date":
        yield _moved(parameter, f"{parameter.name} + 1", lambda value: value + 1)
        yield _moved(parameter, f"{parameter.name} - 1", lambda value: value - 1)


def is_beside(name: str, parameter: Parameter) -> bool:
    """Return whether a name is that of the parameter one off or inverted."""
    return name.partition(" ")[0] == parameter.name and name != parameter.name


def _moved(parameter: Parameter, name: str, move: Callable[[int], int]) -> Parameter:
    rows = {
        index: tuple(replace(each, value=move(each.value)) if isinstance(each.value, int) else each for each in row)
        for index, row in parameter.rows.items()
    }
    return replace(parameter, name=name, rows=rows)
