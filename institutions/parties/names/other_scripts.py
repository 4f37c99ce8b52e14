"""Names in other scripts than Japanese in plain Latin letters: Cyrillic, Greek, Arabic, Hangul, Chinese in pinyin.

By anyascii (ISC), a table of letters without context: it writes short vowels of Arabic and Hebrew never, and each
Chinese character by its commonest reading. Marks of Latin letters go too: Société is societe.
"""

import re
from functools import lru_cache
from typing import Final

from anyascii import anyascii

JAPANESE: Final = re.compile(r"[ぁ-ゖァ-ヺー一-龯々]")
APOSTROPHES: Final = re.compile(r"['’‘ʼ`´ʻʿ]")


def latin_letters(text: str) -> str:
    """Write a plain name in Latin letters, in lower case; one with kana or kanji stays as it is."""
    if text.isascii():
        return APOSTROPHES.sub("", text)
    return text if JAPANESE.search(text) else any_script_in_latin(text)


@lru_cache(maxsize=8_192)
def any_script_in_latin(text: str) -> str:
    """Write any name in Latin letters, Chinese ones by their reading in Mandarin; apostrophes are left out."""
    return APOSTROPHES.sub("", anyascii(APOSTROPHES.sub("", text))).casefold()
