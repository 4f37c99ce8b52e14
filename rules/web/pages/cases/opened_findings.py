"""The findings whose details are open, by the address: a link opens the same rows for everybody who may see them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from institutions.query.parameters import numbers_parameter

PARAMETER: Final = "open"
FINDINGS: Final = "findings"  # the parameter of the part of the list of findings
HIGHEST_ID: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class OpenedFindings:
    """The findings that the address opens; `absent`: it names one that the newest assessment does not have."""

    shown: tuple[int, ...]
    absent: bool


def asked_findings(query: Mapping[str, str]) -> tuple[int, ...]:
    """Read `open=12,13`: numbers of findings. ParameterError for anything else."""
    return tuple(numbers_parameter(query, PARAMETER, most=HIGHEST_ID))


def opened_findings(asked: Iterable[int], findings: Iterable[int]) -> OpenedFindings:
    """Return those of the findings asked for that the newest assessment has."""
    wanted, held = tuple(asked), frozenset(findings)
    return OpenedFindings(tuple(each for each in wanted if each in held), absent=not held.issuperset(wanted))
