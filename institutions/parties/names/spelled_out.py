"""Latin letters that kana spell out, one by one: エヌ・ティ・ティ is NTT, and ジェイアール is JR."""

import re
from functools import lru_cache
from typing import Final

from institutions.parties.names.kana import one_size
from institutions.parties.names.readings import LETTERS

SHORTEST_NAME: Final = 2  # kana
FEWEST: Final = 2  # letters one behind the other: a single エー or シー is part of many words
# ティー is often written ティ within such a run, and ジェー is ジェ.
NAMES: Final = {
    one_size(written): letter
    for letter, names in LETTERS.items()
    if letter.isalpha()
    for name in names
    for written in (name, name.rstrip("ー"))
    if len(written) >= SHORTEST_NAME
}
ONE: Final = "|".join(sorted(NAMES, key=lambda name: (-len(name), name)))
RUN: Final = re.compile(rf"(?:{ONE}){{{FEWEST},}}")
LETTER: Final = re.compile(ONE)


@lru_cache(maxsize=16_384)
def with_letters(folded: str) -> str:
    """Write the letters that a folded name spells out in kana as letters; a name without any stays the same."""
    return RUN.sub(lambda run: LETTER.sub(lambda name: NAMES[name[0]], run[0]), folded)
