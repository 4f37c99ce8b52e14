"""The words of a guard or a need among the conditions that would clear a finding."""

from typing import Final

from rules.assessing.wording import AND, PatternWording
from rules.engine.language.parameters import MissingValue
from rules.engine.language.syntax import AnyTest, ParameterRef, Test
from rules.engine.language.walk import CASE, names_in_test

UNKNOWN_NUMBER: Final = {"en": "a number that is not known here (“{}”)", "ja": "値の定まらない基準（「{}」）"}


class GuardWording(PatternWording):
    """The words of one guard: what is left to state of its own fact, with a number of which no value is known."""

    def tests(self, where: tuple[Test | AnyTest, ...]) -> str:
        """Return the words of the tests, without those on other facts alone: they hold, or the guard is not named."""
        said = (self.test(test) for test in where if not self.joins_facts(test) and not self.is_about_others(test))
        return AND[self.language].join(filter(None, said))

    def is_about_others(self, test: Test | AnyTest) -> bool:
        """Return whether a test reads other facts, and not that of the guard."""
        read = names_in_test(test)
        return bool(read) and self.pattern.name not in read

    def parameter(self, read: ParameterRef) -> str:
        """Return the parameter's value with its unit; its meaning, as of a number, if it has no value."""
        entry = self.bound.entry(read)
        if entry is None or isinstance(entry[1].value, MissingValue):
            return UNKNOWN_NUMBER[self.language].format(self.meaning_of(read))
        return super().parameter(read)


class NeedWording(GuardWording):
    """The words of a need of a rule beside a finding, without tests on facts that the finding does not name."""

    def is_about_others(self, test: Test | AnyTest) -> bool:
        """Return whether a test reads a fact that is neither the need's own nor bound."""
        return not names_in_test(test) <= {self.pattern.name, CASE, *self.bound.facts}

    def is_of_others(self) -> bool:
        """Return whether the need reads facts that the finding does not name, so that its words leave a test out."""
        return any(self.is_about_others(test) for test in self.pattern.where)
