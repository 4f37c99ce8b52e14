"""Numbers below a hundred that English names write as words, or as Roman numerals: Forty-Four, First, III."""

from collections.abc import Iterable
from typing import Final

UNITS: Final = {
    word: number
    for number, words in enumerate(
        (
            *("one first 1st", "two second 2nd", "three third 3rd", "four fourth 4th", "five fifth 5th"),
            *("six sixth 6th", "seven seventh 7th", "eight eighth 8th", "nine ninth 9th", "ten tenth 10th"),
            *("eleven eleventh", "twelve twelfth", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
            *("eighteen", "nineteen"),
        ),
        start=1,
    )
    for word in words.split()
}
TENS: Final = {
    word: number * 10
    for number, words in enumerate(
        ("twenty", "thirty", "forty fourty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
    )
    for word in words.split()
}
# One letter alone is no numeral here: it may be an initial.
ROMAN: Final = {"ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "xi": 11, "xii": 12, "xiii": 13,
                "xiv": 14, "xv": 15, "xvi": 16, "xvii": 17, "xviii": 18, "xix": 19, "xx": 20}  # fmt: skip


def with_digits(words: Iterable[str]) -> list[str]:
    """Write numbers in words and Roman numerals as digits; tens and units that follow each other are one number."""
    found: list[str] = []
    tens = 0  # of the word before
    for word in words:
        number = UNITS.get(word) or ROMAN.get(word) or (int(word) if word.isdecimal() and len(word) == 1 else 0)
        if tens and 0 < number < min(TENS.values()) // 2:
            found[-1] = str(tens + number)
        else:
            found.append(str(TENS.get(word) or number or word))
        tens = TENS.get(word, 0)
    return found
