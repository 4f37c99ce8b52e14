"""Reasons why a report cannot be made now, with remedies; nothing else depends on it."""

from institutions.codes.base import Coded
from institutions.codes.errors import CodedError


class ReportTrouble(CodedError):  # noqa: N818 - a state of affairs that the reader is told, not a fault
    """The trouble with its remedy, as a code.

    `again`: after so many seconds it may work; None if it will not by itself.
    """

    def __init__(self, said: Coded, *, again: int | None = None) -> None:
        super().__init__(said)
        self.again = again

    @property
    def headers(self) -> dict[str, str]:
        """The time to ask again, for programs."""
        return {} if self.again is None else {"Retry-After": str(self.again)}
