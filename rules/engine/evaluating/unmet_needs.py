"""The needs of a rule that nothing meets beside a match: without its matches the rule could not be assessed."""

from collections.abc import Sequence

from rules.engine.evaluating.matcher import SearchedRule, SearchedVariant
from rules.engine.evaluating.memory import CaseMemory, Row

Facts = frozenset[tuple[str, ...]]  # ids of the facts that certain names bind, of each row


class UnmetNeeds:
    """The needs of one rule that are unmet in a case, with the rows of `applies` for which they are."""

    def __init__(self, rule: SearchedRule, case: CaseMemory) -> None:
        self._unmet: list[tuple[str, SearchedVariant, list[Row]]] = []
        self._bound: dict[tuple[int, tuple[str, ...]], Facts] = {}
        for conjunction, step in rule.needs:
            if rows := [row for row in conjunction.rows(case) if not step.candidates(row, case)]:
                self._unmet.append((step.pattern.alias, conjunction, rows))

    def beside(self, conjunction: SearchedVariant, row: Row) -> tuple[str, ...]:
        """Return the names of the needs that are unmet for the facts of a match, each once."""
        found: dict[str, None] = {}
        for place, (name, applies, rows) in enumerate(self._unmet):
            shared = tuple(sorted(applies.slots.keys() & conjunction.slots.keys()))
            if (place, shared) not in self._bound:
                self._bound[place, shared] = frozenset(facts_of(applies, each, shared) for each in rows)
            if facts_of(conjunction, row, shared) in self._bound[place, shared]:
                found[name] = None
        return tuple(found)


def facts_of(conjunction: SearchedVariant, row: Row, names: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the facts that some names bind in a row."""
    return tuple([str(row[conjunction.slots[name]]["fact"]) for name in names])
