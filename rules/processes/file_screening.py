"""The screening of files: indicators under a profile, beside ours those of Cardinal's, and the collusion rules."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from rules.processes.collusion.rule_answers import RuleAnswers
from rules.processes.collusion.rule_screen import RuleScreen
from rules.processes.profile import CARDINAL, ScreenSettings, profile_settings
from rules.processes.screen import Answers, ProcessScreen
from rules.processes.source import SourceItem


@dataclass(frozen=True, slots=True)
class ScreenedItem:
    """An item of the files with its answers, those of Cardinal's profile and of the rules; none for one with errors."""

    item: SourceItem
    answers: Answers
    of_cardinal: Answers
    of_rules: RuleAnswers


class FileScreening:
    """Two passes over the same files: the first settles limits and history, the second answers.

    `source`: the items, which can be read again. `rules`: the screen of the collusion rules; None where they are not
    asked.
    """

    def __init__(self, source: Iterable[SourceItem], settings: ScreenSettings, rules: RuleScreen | None = None) -> None:
        self.source = source
        self.rules = rules
        self.screen = ProcessScreen(settings)
        self.beside = None if settings.profile == CARDINAL else ProcessScreen(as_cardinal(settings))

    def settle(self) -> int:
        """Make the first pass; return the number of items."""
        screens = [each for each in (self.screen, self.beside, self.rules) if each is not None]
        items = 0
        for item in self.source:
            items += 1
            if item.process is not None:
                for each in screens:
                    each.observe(item.process)
        for each in screens:
            each.settle()
        return items

    def screened(self, skipped: int) -> Iterator[ScreenedItem]:
        """Make the second pass: yield every item with its answers, after those that an earlier run answered."""
        for item in islice(self.source, skipped, None):
            yield self.answered(item)

    def answered(self, item: SourceItem) -> ScreenedItem:
        """Return an item with its answers, once the limits are settled."""
        if item.process is None:
            return ScreenedItem(item, {}, {}, {})
        beside = self.beside.answers(item.process) if self.beside else {}
        left_out = self.screen.left_out(item.process)
        rules = self.rules.answers(item.process, left_out) if self.rules else {}
        return ScreenedItem(item, self.screen.answers(item.process), beside, rules)

    @property
    def codes(self) -> list[str]:
        """The codes of everything that is asked, rules first."""
        return [*(self.rules.codes if self.rules else ()), *self.screen.indicators]


def as_cardinal(settings: ScreenSettings) -> ScreenSettings:
    """Return the settings with Cardinal's parameters; what the user set stays."""
    theirs, ours = profile_settings(CARDINAL), profile_settings(settings.profile)
    set_by_user = {name: each for name, each in settings.parameters.items() if each != ours.parameters[name]}
    return replace(settings, profile=CARDINAL, parameters={**theirs.parameters, **set_by_user})
