"""Mandates of a body on a day, and the domains that it both promotes and regulates or licenses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from institutions.models import Mandate, MandateFunction

REGULATING: Final = (MandateFunction.REGULATES, MandateFunction.LICENSES)


@dataclass(frozen=True, slots=True)
class DoubleMandate:
    """A domain that a body both promotes and regulates or licenses on a day. An empty domain: every domain."""

    domain: str
    promotes: Mandate
    regulates: Mandate


def mandate_in_force(mandate: Mandate, on: date) -> bool:
    """Return whether a mandate holds on a day; an open end, or an unknown day, sets no bound."""
    begun = mandate.from_on is None or mandate.from_on <= on
    return begun and (mandate.until_on is None or on <= mandate.until_on)


def both_sides(mandates: Iterable[Mandate], on: date) -> tuple[DoubleMandate, ...]:
    """Find each domain that a body promotes, and regulates or licenses. A mandate without a domain covers every one."""
    held = [each for each in mandates if mandate_in_force(each, on)]
    promoting = [each for each in held if each.function == MandateFunction.PROMOTES]
    regulating = [each for each in held if each.function in REGULATING]
    return tuple(
        DoubleMandate(one.domain or other.domain, one, other)
        for one in promoting
        for other in regulating
        if not one.domain or not other.domain or one.domain == other.domain
    )
