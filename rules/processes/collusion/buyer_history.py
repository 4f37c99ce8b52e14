"""Awards of a buyer's other processes in the files: the history that a process is seen against.

Memory grows with the awards of buyers that are published: some two hundred bytes for each.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

from rules.facts.gathering.history import HistoryRequest, SponsorAct, act_time_key, awards_read, awards_since
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


AwardAct: TypeAlias = SponsorAct[PublishedAwardRow]


@dataclass(frozen=True, slots=True)
class OrderedAwards:
    """The awards of one buyer: those without a day, and the others by day, so that no process looks at all of them."""

    undated: Sequence[AwardAct] = ()
    dated: Sequence[AwardAct] = ()
    days: Sequence[str] = ()

    @classmethod
    def of(cls, acts: Sequence[AwardAct]) -> "OrderedAwards":
        """Put awards in order of time."""
        ordered = sorted(acts, key=act_time_key)
        dated = [each for each in ordered if each.on is not None]
        undated = [each for each in reversed(ordered) if each.on is None]
        return cls(undated, dated, [each.on for each in dated if each.on is not None])

    def between(self, since: str, until: str) -> Iterator[AwardAct]:
        """Yield the awards of a period in the order of `latest_first`; one without a day may lie in it."""
        yield from self.undated
        first, end = bisect_left(self.days, since), bisect_right(self.days, until)
        yield from (self.dated[place] for place in range(end - 1, first - 1, -1))


class BuyerHistory:
    """The awards by buyer, filled in the first reading of the files. `whole`: all processes are observed."""

    def __init__(self, *, whole: bool = True) -> None:
        self._whole = whole
        self._awards: dict[str, list[AwardAct]] = defaultdict(list)
        self._ordered: dict[str, OrderedAwards] = {}

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
        self._ordered = {body: OrderedAwards.of(acts) for body, acts in self._awards.items()}
        self._awards.clear()

    def before(self, ocid: str, body: str, asked: HistoryRequest) -> tuple[list[GatheredStatement], bool]:
        """Return the buyer's awards in other processes up to the day; True beside them: more than are read."""
        ordered = self._ordered.get(body, OrderedAwards())
        others = (each for each in ordered.between(awards_since(asked), asked.proposed_on) if each.found.ocid != ocid)
        rows, cut = awards_read(others, asked)
        return [statement_of_row(row, body) for row in rows], cut or not self._whole


def act_of_award(ocid: str, place: int, stated: dict[str, Value]) -> AwardAct:
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
