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
from institutions.parties.names.interchanged import as_in, one_kanji
from institutions.parties.names.legal_forms import LegalForm, find_legal_form
from institutions.parties.names.orders import in_orders
from institutions.parties.names.other_scripts import any_script_in_latin
from institutions.parties.names.pairing import pairing_likeness
from institutions.parties.names.readings import KANJI
from institutions.parties.names.sound import sound_consonants, word_sound
from institutions.parties.names.spelled_out import with_letters
from institutions.parties.names.trade_names import are_names_of_one
from institutions.parties.names.trades import LEFT_OUT, cores_of
from institutions.parties.names.translating import english_sounds, without_translations

KANA: Final = re.compile(r"[ァ-ヺー]")
HANGUL: Final = re.compile(r"[가-힣]")  # a syllable a letter: two names differ in one
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
# An English name of a company is translated and shortened, so that less likeness says as much: a raw score from which a
# name in kanji, or in kana, counts as much as two of one script from COUNTS_AS. Looking 700 filers up by their English
# names alone, of those found by kana 157 were wrong from 78, 118 from 80, 70 from 82; by kanji 34 from anywhere.
ACROSS_LANGUAGES: Final = {"kanji": 78, "kana": 80}
COUNTS_AS: Final = 85
SURE: Final = 98  # of 100: what is left of two names without the word for a trade is the same


class LikenessKind(TextChoices):
    """The way in which two names are alike."""

    SAME_NAME = "same_name", _("Same name")
    SAME_READING = "same_reading", _("One name is the reading of the other")
    SAME_SOUND = "same_sound", _("The names sound alike")
    SPELLED_ALIKE = "spelled_alike", _("The names are spelled alike")
    TRADE_NAME = "trade_name", _("Both are known names of one party")


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
    """The likeness of two names, of 100, and its reason. `form_differs`: apart from the legal form they may be one.

    `kind_differs`: the legal form is of another kind (株式会社, 有限会社), and not only in another place.
    `japanese_differ`: both parties have Japanese names too, and these are not alike.
    """

    score: int
    how: LikenessKind
    form_differs: bool = False
    kind_differs: bool = False
    japanese_differ: bool = False


@lru_cache(maxsize=32_768)
def prepare_name(text: str) -> PreparedName:
    """Prepare a name for comparison."""
    written = plain_name(text)
    compared = fold_plain_name(written)
    script = "kanji" if KANJI.search(compared) else "kana" if KANA.search(compared) else "latin"
    return PreparedName(written, compared, script, tuple(DIGITS.findall(compared)))


def compare_names(one: PreparedName, other: PreparedName, *, people: bool = False) -> Likeness | None:
    """Compare two names; None if they have nothing to compare, or contain different numbers (第1 and 第二).

    `people`: of people, whose names have any order, initials, and readings that other words have not.
    """
    if not one.folded or not other.folded:
        return None
    if one.folded == other.folded:
        return with_forms(SAME, LikenessKind.SAME_NAME, one, other)
    if not people and are_names_of_one(one.folded, other.folded):
        return with_forms(SOUND, LikenessKind.TRADE_NAME, one, other)
    in_words = one.script == other.script == "latin"  # their numerals are compared as words: First, 1st
    if one.script == other.script and not in_words and numbers_differ(one, other):
        return None
    score, how = score_names(one, other, people=people)
    if score >= WORTH_A_LOOK and not people and (own := distinctive_parts(one, other)):
        score = min(score, score_names(*own, people=False)[0] + LITTLE)
    score = less_if_short(score, one, other)
    return Likeness(score, how) if people or score < WORTH_A_LOOK else with_forms(score, how, one, other)


def numbers_differ(one: PreparedName, other: PreparedName) -> bool:
    """Return whether two names in one Japanese script have other numbers in them."""
    return one.digits != other.digits or differ_in_numerals(one.folded, other.folded)


def with_forms(score: int, how: LikenessKind, one: PreparedName, other: PreparedName) -> Likeness:
    """Return a likeness that says whether the legal forms differ."""
    return Likeness(score, how, one.form.differs(other.form), one.form.is_other_kind(other.form))


def distinctive_parts(one: PreparedName, other: PreparedName) -> tuple[PreparedName, PreparedName] | None:
    """Return both names without Holdings and the like, where both have such words and something is left of each."""
    rests = (without_group_words(one.plain), without_group_words(other.plain))
    if rests[0] == one.plain or rests[1] == other.plain:
        return None
    first, second = map(prepare_name, rests)
    return (first, second) if first.folded and second.folded else None


def score_names(one: PreparedName, other: PreparedName, *, people: bool) -> tuple[float, LikenessKind]:
    """Score two names, however short, by a method that fits their scripts."""
    if one.folded == other.folded:
        return SAME, LikenessKind.SAME_NAME
    if (one.script == "kanji") != (other.script == "kanji"):
        kanji, spoken = (one, other) if one.script == "kanji" else (other, one)
        score = read_alike(kanji, spoken, people=people)
        is_english = spoken.script == "latin" and not people
        return across_languages(score, "kanji") if is_english else score, LikenessKind.SAME_READING
    if one.script != other.script:
        score = sound_alike(one, other, people=people)
        return score if people else across_languages(score, "kana"), LikenessKind.SAME_SOUND
    return SPELLING * spelled_alike(one, other, people=people), LikenessKind.SPELLED_ALIKE


