"""Statements are found by an index: no table of statements is read from end to end for one case."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rules.facts.gathering.from_register import gather_cases
from rules.facts.gathering.parties import read_identities
from tests.rules.facts.gathering.conftest import Register, document
from tests.rules.facts.gathering.test_candidates import read_every_kind

PARTIES = ("SCAN institutions_party", "SEARCH institutions_party")


def plans(statement: str) -> list[str]:
    """Return SQLite's plan for a query, step by step."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
        return [row[-1] for row in cursor.fetchall()]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's plans; PostgreSQL plans by what is stored")
def test_every_kind_of_statement_is_found_by_an_index(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    registered = register(document("R-1"))
    with CaptureQueriesContext(connection) as asked:
        gather_cases([registered.submission], timezone.now())
    candidates = [each["sql"] for each in asked if each["sql"].startswith("SELECT DISTINCT e.kind")]
    assert candidates
    scans = [[step for step in plans(each) if step.startswith("SCAN e")] for each in candidates]
    assert scans == [["SCAN e"]] * len(candidates)  # of what was found in all tables together
    read_every_kind(monkeypatch)
    with CaptureQueriesContext(connection) as asked:
        gather_cases([registered.submission], timezone.now())
    statements = [each["sql"] for each in asked if each["sql"].startswith("SELECT e.*")]
    scanned = [statement for statement in statements if any(step.startswith("SCAN e") for step in plans(statement))]
    assert len(statements) > 20
    assert scanned == []


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's plans; PostgreSQL plans by what is stored")
def test_identities_read_no_confined_party_without_a_number() -> None:
    with CaptureQueriesContext(connection) as asked:
        read_identities()
    (statement,) = (each["sql"] for each in asked)
    read = [step.rpartition("INDEX ")[2] for step in plans(statement) if step.startswith(PARTIES)]
    assert read == [
        "sqlite_autoindex_institutions_party_2 (code>?)",
        "party_same_as (same_as_id>?)",
        "party_confined_numbers",
    ]
