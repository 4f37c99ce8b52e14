"""An empty text in the place of null counts as none in a hash, and read as a known answer: it shows in its form."""

import random
from typing import Any

import pytest
from django.db import connection, models

from institutions.audit.coverage import COVERED
from institutions.audit.stored_forms import is_never_empty, stored_form_troubles
from institutions.audit.verify import verify_audit
from institutions.models import TABLES, GovernmentBody
from tests.documents import small
from tests.institutions.audit.filled_tables import fill_tables, without_checks
from tests.institutions.audit.random_changes import execute, taken_back
from tests.institutions.audit.test_stored_forms import dropped_triggers
from tests.rules.review.casework.building import officer, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]


def columns_never_empty(model: type[models.Model]) -> list[str]:
    return [str(each.column) for each in model._meta.concrete_fields if is_never_empty(each)]


def test_an_empty_text_in_any_column_that_never_has_one_is_named() -> None:
    tried = 0
    with without_checks():
        assert fill_tables(random.Random(34)) == []  # noqa: S311 - no secret
        for statement in dropped_triggers():
            execute(statement)
        if connection.vendor == "sqlite":
            execute("PRAGMA ignore_check_constraints = 1")
        for table, covered in COVERED.items():
            for column in columns_never_empty(covered.model):
                with taken_back():
                    key = covered.model._meta.pk.column
                    execute(
                        f"UPDATE {table} SET {column} = '' WHERE {key} = (SELECT {key} FROM {table} LIMIT 1)"  # noqa: S608 - names of tables
                    )
                    said = [each for each in stored_form_troubles([covered.model]) if column in each]
                    assert len(said) == 1, (table, column)
                    tried += 1
    assert tried > 100


def test_a_register_with_a_measure_verifies_clean_until_its_null_is_made_empty(meti: GovernmentBody) -> None:
    measure = {"kind": "measure", "body": "METI", "type": "guidance", "key": "act-1"}
    registered(small(statements=[*small()["statements"], measure]), officer(meti))
    assert verify_audit().troubles == ()
    for column in ("discriminates_by", "trade_effect"):
        with taken_back():
            assert TABLES["measure"].objects.filter(**{column: None}).update(**{column: ""})
            (said,) = verify_audit().troubles
            assert said.startswith("institutions_measure ")
            assert column in said


def test_an_empty_text_is_no_answer_of_a_statement(meti: GovernmentBody) -> None:
    registered(small(), officer(meti))
    row: Any = TABLES["exposure"].objects.earliest("pk")
    row.country = ""
    assert "country" not in row.values()
    row.says_none = ["country"]
    assert row.values()["country"] is None
