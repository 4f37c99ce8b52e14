"""Reasons why a report cannot be made now, with remedies; nothing else depends on it."""

from django.utils.functional import Promise


class ReportTrouble(Exception):  # noqa: N818 - a state of affairs that the reader is told, not a fault
    """The trouble with its remedy, in the reader's language.

    `again`: after so many seconds it may work; None if it will not by itself.
    """

    def __init__(self, said: Promise, *, again: int | None = None) -> None:
        super().__init__(said)
        self.said = said
        self.again = again

    def __str__(self) -> str:
        return str(self.said)

    @property
    def headers(self) -> dict[str, str]:
        """The time to ask again, for programs."""
        return {} if self.again is None else {"Retry-After": str(self.again)}
