"""The mutants of a rule that none of its cases notices."""

from collections.abc import Iterable
from dataclasses import dataclass

from rules.engine.language.errors import RuleError
from rules.engine.language.syntax import Rule
from tests.rules.case_files import RuleCase
from tests.rules.mutants.book import Book, Changed
from tests.rules.mutants.change import Mutant
from tests.rules.mutants.mutants import mutants_of


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


def tried(rule: Rule, cases: Iterable[RuleCase], book: Book) -> Tried:
    """Try every mutant of a rule against its cases. ValueError where the unchanged rule contradicts a case."""
    cases, before = tuple(cases), book.before(rule.code)
    if contradicted := Changed(rule, book.known, before).noticed_by(cases):
        message = f"{rule.code} as it stands contradicts its case '{contradicted}'"
        raise ValueError(message)
    noticed = refused = 0
    survivors: list[Mutant] = []
    for mutant in mutants_of(rule, book.known):
        try:
            changed = Changed(mutant.rule, book.known, before)
        except RuleError:
            refused += 1
            continue
        if changed.noticed_by(cases):
            noticed += 1
        else:
            survivors.append(mutant)
    return Tried(rule.code, noticed, refused, tuple(survivors))
