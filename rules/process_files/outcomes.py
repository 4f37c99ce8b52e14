"""The outcomes of a process as rows that lists and counts read, made from its answer; and whether they are those.

What an event names is the process with its answer. A changed row here could hide a finding from the lists although the
answer is as it was, so the verification makes each anew.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from institutions.audit.derived_rows import compare_derived
from institutions.audit.row_troubles import some_of
from institutions.values.hashing import canonical_json, hash_text
from institutions.values.portions import split_portions
from rules.models import Outcome, ProcessLack, ProcessOutcome, Severity, StoredProcess
from rules.process_files.lacks import lack_of

RANK: Final = {level: rank for rank, level in enumerate(Severity.values, start=1)}
KEPT: Final = frozenset({Outcome.FLAGGED, Outcome.NOT_ASSESSABLE, Outcome.ERROR})
TABLE: Final = ProcessOutcome._meta.db_table  # noqa: SLF001 - Django documents _meta
OF_LACKS: Final = ProcessLack._meta.db_table  # noqa: SLF001 - as above
AT_ONCE: Final = 200
CHUNK: Final = 2_000
COLUMNS: Final = ("code", "outcome", "severity", "lack_id")
Shown = tuple[str, str, str, str | None]  # the values of these columns


def outcomes_of(
    row: StoredProcess, lacks: dict[str, ProcessLack], *, known_today: bool = True
) -> Iterator[ProcessOutcome]:
    """Yield the unsaved outcomes of a process, unless clear or not applicable; add what they lack to `lacks`.

    `known_today` is that of `lack_of`.
    """
    worst: dict[str, str] = {}
    for found in row.answer["findings"]:
        worst[found["code"]] = max(worst.get(found["code"], ""), found["severity"], key=lambda each: RANK.get(each, 0))
    for code, outcome in row.answer["outcomes"].items():
        if outcome not in KEPT:
            continue
        reasons = row.answer["reasons"].get(code, ())
        lack = lack_of(reasons, known_today=known_today) if outcome == Outcome.NOT_ASSESSABLE else None
        if lack is not None:
            lacks.setdefault(lack.digest, lack)
        yield ProcessOutcome(
            process=row,
            code=code,
            outcome=outcome,
            severity=worst.get(code, ""),
            lack_id=lack.digest if lack else None,
        )


@transaction.atomic
def store_outcomes(rows: Sequence[StoredProcess]) -> None:
    """Store the outcomes of processes in place of earlier ones."""
    lacks: dict[str, ProcessLack] = {}
    made = [each for row in rows for each in outcomes_of(row, lacks)]
    ProcessOutcome.objects.filter(process__in=rows).delete()
    ProcessLack.objects.bulk_create(lacks.values(), ignore_conflicts=True)
    ProcessOutcome.objects.bulk_create(made, batch_size=1_000)


def shown(row: ProcessOutcome) -> Shown:
    """Return the columns of an outcome that are compared."""
    return (row.code, str(row.outcome), row.severity, row.lack_id)


def outcome_troubles(since: datetime | None) -> Iterator[str]:
    """Yield each process whose outcomes are not those of its answer, and each lack that is not as its name says.

    From a moment on, the processes that were answered since.
    """
    rows: QuerySet[StoredProcess] = StoredProcess.objects.order_by("pk")
    if since is not None:
        rows = rows.filter(screened_at__gte=since)
    yield from some_of(process_troubles(rows.only("pk", "answer").iterator(CHUNK)), TABLE)
    yield from some_of(lack_troubles(), OF_LACKS)


def process_troubles(rows: Iterator[StoredProcess]) -> Iterator[str]:
    """Yield each process whose rows of outcomes are others than its answer gives.

    Data that a row of before lacks may be of a field that the present version dropped: it keeps its name.
    """
    for portion in split_portions(rows, AT_ONCE):
        held: Mapping[object, set[Shown]] = {row.pk: set() for row in portion}
        for each in ProcessOutcome.objects.filter(process__in=portion):
            held[each.process_id].add(shown(each))
        for row in portion:
            made = ({shown(each) for each in outcomes_of(row, {}, known_today=today)} for today in (True, False))
            if held[row.pk] not in made:
                yield f"{TABLE}, rows with process_id {row.pk}: are not the outcomes of its answer"


def lack_troubles() -> Iterator[str]:
    """Yield each lack whose name is not the hash of what it says, and each that is gone though outcomes name it.

    Lists of what is missing join them, so an outcome whose lack is gone would be in none.
    """
    for each in ProcessLack.objects.order_by("pk").iterator(CHUNK):
        if hash_text(canonical_json(each.about)) != each.digest:
            yield f"{OF_LACKS} {each.digest}: does not say what its name says"
    there = ProcessLack.objects.filter(pk=OuterRef("lack"))
    gone = ProcessOutcome.objects.filter(lack__isnull=False).exclude(Exists(there))
    for digest in gone.order_by("lack").values_list("lack", flat=True).distinct().iterator(CHUNK):
        yield f"{OF_LACKS} {digest}: is missing, and outcomes name it"


compare_derived(ProcessOutcome, ProcessLack, by=outcome_troubles)
