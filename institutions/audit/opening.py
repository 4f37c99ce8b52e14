"""The opening of the rows of an older database: their hashes as they are, in events that say so.

What happened to a row before is not proved by it. A migration calls it, with its own models.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC
from itertools import islice
from typing import Any, Final

from django.db import models
from django.utils import timezone

from institutions.audit.coverage import COVERED
from institutions.audit.row_hashes import RowHasher, plain_value
from institutions.models.audit import REST, event_content
from institutions.values.hashing import hash_json

OPENED: Final = "rows_opened"
AT_ONCE: Final = 2_000  # rows that one event names
Models = Mapping[str, type[models.Model]]
Json = dict[str, Any]  # Any: plain data


def open_rows(tables: Models, secret: bytes) -> int:
    """Record every covered row of these tables, by the name of the table; return their number."""
    number = 0
    for table, covered in sorted(COVERED.items()):
        if table not in tables:
            continue
        rows = RowHasher(covered, tables[table], secret).hashes()
        while portion := list(islice(rows, AT_ONCE)):
            number += len(portion)
            written = {key: said for key, said, _ in portion}
            closed = {key: plain_value(at) for key, _, at in portion if at}
            named: Json = {"written": {table: written}}
            add_event(tables, OPENED, "register", rows={**named, "closed": {table: closed}} if closed else named)
    return number


def open_rows_of(apps: Any, table: str) -> None:  # Any: the models of a migration
    """Record every row of one table, in a migration that lets the trail cover it from now on."""
    tables = dict(tables_of(apps))
    salt: Any = tables["institutions_auditsalt"]._base_manager.first()  # noqa: SLF001 - all rows; Any: a row of then
    if salt and tables[table]._base_manager.exists():  # noqa: SLF001 - as above
        trail = {name: tables[name] for name in ("institutions_auditchain", "institutions_auditevent")}
        open_rows({**trail, table: tables[table]}, salt.value.encode())


def add_event(
    tables: Models, verb: str, what: str, *, rows: Json | None = None, after: Json | None = None, chain: str = REST
) -> None:
    """Add one event to a chain, as `record_event` does."""
    chains: Any = tables["institutions_auditchain"]._base_manager  # noqa: SLF001 - all rows; Any: a model of a migration
    held, _new = chains.get_or_create(name=chain)
    event: Any = tables["institutions_auditevent"](  # Any: as above
        chain=held,
        number=held.length + 1,
        at=timezone.now().astimezone(UTC),
        actor="system",
        verb=verb,
        object=what,
        after=after,
        rows=rows,
        request_id="",
        previous=held.head,
    )
    event.hash = hash_json(event_content(event))
    event.save(force_insert=True)
    chains.filter(pk=held.pk).update(length=event.number, head=event.hash)


def tables_of(apps: Any) -> Iterator[tuple[str, type[models.Model]]]:  # Any: the registry of a migration
    """Yield the models of a migration by table, those of many-to-many fields too."""
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.proxy:  # noqa: SLF001 - Django documents _meta
            yield model._meta.db_table, model  # noqa: SLF001 - as above
