"""The mutants of a rule that no case of it notices."""

from collections.abc import Iterable
from dataclasses import dataclass

from rules.language.errors import RuleError
from rules.language.syntax import Rule
from tests.rules.case_files import RuleCase
from tests.rules.mutants.book import Alone, Book
from tests.rules.mutants.change import Mutant
from tests.rules.mutants.mutants import mutants_of


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a rule's mutants."""

    code: str
    noticed: int
    refused: int  # by the checker or the compiler
    survivors: tuple[Mutant, ...]

    @property
    def number(self) -> int:
        """All mutants of the rule."""
        return self.noticed + self.refused + len(self.survivors)


def tried(rule: Rule, cases: Iterable[RuleCase], book: Book) -> Tried:
    """Every mutant of a rule against its cases. ValueError where the rule itself contradicts one: mend that first."""
    cases = book.ready(cases)
    if contradicted := Alone(rule, book.known).noticed_by(cases):
        message = f"{rule.code} as it stands contradicts its case '{contradicted}'"
        raise ValueError(message)
    noticed = refused = 0
    survivors: list[Mutant] = []
    for mutant in mutants_of(rule, book.known):
        try:
            changed = Alone(mutant.rule, book.known)
        except RuleError:
            refused += 1
            continue
        if changed.noticed_by(cases):
            noticed += 1
        else:
            survivors.append(mutant)
    return Tried(rule.code, noticed, refused, tuple(survivors))
