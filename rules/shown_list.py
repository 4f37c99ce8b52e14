"""A list in a sentence as a reader has it: with the commas of the language in which it is read."""

from collections.abc import Iterable

from rules.language.statements import Language
from rules.shown_day import reader_language


def listed(said: Iterable[str], language: Language | None = None) -> str:
    """COI-01, COI-02; or COI-01、COI-02."""
    return {"en": ", ", "ja": "、"}[language or reader_language()].join(said)
