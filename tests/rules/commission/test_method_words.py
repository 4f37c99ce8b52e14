"""A method of award in the language of the reader, as far as its word is sure."""

import pytest

from rules.commission.method_words import method_words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("open", ("Open", "一般競争")),  # our word, and OCDS's
        ("direct", ("Negotiated", "随意契約")),  # OCDS's alone
        ("limited", ("limited", "limited")),  # OCDS says no more: the buyer alone knows
        ("公募型プロポーザル", ("公募型プロポーザル", "公募型プロポーザル")),  # the body's own
        (None, ("–", "–")),
    ],
)
def test_a_sure_word_is_said_in_the_language_of_the_reader(written: str | None, words: tuple[str, str]) -> None:
    assert (method_words(written, "en"), method_words(written, "ja")) == words
