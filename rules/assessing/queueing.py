"""The queue of assessments, with one row a partnership, written in one order by all who request several at once.

A partnership is queued by one statement that inserts its row or locks the one that waits. So two writers meet at the
first partnership that both queue, and one of them waits there for the other.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from institutions.models import Submission
from institutions.models.sql_lists import among, quote_name
from institutions.values.portions import split_portions
from rules.assessing.claim import OF_ITSELF
from rules.facts.gathering.from_register import as_of_of
from rules.models import Assessment, State

TABLE: Final = Assessment._meta.db_table  # noqa: SLF001 - Django documents _meta for this
FIELDS: Final = Assessment._meta.concrete_fields  # noqa: SLF001 - Django documents _meta for this
TAKEN_OVER: Final = ("submission", "trigger", "as_of")  # fields that whoever asks changes in a row that waits
AT_ONCE: Final = 500  # rows in a statement
MOMENT: Final = timedelta(microseconds=1)  # between two requests: the newest of a partnership is the last


def unsaved_requests(asked: Mapping[UUID, str], of_submission: Mapping[int, str]) -> list[Assessment]:
    """Return rows for the present submissions of partnerships, unsaved, those received first requested first.

    `asked` holds the trigger by partnership. Where the present submission is in `of_submission`, the trigger is taken
    from there: one that was rolled back or superseded asks for nothing. One query.
    """
    wanted = among("partnership", asked) | Q(pk__in=list(of_submission))
    present = Submission.objects.filter(wanted, superseded_at__isnull=True).order_by("received_at", "pk")
    now = timezone.now()
    return [
        Assessment(
            partnership_id=partnership,
            submission_id=pk,
            trigger=of_submission.get(pk) or asked[partnership],
            as_of=as_of_of(stated, now),
        )
        for pk, partnership, stated in present.values_list("pk", "partnership_id", "document__assess_as_of")
    ]


def queue_rows(rows: Iterable[Assessment]) -> dict[UUID, UUID]:
    """Queue unsaved rows of different partnerships, in the order of these; return the id of each queued row.

    A row that waits for a partnership stays, and is locked: a worker that takes it afterwards sees this transaction. If
    somebody asks, it becomes theirs. A writer that calls this twice in a transaction does so in one order.
    """
    in_order = sorted(rows, key=lambda each: each.partnership_id)
    found: dict[UUID, UUID] = {}
    for together in split_portions(in_order, AT_ONCE):
        found |= insert_or_lock(together)
    follow_others([each for each in in_order if found.get(each.partnership_id) == each.pk])
    return found


def insert_or_lock(rows: Sequence[Assessment]) -> dict[UUID, UUID]:
    """Insert rows in their order, or lock those that wait instead; return the id of each by partnership."""
    values = [[each.get_db_prep_save(each.pre_save(row, add=True), connection) for each in FIELDS] for row in rows]
    row = f"({', '.join(['%s'] * len(FIELDS))})"
    of_itself = ", ".join(["%s"] * len(OF_ITSELF))
    own = quote_name(TABLE)
    taken = ", ".join(
        f"{column} = CASE WHEN excluded.{quote_name('trigger')} IN ({of_itself})"
        f" THEN {own}.{column} ELSE excluded.{column} END"
        for column in (quote_name(str(each.column)) for each in FIELDS if each.name in TAKEN_OVER)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {own} ({', '.join(quote_name(str(each.column)) for each in FIELDS)})"  # noqa: S608 - no input in it
            f" VALUES {', '.join([row] * len(rows))} ON CONFLICT (partnership_id) WHERE state = '{State.QUEUED.value}'"
            f" DO UPDATE SET {taken} RETURNING partnership_id, id",
            [*(value for each in values for value in each), *[*map(str, OF_ITSELF)] * len(TAKEN_OVER)],
        )
        return {UUID(str(partnership)): UUID(str(pk)) for partnership, pk in cursor.fetchall()}


def follow_others(inserted: Sequence[Assessment]) -> None:
    """Let rows just inserted be about the submissions that are present now, and the newest of their partnerships.

    While an insertion waited for another transaction, that one may have stored a revision, and a worker may have taken
    its row already. And where the clock was set back, an earlier row may be of a moment that is still to come. One
    query, and three for each such row.
    """
    if not inserted:
        return
    others = Assessment.objects.filter(partnership=OuterRef("partnership")).exclude(pk=OuterRef("pk")).newest_first()
    rows = Assessment.objects.filter(among("pk", (each.pk for each in inserted)))
    rows = rows.alias(latest=Subquery(others.values("requested_at")[:1]))
    for row in rows.filter(Q(submission__superseded_at__isnull=False) | Q(latest__gte=F("requested_at"))):
        row.requested_at = moment_after_others(row.partnership_id, row.requested_at, besides=[row.pk])
        present = Submission.objects.get(partnership=row.partnership_id, superseded_at__isnull=True)
        row.submission, row.as_of = present, as_of_of(present.document.get("assess_as_of"), timezone.now())
        row.save(update_fields=["submission", "as_of", "requested_at"])


def moment_after_others(partnership: UUID, now: datetime, *, besides: Iterable[UUID] = ()) -> datetime:
    """Return now, or the moment after the latest other request of a partnership where that is still to come."""
    others = Assessment.objects.filter(partnership=partnership).exclude(pk__in=list(besides)).newest_first()
    latest = others.values_list("requested_at", flat=True).first()
    return now if latest is None or latest < now else latest + MOMENT
