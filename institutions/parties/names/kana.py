"""Kana in one form: katakana, small ones large, a dash for a long mark as one; and the same in Latin letters."""

import re
from typing import Final

HIRAGANA: Final = {code: chr(code + 0x60) for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
# Names of companies keep キヤノン, readings have キャノン. ヱビス and ヂーゼル are old spellings.
LARGE: Final = str.maketrans("ァィゥェォャュョヮヵヶヰヱヲヂヅ", "アイウエオヤユヨワカケイエオジズ")
V_SOUNDS: Final = (("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴュ", "ビュ"), ("ヴ", "ブ"))
# A dash behind katakana, where no letter but katakana or kanji follows, is a long mark: フオ－ム.
DASH: Final = re.compile(r"(?<=[ァ-ヺ])[-‐‑‒–—―−─━](?=[ァ-ヺー一-龯]|$|[^\w])")

ROWS: Final = {
    "": "アイウエオ", "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノ", "h": "ハヒフヘホ",
    "m": "マミムメモ", "r": "ラリルレロ", "g": "ガギグゲゴ", "z": "ザジズゼゾ", "d": "ダヂヅデド", "b": "バビブベボ",
    "p": "パピプペポ",
}  # fmt: skip
OTHERS: Final = dict(zip("ヤユヨワンーヴヰヱヲ", ("ya", "yu", "yo", "wa", "n", "", "bu", "i", "e", "o"), strict=True))
LATIN: Final = {
    **{kana: consonant + vowel for consonant, row in ROWS.items() for kana, vowel in zip(row, "aiueo", strict=True)},
    **OTHERS,
}
SMALL_VOWELS: Final = str.maketrans("ァィゥェォ", "アイウエオ")


def to_katakana(name: str) -> str:
    """Write hiragana as katakana, and a dash used as a long mark as one; the rest stays."""
    return DASH.sub("ー", name.translate(HIRAGANA))


def one_size(name: str) -> str:
    """Replace ヴ, old letters and small ones other than ッ: キャノン and キヤノン become the same."""
    for written, read in V_SOUNDS:
        name = name.replace(written, read)
    return name.translate(LARGE)


def to_latin(name: str) -> str:
    """Write katakana in Latin letters one by one (si, tu, hu), without small ッ and long marks; other letters stay.

    ファ is hua and ティ tei here: `institutions.parties.names.sound` makes that one with fa and ti.
    """
    plain = name.replace("ッ", "").translate(SMALL_VOWELS).translate(LARGE)
    return "".join(LATIN.get(letter, letter) for letter in plain)
