"""A register of many rows, made from the rows of one case by the database itself: a second or two a table."""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Model

from institutions.models import Account, AuditEvent, Partnership
from rules.models import Assessment, Finding, FindingSummary, Match, Notice, ReviewCase

ROWS: Final = 100_000
STATES: Final = ("submitted", "screening", "under_review", "cleared", "returned", "withdrawn", "refused")
ACCOUNTS: Final = 100  # which share the notices
FIRST: Final = 10_000_000  # the numbers of rows begin here


def fill(partnership: Partnership, rows: int = ROWS) -> None:
    """Copy the case of a partnership so many times: other ids, states, days and severities, the same content."""
    postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if postgresql:
            cursor.execute("SET LOCAL session_replication_role = replica")  # keys of other tables are not looked up
        for row, given in copied_rows(partnership, postgresql=postgresql):
            cursor.execute(copies(row, given, rows))
        if postgresql:
            cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute("ANALYZE")


def copied_rows(partnership: Partnership, *, postgresql: bool) -> Iterator[tuple[Model, Mapping[str, str]]]:
    """Yield each row to be copied, with an expression of the number n for each column that differs."""
    key = "lpad(to_hex(n), 32, '0')::uuid" if postgresql else "printf('%032x', n)"
    moment = "now() - n * interval '1 minute'" if postgresql else "datetime('now', '-' || n || ' minutes')"
    choices = " ".join(f"WHEN {place} THEN '{each}'" for place, each in enumerate(STATES))
    state = f"CASE n % {len(STATES)} {choices} END"
    number, of_case = f"n + {FIRST}", {"partnership_id": key}
    submission = partnership.submissions.get()
    result: Any = Assessment.objects.filter(partnership=partnership, state="done").first()
    case, finding = ReviewCase.objects.get(partnership=partnership), Finding.objects.filter(partnership=partnership)[0]
    yield partnership, {"id": key, "reference": "'COPY-' || n", "created_at": moment}
    yield submission, {"id": number, **of_case, "received_at": moment}
    yield case, {"id": number, **of_case, "state": state, "changed_at": moment, "assessment_id": key}
    waits = "CASE n % 10 WHEN 0 THEN 'queued' WHEN 1 THEN 'running' ELSE 'done' END"
    times = {"requested_at": moment, "finished_at": moment}
    yield result, {"id": key, **of_case, **times, "submission_id": number, "state": waits}
    ranks = {"worst": "5", "worst_open": "n % 6"}
    yield partnership.summary, {**of_case, **ranks, "state": state, "submitted_at": moment, "state_since": moment}
    yield finding, {"id": number, **of_case}
    found = {"finding_id": number, "found_at": moment, "severity": "n % 5 + 1"}
    yield FindingSummary.objects.get(finding=finding), {**found, **of_case}
    yield Match.objects.filter(finding=finding)[0], {"id": number, "assessment_id": key, "finding_id": number}
    others = [Account.objects.create_user(f"other-{place}") for place in range(ACCOUNTS)]
    told: Any = {"kind": "reopened", "account": others[0], "partnership": partnership, "matter": "m"}
    yield (
        Notice.objects.create(**told),
        {
            **of_case,
            "id": number,
            "account_id": f"n % {ACCOUNTS} + {others[0].pk}",
            "matter": "'m' || n",
            "at": moment,
        },
    )
    yield AuditEvent.objects.order_by("-pk")[0], {"id": number, "number": number, "at": moment}


def copies(row: Model, given: Mapping[str, str], rows: int) -> str:
    """Return the statement that copies a row; `given`: by column an expression of the number n of the copy."""
    options = row._meta
    columns = [each.column for each in options.concrete_fields if each.column]
    held = ", ".join(given.get(each, f't."{each}"') for each in columns)
    wanted = ", ".join(f'"{each}"' for each in columns)
    if connection.vendor == "postgresql":
        numbers = f"generate_series(1, {rows}) AS n"
    else:
        more = f"SELECT n + 1 FROM c WHERE n < {rows}"  # noqa: S608 - a number
        numbers = f"(WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL {more}) SELECT n FROM c)"  # noqa: S608 - as above
    pk: Any = row.pk
    if isinstance(pk, UUID):
        pk = str(pk) if connection.vendor == "postgresql" else pk.hex
    return (
        f"INSERT INTO {options.db_table} ({wanted}) SELECT {held} FROM {options.db_table} t, {numbers}"  # noqa: S608 - of ours
        f" WHERE t.\"{options.pk.column}\" = '{pk}'"
    )
