"""Events of a search as a file: CSV, Excel or JSON lines, as many as there are, in constant memory."""

import json
from collections.abc import Iterator
from typing import Final

from django.db.models import QuerySet

from institutions.audit.words import actor_words, verb_words
from institutions.formats.tables.spreadsheets import csv_chunks, xlsx_of
from institutions.models import Account, AuditEvent

PORTION: Final = 2_000  # events
HEADINGS: Final = (
    "at", "chain", "number", "actor", "actor_name", "verb", "verb_words", "object", "before", "after", "request_id",
    "previous", "hash",
)  # fmt: skip


def names_of_accounts() -> dict[int, str]:
    """Return user names by id: there are few accounts, and many events."""
    return dict(Account.objects.values_list("pk", "username"))


def trail_rows(events: QuerySet[AuditEvent]) -> Iterator[list[str]]:
    """Yield headings, then a row for each event."""
    names = names_of_accounts()
    yield list(HEADINGS)
    for event in events.iterator(PORTION):
        plain = {name: json_text(getattr(event, name)) for name in ("before", "after")}
        said = {
            **event.content,
            **plain,
            "actor_name": actor_words(event.actor, names),
            "verb_words": verb_words(event.verb),
            "hash": event.hash,
        }
        yield [str(said[name]) for name in HEADINGS]


def json_text(value: object) -> str:
    """Write plain data into a cell; nothing if there is none."""
    return "" if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)


def trail_lines(events: QuerySet[AuditEvent]) -> Iterator[bytes]:
    """Yield one JSON object an event: the hashed content, and the hash, so that anybody can check the chain."""
    for event in events.iterator(PORTION):
        yield json.dumps({**event.content, "hash": event.hash}, ensure_ascii=False).encode() + b"\n"


def trail_csv(events: QuerySet[AuditEvent]) -> Iterator[bytes]:
    """Write CSV."""
    return csv_chunks(trail_rows(events))


def trail_xlsx(events: QuerySet[AuditEvent]) -> Iterator[bytes]:
    """Write Excel."""
    return xlsx_of({"audit": trail_rows(events)})
