"""The least length of a reason."""

import pytest
from django.utils import translation

from institutions.values.reasons import HINT, says_too_little


@pytest.mark.parametrize(
    "text",
    ["", "x", "Sold.", "nine-9999!", "- - - - - - - -", "該当なし", "確認済み。", "ｶｸﾆﾝ", "ｘｘｘｘｘ", "…………………"],
)
def test_a_word_is_no_reason(text: str) -> None:
    assert says_too_little(text)


@pytest.mark.parametrize("text", ["ten letters", "Sold on 2 May", "持分を売却", "ｶｸﾆﾝｽﾞﾐ", "持分 10% 売却"])
def test_a_short_sentence_is_one_in_either_script(text: str) -> None:
    assert not says_too_little(text)


def test_the_measure_is_said_in_the_readers_language() -> None:
    with translation.override("en"):
        assert str(HINT) == ("Write a sentence of at least 10 letters or digits, or at least 5 Japanese characters.")
    with translation.override("ja"):
        assert "5文字以上" in str(HINT)
        assert "10文字以上" in str(HINT)
