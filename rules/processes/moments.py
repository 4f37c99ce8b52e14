"""Moments as OCDS writes them (RFC 3339), in whole nanoseconds: a difference of days is exact."""

import re
from datetime import UTC, datetime
from typing import Final

RFC3339: Final = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))", re.ASCII
)
SECOND: Final = 1_000_000_000
DAY: Final = 86_400 * SECOND
LATEST: Final = (23, 59, 60)  # a leap second is the 61st of its minute
NANO_DIGITS: Final = 9
PLACEHOLDER_DAY: Final = "1970-01-01"  # of converted files, where the source has no date


def nanoseconds_of(text: str) -> int | None:
    """Return a moment as nanoseconds since 1970; None if the text is not one with a time and a time zone."""
    found = RFC3339.fullmatch(text)
    if found is None:
        return None
    day, hour, minute, second, fraction, sign, zone_hour, zone_minute = found.groups()
    time = (int(hour), int(minute), int(second))
    if any(given > latest for given, latest in zip(time, LATEST, strict=True)):
        return None
    if sign and (int(zone_hour) > LATEST[0] or int(zone_minute) > LATEST[1]):
        return None
    try:
        midnight = datetime.fromisoformat(day).replace(tzinfo=UTC)
    except ValueError:
        return None
    offset = (int(zone_hour) * 3600 + int(zone_minute) * 60) * (-1 if sign == "-" else 1) if sign else 0
    seconds = int(midnight.timestamp()) + time[0] * 3600 + time[1] * 60 + time[2] - offset
    return seconds * SECOND + int((fraction or "0")[:NANO_DIGITS].ljust(NANO_DIGITS, "0"))


def whole_days(start: int, end: int) -> int:
    """Return the whole days between two moments; negative if the second is a day or more before the first."""
    days = abs(end - start) // DAY
    return days if end >= start else -days
