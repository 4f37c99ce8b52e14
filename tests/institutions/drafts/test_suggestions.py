"""A suggestion is sought among the first known words, so that it costs no more where very many are known."""

from collections.abc import Iterator

import pytest

from institutions.drafts.errors import MAX_WORDS, FieldErrors
from institutions.drafts.near_words import DidYouMean

pytestmark = [pytest.mark.once, pytest.mark.bare]


def test_no_more_than_the_first_thousand_words_are_compared_for_a_suggestion() -> None:
    taken: list[str] = []

    def known() -> Iterator[str]:
        for place in range(10 * MAX_WORDS):
            taken.append(f"word-{place}")
            yield taken[-1]

    assert FieldErrors().nearest("word-7x", known()) == DidYouMean(near="word-7")
    assert len(taken) == MAX_WORDS == 1_000
