"""The country groups of the United States' Export Administration Regulations that decide on re-exports.

Supplement No. 1 to part 740, from memory, to be reviewed by 28 February 2027. Group D:5 follows the list of 22 CFR
126.1. Cuba is in E:2, for which the same 10 % holds as for E:1. Hong Kong counts as China since December 2020. That
Cambodia left D:5 with the rule of 3 February 2026 was read (fenwick.com).
"""

from typing import Final

E1: Final = frozenset({"CU", "IR", "KP", "SY"})
D5: Final = frozenset(
    "AF BY CD CF CN CU ER HK HT IQ IR KP LB LY MM NI RU SD SO SS SY VE ZW".split()  # noqa: SIM905 - reads better
)
LEFT_D5: Final = {"KH": "2026-02-03"}  # by country: the first day on which it is no longer listed


def group_of(country: str, day: str) -> str:
    """Return the strictest group of a country on a day: e1, d5 or other."""
    if country in E1:
        return "e1"
    return "d5" if country in D5 or day < LEFT_D5.get(country, "") else "other"
