"""The rulebook whose rules are changed, read once a process."""

from collections.abc import Mapping
from functools import cache

from rules.engine.loading.program_rulebook import FOLDER, rulebook_of_folder
from rules.facts.kinds.vocabulary import PARTNERSHIP, VOCABULARIES
from rules.workshop.mutants.book import Book, book_of


@cache
def book(subject: str = PARTNERSHIP) -> Book:
    """Return the rules on a subject."""
    return book_of(rulebook_of_folder(FOLDER, subject), subject)


def books() -> Mapping[str, Book]:
    """Return the book of each rule, by code."""
    return {code: book(subject) for subject in VOCABULARIES for code in book(subject).rules}
