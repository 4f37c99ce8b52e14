"""Addresses and telephone numbers in one form, so that two ways of writing one compare equal."""

import re
import unicodedata
from typing import Final

from institutions.parties.names.kana import one_size, to_katakana
from institutions.parties.names.kanji import modern_kanji

NUMERALS: Final = {numeral: value for value, numeral in enumerate("〇一二三四五六七八九")}
BEFORE_A_COUNTER: Final = re.compile(r"(?<![〇一二三四五六七八九十])[〇一二三四五六七八九十]++(?=丁目|番|号|-)")
COUNTERS: Final = re.compile(r"丁目|番地ノ?|番|号|[‐‑‒–—―−ー](?=\d)|(?<=\d)ノ(?=\d)")
NOT_SAID: Final = re.compile(r"[^\w-]+|_")
SHORTEST: Final = 6  # letters; less is a district, not an address
POSTCODE: Final = re.compile(r"^〒?\d{3}-?\d{4}")


def folded_address(address: str) -> str:
    """Fold an address without its postcode: 一丁目２番３号, 1丁目2-3 and 1-2-3 are the same."""
    text = modern_kanji(one_size(to_katakana(unicodedata.normalize("NFKC", address).casefold())))
    text = NOT_SAID.sub("", POSTCODE.sub("", "".join(text.split())))
    text = BEFORE_A_COUNTER.sub(lambda found: str(kanji_number(found[0])), text)
    return re.sub(r"-+", "-", COUNTERS.sub("-", text)).strip("-")


def kanji_number(numeral: str) -> int:
    """Return the value of a numeral of kanji below one hundred: 二十三 is 23, 〇 is 0."""
    tens, ten, ones = numeral.rpartition("十")
    digits = int("".join(str(NUMERALS[each]) for each in ones.replace("十", "")) or 0)
    if not ten:
        return digits
    return 10 * (int("".join(str(NUMERALS[each]) for each in tens.replace("十", "")) or 1)) + digits


def same_address(one: str, other: str) -> bool:
    """Return whether both are one address, building or floor aside. Numbers are not cut: 1-2 is not 1-23."""
    shorter, longer = sorted((folded_address(one), folded_address(other)), key=len)
    if len(shorter) < SHORTEST or not longer.startswith(shorter) or not any(each.isdigit() for each in shorter):
        return False
    more_of_the_number = shorter[-1].isdigit() and longer[len(shorter) :].lstrip("-")[:1].isdigit()
    return not more_of_the_number


def same_phone(one: str, other: str) -> bool:
    """Return whether both are one number, in whatever groups, with or without the code of Japan."""
    first, second = phone_digits(one), phone_digits(other)
    return bool(first) and first == second


def phone_digits(phone: str) -> str:
    """Return the digits that one dials in Japan; empty for a text that is no number."""
    plain = unicodedata.normalize("NFKC", phone)
    dialled = re.sub(r"\(0\)", "", plain) if plain.strip().startswith("+") else plain
    found = re.sub(r"\D", "", dialled)
    if plain.strip().startswith("+81"):
        found = "0" + found.removeprefix("81")
    return found if len(found) >= SHORTEST else ""
