"""Kanji that are names of their own, and that writers take for each other: 斉藤 and 斎藤, 坂口 and 阪口.

Folding keeps them apart (`institutions.parties.names.kanji`), so that an equal name is an equal name; in a comparison
they count as one. The list is ours: no official table has them. Their old and variant forms (齊, 齋) are folded before.

A simplified Chinese character counts as the one of general use that it stands for, as far as both are read alike in
Mandarin: 刘 and 劉. Simplified ones are those without a reading in Japanese.
"""

from typing import Final

from institutions.parties.names.other_scripts import any_script_in_latin
from institutions.parties.names.readings import KANJI, kanji_readings

ROWS: Final = "斎斉 畑畠 坂阪 堀掘"
ONE_KANJI: Final = {ord(other): row[0] for row in ROWS.split() for other in row[1:]}


def one_kanji(folded: str) -> str:
    """Write each kanji of a folded name as the one that it is taken for."""
    return folded.translate(ONE_KANJI)


def as_in(one: str, other: str) -> str:
    """Write the simplified characters of a folded name as the other name of the same length has them."""
    if len(one) != len(other) or one == other:
        return one
    return "".join(theirs if are_one_character(ours, theirs) else ours for ours, theirs in zip(one, other, strict=True))


def are_one_character(one: str, other: str) -> bool:
    """Return whether exactly one of two characters is simplified, and both are read alike."""
    if one == other or not (KANJI.match(one) and KANJI.match(other)):
        return False
    return (one in kanji_readings()) != (other in kanji_readings()) and any_script_in_latin(one) == any_script_in_latin(
        other
    )
