"""Errors of a rule or a parameter file: the place, and by a code the trouble and the remedy."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded, gettext_noop
from institutions.codes.wording import code_words, placeholder_values, words_in
from institutions.drafts.near_words import DidYouMean, UseOneOf
from institutions.values.calendar import Language
from institutions.values.quoting import in_one_line
from rules.engine.language.syntax import FilePlace

# The end of the trouble in the words of a code: what follows is the remedy.
END_OF_TROUBLE: Final = {"en": re.compile(r"\.(?: |(?=%\(hint\)s)|\Z)"), "ja": re.compile("。")}
MOST_NAMES: Final = 25  # that a remedy lists


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTrouble(Coded):
    """A trouble of a file of a rulebook and its remedy, in words that go on after the place: `the file is empty.`

    The first sentence is the trouble. A `hint` is a remedy that depends on what was written, and may be None.
    """

    def in_parts(self, language: Language) -> tuple[str, str]:
        """Return the trouble without its full stop, and the remedy, which may be empty."""
        found = END_OF_TROUBLE[language].split(words_in(self.words, language), maxsplit=1)
        trouble, remedy = (*found, "")[:2]
        values = placeholder_values(self, language)
        return in_one_line(trouble % values), in_one_line(remedy % values).strip()

    def sentence(self, language: Language) -> str:
        """Return the trouble and its remedy."""
        return in_one_line(code_words(self, language)).strip()


@coded("rulebook_file.at_line", gettext_noop("%(file)s, line %(line)s: %(trouble)s"))
class TroubleAtLine(Coded):
    """A trouble with its place."""

    file: str
    line: PlainNumber
    trouble: RuleTrouble


class RuleError(Exception):
    """A rulebook that cannot be used; `str` gives file, line, trouble and remedy in one line of English."""

    def __init__(self, file: str, line: int, said: RuleTrouble) -> None:
        super().__init__(file, line, said)
        self.file = file
        self.line = line
        self.said = said

    @property
    def trouble(self) -> str:
        """The trouble in English, without a full stop."""
        return self.said.in_parts("en")[0]

    @property
    def remedy(self) -> str:
        """The remedy in English; empty where the trouble says it."""
        return self.said.in_parts("en")[1]

    def __str__(self) -> str:
        return self.sentence("en")

    def sentence(self, language: Language) -> str:
        """Return place, trouble and remedy in one line."""
        at = TroubleAtLine(file=self.file, line=PlainNumber(self.line), trouble=self.said)
        return in_one_line(code_words(at, language)).strip()


def error_at(place: FilePlace, said: RuleTrouble) -> RuleError:
    """Make the error for a place."""
    return RuleError(place.file, place.line, said)


def did_you_mean(wrong: str, known: Iterable[str]) -> Coded | None:
    """Suggest a remedy for a wrong name: the nearest known one, else all of them if they are few."""
    names = sorted(known)
    within = [name for name in names if wrong and (wrong in name or name in wrong)]
    if near := get_close_matches(wrong, names, n=1, cutoff=0.6) or within[:1]:
        return DidYouMean(near=near[0])
    return UseOneOf(words_known=tuple(names)) if 0 < len(names) <= MOST_NAMES else None
