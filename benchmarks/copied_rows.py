"""Rows of a table as text in the form of PostgreSQL's COPY, read from a database and written into it.

SQLite gets the same text, row by row: what a column holds as text becomes a number again by the type of the column.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import connection
from django.db.models import Model

NULL: Final = "\\N"
HEX: Final = "\\\\x"  # begins the cell of bytes, escaped as COPY does
ESCAPED: Final = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
PLAIN: Final = {"\\\\": "\\", "\\t": "\t", "\\n": "\n", "\\r": "\r"}


def columns_of(model: type[Model]) -> list[str]:
    """Return the names of the columns of a model's table."""
    return [each.column for each in model._meta.local_concrete_fields if each.column]  # noqa: SLF001 - Django documents _meta


def binary_columns(model: type[Model]) -> frozenset[str]:
    """Return the names of the columns that hold bytes."""
    fields = model._meta.local_concrete_fields  # noqa: SLF001 - as above
    return frozenset(each.column for each in fields if each.get_internal_type() == "BinaryField" and each.column)


def bytes_of_cell(cell: str) -> bytes | None:
    """Return the bytes of a cell."""
    return None if cell == NULL else bytes.fromhex(cell.removeprefix(HEX))


def cell_of_bytes(content: bytes) -> str:
    """Return bytes as a cell."""
    return f"{HEX}{content.hex()}"


def rows_as_text(model: type[Model], keys: Sequence[Any]) -> list[list[str]]:  # Any: keys of any type
    """Return the rows with these keys as cells, in the order of the keys."""
    table, key = model._meta.db_table, model._meta.pk  # noqa: SLF001 - as above
    assert key is not None
    listed = ", ".join(f'"{each}"' for each in columns_of(model))
    wanted = [key.get_db_prep_value(each, connection) for each in keys]
    if connection.vendor == "postgresql":
        sql = f'COPY (SELECT {listed} FROM {table} WHERE "{key.column}" = ANY(%s) ORDER BY "{key.column}") TO STDOUT'  # noqa: S608 - names of ours
        with connection.cursor() as cursor, cursor.cursor.copy(sql, [wanted]) as copied:
            text = b"".join(bytes(part) for part in copied).decode()
        return [line.split("\t") for line in text.split("\n")[:-1]]
    binary = binary_columns(model)
    texts = ", ".join(
        f"""'\\x' || lower(hex("{each}"))""" if each in binary else f'CAST("{each}" AS TEXT)'
        for each in columns_of(model)
    )
    marks = ", ".join(["%s"] * len(wanted))
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {texts} FROM {table} WHERE "{key.column}" IN ({marks}) ORDER BY "{key.column}"', wanted)  # noqa: S608 - as above
        return [[escaped(cell) for cell in row] for row in cursor.fetchall()]


def write_rows(model: type[Model], texts: Iterable[str]) -> None:
    """Insert rows, of which each text holds some, each ended by a line feed."""
    table = model._meta.db_table  # noqa: SLF001 - as above
    listed = ", ".join(f'"{each}"' for each in columns_of(model))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.cursor.copy(f"COPY {table} ({listed}) FROM STDIN") as copying:
                for text in texts:
                    copying.write(text)
            return
        marks = ", ".join(["%s"] * len(columns_of(model)))
        binary = [each in binary_columns(model) for each in columns_of(model)]
        rows = [
            [
                bytes_of_cell(cell) if is_binary else unescaped(cell)
                for cell, is_binary in zip(line.split("\t"), binary, strict=True)
            ]
            for text in texts
            for line in text.split("\n")[:-1]
        ]
        cursor.executemany(f"INSERT INTO {table} ({listed}) VALUES ({marks})", rows)  # noqa: S608 - as above


def escaped(cell: str | None) -> str:
    """Return a value as COPY writes it."""
    if cell is None:
        return NULL
    return "".join(ESCAPED.get(character, character) for character in cell) if ESCAPED.keys() & set(cell) else cell


def unescaped(cell: str) -> str | None:
    """Return a value from what COPY writes."""
    if cell == NULL:
        return None
    if "\\" not in cell:
        return cell
    found, place = [], 0
    while place < len(cell):
        pair = cell[place : place + 2]
        found.append(PLAIN.get(pair, cell[place]))
        place += 2 if pair in PLAIN else 1
    return "".join(found)
