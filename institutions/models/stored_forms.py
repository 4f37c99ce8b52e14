"""Rows of forms, such as keys and parts of names: many of them belong to one row of another table."""

import json
from typing import Any, Final

from django.db import connection
from django.db.models import Model

from institutions.models.sql_lists import listed_texts, quote_name

TYPES: Final = {"BigAutoField": "bigint", "UUIDField": "uuid"}


def insert_forms(
    model: type[Model] | Any, owner: str, column: str, pairs: list[tuple[Any, str]]
) -> None:  # Any: historical models of a migration; keys of any type
    """Insert rows of an owner's key and a form in one statement, however many there are.

    The form is a text; a column of bytes gets its UTF-8.
    """
    if not pairs:
        return
    fields = model._meta  # noqa: SLF001 - Django documents _meta for this
    to: Any = fields.get_field(owner)  # Any: a key to another row, as its model declares it
    key = to.target_field
    while key.remote_field:  # a row that has the key of another one
        key = key.target_field
    prepared = [[str(key.get_db_prep_value(owner_key, connection)), form] for owner_key, form in pairs]
    made = "made"
    if fields.get_field(column).get_internal_type() == "BinaryField":
        made = "CAST(made AS blob)" if connection.vendor == "sqlite" else "convert_to(made, 'UTF8')"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote_name(fields.db_table)} ({quote_name(to.column)}, {quote_name(column)})"  # noqa: S608 - no input in it
            f" SELECT {key_of_text(key.get_internal_type())}, {made} FROM ({listed_texts('owner', 'made')}) listed",
            [json.dumps(prepared, ensure_ascii=False)],
        )


def key_of_text(sort: str) -> str:
    """Return the SQL that makes a key of a sort of field from the text of it."""
    if connection.vendor == "sqlite" and TYPES[sort] == "uuid":
        return "owner"  # kept as text there
    return f"CAST(owner AS {TYPES[sort]})"
