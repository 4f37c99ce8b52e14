"""The rules and numbers in which a rulebook differs from that which gave a stored result."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import orjson

from rules.assessing.parameters_read import shown_entry
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.explaining.catalogue.timeline import parameters_named
from rules.explaining.comparing.changes import PARTS, content_without_places
from rules.fact_store.newest_results import hash_of_entry

NOT_IN_RESULTS: Final = frozenset({"title", "why", "silent_when"})  # parts of a rule that no result repeats


@dataclass(frozen=True)
class RulebookDifference:
    """A rulebook beside the one that gave results; None where this program can no longer read that one."""

    old: LoadedRulebook | None
    new: LoadedRulebook

    @cached_property
    def texts(self) -> frozenset[str]:
        """The codes of rules whose text, or the law that it names, differs: all, if the old rulebook is unreadable."""
        if self.old is None:
            return frozenset(self.new.rules)
        both = self.old.rules.keys() & self.new.rules.keys()
        return frozenset(code for code in both if self._text(self.old, code) != self._text(self.new, code))

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The names of parameters that differ in more than what is noted beside them."""
        if self.old is None:
            return frozenset(self.new.parameters.by_name)
        before, after = entries_of(self.old), entries_of(self.new)
        return frozenset(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))

    @cached_property
    def readers(self) -> frozenset[str]:
        """The codes of rules that read a parameter which differs."""
        return frozenset(
            code for code, rule in self.new.rules.items() if not self.numbers.isdisjoint(parameters_named(rule))
        )

    def reads_otherwise(self, numbers: str) -> bool:
        """Return whether a finding that read these numbers (`numbers_text`) would read others now."""
        for name, index, on, held in orjson.loads(numbers):
            parameter = self.new.parameters.by_name.get(name)
            entry = parameter.entry_at(on, index) if parameter else None
            if parameter is None or entry is None:
                return True
            if hash_of_entry({**shown_entry(parameter, entry), **self.new.law(entry.law or "")}) != held:
                return True
        return False

    def _text(self, rulebook: LoadedRulebook, code: str) -> object:
        rule = rulebook.rules[code]
        parts = [content_without_places(getattr(rule, part)) for part in PARTS if part not in NOT_IN_RESULTS]
        return parts, [rulebook.law(each.law) for each in rule.basis]


def entries_of(rulebook: LoadedRulebook) -> dict[str, list[tuple[str, str]]]:
    """Return by parameter its entries: the word of the index, and the hash of what a finding would read."""
    return {
        name: [
            (index or "", hash_of_entry({**shown_entry(parameter, entry), **rulebook.law(entry.law or "")}))
            for index, row in parameter.rows.items()
            for entry in row
        ]
        for name, parameter in rulebook.parameters.by_name.items()
    }
