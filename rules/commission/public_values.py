"""The public values that a seed is made from: each is announced before it can be known, and anybody can look it up."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from institutions.kinds.base import Label

LONGEST_WAIT: Final = 60  # days until the value of a draw
JAPAN: Final = ZoneInfo("Asia/Tokyo")
# Of the network "quicknet" of drand: the moment of its first round and the seconds between two, as its published
# chain information has them (chain hash 52db9ba7…). From memory, review by 2027-11-30.
DRAND_BEGAN: Final = 1_692_803_367
DRAND_SECONDS: Final = 3


@dataclass(frozen=True, slots=True)
class PublicValue:
    """A source of public values. `at`: when the value of a day is known, in Japan. `pattern`: its written form."""

    name: str
    label: Label
    form: Label
    at: time
    pattern: re.Pattern[str]

    def known_at(self, day: date) -> datetime:
        """Return the moment from which the value of a day is known."""
        return datetime.combine(day, self.at, JAPAN)

    def written(self, given: str) -> str | None:
        """Return a value in its usual form; None if it has another form."""
        text = unicodedata.normalize("NFKC", given).strip().replace(",", "").lower()
        return text if self.pattern.fullmatch(text) else None


NIKKEI: Final = PublicValue(
    "nikkei",
    Label("Closing value of the Nikkei Stock Average", "日経平均株価の終値"),
    Label("as published, with two decimals, such as 38915.87", "公表された値（小数点以下2桁まで。例 38915.87）"),
    time(16, 0),
    re.compile(r"[1-9][0-9]{3,5}\.[0-9]{2}"),  # one form of one value: another one would be another draw,
)
DRAND: Final = PublicValue(
    "drand",
    Label("Randomness of drand (League of Entropy, quicknet)", "drandの乱数（League of Entropy、quicknet）"),
    Label("64 hexadecimal digits", "16進数64桁"),
    time(12, 0),
    re.compile(r"[0-9a-f]{64}"),
)
SOURCES: Final = {each.name: each for each in (NIKKEI, DRAND)}


def drand_round(day: date) -> int:
    """Return the number of the first round at or after noon in Japan on a day."""
    seconds = int(DRAND.known_at(day).timestamp()) - DRAND_BEGAN
    return -(-seconds // DRAND_SECONDS) + 1


def where_to_look(name: str, day: date) -> Label:
    """Return which value of a source is meant for a day."""
    if name == DRAND.name:
        number = drand_round(day)
        return Label(f"round {number} of drand quicknet", f"drand quicknetの第{number}ラウンド")
    return Label(
        "of that day, or of the next trading day if the exchange is closed",
        "当該日（取引がない場合は翌取引日）の値",
    )


def earliest_day(today: date) -> date:
    """Return the first day whose value nobody can know yet: tomorrow."""
    return today + timedelta(days=1)


def latest_day(today: date) -> date:
    """Return the last day that may be announced: a sitting that waits for years would be a cancelled one, uncounted."""
    return today + timedelta(days=LONGEST_WAIT)
