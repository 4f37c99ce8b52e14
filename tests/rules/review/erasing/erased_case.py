"""A case that an erasure finds: the names in it, the person, and every text of the database."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model

from institutions.models import (
    NamePart,
    Person,
)
from institutions.models.packed_field import PackedField
from rules.models import (
    TitlePart,
)
from rules.models.packing.packed_data import unpack


def named(document: dict[str, Any]) -> tuple[str, ...]:
    """Return every name of the deciding official of a document."""
    (sato,) = (each for each in document["people"] if each["key"] == "sato")
    return tuple(sato["name"].values())


@pytest.fixture(autouse=True)
def retention_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the period of retention be over for each case, whatever the day of the test; other tests set it again."""
    monkeypatch.setattr("rules.review.keeping.retention.YEARS", -20)


def sato() -> Person:
    """Return the deciding official."""
    return Person.objects.filter(document_keys__key="sato").distinct().get()


def plain(field: Any, value: Any) -> Any:
    """Return the value of a column, unpacked if it is packed."""
    if isinstance(field, PackedField):
        return field.from_db_value(value, None, None)
    if field is not None and field.model in (NamePart, TitlePart):
        return bytes(value).decode() if isinstance(value, bytes | memoryview) else value
    return unpack(value) if isinstance(value, bytes | memoryview) and value else value


def everything(*left_out: type[Model]) -> str:
    """Return every text of the database, as somebody with a copy of it could search it; without some tables."""
    found = []
    with connection.cursor() as cursor:
        for model in (each for each in apps.get_models() if each not in left_out):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 - names of tables
            fields = {each.column: each for each in model._meta.concrete_fields}
            columns = [fields.get(each[0]) for each in cursor.description]
            found += [
                str([plain(field, value) for field, value in zip(columns, row, strict=True)])
                for row in cursor.fetchall()
            ]
    return "\n".join(found)
