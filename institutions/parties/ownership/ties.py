"""The direct ties of ownership and control over companies or below a party, as stated: one query per kind."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import connection

from institutions.access.view import TieView
from institutions.kinds import KINDS, Kind
from institutions.models import Source, Submission
from institutions.models.sql_lists import as_listed, id_among, quote_name
from institutions.parties.ownership.walking import WalkingArm, kind_table, same_party

COMMON: Final = ("lineage", "from_on", "until_on", "confidence", "source_id", "submission_id", "imported_id")
SAID: Final = ("share_bp", "voting_bp", "vehicle", "by")  # None where the kind has no such field


@dataclass(frozen=True, slots=True)
class OwningKind:
    """A kind of statement that links owners with what they own, and the columns of its two sides."""

    kind: Kind
    upper: str
    lower: str


OWNING: Final = tuple(
    OwningKind(kind, kind.by_name[kind.owns[0]].column, kind.by_name[kind.owns[1]].column)
    for kind in KINDS.values()
    if kind.owns
)


@dataclass(frozen=True, slots=True)
class OwningTie:
    """One statement that someone owns, controls or is the parent of a company.

    `upper` is the id of a party, or the code of a country. The days are ISO text, None if it sets no bound.
    """

    kind: str
    stored_lineage: UUID | str  # as the driver gives it: few of many are shown
    upper: UUID | str
    lower: UUID
    share_bp: int | None
    voting_bp: int | None
    vehicle: str | None
    by: str | None
    from_on: str | None
    until_on: str | None
    confidence: str
    source_id: int | None
    submission_id: int | None
    imported_id: int | None = None

    @property
    def lineage(self) -> UUID:
        """The id of the statement through all its changes."""
        return as_uuid(self.stored_lineage)

    @property
    def ref(self) -> str:
        """The name of the statement in evidence."""
        return f"{self.kind}/{self.lineage}"

    @property
    def votes_bp(self) -> int | None:
        """The votes as stated, else the share of the capital; None if neither is known."""
        return self.share_bp if self.voting_bp is None else self.voting_bp


def owner_arms() -> tuple[WalkingArm, ...]:
    """Return the arms from a company to everyone who holds a part of it, controls it or is the parent of its group."""
    arms = (WalkingArm(kind_table(each.kind.name), f"{each.lower}_id", f"{each.upper}_id") for each in OWNING)
    return (*arms, *same_party())


def ties_over(companies: Collection[UUID], view: TieView) -> list[OwningTie]:
    """Read every tie in view whose lower side is one of the companies."""
    return [tie for each in OWNING for tie in read_ties(each, each.lower, companies, view)]


def ties_below(holders: Collection[UUID], view: TieView, *, most: int) -> list[OwningTie]:
    """Read ties in view whose upper side is one of the parties, at most so many of a kind, in order of entry."""
    return [tie for each in OWNING for tie in read_ties(each, each.upper, holders, view, most)]


def read_ties(
    owning: OwningKind, asked: str, parties: Collection[UUID], view: TieView, most: int | None = None
) -> list[OwningTie]:
    """Read the rows of one kind by the parties on one of its sides, however many there are."""
    kind, upper, lower = owning.kind, owning.upper, owning.lower
    condition = view.condition()
    names = [*COMMON, f"{lower}_id", f"{upper}_id", *(name for name in SAID if name in kind.by_name)]
    if kind.by_name[upper].or_country:
        names.append(f"{upper}_country")
    columns = ", ".join(f"e.{quote_name(name)}" for name in names)
    asked_for = id_among(f"e.{quote_name(f'{asked}_id')}")
    sql = (
        f"SELECT {columns} FROM {quote_name(kind_table(kind.name))} e"  # noqa: S608 - no input in it
        f" WHERE {asked_for} AND ({condition.sql}) ORDER BY e.id"
    )
    if most is not None:
        sql += f" LIMIT {most}"
    with connection.cursor() as cursor:
        cursor.execute(sql, (as_listed(parties), *condition.parameters))
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [owning_tie(owning, row) for row in rows if row[f"{upper}_id"] or row.get(f"{upper}_country")]


def owning_tie(
    owning: OwningKind, row: Mapping[str, Any]
) -> OwningTie:  # Any: as the driver of either database gives it
    """Make a tie of one row."""
    holder = row[f"{owning.upper}_id"]
    return OwningTie(
        kind=owning.kind.name,
        stored_lineage=row["lineage"],
        upper=as_uuid(holder) if holder else row[f"{owning.upper}_country"],
        lower=as_uuid(row[f"{owning.lower}_id"]),
        share_bp=row.get("share_bp"),
        voting_bp=row.get("voting_bp"),
        vehicle=row.get("vehicle"),
        by=row.get("by"),
        from_on=iso_day(row["from_on"]),
        until_on=iso_day(row["until_on"]),
        confidence=row["confidence"],
        source_id=row["source_id"],
        submission_id=row["submission_id"],
        imported_id=row["imported_id"],
    )


def as_uuid(value: Any) -> UUID:  # Any: as the driver of either database gives it
    """Return an id, which SQLite holds as 32 digits."""
    return value if isinstance(value, UUID) else UUID(int=int(value, 16))


def iso_day(value: Any) -> str | None:  # Any: as the driver of either database gives it
    """Return a day as ISO text; SQLite's driver gives it as that already."""
    return value.isoformat() if isinstance(value, date) else value


@dataclass(frozen=True, slots=True)
class TieSources:
    """The documents that ties rest on, and the references of submissions that state the others."""

    documents: Mapping[int, Source]
    references: Mapping[int, str]

    def document(self, tie: OwningTie) -> Source | None:
        """Return the document, if the tie rests on one."""
        return self.documents.get(tie.source_id) if tie.source_id else None

    def reference(self, tie: OwningTie) -> str:
        """Return the reference of the submission that states a tie without a document; empty for the others."""
        return "" if tie.source_id or not tie.submission_id else self.references.get(tie.submission_id, "")


def tie_sources(ties: Collection[OwningTie]) -> TieSources:
    """Find the sources of ties: two queries."""
    documents = Source.objects.filter(pk__in={each.source_id for each in ties if each.source_id})
    submissions = Submission.objects.filter(pk__in={each.submission_id for each in ties if each.submission_id})
    return TieSources(
        {each.pk: each for each in documents}, dict(submissions.values_list("pk", "partnership__reference"))
    )
