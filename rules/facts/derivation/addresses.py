"""Addresses of premises, folded so that one address written in two ways is one.

Only a street and number, or a building with its postcode, is an address of premises: a country, a city or a district
holds thousands of companies, and two of them there have nothing in common.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

JOINERS: Final = "-‐‑‒–—―−ー"  # hyphens, dashes and the long vowel mark, which addresses mix up
DIGITS: Final = {numeral: digit for digit, numeral in enumerate("〇一二三四五六七八九")} | {"零": 0}
TENS: Final = {"十": 10, "百": 100, "千": 1000}
NUMERALS: Final = "".join((*DIGITS, *TENS))
# Japanese numbers of blocks and lots, with what follows them; 号 of a room, a wing or a line is none of a lot.
LOT: Final = r"丁目|丁|番地|番(?!町)|号(?![室館棟線車])|条|線"
# Numbers are matched from their first digit on and whole, so that a long text is gone through once.
KANJI_NUMBER: Final = re.compile(rf"(?<![{NUMERALS}])([{NUMERALS}]++)(?=(?:{LOT}))")
POSTCODE: Final = re.compile(r"〒\s*(\d{3})-?(\d{4})(?!\d)|(?<![\d぀-ヿ㐀-鿿-])(\d{3})-(\d{4})(?![\d-])")
CHOME: Final = re.compile(r"(?<!\d)(\d++)丁目[-\s]*")
ROMAN_CHOME: Final = re.compile(r"\b(\d++)\s*+(?:-\s*+)?chome\b")
LOT_NUMBER: Final = re.compile(r"(?<!\d)(\d++)(?:番地|番(?!町)|号(?![室館棟線車]))(?:[のノ之-](?=\d))?(?=(\d?))")
BETWEEN_NUMBERS: Final = re.compile(r"(?<=\d)[のノ之](?=\d)")
SMALL_KE: Final = re.compile(r"(?<=[一-鿿])[ヶケヵが](?=[一-鿿])")
CJK: Final = re.compile(r"[぀-ヿ㐀-鿿가-힣]")
NUMBER: Final = re.compile(r"\d+")
JAPANESE: Final = re.compile(r"[぀-ヿ㐀-鿿]")
LOTS: Final = re.compile(r"-\d")  # behind a number
LONE_LOT: Final = re.compile(r"番地|番(?!町)|号(?![室館棟線車])")  # behind a number
LONE_LENGTHS: Final = range(3, 7)  # digits of a number that is a lot by itself
KOREAN_STREET: Final = re.compile(r"[가-힣](?:로|길)\s*\d")
BUILDING: Final = re.compile(
    r"ビル|タワー|会館|センター|プラザ|ヒルズ|庁舎|マンション|\b(?:building|bldg|tower|house|plaza|hall)\b"
)
WESTERN_POSTCODE: Final = re.compile(r"\b(?:\d{4,6}(?:-\d{3,4})?|\d{2}-\d{3}|[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2})\b")
STREETS: Final = {  # words of streets, each with the form that stands for it
    **dict.fromkeys(("street", "str", "st"), "st"),
    **dict.fromkeys(("road", "rd"), "road"),
    **dict.fromkeys(("avenue", "ave", "av"), "avenue"),
    **dict.fromkeys(("boulevard", "blvd"), "boulevard"),
    **dict.fromkeys(("drive", "dr"), "drive"),
    **dict.fromkeys(("lane", "ln"), "lane"),
    **dict.fromkeys(("highway", "hwy"), "highway"),
    **dict.fromkeys(("square", "sq"), "square"),
    **dict.fromkeys(("jalan", "jl", "jln"), "jalan"),
    **{
        name: name
        for name in (
            *("alley", "allee", "allée", "calle", "caddesi", "carrera", "chaussée", "chemin", "circle", "close"),
            *("court", "crescent", "cours", "esplanade", "estrada", "gasse", "impasse", "laan", "parkway", "passage"),
            *("piazza", "place", "plein", "praça", "quai", "rua", "rue", "sokak", "straat", "strasse", "straße"),
            *("terrace", "ulica", "ul", "via", "viale", "way", "weg", "avenida", "avda", "passeig", "paseo", "plaza"),
        )
    },
}
STREET_ENDINGS: Final = ("straße", "strasse", "gasse", "weg", "platz", "allee", "straat", "laan", "gatan", "vägen")
ROMAN_LOT: Final = re.compile(r"\b\d{1,2}-\d{1,3}-\d{1,4}\b")  # block and lots, as in 1-3-1 Kasumigaseki
HOUSE_NUMBER: Final = re.compile(r"\b\d{1,5}(?:\s?[a-z])?(?:[-/]\d{1,5}[a-z]?)?\b")
WORD: Final = re.compile(r"[^\W\d_]+")
BOX: Final = re.compile(r"\b(?:p\.?\s*o\.?\s*)?box\b[^,]*|\bb\.?\s?p\.?\s*\d+")


def folded_premises(address: str) -> str:
    """Return the folded address of premises; empty where the text is no more than a place, or a postal box."""
    text = plain_address(address)
    if CJK.search(text):
        return japanese_premises(text)
    return western_premises(text)


def plain_address(address: str) -> str:
    """Return the text in one width, case and sort of hyphen; between numbers alone a long vowel mark is a hyphen."""
    text = unicodedata.normalize("NFKC", address).casefold()
    for joiner in JOINERS:
        text = text.replace(joiner, "-") if joiner != "ー" else re.sub(r"(?<=\d)ー(?=\d)", "-", text)
    return text


def japanese_premises(text: str) -> str:
    """Return a Japanese address by block and lot, without its postcode; else a building's, with its postcode."""
    found = POSTCODE.search(text)
    postcode = "".join(part for part in found.groups() if part) if found else ""
    rest = re.sub(r"\s+", " ", POSTCODE.sub(" ", text)).strip(" 〒,、")
    rest = KANJI_NUMBER.sub(lambda each: str(number_of(each[1])), rest)
    rest = SMALL_KE.sub("が", rest.replace("大字", ""))
    is_lot = has_lone_lot(rest)
    lots = BETWEEN_NUMBERS.sub("-", LOT_NUMBER.sub(lambda each: each[1] + ("-" if each[2] else ""), rest))
    lots = CHOME.sub(lambda each: each[1] + "-", lots)
    lots = re.sub(r"(?<=\d)\s*-\s*(?=\d)", "-", lots)
    folded = re.sub(r"-(?!\d)", "", re.sub(r"[\s,、]+", "", lots))
    if is_lot or any(LOTS.match(lots, end) for _start, end in numbers_after(JAPANESE, lots)):
        return folded
    return f"{postcode}{folded}" if postcode and BUILDING.search(rest) else ""


