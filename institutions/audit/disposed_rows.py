"""Disposals of cases, in the verification: the rows that one removed are missing lawfully, each as it last was.

Every disposal has its event, with the hash over the list of what it removed; a row of the list that is there again, or
that was changed before it went, is a trouble.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final
from uuid import UUID

from institutions.audit.coverage import COVERED, CoveredTable
from institutions.models import AuditEvent, Disposal, DisposedRow, Partnership
from institutions.values.hashing import hash_json
from institutions.values.portions import split_portions
from institutions.values.written_id import written_id

DISPOSED: Final = "case_disposed"
CHAIN: Final = "partnership:"  # prefix of the name of a partnership's chain, before its id
AT_ONCE: Final = 500
CHUNK: Final = 2_000


def name_in_disposals(covered: CoveredTable) -> str:
    """Return the name under which a disposal lists the rows of a table, or the groups that are hashed together."""
    return f"{covered.table}:{covered.group}" if covered.group else covered.table


def removed_rows(covered: CoveredTable, keys: Sequence[str]) -> dict[str, str]:
    """Return, by key, the hash of each of these rows that a disposal removed, as it was then."""
    found: dict[str, str] = {}
    for portion in split_portions(keys, AT_ONCE):
        rows = DisposedRow.objects.filter(of_table=name_in_disposals(covered), of_row__in=portion)
        found.update(rows.values_list("of_row", "sha256"))
    return found


def disposal_troubles() -> Iterator[str]:
    """Yield disposals whose rows are not those that an event names, and rows that are there again."""
    named = {told_of(after) for after in AuditEvent.objects.filter(verb=DISPOSED).values_list("after", flat=True)}
    for disposal in Disposal.objects.order_by("pk").iterator(CHUNK):
        rows = list(disposal.removed.order_by("of_table", "of_row"))
        listed = sorted([row.content for row in rows])
        if (disposal.pk, len(rows), hash_json(listed)) not in named:
            yield f"disposal {disposal.pk}: no event names these rows"
        elif Partnership.objects.filter(pk=disposal.partnership_id, disposed_at__isnull=True).exists():
            yield f"disposal {disposal.pk}: its partnership counts as one that was not disposed of"
    of_tables = frozenset(DisposedRow.objects.order_by().values_list("of_table", flat=True).distinct())
    for table, covered in sorted(COVERED.items()):
        if name_in_disposals(covered) in of_tables:
            yield from present_again(table, covered)


def told_of(after: Any) -> tuple[object, object, object] | None:  # Any: as it is stored
    """Return disposal, number of rows and hash that an event names; None where it has another form."""
    if not isinstance(after, dict):
        return None
    said = tuple(after.get(name) for name in ("disposal", "rows", "sha256"))
    return said if all(isinstance(each, int | str) for each in said) else None  # type: ignore[return-value]  # three


def present_again(table: str, covered: CoveredTable) -> Iterator[str]:
    """Yield the rows of a table, or the groups of its rows, that a disposal removed and that are there.

    A disposal lists only groups that went as a whole, and none of them gets rows again.
    """
    by = covered.group or "pk"
    listed = DisposedRow.objects.filter(of_table=name_in_disposals(covered)).order_by("pk")
    for portion in split_portions(listed.values_list("of_row", flat=True).iterator(CHUNK), AT_ONCE):
        rows = covered.model._base_manager.filter(**{f"{by}__in": portion})  # noqa: SLF001 - all rows
        for key in rows.order_by(by).values_list(by, flat=True).distinct():
            yield f"{table} {key}: was disposed of and is there again"


def chains_disposed_of(names: Iterable[str]) -> frozenset[str]:
    """Return those of these chains whose partnerships were disposed of."""
    ids: dict[UUID, str] = {}
    for name in set(names):
        if name.startswith(CHAIN) and (found := written_id(name.removeprefix(CHAIN))):
            ids[found] = name
    gone = Disposal.objects.filter(partnership__in=ids).values_list("partnership", flat=True)
    return frozenset(ids[each] for each in gone)
