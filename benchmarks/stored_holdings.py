"""The storing of a generated ownership record as an import of lists would leave it, without millions of objects."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, Final

from django.db import connection, models, transaction

from benchmarks.holdings import DrawnHoldings, party_id
from institutions.models import Party, Source, table_of

PORTION: Final = 20_000
SQLITE_REMEMBERS: Final = 2_000  # kilobytes, unless told otherwise
ENDED: Final = date(2020, 12, 31)
RECORDED: Final = datetime(2021, 4, 1, tzinfo=UTC)
EMPTY_OF_A_PARTY: Final = dict.fromkeys(
    ("name_ja", "name_kana", "country", "type", "gpa_class", "address", "phone", "law_en", "law_ja", "note"), ""
)
OF_A_LIST: Final = {
    "from_on": date(2015, 1, 1),
    "recorded_at": RECORDED,
    "confidence": "fact",
    "reach": "register",
    "says_none": [],
}
Row = tuple[Any, ...]  # Any: what the columns hold


def store_holdings(record: DrawnHoldings) -> list[uuid.UUID]:
    """Store parties and holdings. Return the ids of the parties by their numbers."""
    set_cache_size(400_000)
    ids = [party_id(number) for number in range(record.parties)]
    insert_portions(
        Party, ("id", "kind", "name_en"), party_rows(record, ids), EMPTY_OF_A_PARTY | {"created_at": RECORDED}
    )
    columns = ("lineage", "holder_id", "company_id", "share_bp", "until_on")
    source = Source.objects.order_by("pk")[0].pk
    insert_portions(table_of("shareholding"), columns, stake_rows(record, ids), {**OF_A_LIST, "source_id": source})
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # a server does it by itself within minutes
    set_cache_size(SQLITE_REMEMBERS)
    return ids


def set_cache_size(kilobytes: int) -> None:
    """Set how much of the file SQLite keeps in memory: much while it is filled, then its usual amount."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = -{kilobytes}")


def party_rows(record: DrawnHoldings, ids: list[uuid.UUID]) -> Iterator[Row]:
    """Yield companies, bodies, then people."""
    for number, each in enumerate(ids):
        kind = "company" if number < record.companies else "person"
        kind = "body" if record.companies <= number < record.companies + record.bodies else kind
        yield driver_id(each), kind, f"{kind.capitalize()} {number} (fictional)"


def stake_rows(record: DrawnHoldings, ids: list[uuid.UUID]) -> Iterator[Row]:
    """Yield statements that serve every case, as those of a public register do."""
    ended = ENDED.isoformat()
    for number, each in enumerate(record.holdings):
        lineage = driver_id(party_id(-number - 2))
        until = ended if each.ended else None
        yield lineage, driver_id(ids[each.holder]), driver_id(ids[each.company]), each.share_bp, until


def driver_id(party: uuid.UUID) -> str:
    """Return an id as the database's driver takes it."""
    return party.hex


def insert_portions(model: type[models.Model], columns: Row, rows: Iterable[Row], alike: Mapping[str, object]) -> None:
    """Insert rows in portions, each its own transaction, by the quickest way of the database. `alike`: in every row."""
    by_column = {each.column: each for each in model._meta.fields}  # noqa: SLF001 - Django documents _meta for this
    constant = tuple(by_column[name].get_db_prep_save(value, connection) for name, value in alike.items())
    names = ", ".join(connection.ops.quote_name(name) for name in (*columns, *alike))
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 - as above
    marks = ", ".join(["%s"] * (len(columns) + len(alike)))
    waiting = ((*row, *constant) for row in rows)
    while portion := list(islice(waiting, PORTION)):
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                    for each in portion:
                        copy.write_row(each)
            else:
                cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", portion)  # noqa: S608 - no input
