"""The sound of a name in Latin letters: one spelling for a word of Japanese or English, in kana as in Latin letters.

Voice is dropped (ga is ka), since it changes within compounds (rendaku), and so is length, since both scripts leave it
out as they like: トウヨウ, TOYO and Tohyoh are all toyo. L is r, and v, b, f and p are h: kana know no other.
"""

import re
from functools import lru_cache
from typing import Final

from institutions.parties.names.kana import to_latin

# In order. Hepburn and English spellings to the rows of the kana table, then voice and length away.
STEPS: Final = tuple(
    (re.compile(written), heard)
    for written, heard in (
        # English spellings that kana hear otherwise than letter by letter.
        (r"[ts]ion", "siyon"), (r"tures?$", "tiya"), (r"(?<=[aeiou])re(?=s?$)", ""), (r"d?g(?=e$|ing)", "z"),
        (r"gies$", "zis"), (r"gy$", "zi"), (r"(?<=[^aeiou])ies$", "is"), (r"x", "ks"), (r"r(?=[^aeiouyh]|$)", ""),
        (r"tch|cch", "ti"), (r"ch(?=[^aeiouy])", "k"), (r"sch(?=[^aeiou]|$)", "s"), (r"ck|cc(?=[^eiy])|qu?", "k"),
        (r"c(?=[eiy])", "s"),
        # Hepburn to the rows of the kana table.
        (r"(?<=[aeiou])h(?=[^aiueo]|$)", ""),
        (r"ch(?=[auoe])", "tiy"), (r"ch", "ti"), (r"c", "k"), (r"ph", "f"), (r"th", "s"), (r"sh(?=[auoe])", "siy"),
        (r"sh", "si"), (r"tsu", "tu"), (r"j(?=[auoe])", "siy"), (r"j", "si"), (r"(?<=[khmrgbp])y(?=[auo])", "iy"),
        (r"(?<=[^aeiou])y(?=[^aiueo]|$)", "i"), (r"m(?=[bpm])", "n"),
        # Voice and length away.
        (r"l", "r"), (r"[fvbp]", "h"), (r"g", "k"), (r"z", "s"), (r"d", "t"), (r"o[uo]+", "o"),
        (r"([aiue])\1+", r"\1"), (r"niy(?=[auo])", "ny"), (r"([^aiueon])\1+", r"\1"),
    )
)  # fmt: skip
VOWELS: Final = re.compile(r"[aiueoyw]")


@lru_cache(maxsize=65_536)
def word_sound(word: str) -> str:
    """Return the sound of one folded word without kanji. Letters of other scripts stay as they are."""
    heard = to_latin(word)
    for written, said in STEPS:
        heard = written.sub(said, heard)
    return heard


def sound_consonants(heard: str) -> str:
    """Remove the vowels from a sound: kana and an English spelling surely share only the rest."""
    return VOWELS.sub("", heard)
