"""Likeness of two names, and its reason: the same, one a reading of the other, of one sound, or spelled alike.

The figures are for names alone and stay below 100: no name is certain. They were set on the EDINET list
(`benchmarks/identities.py` prints what they catch and what they confuse).
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz

from institutions.parties.names.alignment import covered
from institutions.parties.names.common import differ_in_numerals, without_group_words
from institutions.parties.names.folding import folded, heard, plain, sounding
from institutions.parties.names.legal_forms import Form, form_of
from institutions.parties.names.readings import KANJI
from institutions.parties.names.sound import consonants

KANA: Final = re.compile(r"[ァ-ヺー]")
DIGITS: Final = re.compile(r"\d+")
# Behind a Japanese name they stand for the legal form, which an English name leaves out.
ENGLISH_FORM: Final = re.compile(r"(?<=.)(?:コーポレーシヨン|カンパニー|リミテツド|リミテッド|インク)$")
SAME: Final = 95
READING: Final = 92
SOUND: Final = 92
SPELLING: Final = 94
WORTH_A_LOOK: Final = 50
SHORT: Final = 4  # a sound of fewer letters says little
LONG: Final = 6  # consonants that are the same by chance in few names
LITTLE: Final = 8  # points off for weaker evidence


class How(TextChoices):
    """The way in which two names are alike."""

    SAME_NAME = "same_name", _("Same name")
    SAME_READING = "same_reading", _("One name is the reading of the other")
    SAME_SOUND = "same_sound", _("The names sound alike")
    SPELLED_ALIKE = "spelled_alike", _("The names are spelled alike")


@dataclass(frozen=True, slots=True)
class Name:
    """One name, prepared for comparison."""

    plain: str
    folded: str
    script: str  # kanji (whatever else it has), kana or latin
    digits: tuple[str, ...]

    @property
    def heard(self) -> str:
        """The sound of the name. It is computed on demand: most comparisons do not need it."""
        return sounding(self.plain)

    @property
    def form(self) -> Form:
        """Its legal form."""
        return form_of(self.plain)


@dataclass(frozen=True, slots=True)
class Likeness:
    """The likeness of two names, of 100, and its reason. `form_differs`: apart from the legal form they may be one."""

    score: int
    how: How
    form_differs: bool = False


@lru_cache(maxsize=32_768)
def name_of(text: str) -> Name:
    """Prepare a name for comparison."""
    written = plain(text)
    compared = folded(written)
    script = "kanji" if KANJI.search(compared) else "kana" if KANA.search(compared) else "latin"
    return Name(written, compared, script, tuple(DIGITS.findall(compared)))


def likeness(one: Name, other: Name) -> Likeness | None:
    """Compare two names; None where they have nothing to compare, or contain different numbers (第1 and 第二)."""
    if not one.folded or not other.folded:
        return None
    if one.folded == other.folded:
        return Likeness(SAME, How.SAME_NAME, one.form.differs(other.form))
    if one.script == other.script and (one.digits != other.digits or differ_in_numerals(one.folded, other.folded)):
        return None
    score, how = alike(one, other)
    if score >= WORTH_A_LOOK and (own := own_parts(one, other)):
        score = min(score, alike(*own)[0] + LITTLE)
    score = less_if_short(score, one, other)
    return Likeness(score, how, score >= WORTH_A_LOOK and one.form.differs(other.form))


def own_parts(one: Name, other: Name) -> tuple[Name, Name] | None:
    """Return both names without Holdings and the like, where both have such words and something is left of each."""
    rests = (without_group_words(one.plain), without_group_words(other.plain))
    if rests[0] == one.plain or rests[1] == other.plain:
        return None
    first, second = map(name_of, rests)
    return (first, second) if first.folded and second.folded else None


def alike(one: Name, other: Name) -> tuple[float, How]:
    """Score two names, however short, by a method that fits their scripts."""
    if one.folded == other.folded:
        return SAME, How.SAME_NAME
    if (one.script == "kanji") != (other.script == "kanji"):
        kanji, spoken = (one, other) if one.script == "kanji" else (other, one)
        return read_alike(kanji, spoken), How.SAME_READING
    if one.script != other.script:
        return sound_alike(one, other), How.SAME_SOUND
    return SPELLING * fuzz.ratio(one.folded, other.folded) / 100, How.SPELLED_ALIKE


def read_alike(kanji: Name, spoken: Name) -> float:
    """Score the reading of the kanji as the other name is spelled, from the beginning as far as it goes."""
    english = spoken.script == "latin"
    share = covered(kanji.folded, spoken.heard, english=english)
    if english and share < 1 and (short := ENGLISH_FORM.sub("", kanji.folded)) != kanji.folded:
        share = max(share, covered(short, spoken.heard, english=english))
    return READING * share * share


def sound_alike(one: Name, other: Name) -> float:
    """Compare the sounds of a name in kana and one in Latin letters; in long ones vowels count little."""
    kana, english = (one, other) if one.script == "kana" else (other, one)
    best = 0.0
    for sound in {kana.heard, heard(ENGLISH_FORM.sub("", kana.folded))}:
        skeleton = consonants(sound)
        hard, whole = fuzz.ratio(skeleton, consonants(english.heard)), fuzz.ratio(sound, english.heard)
        best = max(best, (hard + max(whole, hard - LITTLE if len(skeleton) >= LONG else 0)) / 2)
    by_letter = READING * covered(english.folded, kana.heard, english=False)  # エヌティティ is NTT
    return max(SOUND * best / 100, by_letter)


def less_if_short(score: float, one: Name, other: Name) -> int:
    """Round the score, and lower it for a short shared sound across scripts: many names have one."""
    spoken = next((each for each in (one, other) if each.script == "latin"), other if one.script == "kanji" else one)
    short = one.script != other.script and len(spoken.heard) < SHORT
    return max(0, round(score - (LITTLE if short else 0)))
