"""Sentences for each change of a statement, in both languages, that an official can read aloud. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from rules.engine.language.types import CASE_TYPE
from rules.review.timeline.facts import FactChange, FactChangeKind
from rules.review.timeline.proposal_sentences import ProposalSentences
from rules.review.timeline.register_sentences import RegisterSentences
from rules.review.timeline.sentence import ORDER, TimelineSentence

DECIDES: Final = "decision_maker"


class ChangeSentences(ProposalSentences, RegisterSentences):
    """A writer of all changes of one pair of snapshots, each by the writer of its type."""

    def lines(self, changes: Iterable[FactChange]) -> Iterator[TimelineSentence]:
        """Write a sentence for each change, or one for several that belong together: the most telling first."""
        given = list(changes)
        found: list[TimelineSentence] = []
        if pair := transferred_decider(given):
            found.append(self.decider(*pair))
            given = [each for each in given if each not in pair]
        for each in given:
            found += self.of_change(each)
        return iter(sorted(found, key=lambda line: ORDER.index(line.sort)))

    def of_change(self, change: FactChange) -> list[TimelineSentence]:
        """Write the lines of one change."""
        if write := WRITERS.get(change.fact.type):
            return write(self, change)
        return [self.record(change)]


Writer = Callable[[ChangeSentences, FactChange], list[TimelineSentence]]
WRITERS: Final[Mapping[str, Writer]] = {
    CASE_TYPE: ChangeSentences.proposal,
    "appointment": ChangeSentences.appointment,
    "holds_stake": ChangeSentences.holding,
    "official": ChangeSentences.official,
    "participates": ChangeSentences.participant,
    "related_company": ChangeSentences.relation,
    "selection": ChangeSentences.selection,
}


def transferred_decider(changes: Iterable[FactChange]) -> tuple[FactChange, FactChange] | None:
    """Return the old and the new deciding official, where there is one of each."""
    deciders = [each for each in changes if each.fact.type == "official" and each.fact.values.get("role") == DECIDES]
    gone = [each for each in deciders if each.how is FactChangeKind.GONE]
    come = [each for each in deciders if each.how is FactChangeKind.ADDED]
    return (gone[0], come[0]) if len(gone) == len(come) == 1 else None
