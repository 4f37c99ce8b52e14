"""The ids in a long text, found by their hyphens: a snapshot has fifty thousand letters and some hundred ids."""

import re
from collections.abc import Iterator
from typing import Final

LETTERS: Final = 36
BEFORE: Final = 8  # letters before the first hyphen
# It begins with a hyphen, so that the search goes from hyphen to hyphen, and tries none of the letters between.
FROM_HYPHEN: Final = re.compile(r"-(?<=[0-9a-f]{8}-)[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def places_of_ids(text: str) -> Iterator[int]:
    """Yield where each id in lower case with hyphens begins, in order; of two that overlap the first."""
    ended = 0
    for found in FROM_HYPHEN.finditer(text):
        begins = found.start() - BEFORE
        if begins >= ended:
            yield begins
            ended = found.end()


def ids_in_text(text: str) -> set[str]:
    """Return the different ids in a text, as it has them."""
    return {text[begins : begins + LETTERS] for begins in places_of_ids(text)}
