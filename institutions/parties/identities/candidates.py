"""Candidates: register parties that a described party may be, each with a score and reasons, for a person to judge.

Only a corporate number or an LEI is certain (100). A name alone never is, however equal; a differing number rules a
party out, whatever else is equal.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from institutions.models import Party, PartyKind
from institutions.parties.identities.addresses import same_address, same_phone
from institutions.parties.names.likeness import Likeness, LikenessKind, PreparedName, compare_names, prepare_name

CERTAIN: Final = 100
LEAD_FROM: Final = 85  # of 100; `make bench` prints what other thresholds would catch and confuse
# Points off or on. Each other detail that is the same removes that share of the doubt that a name leaves.
FORM_DIFFERS: Final = 8  # its place, before or behind the name: writers exchange them
KIND_DIFFERS: Final = 15  # another legal person: with an equal name below LEAD_FROM
JAPANESE_DIFFER: Final = 10  # for names that are alike, of parties whose Japanese names are two
JAPANESE_ALIKE: Final = 70  # of 100: below, two names in kanji or kana are two
COUNTRY_DIFFERS: Final = 15
ADDRESS_DIFFERS: Final = 3
DOUBT_LEFT: Final = 0.5


class LikenessReason(TextChoices):
    """A reason for or against two parties being one."""

    SAME_NUMBER = "same_number", _("Same corporate number or LEI")
    SAME_NAME = LikenessKind.SAME_NAME.value, _("Same name")
    SAME_READING = LikenessKind.SAME_READING.value, _("One name is the reading of the other")
    SAME_SOUND = LikenessKind.SAME_SOUND.value, _("The names sound alike")
    SPELLED_ALIKE = LikenessKind.SPELLED_ALIKE.value, _("The names are spelled alike")
    TRADE_NAME = LikenessKind.TRADE_NAME.value, _("Both are known names of one party")
    FORM_DIFFERS = "form_differs", _("The legal form or its position differs")
    JAPANESE_DIFFER = "japanese_differ", _("Their Japanese names differ")
    SAME_ADDRESS = "same_address", _("Same address")
    ADDRESS_DIFFERS = "address_differs", _("The addresses differ")
    SAME_PHONE = "same_phone", _("Same telephone number")
    COUNTRY_DIFFERS = "country_differs", _("The countries differ")
    SAME_KEY = "same_key", _("One collection uses the same key for both")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyDescription:
    """The description of a party to look for."""

    kind: str
    names: tuple[str, ...]  # in any language, the most important first
    corporate_number: str = ""
    lei: str = ""
    country: str = ""
    address: str = ""
    phone: str = ""

    @property
    def compared(self) -> tuple[PreparedName, ...]:
        """The names in the form that is compared."""
        return tuple(name for text in self.names if (name := prepare_name(text)).folded)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchCandidate:
    """A party of the register that may be the one: `score` of 100, and the reasons for it and against it.

    `folded` is the likest name of the described party; `certain` says that a number is the same.
    """

    party: Party
    score: int
    reasons: tuple[LikenessReason, ...]
    folded: str = ""

    @property
    def certain(self) -> bool:
        """True if nothing is left for a person to decide."""
        return LikenessReason.SAME_NUMBER in self.reasons

    @property
    def same_name(self) -> bool:
        """True if the folded names are equal."""
        return LikenessReason.SAME_NAME in self.reasons


def describe_party(party: Party, names: tuple[str, ...] = ()) -> PartyDescription:
    """Return the register's description of a party; with its present names where no others are given."""
    return PartyDescription(
        kind=party.kind,
        names=names or tuple(filter(None, (party.name_ja, party.name_en, party.name_kana))),
        corporate_number=party.corporate_number or "",
        lei=party.lei or "",
        country=party.country,
        address=party.address,
        phone=party.phone,
    )


Likest = tuple[Likeness, PreparedName]  # likeness of the most alike names, and the one of those asked for


def numbers_differ(one: Party | PartyDescription, other: Party | PartyDescription) -> bool:
    """Return whether two parties have different numbers of one sort: then they are two, whatever their names."""
    return any(first and second and first != second for first, second in number_pairs(one, other))