def numbers_after(letter: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each number with such a letter between it and the number before it."""
    before = 0
    for number in NUMBER.finditer(text):
        if letter.search(text, before, number.start()):
            yield number.span()
        before = number.end()


def has_lone_lot(text: str) -> bool:
    """Return whether a text has a number that is a lot by itself, or a Korean street with a number."""
    lots = numbers_after(CJK, text)
    return bool(KOREAN_STREET.search(text)) or any(
        end - start in LONE_LENGTHS or LONE_LOT.match(text, end) for start, end in lots
    )


def number_of(numerals: str) -> int:
    """Return the number that Japanese numerals write: by place, as 一〇三, or with tens and hundreds, as 二十三."""
    if not any(each in TENS for each in numerals):
        return int("".join(str(DIGITS[each]) for each in numerals))
    whole = last = 0
    for each in numerals:
        if each in TENS:
            whole, last = whole + (last or 1) * TENS[each], 0
        else:
            last = DIGITS[each]
    return whole + last


def western_premises(text: str) -> str:
    """Return an address with a street and a number, with block and lots, or with a building and a postcode."""
    parts = [part.strip() for part in BOX.sub("", text).split(",") if part.strip()]
    for place, part in enumerate(parts):
        before = parts[place - 1] if place and HOUSE_NUMBER.fullmatch(parts[place - 1]) else ""
        if names_street(part) and HOUSE_NUMBER.search(f"{before} {ROMAN_CHOME.sub('', part)}"):
            return folded_words(parts)
    whole = " ".join(parts)
    is_lot = ROMAN_LOT.search(whole) and WORD.search(whole)
    return folded_words(parts) if is_lot or (BUILDING.search(whole) and WESTERN_POSTCODE.search(whole)) else ""


def names_street(part: str) -> bool:
    """Return whether a part of an address names a street, or a Japanese block in Latin letters."""
    first, *others = WORD.findall(part) or [""]
    if ROMAN_CHOME.search(part) or (is_street(first) and first != "st"):  # St. Louis is no street
        return True
    return any(map(is_street, others))


def is_street(word: str) -> bool:
    """Return whether a word is one for a street, or ends in one."""
    return word in STREETS or (word.endswith(STREET_ENDINGS) and word not in STREET_ENDINGS)


def folded_words(parts: list[str]) -> str:
    """Return the words and numbers of the parts, with one form for each word of a street."""
    words = re.findall(r"[^\W_]+", " ".join(parts))
    return " ".join(STREETS.get(word, word) for word in words)
