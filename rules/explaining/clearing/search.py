"""The search for ways to clear a finding: the smallest changes of base facts that remove it, tried one by one.

Each change is made to the statements; facts are derived again and the whole rulebook is searched. A change counts only
if the rule could then be assessed. If no single change clears a finding, pairs of changes are tried.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Final

from rules.engine.compiled.compiled_form import Value
from rules.engine.evaluating.outcomes import Evaluation, Level, findings_by_key
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.explaining.clearing.edits import CaseEdit, InvolvedParts, edits_for
from rules.facts.derivation.derive import facts_of
from rules.facts.gathering.statements import CaseInput
from rules.facts.kinds.base import Fact

FindingKey = tuple[str, tuple[Value, ...]]  # code, and what identifies the finding within its rule
MAX_SINGLE: Final = 40  # changes tried for one finding
MAX_PAIRED: Final = 10  # the first of these, which are tried in pairs
MAX_WAYS: Final = 5  # shown for one finding
MAX_FACTS: Final = 200_000  # facts derived in all: some seconds; a large case is tried less often
MIN_TRIED: Final = 4  # changes tried however large the case is: one may take ten seconds there
CANNOT_TELL: Final = ("not_assessable", "error")


@dataclass(frozen=True, slots=True)
class ClearingWay:
    """Changes that clear a finding together, and their other effects."""

    edits: tuple[CaseEdit, ...]
    also_clears: tuple[str, ...]  # codes of other findings that go away, one each
    newly_flags: tuple[tuple[str, Level], ...]
    newly_unknown: tuple[str, ...]  # codes of rules that can then not be assessed

    @property
    def cost(self) -> tuple[int, int, int, tuple[str, ...]]:
        """The sort key, smaller is better: few changes, nothing new, much cleared."""
        keys = tuple(edit.key for edit in self.edits)
        return len(self.edits), len(self.newly_flags) + len(self.newly_unknown), -len(self.also_clears), keys


@dataclass(frozen=True, slots=True)
class FindingClearing:
    """The ways to clear one finding, the smallest first; empty if none was found."""

    key: FindingKey
    severity: Level
    ways: tuple[ClearingWay, ...]
    tried: int  # changes, and pairs of changes
    all_tried: bool  # false if there were more changes than are tried


class Clearing:
    """One case under one rulebook, with every change tried so far."""

    def __init__(self, case: CaseInput, rulebook: LoadedRulebook) -> None:
        self._case = case
        self._rulebook = rulebook
        self._tried: dict[tuple[str, ...], Evaluation] = {}

    @cached_property
    def _limit(self) -> int:
        """The largest number of changes, and pairs of them, tried for the whole case."""
        return max(MIN_TRIED, MAX_FACTS // max(1, len(self.facts)))

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """The facts of the case as it is, by id."""
        return {fact.id: fact for fact in facts_of(self._case, self._rulebook.tax_rate, self._rulebook.markets)}

    @cached_property
    def now(self) -> Evaluation:
        """The evaluation of the case as it is."""
        return self._rulebook.search(self._rulebook.records(self.facts.values()))

    def findings(self) -> list[FindingKey]:
        """Return the findings of the case as it is."""
        return sorted(findings_by_key(self.now.matches), key=str)

    def of(self, key: FindingKey) -> FindingClearing:
        """Return the ways to clear one finding. KeyError if the case has no such finding."""
        severity = findings_by_key(self.now.matches)[key]
        every = list(dict.fromkeys(edits_for(self._case, self.involved(key))))
        edits = every[:MAX_SINGLE]
        attempts: list[tuple[CaseEdit, ...]] = [(edit,) for edit in edits]
        tried, ways = self._clearing(key, attempts)
        if not ways:
            attempts = list(combinations(edits[:MAX_PAIRED], 2))
            more, ways = self._clearing(key, attempts)
            tried += more
        shown = tuple(sorted(ways, key=lambda way: way.cost)[:MAX_WAYS])
        complete = len(every) <= (MAX_SINGLE if ways else MAX_PAIRED) and len(self._tried) < self._limit
        return FindingClearing(key, severity, shown, tried, complete)

    def involved(self, key: FindingKey) -> InvolvedParts:
        """Return the basis of a finding: statements and parties behind its facts, and the types that its rule reads."""
        code, _ = key
        waiting = [f for match in self.now.matches if (match.code, match.key) == key for _, f in match.facts]
        refs: set[str] = set()
        parties: set[str] = set()
        seen: set[str] = set()
        while waiting:
            each = waiting.pop()
            if each in seen:
                continue
            seen.add(each)
            if fact := self.facts.get(each):
                waiting.extend(fact.origins)
                parties.update(found for name in fact.__slots__ if isinstance(found := getattr(fact, name), str))
            else:
                refs.add(each)
                waiting.extend(self._behind(each))
        rule = next(rule for rule in self._rulebook.form.rules if rule.code == code)
        types = {p.type for v in rule.variants for p in (*v.patterns, *v.unless)}
        types |= {self.facts[each].type for each in seen if each in self.facts}
        return InvolvedParts(frozenset(refs), frozenset(parties), frozenset(types))

    def _behind(self, fact: str) -> Iterator[str]:
        """Yield the facts that led to a finding of the first stage, which the second stage reads as a fact."""
        for match in self.now.matches:
            if ":".join(["finding", match.code, *map(str, match.key)]) == fact:
                yield from (each for _, each in match.facts)

    def _clearing(self, key: FindingKey, attempts: Iterable[tuple[CaseEdit, ...]]) -> tuple[int, list[ClearingWay]]:
        """Return the number of attempts, and those that remove the finding while its rule can be assessed."""
        before = findings_by_key(self.now.matches)
        tried, ways = 0, []
        for edits in attempts:
            then = self._with(edits)
            if then is None:
                break
            tried += 1
            after = findings_by_key(then.matches)
            if key in after or then.outcomes[key[0]].outcome in CANNOT_TELL:
                continue
            gone = sorted(
                code
                for code, each in before
                if (code, each) not in (*after, key) and then.outcomes[code].outcome not in CANNOT_TELL
            )
            new = sorted({(code, level) for (code, each), level in after.items() if (code, each) not in before})
            unknown = sorted(
                code
                for code, each in then.outcomes.items()
                if each.outcome in CANNOT_TELL and self.now.outcomes[code].outcome not in CANNOT_TELL
            )
            ways.append(ClearingWay(edits, tuple(gone), tuple(new), tuple(unknown)))
        return tried, ways

    def _with(self, edits: tuple[CaseEdit, ...]) -> Evaluation | None:
        """Return the evaluation of the case after the changes; None beyond the limit of attempts."""
        name = tuple(edit.key for edit in edits)
        if name not in self._tried:
            if len(self._tried) >= self._limit:
                return None
            case = self._case
            for edit in edits:
                case = edit.apply(case)
            self._tried[name] = self._rulebook.search(
                self._rulebook.records(facts_of(case, self._rulebook.tax_rate, self._rulebook.markets))
            )
        return self._tried[name]
