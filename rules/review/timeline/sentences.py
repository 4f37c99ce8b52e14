"""Sentences for each change of a statement, in both languages, that an official can read aloud. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from rules.engine.language.types import CASE_TYPE
from rules.review.timeline.facts import FactChange, How
from rules.review.timeline.line import ORDER, Line
from rules.review.timeline.of_proposal import ProposalSentences
from rules.review.timeline.of_register import RegisterSentences

DECIDES: Final = "decision_maker"


class Sentences(ProposalSentences, RegisterSentences):
    """A writer of all changes of one pair of snapshots, each by the writer of its type."""

    def lines(self, changes: Iterable[FactChange]) -> Iterator[Line]:
        """Write a sentence for each change, or one for several that belong together: the most telling first."""
        given = list(changes)
        found: list[Line] = []
        if pair := transfer(given):
            found.append(self.decider(*pair))
            given = [each for each in given if each not in pair]
        for each in given:
            found += self.of_change(each)
        return iter(sorted(found, key=lambda line: ORDER.index(line.sort)))

    def of_change(self, change: FactChange) -> list[Line]:
        """Write the lines of one change."""
        if write := WRITERS.get(change.fact.type):
            return write(self, change)
        return [self.record(change)]


Writer = Callable[[Sentences, FactChange], list[Line]]
WRITERS: Final[Mapping[str, Writer]] = {
    CASE_TYPE: Sentences.proposal,
    "appointment": Sentences.appointment,
    "holds_stake": Sentences.holding,
    "official": Sentences.official,
    "participates": Sentences.participant,
    "related_company": Sentences.relation,
    "selection": Sentences.selection,
}


def transfer(changes: Iterable[FactChange]) -> tuple[FactChange, FactChange] | None:
    """Return the old and the new deciding official, where there is one of each."""
    deciders = [each for each in changes if each.fact.type == "official" and each.fact.values.get("role") == DECIDES]
    gone = [each for each in deciders if each.how is How.GONE]
    come = [each for each in deciders if each.how is How.ADDED]
    return (gone[0], come[0]) if len(gone) == len(come) == 1 else None
