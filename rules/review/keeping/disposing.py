"""The disposal of a case after its retention: its rows are removed, its documents emptied, in one transaction.

What remains is the partnership without content, its chain of events, and the list of what was removed, row by row with
the hash that the newest event gives. So `manage.py verify_audit` tells a lawful disposal from a removal by hand.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from institutions.audit.coverage import covered_table
from institutions.audit.event_rows import changing
from institutions.audit.record import actor_of, record_event
from institutions.audit.row_hashes import RowHasher
from institutions.audit.written_once import EMPTIED
from institutions.codes.base import Sentences
from institutions.models import Account, Disposal, DisposalMeasure, DisposedRow, Partnership, Submission
from institutions.models.noted_rows import note_written
from institutions.values.hashing import hash_json, hash_text
from institutions.values.portions import split_portions
from rules.fact_store.configured import fact_storage
from rules.fact_store.erasing import carry_out_erasures, order_erasure
from rules.models import Assessment, SampledCase
from rules.review.keeping.case_tables import CaseRows, all_rows, documents_of_case, rows_of_case, shared_rows
from rules.review.keeping.due import obstacles_to_disposal
from rules.review.keeping.packaging import checked_case, compare_package
from rules.review.keeping.troubles import (
    AnotherMustDispose,
    DisposedBefore,
    DisposerUnknown,
    KeeperUnknown,
    KeepingObstacles,
    KeepingRefusedError,
    NoBasis,
    NoPackage,
)

AT_ONCE = 500


@dataclass(slots=True)
class Removal:
    """The rows to be removed: keys by table in the order of removal, and what the disposal says of each."""

    keys: list[tuple[type[models.Model], list[Any]]] = field(default_factory=list)  # Any: keys of any type
    named: list[DisposedRow] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


def dispose_of_case(partnership: Partnership, *, basis: str, account: Account, package: Path | None = None) -> Disposal:
    """Remove the documents of a case. KeepingRefusedError if anything stands in the way: see `refuse_disposal`.

    `package` is the folder of the package that was handed over. After the transaction the fact store is rewritten;
    until it is, nobody opens it.
    """
    if partnership.disposed_at is not None:
        raise KeepingRefusedError(DisposedBefore())
    with transaction.atomic():
        locked = Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)
        checked_by = refuse_disposal(locked, basis, account)
        due = checked_case(locked)
        sha256 = compare_package(package, due) if package else ""
        if checked_by.measure == DisposalMeasure.TRANSFER and not sha256:
            raise KeepingRefusedError(NoPackage())
        removal = rows_to_remove(locked)
        results = Assessment.objects.filter(partnership=locked, snapshot__isnull=False)
        snapshots = sorted({str(each) for each in results.values_list("snapshot", flat=True)})  # shared ones too
        disposal = Disposal.objects.create(
            partnership=locked,
            measure=checked_by.measure,
            retained_until=due.until,
            basis=basis.strip(),
            package_sha256=sha256,
            checked_by=checked_by.account,
            account=account,
            rows=len(removal.named),
            sha256=hash_json([each.content for each in removal.named]),
            at=timezone.now(),
        )
        remove(removal, disposal, locked)
        note(disposal, removal, account)
        order_erasure(snapshots)
    carry_out_erasures(fact_storage())
    return disposal


def refuse_disposal(partnership: Partnership, basis: str, account: Account) -> Any:  # Any: the check of retention
    """Return the reviewer's choice that the disposal rests on.

    KeepingRefusedError while a hold, an open case, a dispute or a condition stands, while the case is under retention
    or in a sample, without a choice or a basis, for the person who chose, and for an account without a person.
    """
    if partnership.disposed_at is not None:
        raise KeepingRefusedError(DisposedBefore())
    against = tuple(obstacles_to_disposal(partnership, timezone.localdate()))
    if against:
        raise KeepingRefusedError(KeepingObstacles(reasons=Sentences(against)))
    if not basis.strip():
        raise KeepingRefusedError(NoBasis())
    check = checked_case(partnership).check
    if account.true_person is None:
        raise KeepingRefusedError(DisposerUnknown())
    if check is None or account.is_same_person(check.account):
        raise KeepingRefusedError(AnotherMustDispose())
    if not account.is_another_person(check.account):
        raise KeepingRefusedError(KeeperUnknown())
    return check


def rows_to_remove(partnership: Partnership) -> Removal:
    """Read every row of the case, before the first is removed."""
    found = Removal()
    for each in (*rows_of_case(partnership.pk), *shared_rows(partnership.pk)):
        keys = list(each.rows.order_by("pk").values_list("pk", flat=True))
        if keys:
            found.keys.append((each.model, keys))
            found.counts[each.table] = found.counts.get(each.table, 0) + len(keys)
            found.named += named_rows(each, keys)
    for submission in documents_of_case(partnership.pk):
        table = f"{Submission._meta.db_table}{EMPTIED}"  # noqa: SLF001 - Django documents _meta
        found.named.append(DisposedRow(of_table=table, of_row=str(submission.pk), sha256=submission.sha256))
    found.named.sort(key=lambda row: row.content)
    return found


def named_rows(of_table: CaseRows, keys: Sequence[Any]) -> Iterator[DisposedRow]:  # Any: keys
    """Yield what a disposal says of the rows of one table: each by its key, groups that go as a whole by theirs."""
    covered = covered_table(of_table.model)
    hashes: dict[str, str] = {}
    if covered is not None and not covered.group:
        hashes = {key: said for key, said, _ in RowHasher(covered).hashes(keys)}
    for key in keys:
        yield DisposedRow(of_table=of_table.table, of_row=str(key), sha256=hashes.get(str(key), ""))
    if covered is None or not covered.group:
        return
    rows = all_rows(of_table.model)
    groups = set(rows.filter(pk__in=keys).values_list(covered.group, flat=True))
    # A sample holds cases that stay: the event then gives the hash of these.
    staying = rows.filter(**{f"{covered.group}__in": groups}).exclude(pk__in=keys)
    groups -= set(staying.values_list(covered.group, flat=True))
    for key, said, _ in RowHasher(covered).hashes(sorted(groups)):
        yield DisposedRow(of_table=f"{of_table.table}:{covered.group}", of_row=key, sha256=said)


def remove(removal: Removal, disposal: Disposal, partnership: Partnership) -> None:
    """Store what is removed, then remove it, and empty the documents."""
    for each in removal.named:
        each.disposal = disposal
    note_written(DisposedRow.objects.bulk_create(removal.named, batch_size=AT_ONCE))
    submissions = list(documents_of_case(partnership.pk).values_list("pk", flat=True))
    drawn = [key for model, keys in removal.keys if model is SampledCase for key in keys]
    with ExitStack() as changes:
        changes.enter_context(changing(Partnership, partnership.pk))
        changes.enter_context(changing(Submission, *submissions))
        if drawn:  # a sample holds other cases too, and is hashed with them
            changes.enter_context(changing(SampledCase, *drawn))
        for model, keys in removal.keys:
            for portion in split_portions(keys, AT_ONCE):
                all_rows(model).filter(pk__in=portion)._raw_delete(using="default")  # noqa: SLF001 - no cascade wanted
        all_rows(Submission).filter(pk__in=submissions).update(document={}, title="")
        Partnership.objects.filter(pk=partnership.pk).update(disposed_at=disposal.at)


def note(disposal: Disposal, removal: Removal, account: Account) -> None:
    """Leave the event that verifies what was removed."""
    record_event(
        actor=actor_of(account),
        verb="case_disposed",
        what=f"partnership:{disposal.partnership_id}",
        partnership=disposal.partnership_id,
        after={
            "disposal": disposal.pk,
            "measure": disposal.measure,
            "retained_until": disposal.retained_until.isoformat(),
            "package_sha256": disposal.package_sha256,
            "checked_by": disposal.checked_by_id,
            "basis_sha256": hash_text(disposal.basis),
            "rows": disposal.rows,
            "sha256": disposal.sha256,
            "tables": dict(sorted(removal.counts.items())),
        },
    )
