"""A list in a sentence as a reader has it: with the commas of the language in which it is read."""

from collections.abc import Iterable

from django.utils.translation import get_language


def listed(said: Iterable[str], language: str | None = None) -> str:
    """COI-01, COI-02; or COI-01、COI-02. In the language of the page where none is given."""
    return ("、" if (language or get_language()) == "ja" else ", ").join(said)
