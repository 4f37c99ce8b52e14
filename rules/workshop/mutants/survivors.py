"""The mutants of a rule that none of its cases notices."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rules.engine.language.errors import RuleError
from rules.engine.language.syntax import Rule
from rules.workshop.case_files import RuleCase
from rules.workshop.mutants.book import Book, MutatedRulebook
from rules.workshop.mutants.change import Mutant
from rules.workshop.mutants.mutants import mutants_of


@dataclass(frozen=True, slots=True)
class Tried:
    """The outcomes of a rule's mutants."""

    code: str
    noticed: int
    refused: int  # by the checker or the compiler
    survivors: tuple[Mutant, ...]

    @property
    def number(self) -> int:
        """Return the number of all mutants of the rule."""
        return self.noticed + self.refused + len(self.survivors)


def nothing_told(_done: int, _of: int) -> None:
    """Tell nobody how far it has come."""


def tried(rule: Rule, cases: Iterable[RuleCase], book: Book, told: Callable[[int, int], None] = nothing_told) -> Tried:
    """Try every mutant of a rule against its cases. ValueError where the unchanged rule contradicts a case.

    `told` gets the number of mutants so far, and of all.
    """
    cases, before = tuple(cases), book.before(rule.code)
    if contradicted := MutatedRulebook(rule, book.known, before).noticed_by(cases):
        message = f"{rule.code} as it stands contradicts its case '{contradicted}'"
        raise ValueError(message)
    noticed = refused = 0
    survivors: list[Mutant] = []
    mutants = list(mutants_of(rule, book.known))
    for done, mutant in enumerate(mutants, 1):
        told(done, len(mutants))
        try:
            changed = MutatedRulebook(mutant.rule, book.known, before)
        except RuleError:
            refused += 1
            continue
        if changed.noticed_by(cases):
            noticed += 1
        else:
            survivors.append(mutant)
    return Tried(rule.code, noticed, refused, tuple(survivors))
