"""Folding of names, so that one name written in several ways compares equal. An equal name is a possible match only.

The result depends on the tables of this package: after a change to one, `manage.py fold_names` folds stored names anew.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from institutions.kinds.base import MAX_NAME
from institutions.parties.names.kana import katakana, one_size
from institutions.parties.names.kanji import modern
from institutions.parties.names.legal_forms import NOT_A_LETTER, without_forms
from institutions.parties.names.sound import sound

OF: Final = re.compile(r"^(bank|university|port|city) of (.+)$")  # Japanese has it behind the name


def fold(name: str) -> str:
    """Return the form of a name that is compared: `plain`, without legal form, spaces or marks.

    A name that is nothing but a legal form keeps it: an empty text would equal every other empty one.
    """
    return folded(plain(name))


def folded(text: str) -> str:
    """Fold the result of `plain`."""
    return (squeeze(without_forms(text)) or squeeze(text))[:MAX_NAME]


def plain(name: str) -> str:
    """Apply NFKC, lower case, large katakana, kanji of general use, and "&" as a word; spaces and legal forms stay."""
    text = unicodedata.normalize("NFKC", name).casefold().replace("&", " and ")
    return modern(one_size(katakana(text)))


@lru_cache(maxsize=32_768)
def heard(name: str) -> str:
    """Return the sound of a name, word by word; kanji in it stay."""
    return sounding(plain(name))


@lru_cache(maxsize=32_768)
def sounding(text: str) -> str:
    """Return the sound of the result of `plain`."""
    words = OF.sub(r"\2 \1", " ".join(without_forms(text).split()))
    return "".join(sound(word) for word in words.split())


def squeeze(name: str) -> str:
    """Keep letters and digits only; spaces within Japanese and between given and family names don't count."""
    return NOT_A_LETTER.sub("", name)
