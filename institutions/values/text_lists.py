"""A list inside a sentence, with the commas of the reader's language."""

from collections.abc import Iterable

from django.utils.translation import get_language


def join_texts(said: Iterable[str], language: str | None = None) -> str:
    """Join texts with commas: COI-01, COI-02; or COI-01、COI-02. The default language is that of the page."""
    return ("、" if (language or get_language()) == "ja" else ", ").join(said)
