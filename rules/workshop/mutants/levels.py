"""Changes of the severity of a rule: of its levels, and of the conditions under which they hold."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from rules.engine.language.load import LEVELS
from rules.engine.language.syntax import AnyTest, Exists, FilePlace, Pattern, Rule, SeverityCase, Test
from rules.workshop.mutants.change import Context
from rules.workshop.mutants.items import changes_of
from rules.workshop.mutants.patterns import changed_pattern

Condition = Test | Exists
Found = tuple[int, str, tuple[SeverityCase, ...]]  # line, words for the change, the levels after it


def changed_severity(rule: Rule, bound: Context) -> Iterator[Found]:
    """Yield the changed levels: neighbouring levels, conditions dropped, and each condition changed."""
    seen: Counter[str] = Counter()
    for place, case in enumerate(rule.severity):
        seen[case.level] += 1
        label = f"severity {case.level}" + (f" {seen[case.level]}" if seen[case.level] > 1 else "")
        for line, said, levels in _of_level(case, bound, rule.place.line):
            yield line, f"{label}: {said}", (*rule.severity[:place], *levels, *rule.severity[place + 1 :])


def _of_level(case: SeverityCase, bound: Context, line: int) -> Iterator[Found]:
    rank = LEVELS.index(case.level)
    for level in LEVELS[max(rank - 1, 0) : rank + 2]:
        if level != case.level:
            yield line, f"becomes {level}", (replace(case, level=level),)
    if case.conditions:
        yield line, "is dropped", ()
    for number, condition in enumerate(case.conditions):
        for place, said, found in _of_condition(condition, bound):
            conditions = (*case.conditions[:number], *found, *case.conditions[number + 1 :])
            yield place.line, said, (replace(case, conditions=conditions),)


def _of_condition(condition: Condition, bound: Context) -> Iterator[tuple[FilePlace, str, tuple[Condition, ...]]]:
    if isinstance(condition, Exists):
        pattern = condition.pattern
        yield pattern.place, f"drops exists {pattern.name}", ()
        for each in changed_pattern(pattern, bound):
            yield each.place, each.said, tuple(Exists(item) for item in each.items if isinstance(item, Pattern))
        return
    for change in changes_of(condition, bound):
        tests = tuple(item for item in change.items if not isinstance(item, AnyTest))  # a severity has no `any`
        yield change.place, change.said, tests
