"""Awards of a buyer's other processes in the files: the history that a process is seen against.

Memory grows with the awards of buyers that are published: some two hundred bytes for each.
"""

from collections import defaultdict
from typing import Final, NamedTuple

from rules.facts.gathering.history import HistoryRequest, SponsorAct, awards_read, latest_first
from rules.facts.gathering.statements import GatheredStatement, StatementSource, Value
from rules.processes.collusion.process_document import ProcessDocument, body_key

BY_POINTER: Final = (
    "party:/"  # the key of a company without an id: its place in the release, which means nothing elsewhere
)


class PublishedAwardRow(NamedTuple):
    """One award of another process, as small as it can be kept."""

    ocid: str
    place: int
    company: str
    on: str | None
    values: tuple[tuple[str, Value], ...]


class BuyerHistory:
    """The awards by buyer, filled in the first reading of the files."""

    def __init__(self) -> None:
        self._awards: dict[str, list[SponsorAct[PublishedAwardRow]]] = defaultdict(list)

    def observe(self, ocid: str, read: ProcessDocument) -> None:
        """Note the awards of a process, if its buyer is published."""
        if read.buyer is None:
            return
        rows = self._awards[body_key(ocid, read.buyer)]
        for place, stated in enumerate(read.document["statements"]):
            if stated["kind"] == "award":
                rows.append(act_of_award(ocid, place, stated))

    def settle(self) -> None:
        """Put the awards of each buyer in order of time, after the first reading."""
        self._awards = defaultdict(list, {body: latest_first(acts) for body, acts in self._awards.items()})

    def before(self, ocid: str, body: str, asked: HistoryRequest) -> tuple[list[GatheredStatement], bool]:
        """Return the buyer's awards in other processes up to the day; True beside them: more than are read."""
        others = (
            each
            for each in self._awards.get(body, ())
            if each.found.ocid != ocid and (each.on is None or each.on <= asked.proposed_on)
        )
        rows, cut = awards_read(others, asked)
        return [statement_of_row(row, body) for row in rows], cut


def act_of_award(ocid: str, place: int, stated: dict[str, Value]) -> SponsorAct[PublishedAwardRow]:
    """Return an award of a document as an act of its buyer."""
    company = company_elsewhere(ocid, str(stated["company"]))
    on = stated.get("on")
    day = on if isinstance(on, str) else None
    kept = {name: value for name, value in stated.items() if name not in {"kind", "source", "company", "body"}}
    row = PublishedAwardRow(ocid, place, company, day, tuple(kept.items()))
    domain, procured = kept.get("domain"), kept.get("object")
    return SponsorAct(
        row,
        f"{ocid}/{place:05}",
        domain if isinstance(domain, str) else None,
        procured if isinstance(procured, str) else None,
        day,
        company,
    )


def company_elsewhere(ocid: str, key: str) -> str:
    """Return the key of a company in other processes of its publisher: one without an id is nobody's but its own."""
    return f"{ocid}:{key}" if key.startswith(BY_POINTER) else key


def statement_of_row(row: PublishedAwardRow, body: str) -> GatheredStatement:
    """Return an award of another process as the register would give it."""
    lineage = f"{row.ocid}/{row.place:05}"
    return GatheredStatement(
        ref=f"award/{lineage}",
        lineage=lineage,
        kind="award",
        values={"company": row.company, "body": body, **dict(row.values)},
        source=StatementSource(title=f"OCDS {row.ocid}"),
    )
