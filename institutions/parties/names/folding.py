"""Folding of names, so that one name written in several ways compares equal. An equal name is a possible match only.

The result depends on the tables of this package: after a change to one, `manage.py fold_names` folds stored names
again.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from institutions.kinds.base import MAX_NAME
from institutions.parties.names.kana import one_size, to_katakana
from institutions.parties.names.kanji import modern_kanji
from institutions.parties.names.legal_forms import NOT_A_LETTER, without_forms
from institutions.parties.names.other_scripts import latin_letters
from institutions.parties.names.sound import word_sound

OF: Final = re.compile(r"^(bank|university|port|city) of (.+)$")  # Japanese has it behind the name


def fold_name(name: str) -> str:
    """Return the form of a name that is compared: `plain`, without legal form, spaces or marks.

    A name that is nothing but a legal form keeps it: an empty text would equal every other empty one.
    """
    return fold_plain_name(plain_name(name))


def fold_plain_name(text: str) -> str:
    """Fold the result of `plain_name`."""
    return (squeeze_name(without_forms(text)) or squeeze_name(text))[:MAX_NAME]


def plain_name(name: str) -> str:
    """Apply NFKC, lower case, large katakana, kanji of general use, and "&" as a word; spaces and legal forms stay."""
    text = unicodedata.normalize("NFKC", name).casefold().replace("&", " and ")
    return modern_kanji(one_size(to_katakana(text)))


@lru_cache(maxsize=32_768)
def name_sound(name: str) -> str:
    """Return the sound of a name, word by word; kanji in it stay."""
    return plain_name_sound(plain_name(name))


@lru_cache(maxsize=32_768)
def plain_name_sound(text: str) -> str:
    """Return the sound of the result of `plain_name`; other alphabets are written in Latin letters first."""
    words = OF.sub(r"\2 \1", " ".join(without_forms(latin_letters(text)).split()))
    return "".join(word_sound(word) for word in words.split())


def squeeze_name(name: str) -> str:
    """Keep letters and digits only; spaces within Japanese and between given and family names don't count."""
    return NOT_A_LETTER.sub("", name)
