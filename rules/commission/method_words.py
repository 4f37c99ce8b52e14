"""The method of a contract in words: of the register where it has one that is sure, else as the body publishes it."""

from institutions.formats.ocds.reading.wording import METHODS as CODES
from institutions.kinds.words import METHODS
from institutions.values.calendar import Language


def method_words(written: str | None, language: Language) -> str:
    """Return a method in a language; a dash where none is published. What a body writes in its own words stays."""
    if not written:
        return "–"
    code = CODES.get(written)
    word = METHODS.get(code.sure if code and code.sure else written)
    return word.of(language) if word else written
