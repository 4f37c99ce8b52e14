"""Errors of a rule or a parameter file: the place, the trouble and the remedy."""

from collections.abc import Iterable
from difflib import get_close_matches

from rules.engine.language.syntax import FilePlace


class RuleError(Exception):
    """A rulebook that cannot be used; `str` gives file, line, trouble and remedy in one line."""

    def __init__(self, file: str, line: int, trouble: str, remedy: str = "") -> None:
        super().__init__(file, line, trouble, remedy)
        self.file = file
        self.line = line
        self.trouble = trouble
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {' '.join((self.trouble + '.', self.remedy)).strip()}"


def error_at(place: FilePlace, trouble: str, remedy: str = "") -> RuleError:
    """Make the error for a place."""
    return RuleError(place.file, place.line, trouble, remedy)


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """Suggest a remedy for a wrong name: the nearest known one, else all of them if they are few."""
    names = sorted(known)
    within = [name for name in names if wrong and (wrong in name or name in wrong)]
    if near := get_close_matches(wrong, names, n=1, cutoff=0.6) or within[:1]:
        return f"Did you mean {near[0]}?"
    if names and len(names) <= 25:
        return f"Use one of {', '.join(names)}."
    return ""
