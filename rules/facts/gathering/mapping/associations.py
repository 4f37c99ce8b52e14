"""Associations of companies: a party of the register or a name alone; equal names after folding are one association.

No finding joins two parties by name alone (SUBMISSION.md, rule 11), but this rule does not speak of associations.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from institutions.parties.names.folding import fold_name
from rules.facts.gathering.mapping.reading import CaseReading, required_text, text_or_none
from rules.facts.gathering.statements import GatheredStatement

MAY_BE_ONE: Final = frozenset({None, "association", "non_profit"})  # stated types of a company that may be one


def memberships(reading: CaseReading) -> Iterator[tuple[GatheredStatement, str, tuple[str, ...]]]:
    """Yield each membership of the day: its statement, the member, and the keys of the association.

    The keys are those of every party that is the association; its name, the first in order of those that are equal,
    where no party is.
    """
    stated = [each for each in reading.now("association_member") if text_or_none(each.values, "association")]
    if not stated:
        return
    parties = parties_by_name(reading)
    names: dict[str, set[str]] = defaultdict(set)
    for each in stated:
        name = required_text(each.values, "association")
        names[fold_name(name)].add(name)
    for each in stated:
        given = required_text(each.values, "association")
        keys = keys_of_association(reading, given, parties)
        yield each, required_text(each.values, "company"), keys or (min(names[fold_name(given)]),)


def keys_of_association(reading: CaseReading, given: str, parties: dict[str, set[str]]) -> tuple[str, ...]:
    """Return the keys of the parties that an association, given by its key or its name, is."""
    if reading.sort_of(given) == "company":
        own = folded_names_of(reading, given)
        return tuple(sorted({given}.union(*(parties.get(name, set()) for name in own))))
    return tuple(sorted(parties.get(fold_name(given), ())))


def parties_by_name(reading: CaseReading) -> dict[str, set[str]]:
    """Return the parties that may be an association, by each of their folded names."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, values in reading.case.parties.items():
        if values.get("sort") == "company" and values.get("type") in MAY_BE_ONE:
            for name in folded_names_of(reading, key):
                found[name].add(key)
    return found


def folded_names_of(reading: CaseReading, key: str) -> set[str]:
    """Return the folded names of a party in both languages."""
    return {fold_name(name) for name in reading.case.names.get(key, {}).values()}
