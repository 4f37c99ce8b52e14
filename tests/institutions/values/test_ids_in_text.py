"""Ids in a text are found where a plain search finds them, also where they touch or overlap."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from institutions.values.ids_in_text import LETTERS, ids_in_text, places_of_ids

PLAIN = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
ID = "0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a"
TAIL = ID[8:]
PARTS = st.sampled_from([ID, TAIL, "0a0a", "0a0a0a0a", "-", "-0a0a", "x", ":", ID.upper(), "事"])


@given(st.lists(PARTS, max_size=12).map("".join))
@example(f"{ID}{TAIL}")  # what would be the second one overlaps the first
@example(f"{ID}{TAIL}{TAIL}")
@example(f"{ID}{ID}")
@example(f"f{ID}")
def test_finds_what_a_plain_search_finds(text: str) -> None:
    assert [text[place : place + LETTERS] for place in places_of_ids(text)] == PLAIN.findall(text)
    assert ids_in_text(text) == set(PLAIN.findall(text))
