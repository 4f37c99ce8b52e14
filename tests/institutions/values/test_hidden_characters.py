"""Invisible characters that change the text are refused; letters of every script are not."""

import pytest

from institutions.codes.wording import code_words
from institutions.drafts.values import text_trouble
from institutions.kinds.base import MAX_TEXT
from institutions.values.hidden_characters import hidden_character_in
from rules.review.casework.entry_errors import EntryErrors
from tests.every import every

HIDDEN = (
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u200b\u2060\ufeff\u00ad\u2028\x01\x85"
)


@every("character", HIDDEN)
def test_it_is_refused_in_documents_and_forms_with_its_number(character: str) -> None:
    text, number = f"looks fine {character}eht yb devorppa", f"(U+{ord(character):04X})"
    for one_line in (False, True):
        said = text_trouble(text, MAX_TEXT, one_line=one_line)
        assert said
        assert number in code_words(said, "en") or "control character" in code_words(said, "en")
    entered = EntryErrors()
    entered.reason("reason", text)
    assert number in entered.errors["reason"]
    assert "Remove it." in entered.errors["reason"]


@pytest.mark.parametrize(
    "text",
    [
        "شركة الأمل", "חברת התקווה", "磁石\u3000株式会社", "می\u200cخواهم", "क्\u200dष", "👩\u200d🔬",
        "Two\nlines\tand a tab\r\n",
        "葛\U000e0100城", "é e\u0301",
    ],
)  # fmt: skip
def test_letters_of_every_script_stand(text: str) -> None:
    assert hidden_character_in(text) == ""
    assert text_trouble(text, MAX_TEXT) is None