def across_languages(score: float, script: str) -> float:
    """Put a raw score of a Japanese name of a company and an English one on the scale of the others."""
    raw = ACROSS_LANGUAGES[script]
    if score <= raw:
        return score * COUNTS_AS / raw
    return max(score, COUNTS_AS + (score - raw) * (READING - COUNTS_AS) / (READING - raw))


def spelled_alike(one: PreparedName, other: PreparedName, *, people: bool) -> float:
    """Return the likeness of two names in one script, of 1: word by word in alphabets, letter by letter in others."""
    if one.script == "latin" and not HANGUL.search(one.folded + other.folded):
        return pairing_likeness(one.plain, other.plain, people=people)
    first, second = one_kanji(with_letters(one.folded)), one_kanji(with_letters(other.folded))
    return fuzz.ratio(as_in(first, second), second) / 100


def read_alike(kanji: PreparedName, spoken: PreparedName, *, people: bool) -> float:
    """Score the reading of the kanji as the other name is spelled, from the beginning as far as it goes."""
    english = spoken.script == "latin"
    heard = in_orders(spoken.plain) if people else (spoken.heard,)
    share = max(covered_share(kanji.folded, each, english=english and not people, people=people) for each in heard)
    others = {with_letters(kanji.folded), ENGLISH_FORM.sub("", kanji.folded)} - {kanji.folded}
    if english and not people and share < 1 and others:
        share = max(share, *(covered_share(each, spoken.heard, english=english) for each in others))
    score = READING * share * share
    if english and share < 1:
        score = max(score, SPELLING * pairing_likeness(any_script_in_latin(kanji.plain), spoken.plain, people=people))
        score = score if people else max(score, READING * translated_alike(kanji, spoken) / 100)
    return score


def translated_alike(japanese: PreparedName, english: PreparedName) -> float:
    """Return the likeness, of 100, of what two names have besides the words that translate each other."""
    written = with_letters(ENGLISH_FORM.sub("", japanese.folded))
    in_kanji = japanese.script == "kanji"
    said = written if in_kanji else name_sound(written)
    sounds = english_sounds(english.plain)
    rests = without_translations(said, sounds, in_kanji=in_kanji)
    if rests and not rests[0] and not rests[1]:
        return 100.0
    score = rest_alike(rests[0], "".join(rests[1])) if rests and rests[0] and rests[1] else 0.0
    if score < LEFT_OUT and (cores := cores_of(said, sounds, in_kanji=in_kanji)) and rest_alike(*cores) >= SURE:
        return LEFT_OUT
    return score


def rest_alike(rest: str, heard: str) -> float:
    """Return the likeness, of 100, of the rest of a Japanese name and the sound of the rest of an English one."""
    if not KANJI.search(rest):
        return sounds_score(word_sound(rest), heard)
    return 100 * covered_share(rest, heard, english=True) ** 2


def sound_alike(one: PreparedName, other: PreparedName, *, people: bool) -> float:
    """Compare the sounds of a name in kana and one in Latin letters; in long ones vowels count little."""
    kana, english = (one, other) if one.script == "kana" else (other, one)
    orders = in_orders(english.plain) if people else (english.heard,)
    best = max(sounds_score(sound, each) for sound in spoken_forms(kana) for each in orders)
    if not people:
        best = max(best, translated_alike(kana, english))
    by_letter = READING * covered_share(english.folded, kana.heard, english=False)  # エヌティティ is NTT
    return max(SOUND * best / 100, by_letter)


def spoken_forms(kana: PreparedName) -> set[str]:
    """Return the sound of a name in kana, as it is and without the English word for a legal form behind it."""
    short = ENGLISH_FORM.sub("", kana.folded)
    return {kana.heard, name_sound(short), name_sound(with_letters(short))}


def sounds_score(one: str, other: str) -> float:
    """Return the likeness of two sounds, of 100."""
    skeleton = sound_consonants(one)
    hard, whole = fuzz.ratio(skeleton, sound_consonants(other)), fuzz.ratio(one, other)
    return (hard + max(whole, hard - LITTLE if len(skeleton) >= LONG else 0)) / 2


def less_if_short(score: float, one: PreparedName, other: PreparedName) -> int:
    """Round the score, and lower it for a short shared sound across scripts: many names have one.

    Letters that kana spell out are as long as these: MTG is エムティージー.
    """
    if one.script == other.script:
        return max(0, round(score))
    spoken = next((each for each in (one, other) if each.script == "latin"), other if one.script == "kanji" else one)
    heard = [spoken.heard, *(each.heard for each in (one, other) if each.script == "kana")]
    return max(0, round(score - (LITTLE if max(map(len, heard)) < SHORT else 0)))
