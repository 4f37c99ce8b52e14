"""Names for the facts of a rule without a case: by their kind, numbered if a rule has two of one kind."""

from collections.abc import Iterator
from typing import Final

from rules.assessing.wording import kind_label
from rules.engine.language.statements import Language
from rules.engine.language.syntax import Comparison, Exists, FieldRef, Pattern, Rule, Test
from rules.engine.language.types import CASE_TYPE
from rules.engine.language.walk import CASE, patterns_in, tests_in
from rules.facts.kinds.base import FieldType
from rules.facts.kinds.vocabulary import EVERY_TYPE

QUOTED: Final = {"en": "“{}”", "ja": "「{}」"}
NUMBERED: Final = {"en": "{} ({})", "ja": "{}（{}）"}
ID: Final = "fact"  # the field that every fact has


def patterns_of(rule: Rule) -> Iterator[Pattern]:
    """Yield every pattern of a rule in the order of reading."""
    yield from patterns_in((*rule.applies, *rule.when))
    yield from (*rule.needs, *rule.unless)
    for case in rule.severity:
        yield from (condition.pattern for condition in case.conditions if isinstance(condition, Exists))


def tests_of(rule: Rule) -> Iterator[Test]:
    """Yield every test of a rule: of its patterns, then those that its severity turns on."""
    for pattern in patterns_of(rule):
        yield from tests_in(pattern.where)
    for case in rule.severity:
        yield from (condition for condition in case.conditions if not isinstance(condition, Exists))


def type_of(fact_type: str, field: str) -> FieldType | None:
    """Return the type of a field of a kind of fact; None if there is no such field."""
    known = EVERY_TYPE.get(fact_type)
    return known.fields.get(field) if known else None


def same_fact(pattern: Pattern) -> str | None:
    """Return the name of the fact that a pattern reads again (`own_cost.fact == gift.fact`); None if it does not."""
    for test in pattern.where:
        if isinstance(test, Comparison) and test.op == "==":
            sides = {side.name for side in (test.left, test.right) if isinstance(side, FieldRef) and side.field == ID}
            if len(sides) == 2 and pattern.name in sides:
                return next(iter(sides - {pattern.name}))
    return None


class FactNames:
    """The names in a rule: the kind of fact of each, and its name for readers."""

    def __init__(self, rule: Rule) -> None:
        self.kinds: dict[str, str] = {CASE: CASE_TYPE}
        self._numbers: dict[str, int] = {CASE: 1}
        seen: dict[str, int] = {}
        for pattern in patterns_of(rule):
            name, kind, again = pattern.name, pattern.fact_type, same_fact(pattern)
            if name in self.kinds:
                continue
            self.kinds[name] = kind
            if kind == CASE_TYPE:  # a case has one partnership
                self._numbers[name] = 1
            elif again and self.kinds.get(again) == kind:
                self._numbers[name] = self._numbers[again]
            else:
                self._numbers[name] = seen[kind] = seen.get(kind, 0) + 1

    def called(self, name: str, language: Language) -> str:
        """Name a fact by its kind, and a number from the second of its kind on."""
        label, number = kind_label(self.kinds[name], language), self._numbers[name]
        return label if number == 1 else NUMBERED[language].format(label, number)

    def quoted(self, name: str, language: Language) -> str:
        """Return the name in quotation marks, for use inside a sentence."""
        return QUOTED[language].format(self.called(name, language))
