"""A sentence as readers see it."""

import pytest

from rules.explaining.wording.words import statement_in_language

pytestmark = pytest.mark.bare


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("Kita controls Hikari Magnetics Co., Ltd..", "Kita controls Hikari Magnetics Co., Ltd."),
        ("Both bid with Kita Inc.. Ties are known.", "Both bid with Kita Inc. Ties are known."),
        ("They left.", "They left."),
        ("And so on...", "And so on..."),
    ],
)
def test_a_name_that_ends_with_a_full_stop_ends_its_sentence(stored: str, shown: str) -> None:
    assert statement_in_language({"en": stored}, "en") == shown


def test_a_reader_sees_the_statement_in_their_language() -> None:
    assert statement_in_language({"en": "A.", "ja": "ア。"}, "ja") == "ア。"
