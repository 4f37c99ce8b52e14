"""Errors of seed files, collected so that one run names them all."""

from dataclasses import dataclass, field

from institutions.codes.base import Coded
from institutions.codes.wording import code_words
from institutions.seeding.troubles import SeedTrouble


class SeedError(Exception):
    """An error of seed files that can't be stored. `said` are codes that name file, row, trouble and remedy."""

    def __init__(self, said: tuple[SeedTrouble, ...]) -> None:
        self.said = said
        super().__init__("\n".join(self.errors))

    @property
    def errors(self) -> tuple[str, ...]:
        """The same in English."""
        return tuple(code_words(each, "en") for each in self.said)


@dataclass
class SeedErrors:
    """A collection of errors, filled while the files are read."""

    found: list[SeedTrouble] = field(default_factory=list)

    def add(self, where: str, trouble: Coded) -> None:
        """Note one error. `where` is a file, or a file and its row."""
        self.found.append(SeedTrouble(place=where, trouble=trouble))

    def raise_if_any(self) -> None:
        """Raise SeedError with all that was found."""
        if self.found:
            raise SeedError(tuple(self.found))
