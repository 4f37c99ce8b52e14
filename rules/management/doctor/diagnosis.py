"""One line of the doctor: what was looked at, what was found, and the remedy."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Health(StrEnum):
    """The state of a thing."""

    OK = "ok"
    WARNING = "warning"  # the program works, but something is not as on a server it should be
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The finding on one thing, with a remedy unless all is well."""

    subject: str
    health: Health
    found: str
    remedy: str = ""


Check: TypeAlias = Callable[[], Iterator[Diagnosis]]


def well(subject: str, found: str) -> Diagnosis:
    """Return that something is as it should be."""
    return Diagnosis(subject, Health.OK, found)


def warned(subject: str, found: str, remedy: str) -> Diagnosis:
    """Return that something should be otherwise on a server."""
    return Diagnosis(subject, Health.WARNING, found, remedy)


def failed(subject: str, found: str, remedy: str) -> Diagnosis:
    """Return that something does not work."""
    return Diagnosis(subject, Health.FAILED, found, remedy)