def numbers_differ_among(ones: Iterable[Party], others: Iterable[Party]) -> bool:
    """Return whether some party of one group has another number of a sort than some party of the other group."""
    groups = [[(each.corporate_number, each.lei) for each in group] for group in (ones, others)]
    for place in range(2):
        ours, theirs = ({numbers[place] for numbers in group if numbers[place]} for group in groups)
        if ours and theirs and len(ours | theirs) > 1:
            return True
    return False


def numbers_same(one: Party | PartyDescription, other: Party | PartyDescription) -> bool:
    """Return whether two parties share a corporate number or LEI: then they are one. Check digits were verified."""
    return any(first and first == second for first, second in number_pairs(one, other))


def number_pairs(
    one: Party | PartyDescription, other: Party | PartyDescription
) -> tuple[tuple[str | None, str | None], ...]:
    """Return the corporate numbers and the LEIs of both, in pairs."""
    return ((one.corporate_number, other.corporate_number), (one.lei, other.lei))


def judge_candidate(
    asked: PartyDescription, party: Party, likest: Likest | None, *, certain: bool = False
) -> MatchCandidate | None:
    """Judge a party whose nearest names are `likest`; None if a number differs or nothing is alike.

    `certain`: the number asked for is that of a party that was found to be this one.
    """
    if asked.kind != party.kind or numbers_differ(asked, party):
        return None
    if certain or numbers_same(asked, party):
        return MatchCandidate(party=party, score=CERTAIN, reasons=(LikenessReason.SAME_NUMBER,))
    return weigh_candidate(asked, party, *likest) if likest else None


def likest_of(asked: PartyDescription, names: Iterable[PreparedName]) -> Likest | None:
    """Return the most alike pair of names, with the name asked for; None if no pair is alike."""
    people = asked.kind == PartyKind.PERSON
    pairs = [(one, other) for one in asked.compared for other in names]
    compared = [(compare_names(one, other, people=people), one, other) for one, other in pairs]
    japanese = [alike.score if alike else 0 for alike, *both in compared if all(map(is_japanese, both))]
    # English names of companies differ in a letter, and are like readings of others.
    differ = bool(japanese) and max(japanese) < JAPANESE_ALIKE
    found = [(replace(alike, japanese_differ=differ), one) for alike, one, _other in compared if alike]
    return max(found, key=lambda pair: (name_score(pair[0]), pair[1].folded), default=None)


def is_japanese(name: PreparedName) -> bool:
    """Return whether a name has kanji or kana."""
    return name.script != "latin"


def name_score(alike: Likeness) -> int:
    """Return the score of the names alone."""
    forms = KIND_DIFFERS if alike.kind_differs else FORM_DIFFERS * alike.form_differs
    return alike.score - forms - JAPANESE_DIFFER * alike.japanese_differ


def best_possible_score(asked: PartyDescription, likest: Likest) -> int:
    """Return the score if everything else asked for were the same. Below a threshold, parties need not be read."""
    doubt = float(CERTAIN - name_score(likest[0]))
    for detail in (asked.phone, asked.address):
        doubt *= DOUBT_LEFT if detail else 1
    return CERTAIN - math.floor(doubt)


def weigh_candidate(asked: PartyDescription, party: Party, alike: Likeness, name: PreparedName) -> MatchCandidate:
    """Weigh the likeness of the names with the other details that are the same or differ."""
    reasons, score = [LikenessReason(alike.how.value)], float(name_score(alike))
    if alike.form_differs:
        reasons.append(LikenessReason.FORM_DIFFERS)
    if alike.japanese_differ:
        reasons.append(LikenessReason.JAPANESE_DIFFER)
    if asked.phone and party.phone and same_phone(asked.phone, party.phone):
        reasons.append(LikenessReason.SAME_PHONE)
        score += (CERTAIN - score) * DOUBT_LEFT
    if asked.address and party.address:
        same = same_address(asked.address, party.address)
        reasons.append(LikenessReason.SAME_ADDRESS if same else LikenessReason.ADDRESS_DIFFERS)
        score += (CERTAIN - score) * DOUBT_LEFT if same else -ADDRESS_DIFFERS
    if asked.country and party.country and asked.country != party.country:
        reasons.append(LikenessReason.COUNTRY_DIFFERS)
        score -= COUNTRY_DIFFERS
    score = max(0, min(CERTAIN - 1, round(score)))
    return MatchCandidate(party=party, score=score, reasons=tuple(reasons), folded=name.folded)
