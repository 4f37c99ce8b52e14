"""Pairs of names that are labelled: one party or two. They come from outside files, which are no part of the project.

A pair falls into one of two halves by the hash of the name of its party. Thresholds and lists are set on the first
half alone; the second is reported.
"""

import csv
import hashlib
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from institutions.parties.names.number_words import with_digits

COMPANY: Final = "company"
PERSON: Final = "person"
SCHEMAS: Final = {"Person": PERSON, "Company": COMPANY, "Organization": COMPANY}
OTHER_NUMBER: Final = "one, with other numbers"
NUMBER: Final = re.compile(r"\d|^[ivx]$")
JAPANESE: Final = re.compile(r"[ぁ-ゖァ-ヺ]")
KANJI: Final = re.compile(r"[一-鿿]")
SCRIPTS: Final = (("cyrillic", re.compile(r"[Ѐ-ӿ]")), ("other script", re.compile(r"[^\W\d_A-Za-zªºÀ-ɏ̀-ͯḀ-ỿ]")))
# Hepburn, as passports write it: without long vowels.
KANA_ROWS: Final = """
ア:a イ:i ウ:u エ:e オ:o カ:ka キ:ki ク:ku ケ:ke コ:ko サ:sa シ:shi ス:su セ:se ソ:so タ:ta チ:chi ツ:tsu テ:te ト:to
ナ:na ニ:ni ヌ:nu ネ:ne ノ:no ハ:ha ヒ:hi フ:fu ヘ:he ホ:ho マ:ma ミ:mi
ム:mu メ:me モ:mo ヤ:ya ユ:yu ヨ:yo ラ:ra リ:ri ル:ru
レ:re ロ:ro ワ:wa ヲ:o ン:n ガ:ga ギ:gi グ:gu ゲ:ge ゴ:go ザ:za ジ:ji ズ:zu ゼ:ze ゾ:zo ダ:da ヂ:ji ヅ:zu デ:de ド:do
バ:ba ビ:bi ブ:bu ベ:be ボ:bo パ:pa ピ:pi プ:pu ペ:pe ポ:po
"""
HEPBURN: Final = {pair[0]: pair[2:] for pair in KANA_ROWS.split()}
SMALL: Final = {"ャ": "ya", "ュ": "yu", "ョ": "yo"}


@dataclass(frozen=True, slots=True)
class NamePair:
    """Two names, their kind of party, the sort under which they are reported, their half, and the label."""

    one: str
    other: str
    kind: str
    sort: str
    is_reported: bool
    is_one: bool


def in_reported_half(party: str) -> bool:
    """Return whether the pairs of a party are reported; those of the others serve to set thresholds."""
    return bool(hashlib.sha256(party.casefold().encode()).digest()[0] % 2)


def script_of(*names: str) -> str:
    """Return the script that makes a pair what it is: the one of either name that is not Latin."""
    text = "".join(names)
    if JAPANESE.search(text):
        return "japanese"
    if KANJI.search(text):
        return "chinese characters"
    return next((name for name, letters in SCRIPTS if letters.search(text)), "latin")


def numbers_of(name: str) -> list[str]:
    """Return the numbers in a name, Roman ones of a single letter too."""
    return [word for word in with_digits(re.findall(r"\w+", name.casefold())) if NUMBER.search(word)]


def read_cases(path: Path) -> list[NamePair]:
    """Read a file of cases: CSV with the columns schema, name1, name2 and is_match, each pair once.

    Rows of other schemas than people, companies and organisations are left out. Some rows have two names for one that
    differ in a number, as funds of a series do: they are a sort of their own, since we take them for two.
    """
    found: dict[tuple[str, frozenset[str]], NamePair] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if kind := SCHEMAS.get(row["schema"]):
                one, other = row["name1"], row["name2"]
                is_one = row["is_match"] == "true"
                in_series = kind == COMPANY and is_one and numbers_of(one) != numbers_of(other)
                sort = OTHER_NUMBER if in_series else script_of(one, other)
                pair = NamePair(one, other, kind, sort, in_reported_half(other), is_one)
                found.setdefault((kind, frozenset((one, other))), pair)
    return list(found.values())


def read_people(path: Path, *, most: int = 4_000) -> list[NamePair]:
    """Make pairs of Japanese people from lists of family and given names with their readings (gimei's names.yml).

    Each person has a family name and a given name, drawn by the hash of the given one. Positives: kanji and kana, and
    kanji and Latin letters, given name first as often as last. Negatives: the same family name with another given one.
    """
    lists = yaml.safe_load(path.read_text(encoding="utf-8"))
    given = [tuple(row) for of_sex in lists["first_name"].values() for row in of_sex]
    family = [tuple(row) for row in lists["last_name"]]
    by_hash = sorted({row[0]: row for row in given}.values(), key=lambda row: hashlib.sha256(row[0].encode()).digest())
    return list(itertools.chain.from_iterable(people_pairs(family, by_hash[:most])))


def people_pairs(family: Sequence[tuple[str, ...]], given: Sequence[tuple[str, ...]]) -> Iterator[list[NamePair]]:
    """Yield the pairs of one person after the other; two given names of one sound are one person in other scripts."""
    for place, (name, _, kana) in enumerate(given):
        house = family[hashlib.sha256(name.encode()).digest()[1] * 7 % len(family)]
        other = given[place - 1]
        half = in_reported_half(name)
        first = place % 2 == 0
        kanji, spoken = f"{house[0]} {name}", f"{house[2]} {kana}"
        latin = in_latin(house[2], kana, first=first)
        others_latin = in_latin(house[2], other[2], first=first)
        yield [
            person_pair(kanji, spoken, "kanji, kana", half, is_one=True),
            person_pair(kanji, latin, "kanji, latin", half, is_one=True),
            person_pair(spoken, latin, "kana, latin", half, is_one=True),
            person_pair(kanji, f"{house[0]} {other[0]}", "kanji", half, is_one=False),
        ]
        if other[2] != kana:
            yield [
                person_pair(kanji, f"{house[2]} {other[2]}", "kanji, kana", half, is_one=False),
                person_pair(kanji, others_latin, "kanji, latin", half, is_one=False),
                person_pair(spoken, others_latin, "kana, latin", half, is_one=False),
            ]


def person_pair(one: str, other: str, sort: str, half: bool, *, is_one: bool) -> NamePair:  # noqa: FBT001 - a row
    """Return a labelled pair of names of people."""
    return NamePair(one, other, PERSON, sort, half, is_one)


def in_latin(family: str, given: str, *, first: bool) -> str:
    """Return a reading in Latin letters; `first`: with the given name first."""
    names = [hepburn(family).capitalize(), hepburn(given).capitalize()]
    return " ".join(reversed(names) if first else names)


def hepburn(kana: str) -> str:
    """Write katakana in Latin letters as passports do."""
    text = ""
    for letter in kana:
        if letter in SMALL and text:
            text = text[:-1] + (SMALL[letter][1:] if text.endswith(("shi", "chi", "ji")) else SMALL[letter])
        else:
            text += HEPBURN.get(letter, letter)
    text = re.sub(r"ッ(.)", lambda found: ("t" if found[1] == "c" else found[1]) + found[1], text)
    return re.sub(r"n(?=[bmp])", "m", re.sub(r"o[uo]+", "o", re.sub(r"u{2,}", "u", text)))
