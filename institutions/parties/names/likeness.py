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

from institutions.parties.names.alignment import covered_share
from institutions.parties.names.common import differ_in_numerals, without_group_words
from institutions.parties.names.folding import fold_plain_name, name_sound, plain_name, plain_name_sound
from institutions.parties.names.legal_forms import LegalForm, find_legal_form
from institutions.parties.names.readings import KANJI
from institutions.parties.names.sound import sound_consonants

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


class LikenessKind(TextChoices):
    """The way in which two names are alike."""

    SAME_NAME = "same_name", _("Same name")
    SAME_READING = "same_reading", _("One name is the reading of the other")
    SAME_SOUND = "same_sound", _("The names sound alike")
    SPELLED_ALIKE = "spelled_alike", _("The names are spelled alike")


@dataclass(frozen=True, slots=True)
class PreparedName:
    """One name, prepared for comparison."""

    plain: str
    folded: str
    script: str  # kanji (whatever else it has), kana or latin
    digits: tuple[str, ...]

    @property
    def heard(self) -> str:
        """The sound of the name. It is computed on demand: most comparisons do not need it."""
        return plain_name_sound(self.plain)

    @property
    def form(self) -> LegalForm:
        """Its legal form."""
        return find_legal_form(self.plain)


@dataclass(frozen=True, slots=True)
class Likeness:
    """The likeness of two names, of 100, and its reason. `form_differs`: apart from the legal form they may be one."""

    score: int
    how: LikenessKind
    form_differs: bool = False


@lru_cache(maxsize=32_768)
def prepare_name(text: str) -> PreparedName:
    """Prepare a name for comparison."""
    written = plain_name(text)
    compared = fold_plain_name(written)
    script = "kanji" if KANJI.search(compared) else "kana" if KANA.search(compared) else "latin"
    return PreparedName(written, compared, script, tuple(DIGITS.findall(compared)))


def compare_names(one: PreparedName, other: PreparedName) -> Likeness | None:
    """Compare two names; None if they have nothing to compare, or contain different numbers (第1 and 第二)."""
    if not one.folded or not other.folded:
        return None
    if one.folded == other.folded:
        return Likeness(SAME, LikenessKind.SAME_NAME, one.form.differs(other.form))
    if one.script == other.script and (one.digits != other.digits or differ_in_numerals(one.folded, other.folded)):
        return None
    score, how = score_names(one, other)
    if score >= WORTH_A_LOOK and (own := distinctive_parts(one, other)):
        score = min(score, score_names(*own)[0] + LITTLE)
    score = less_if_short(score, one, other)
    return Likeness(score, how, score >= WORTH_A_LOOK and one.form.differs(other.form))


def distinctive_parts(one: PreparedName, other: PreparedName) -> tuple[PreparedName, PreparedName] | None:
    """Return both names without Holdings and the like, where both have such words and something is left of each."""
    rests = (without_group_words(one.plain), without_group_words(other.plain))
    if rests[0] == one.plain or rests[1] == other.plain:
        return None
    first, second = map(prepare_name, rests)
    return (first, second) if first.folded and second.folded else None


def score_names(one: PreparedName, other: PreparedName) -> tuple[float, LikenessKind]:
    """Score two names, however short, by a method that fits their scripts."""
    if one.folded == other.folded:
        return SAME, LikenessKind.SAME_NAME
    if (one.script == "kanji") != (other.script == "kanji"):
        kanji, spoken = (one, other) if one.script == "kanji" else (other, one)
        return read_alike(kanji, spoken), LikenessKind.SAME_READING
    if one.script != other.script:
        return sound_alike(one, other), LikenessKind.SAME_SOUND
    return SPELLING * fuzz.ratio(one.folded, other.folded) / 100, LikenessKind.SPELLED_ALIKE


def read_alike(kanji: PreparedName, spoken: PreparedName) -> float:
    """Score the reading of the kanji as the other name is spelled, from the beginning as far as it goes."""
    english = spoken.script == "latin"
    share = covered_share(kanji.folded, spoken.heard, english=english)
    if english and share < 1 and (short := ENGLISH_FORM.sub("", kanji.folded)) != kanji.folded:
        share = max(share, covered_share(short, spoken.heard, english=english))
    return READING * share * share


def sound_alike(one: PreparedName, other: PreparedName) -> float:
    """Compare the sounds of a name in kana and one in Latin letters; in long ones vowels count little."""
    kana, english = (one, other) if one.script == "kana" else (other, one)
    best = 0.0
    for sound in {kana.heard, name_sound(ENGLISH_FORM.sub("", kana.folded))}:
        skeleton = sound_consonants(sound)
        hard, whole = fuzz.ratio(skeleton, sound_consonants(english.heard)), fuzz.ratio(sound, english.heard)
        best = max(best, (hard + max(whole, hard - LITTLE if len(skeleton) >= LONG else 0)) / 2)
    by_letter = READING * covered_share(english.folded, kana.heard, english=False)  # エヌティティ is NTT
    return max(SOUND * best / 100, by_letter)


def less_if_short(score: float, one: PreparedName, other: PreparedName) -> int:
    """Round the score, and lower it for a short shared sound across scripts: many names have one."""
    spoken = next((each for each in (one, other) if each.script == "latin"), other if one.script == "kanji" else one)
    short = one.script != other.script and len(spoken.heard) < SHORT
    return max(0, round(score - (LITTLE if short else 0)))
