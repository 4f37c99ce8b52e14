"""Facts that were stated again, changed or withdrawn between two snapshots. Pure.

Derived facts are counted, not listed: they follow from the stated ones. A fact that only says that something is unknown
is no statement; rules that lack it are compared by their outcomes.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from institutions.access.kin import EVERYTHING
from rules.assessing.material import AssessmentMaterial, PlainFact
from rules.engine.language.types import CASE_TYPE
from rules.facts.kinds.sensitive import sensitive_fields
from rules.facts.kinds.vocabulary import VOCABULARY

Values = Mapping[str, Any]  # Any: plain values of a fact
OF_DOCUMENT: Final = frozenset({CASE_TYPE, "selection", "participates", "official", "leads", "restricts", "co_sponsor"})
OF_THE_DAY: Final = "as_of"  # the day is no statement: it is compared by itself
OWN_KIN: Final = "close_person"


class FactChangeKind(StrEnum):
    """The change of a fact."""

    ADDED = "added"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class FactChange:
    """One stated fact that is new, changed or removed. `before` and `after` are as the two snapshots have it."""

    before: PlainFact | None
    after: PlainFact | None
    sensitive: bool = False  # it says something of kin, gifts, income or acts, or names somebody's kin

    @property
    def how(self) -> FactChangeKind:
        """The kind of change."""
        if self.before is None:
            return FactChangeKind.ADDED
        return FactChangeKind.GONE if self.after is None else FactChangeKind.CHANGED

    @property
    def fact(self) -> PlainFact:
        """The fact as it is now, else as it was."""
        found = self.after or self.before
        if found is None:
            message = "A change of nothing."
            raise ValueError(message)
        return found

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that differ, in the order of the vocabulary."""
        if self.before is None or self.after is None:
            return ()
        before, after = self.before.values, self.after.values
        known = VOCABULARY.get(self.fact.type)
        names = [*(known.fields if known else ()), *sorted(before.keys() | after.keys())]
        return tuple(name for name in dict.fromkeys(names) if before.get(name) != after.get(name))


@dataclass(frozen=True, slots=True)
class FactChanges:
    """All changes, by kind of fact, and the number of derived facts that differ."""

    stated: tuple[FactChange, ...] = ()
    derived: int = 0


def compare_facts(before: AssessmentMaterial, after: AssessmentMaterial) -> FactChanges:
    """Compare the stated facts. A correction that came as another statement is found by kind and parties.

    A fact that is read from many statements is compared once, and with itself, whichever of them it names.
    """
    old, new = stated_facts_by_key(before), stated_facts_by_key(after)
    kin = relatives_in_material(before) | relatives_in_material(after)
    old_by_id, new_by_id = ({fact.id: fact for fact in found.values()} for found in (old, new))
    same = {(old[key].id, new[key].id): (old[key], new[key]) for key in old.keys() & new.keys()}
    paired = {was for was, _ in same}
    same |= {(one, one): (old_by_id[one], new_by_id[one]) for one in old_by_id.keys() & new_by_id.keys() - paired}
    pairs: list[tuple[PlainFact | None, PlainFact | None]] = [
        (was, now) for was, now in same.values() if fact_content(was) != fact_content(now)
    ]
    gone = {old[key].id: old[key] for key in old.keys() - new.keys()}
    come = {new[key].id: new[key] for key in new.keys() - old.keys()}
    pairs += pair_facts(
        [fact for one, fact in gone.items() if one not in new_by_id],
        [fact for one, fact in come.items() if one not in old_by_id],
    )
    found = [FactChange(was, now, is_sensitive_fact(was, kin) or is_sensitive_fact(now, kin)) for was, now in pairs]
    return FactChanges(
        tuple(sorted(found, key=lambda each: (each.fact.type, each.how, each.fact.id))), count_derived(before, after)
    )


def stated_facts_by_key(material: AssessmentMaterial) -> dict[str, PlainFact]:
    """Return the stated facts, one a statement, by the key of the statement: its reference, else the fact's id."""
    found: dict[str, PlainFact] = {}
    for fact in material.facts:
        if fact.type in OF_DOCUMENT and "(" not in fact.id:
            found[fact.id] = fact
            continue
        for origin in fact.origins:
            if origin in material.sources and (origin not in found or is_statement_itself(fact, origin)):
                found[origin] = fact
    return found


def is_statement_itself(fact: PlainFact, origin: str) -> bool:
    """Return whether a fact is the statement itself, and not another one that also follows from it."""
    return fact.id.partition(":")[2] == origin.partition("/")[2]


def fact_content(fact: PlainFact) -> Values:
    """Return the values of a fact, without the day of the assessment."""
    if fact.type != CASE_TYPE:
        return fact.values
    return {name: value for name, value in fact.values.items() if name != OF_THE_DAY}


def pair_facts(
    gone: Iterable[PlainFact], come: Iterable[PlainFact]
) -> Iterator[tuple[PlainFact | None, PlainFact | None]]:
    """Yield facts that went and came, together where one of each is of a kind and about the same parties."""
    went, came = facts_by_parties(gone), facts_by_parties(come)
    for about in went.keys() | came.keys():
        old, new = went.get(about, []), came.get(about, [])
        if len(old) == len(new) == 1:
            if old[0].values != new[0].values:
                yield old[0], new[0]
        else:
            yield from ((each, None) for each in old)
            yield from ((None, each) for each in new)


def facts_by_parties(facts: Iterable[PlainFact]) -> dict[tuple[object, ...], list[PlainFact]]:
    """Group facts by kind and by the names in them (parties, treaties, numbers)."""
    found: dict[tuple[object, ...], list[PlainFact]] = defaultdict(list)
    for fact in facts:
        found[fact.type, *key_values(fact)].append(fact)
    return found


def key_values(fact: PlainFact) -> tuple[object, ...]:
    """Return the parties and other keys of a fact, by field. The role too: another role is another fact."""
    known = VOCABULARY.get(fact.type)
    if known is None:
        return (fact.id,)
    return tuple(
        (name, fact.values.get(name)) for name, field in known.fields.items() if field.sort == "key" and name != "fact"
    ) + ((("role", fact.values["role"]),) if "role" in fact.values else ())


def relatives_in_material(material: AssessmentMaterial) -> frozenset[str]:
    """Return the keys of people who are somebody's kin."""
    kin = (fact.values for fact in material.facts if fact.type == OWN_KIN and sensitive_fields(OWN_KIN, fact.values))
    return frozenset(str(values["relative"]) for values in kin)


def is_sensitive_fact(fact: PlainFact | None, kin: frozenset[str]) -> bool:
    """Return whether a fact has values that not everybody may read, or names somebody's kin."""
    if fact is None:
        return False
    fields = sensitive_fields(fact.type, fact.values)
    if fields == EVERYTHING or not fields.isdisjoint(fact.values):
        return True
    return any(value in kin for value in fact.values.values() if isinstance(value, str))


def count_derived(before: AssessmentMaterial, after: AssessmentMaterial) -> int:
    """Count the facts that differ and that nobody stated."""

    def plain(material: AssessmentMaterial) -> set[tuple[str, str]]:
        stated = {fact.id for fact in stated_facts_by_key(material).values()}
        rest = (fact for fact in material.facts if fact.id not in stated)
        return {(fact.id, repr(sorted(fact.values.items()))) for fact in rest}

    return len({key for key, _ in plain(before) ^ plain(after)})
