"""Texts of the picture: their width, and the breaking of a long name into rows, in both languages."""

import unicodedata
from typing import Final

WIDE: Final = frozenset("WFA")  # East Asian width: wide, full, ambiguous
NARROW_EM: Final = 0.6  # of a Latin letter, generously: no font is measured
CAPITAL_EM: Final = 0.74
NO_ROW_BEGINS: Final = frozenset("、。，．・：；？！）］｝」』】〉》ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ%％)")
NO_ROW_ENDS: Final = frozenset("（［｛「『【〈《(")
CUT: Final = "…"


def text_width(text: str, size: float) -> float:
    """Return the greatest possible width of a text, in units of the picture."""
    return size * sum(letter_width(letter) for letter in text)


def letter_width(letter: str) -> float:
    """Return the width of one letter as a share of the size of the font."""
    if unicodedata.east_asian_width(letter) in WIDE:
        return 1.0
    return CAPITAL_EM if letter.isupper() or letter in "mwMW%&@—" else NARROW_EM


def break_rows(text: str, room: float, size: float, most: int) -> list[str]:
    """Break a text into rows, between words, else wherever it must be; a mark ends the last one where text was cut."""
    found: list[str] = []
    row = ""
    for piece in split_pieces(" ".join(text.split()), room, size):
        if row and text_width(row + piece.rstrip(), size) > room:
            found.append(row.rstrip())
            row = piece.lstrip()
        else:
            row += piece
    found.append(row.rstrip())
    return found if len(found) <= most else [*found[: most - 1], cut_row(found[most - 1], room, size)]


def cut_row(row: str, room: float, size: float) -> str:
    """Shorten a row that is too long until the ellipsis fits too."""
    while row and text_width(row + CUT, size) > room:
        row = row[:-1]
    return row.rstrip() + CUT


def split_pieces(text: str, room: float, size: float) -> list[str]:
    """Split a text into pieces: words with their space, single wide letters with those that must not begin a row."""
    found: list[str] = []
    word = ""
    for letter in text:
        if letter == " ":
            found.append(word + " ")
            word = ""
        elif unicodedata.east_asian_width(letter) in WIDE:
            if (
                word
                and (letter in NO_ROW_BEGINS or word[-1] in NO_ROW_ENDS)
                and text_width(word + letter, size) <= room
            ):
                word += letter
                continue
            if word:
                found.append(word)
            word = letter
        elif word and (text_width(word + letter, size) > room or (is_wide(word[-1]) and letter not in NO_ROW_BEGINS)):
            found.append(word)
            word = letter
        else:
            word += letter
    return [each for each in (*found, word) if each]


def is_wide(letter: str) -> bool:
    """Return whether a letter takes the width of a Chinese character."""
    return unicodedata.east_asian_width(letter) in WIDE
