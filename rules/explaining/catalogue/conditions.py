"""The conditions of a rule as lines for a lawyer: applies, needs, when, unless, and its levels of severity."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rules.assessing.bound_facts import BoundFacts
from rules.engine.language.parameters import Parameters
from rules.engine.language.statements import Language, Names
from rules.engine.language.syntax import AnyPattern, AnyTest, Exists, FilePlace, Pattern, Rule, SeverityCase, Test
from rules.explaining.catalogue.fact_names import FactNames
from rules.explaining.catalogue.rule_wording import RuleWording

ANY_OF: Final = {"en": "One of these", "ja": "次のいずれか"}
ALL_OF: Final = {"en": "All of these together", "ja": "次の全て"}
EXISTS: Final = {"en": "On record: {}", "ja": "次の記録がある：{}"}
JOIN: Final = {"en": ", ", "ja": "、"}
NOBODY: Final = Pattern("", "", (), FilePlace("", 0))  # for tests that stand outside of any pattern


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """One condition in words, with its parts below."""

    text: str
    below: tuple["ConditionLine", ...] = ()

    def flat(self, depth: int = 0) -> Iterator[tuple[int, str]]:
        """Yield this line and those below, each with its depth."""
        yield depth, self.text
        for line in self.below:
            yield from line.flat(depth + 1)


@dataclass(frozen=True, slots=True)
class RaisedSeverity:
    """One severity and the conditions for it; none for the default."""

    level: str
    conditions: tuple[ConditionLine, ...]


@dataclass(frozen=True, slots=True)
class Conditions:
    """Every condition of a rule, in one language."""

    applies: tuple[ConditionLine, ...]
    needs: tuple[ConditionLine, ...]
    when: tuple[ConditionLine, ...]
    unless: tuple[ConditionLine, ...]
    severity: tuple[RaisedSeverity, ...]
    one_per: str

    def parts(self) -> dict[str, tuple[ConditionLine, ...]]:
        """Return the lists of conditions by the word that a rule file uses."""
        return {"applies": self.applies, "needs": self.needs, "when": self.when, "unless": self.unless}


def conditions_of(rule: Rule, parameters: Parameters, language: Language, names: Names) -> Conditions:
    """Return the conditions of a rule; `names` are those of countries that it may name (`country:CN`)."""
    return RuleReader(rule, parameters, language, names).read()


class RuleReader:
    """The reader of one rule in one language."""

    def __init__(self, rule: Rule, parameters: Parameters, language: Language, names: Names) -> None:
        self._rule = rule
        self._facts = FactNames(rule)
        self._bound = BoundFacts({}, parameters)
        self._language = language
        self._names = names

    def read(self) -> Conditions:
        """Return all conditions of the rule."""
        rule = self._rule
        return Conditions(
            applies=self.items(rule.applies),
            needs=self.items(rule.needs),
            when=self.items(rule.when),
            unless=self.items(rule.unless),
            severity=tuple(self.raised(case) for case in rule.severity),
            one_per=JOIN[self._language].join(self.wording(NOBODY).field(field) for field in rule.one_per),
        )

    def items(self, items: Iterable[Pattern | AnyPattern]) -> tuple[ConditionLine, ...]:
        """Return patterns and alternatives as lines."""
        return tuple(self.item(item) for item in items)

    def item(self, item: Pattern | AnyPattern) -> ConditionLine:
        """Return a pattern with its tests below, or alternatives with their patterns below."""
        if isinstance(item, Pattern):
            wording = self.wording(item)
            said = tuple(line for test in item.where for line in self.tested(wording, test))
            return ConditionLine(self._facts.called(item.name, self._language), said)
        return self.alternatives(self.items(branch) for branch in item.branches)

    def alternatives(self, branches: Iterable[tuple[ConditionLine, ...]]) -> ConditionLine:
        """Return alternative branches; a branch of several lines becomes a group of its own."""
        said = (
            branch[0] if len(branch) == 1 else ConditionLine(ALL_OF[self._language], branch)
            for branch in branches
            if branch
        )
        return ConditionLine(ANY_OF[self._language], tuple(said))

    def tested(self, wording: RuleWording, test: Test | AnyTest) -> Iterator[ConditionLine]:
        """Yield a test in words, if it means something to a reader."""
        if isinstance(test, AnyTest):
            branches = (
                tuple(line for each in branch for line in self.tested(wording, each)) for branch in test.branches
            )
            yield self.alternatives(branches)
        elif not wording.joins_facts(test):
            yield ConditionLine(wording.test(test))

    def raised(self, case: SeverityCase) -> RaisedSeverity:
        """Return a level with its conditions."""
        found: list[ConditionLine] = []
        for condition in case.conditions:
            if isinstance(condition, Exists):
                line = self.item(condition.pattern)
                found.append(ConditionLine(EXISTS[self._language].format(line.text), line.below))
            else:
                found += self.tested(self.wording(NOBODY), condition)
        return RaisedSeverity(case.level, tuple(found))

    def wording(self, pattern: Pattern) -> RuleWording:
        """Return words for the tests of a pattern."""
        return RuleWording(self._bound, self._names, self._language, pattern, self._facts)
