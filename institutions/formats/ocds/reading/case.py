"""The data gathered while one release is turned into a document."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from institutions.codes.parameters import outside_value
from institutions.formats.ocds.reading.node import ReleaseNode
from institutions.formats.ocds.reading.notes import NotMade
from institutions.formats.ocds.reading.options import OcdsOptions
from institutions.formats.ocds.reading.parties import Parties
from institutions.formats.ocds.reading.report import ReadingReport

Row = dict[str, Any]  # Any: a row of the document, which the check reads afterwards

SOURCE: Final = "ocds"  # key of the document's only source
MADE: Final = {
    "awards": frozenset({None, "active"}),
    "contracts": frozenset({None, "pending", "active", "terminated"}),
}


@dataclass(slots=True, kw_only=True)
class ReleaseCase:
    """The release, the options of the command, and the rows so far."""

    release: ReleaseNode
    options: OcdsOptions
    parties: Parties
    selection: Row
    statements: list[Row] = field(default_factory=list)
    participants: dict[tuple[str, str], Row] = field(default_factory=dict)  # by company and role
    _bids: dict[str, ReleaseNode] = field(default_factory=dict)  # the first of each id, as far as they were read
    _unread: Iterator[ReleaseNode] | None = None

    @property
    def report(self) -> ReadingReport:
        """The errors and notes."""
        return self.release.report

    @property
    def tender(self) -> ReleaseNode:
        """The tender of the release."""
        return self.release.node("tender")

    @property
    def awards(self) -> list[ReleaseNode]:
        """The awards that were made, including those without a status."""
        return self._made("awards")

    @property
    def contracts(self) -> list[ReleaseNode]:
        """The contracts that were not cancelled."""
        return self._made("contracts")

    def _made(self, name: str) -> list[ReleaseNode]:
        made = []
        for row in self.release.nodes(name):
            status = row.text("status")
            if status in MADE[name]:
                made.append(row)
            else:
                self.report.note(row.pointer, NotMade(value=outside_value(str(status))))
        return made

    def bid_of(self, number: str) -> ReleaseNode | None:
        """Return the first bid with this id; None if there is none. Each is read once, however many are asked for."""
        if self._unread is None:
            self._unread = iter(self.release.node("bids").nodes("details"))
        while number not in self._bids and (bid := next(self._unread, None)) is not None:
            if (each := bid.code("id")) is not None:
                self._bids.setdefault(each, bid)
        return self._bids.get(number)

    def state(self, kind: str, **values: object) -> None:
        """Add a statement with its known values."""
        known = {name: value for name, value in values.items() if value is not None}
        self.statements.append({"kind": kind, **known, "source": SOURCE})

    def takes_part(self, company: str, role: str) -> None:
        """Add a participant, once in each role."""
        self.participants.setdefault((company, role), {"company": company, "role": role})
