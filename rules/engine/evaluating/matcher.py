"""The second evaluator: the matches of a compiled rulebook in plain Python, by hash indexes on the equality joins."""

from collections.abc import Iterable
from dataclasses import dataclass

from rules.engine.compiled.compiled_form import Alpha, CompiledRule, Rulebook, Variant
from rules.engine.evaluating.binding import Binding, aliases_of
from rules.engine.evaluating.memory import CaseMemory, IndexPlan, Row, SearchStep


@dataclass(frozen=True, slots=True)
class SearchedVariant:
    """A variant, ready to be searched."""

    variant: Variant
    types: frozenset[str]
    steps: tuple[SearchStep, ...]
    unless: tuple[SearchStep, ...]
    ready: tuple[
        tuple[SearchStep, ...], ...
    ]  # by number of patterns bound, the `unless` patterns that can be asked then
    slots: dict[str, int]
    reads: tuple[tuple[str, frozenset[str]], ...]  # by type, the keys that its patterns compare, `unless` left out

    def rows(self, case: CaseMemory) -> list[Row]:
        """Return every row of facts that binds all patterns and that no `unless` pattern blocks."""
        rows: list[Row] = self.unblocked([()], 0, case) if self.ready[0] else [()]
        for bound, step in enumerate(self.steps, 1):
            rows = step.extend(rows, case)
            if not rows:
                return rows
            if self.ready[bound]:
                rows = self.unblocked(rows, bound, case)
        return rows

    def unblocked(self, rows: list[Row], bound: int, case: CaseMemory) -> list[Row]:
        """Return the rows not blocked by those `unless` patterns that need exactly the facts bound so far."""
        for guard in self.ready[bound]:
            rows = [row for row in rows if not guard.candidates(row, case)]
        return rows


@dataclass(frozen=True, slots=True)
class SearchedRule:
    """A rule with its variants ready to be searched, and its names in order."""

    rule: CompiledRule
    aliases: tuple[str, ...]
    variants: tuple[SearchedVariant, ...]
    applies: tuple[SearchedVariant, ...]
    needs: tuple[tuple[SearchedVariant, SearchStep], ...]  # for each row of the conjunction the step must find a fact

    def binding(self, conjunction: SearchedVariant, row: Row) -> Binding:
        """Return the row in the form that both evaluators use for matches."""
        return tuple((a, str(row[conjunction.slots[a]]["fact"])) for a in self.aliases if a in conjunction.slots)


class Matcher:
    """A rulebook, ready to be searched. Making one takes a millisecond or two; keep it for the process."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.plan = IndexPlan()
        self.rules = tuple(self._searched(rule) for rule in rulebook.rules)

    def conjunction(self, variant: Variant) -> SearchedVariant:
        """Prepare a variant for searching."""
        slots: dict[str, int] = {}
        types: list[str] = []
        steps = []
        for pattern in variant.patterns:
            steps.append(self.plan.step(pattern, slots, types))
            slots[pattern.alias] = len(slots)
            types.append(pattern.type)
        unless = tuple(self.plan.step(pattern, slots) for pattern in variant.unless)
        needed = [max((slots[join.alias] + 1 for join in guard.pattern.joins), default=0) for guard in unless]
        ready = tuple(
            tuple(guard for guard, last in zip(unless, needed, strict=True) if last == bound)
            for bound in range(len(steps) + 1)
        )
        return SearchedVariant(variant, frozenset(types), tuple(steps), unless, ready, slots, compared_keys(variant))

    def matches(
        self, case: CaseMemory, rules: Iterable[SearchedRule]
    ) -> dict[str, dict[Binding, tuple[SearchedVariant, Row]]]:
        """Return the matches of each rule that has any, each once, with the first variant that gives it and its row."""
        found: dict[str, dict[Binding, tuple[SearchedVariant, Row]]] = {}
        for searched in rules:
            of_rule: dict[Binding, tuple[SearchedVariant, Row]] = {}
            for conjunction in searched.variants:
                for row in conjunction.rows(case):
                    of_rule.setdefault(searched.binding(conjunction, row), (conjunction, row))
            if of_rule:
                found[searched.rule.code] = of_rule
        return found

    def _searched(self, rule: CompiledRule) -> SearchedRule:
        applies = tuple(self.conjunction(variant) for variant in rule.applies)
        needs = []
        for need in rule.needs:
            conjunction = self.conjunction(need.applies)
            needs.append((conjunction, self.plan.step(need.pattern, conjunction.slots)))
        variants = tuple(self.conjunction(variant) for variant in rule.variants)
        return SearchedRule(rule, aliases_of(rule.variants), variants, applies, tuple(needs))


def compared_keys(variant: Variant) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return by type the keys that the tests and joins of the positive patterns compare."""
    types = {pattern.alias: pattern.type for pattern in variant.patterns}
    reads: dict[str, set[str]] = {}
    for pattern in variant.patterns:
        own = reads.setdefault(pattern.type, set())
        own.update(test.field for test in pattern.tests if isinstance(test, Alpha))
        for join in pattern.joins:
            own.add(join.field)
            reads.setdefault(types[join.alias], set()).add(join.other)
    return tuple((kind, frozenset(keys)) for kind, keys in reads.items() if keys)
