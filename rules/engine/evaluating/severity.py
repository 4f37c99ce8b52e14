"""The severity of a match: the first level of its rule whose conditions certainly hold."""

from rules.engine.compiled.compiled_form import Alpha, CompiledSeverity, Presence
from rules.engine.evaluating.matcher import SearchedRule, SearchedVariant
from rules.engine.evaluating.memory import CaseMemory, IndexPlan, Row, SearchStep, record_test
from rules.engine.evaluating.outcomes import Level


class Severities:
    """The levels of one rule, ready for the matches of each of its variants."""

    def __init__(self, searched: SearchedRule, plan: IndexPlan) -> None:
        self._code = searched.rule.code
        self._levels = {
            id(conjunction): [
                _Prepared(case, conjunction, plan)
                for case in searched.rule.severity
                if names_in_level(case)
                <= conjunction.slots.keys()  # a level that names what a variant lacks can't hold
            ]
            for conjunction in searched.variants
        }

    def level(self, conjunction: SearchedVariant, row: Row, case: CaseMemory) -> Level:
        """Return the level of a match. ValueError if none holds: the last of a rule must have no condition."""
        for prepared in self._levels[id(conjunction)]:
            if prepared.holds(row, case):
                return prepared.level
        message = f"{self._code}: no level of its severity holds; the last must have no condition"
        raise ValueError(message)


class _Prepared:
    """One level for the matches of one variant."""

    def __init__(self, case: CompiledSeverity, conjunction: SearchedVariant, plan: IndexPlan) -> None:
        self.level: Level = case.level
        self._tests = [(conjunction.slots[alias], record_test(test)) for alias, test in case.tests]
        self._exists: list[SearchStep] = [plan.step(pattern, conjunction.slots) for pattern in case.exists]

    def holds(self, row: Row, case: CaseMemory) -> bool:
        return all(test(row[slot]) for slot, test in self._tests) and all(
            step.candidates(row, case) for step in self._exists
        )


def names_in_level(case: CompiledSeverity) -> set[str]:
    """Return the names that the conditions of a level read."""
    tested: list[tuple[str, Alpha | Presence]] = list(case.tests)
    return {alias for alias, _ in tested} | {join.alias for pattern in case.exists for join in pattern.joins}
