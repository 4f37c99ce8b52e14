"""The findings whose details are open, by the address: a link opens the same rows for everybody who may see them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from institutions.query.parameters import numbers_parameter

PARAMETER: Final = "open"
HIGHEST_ID: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class OpenedFindings:
    """The findings that the address opens; `absent`: it names one that the newest assessment does not have."""

    shown: tuple[int, ...]
    absent: bool


def opened_findings(query: Mapping[str, str], cards: Iterable[Mapping[str, Any]]) -> OpenedFindings:  # Any: cards
    """Read `open=12,13`: numbers of findings. ParameterError for anything else."""
    asked, held = numbers_parameter(query, PARAMETER, most=HIGHEST_ID), {card["finding"] for card in cards}
    return OpenedFindings(tuple(each for each in asked if each in held), absent=not held.issuperset(asked))
