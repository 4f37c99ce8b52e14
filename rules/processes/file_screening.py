"""The screening of files: indicators under a profile, beside ours those of Cardinal's, and the collusion rules."""

from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from rules.processes.collusion.process_document import buyer_key
from rules.processes.collusion.rule_answers import RuleAnswers
from rules.processes.collusion.rule_screen import RuleScreen
from rules.processes.collusion.settings import RuleSettings
from rules.processes.profile import CARDINAL, ScreenSettings, profile_settings
from rules.processes.published_process import PublishedProcess
from rules.processes.screen import Answers, ProcessScreen
from rules.processes.source import SourceItem

NO_RULES: Final = RuleSettings(as_of="")  # where the indicators alone are asked


@dataclass(frozen=True, slots=True)
class ScreenedItem:
    """An item of the files with its answers, those of Cardinal's profile and of the rules; none for one with errors.

    `asked`: the hash of what the rules read, where it is wanted; `buyer`: the key of its buyer, empty without one.
    """

    item: SourceItem
    answers: Answers
    of_cardinal: Answers
    of_rules: RuleAnswers
    asked: str = ""
    buyer: str = ""


class FileScreening:
    """Two passes over the same files: the first settles limits and history, the second answers.

    `source`: the items, which can be read again. `rules`: the screen of the collusion rules; None where they are not
    asked. `others`: given the ocids that the source has, further processes that these are compared with.
    """

    def __init__(
        self,
        source: Iterable[SourceItem],
        settings: ScreenSettings,
        rules: RuleScreen | None = None,
        others: Callable[[Set[str]], Iterable[PublishedProcess]] | None = None,
    ) -> None:
        self.source = source
        self.rules = rules
        self.others = others
        self.screen = ProcessScreen(settings)
        self.beside = None if settings.profile == CARDINAL else ProcessScreen(as_cardinal(settings))

    def settle(self) -> int:
        """Make the first pass; return the number of items."""
        items = 0
        names = set[str]()
        for item in self.source:
            items += 1
            if item.process is not None:
                self._observe(item.process)
                if self.others:
                    names.add(item.process.ocid)
        for process in self.others(names) if self.others else ():
            self._observe(process)
        for each in self._screens:
            each.settle()
        return items

    @property
    def _screens(self) -> list[ProcessScreen | RuleScreen]:
        return [each for each in (self.screen, self.beside, self.rules) if each is not None]

    def _observe(self, process: PublishedProcess) -> None:
        for each in self._screens:
            each.observe(process)

    def screened(self, skipped: int) -> Iterator[ScreenedItem]:
        """Make the second pass: yield every item with its answers, after those that an earlier run answered."""
        for item in islice(self.source, skipped, None):
            yield self.answered(item)

    def answered(self, item: SourceItem) -> ScreenedItem:
        """Return an item with its answers, once the limits are settled; with their hash where others are compared."""
        if item.process is None:
            return ScreenedItem(item, {}, {}, {})
        if self.others is not None:
            return self.answered_if_otherwise(item, item.process, "")
        screened = self.of_indicators(item, item.process)
        if self.rules is None:
            return screened
        return replace(screened, of_rules=self.rules.answers(item.process, self.screen.left_out(item.process)))

    def answered_if_otherwise(self, item: SourceItem, process: PublishedProcess, before: str) -> ScreenedItem:
        """Return an item with its answers and the hash of what the rules read.

        Of what they read before, by its hash, they are not asked again: then it has no answers of theirs.
        """
        buyer = buyer_key(process, self.rules.settings if self.rules else NO_RULES)
        if self.rules is None:
            return replace(self.of_indicators(item, process), buyer=buyer)
        left_out = self.screen.left_out(process)
        asked = self.rules.digest(process, left_out)
        rules = {} if asked == before else self.rules.answers(process, left_out)
        return replace(self.of_indicators(item, process), of_rules=rules, asked=asked, buyer=buyer)

    def of_indicators(self, item: SourceItem, process: PublishedProcess) -> ScreenedItem:
        """Return an item with the answers of the indicators alone."""
        beside = self.beside.answers(process) if self.beside else {}
        return ScreenedItem(item, self.screen.answers(process), beside, {})

    @property
    def codes(self) -> list[str]:
        """The codes of everything that is asked, rules first."""
        return [*self.rule_codes, *self.screen.indicators]

    @property
    def rule_codes(self) -> tuple[str, ...]:
        """The codes of the rules; none where the indicators alone are asked."""
        return self.rules.codes if self.rules else ()


def as_cardinal(settings: ScreenSettings) -> ScreenSettings:
    """Return the settings with Cardinal's parameters; what the user set stays."""
    theirs, ours = profile_settings(CARDINAL), profile_settings(settings.profile)
    set_by_user = {name: each for name, each in settings.parameters.items() if each != ours.parameters[name]}
    return replace(settings, profile=CARDINAL, parameters={**theirs.parameters, **set_by_user})
