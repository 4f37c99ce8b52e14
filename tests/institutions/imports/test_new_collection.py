"""A collection that a file starts is named, and one of nearly the same name is asked about: a slip would double it."""

import io
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from institutions.imports.new_collection import collection_notes
from institutions.models import GovernmentBody, Import
from tests.institutions.imports.good_files import bring_in

pytestmark = pytest.mark.django_db

TABLE = "record,person,person.name,body,post\n1,S1,佐藤 遥,METI,課長\n".encode()
PEOPLE = "key,name\nS1,佐藤 遥\n".encode()


def said(job: Import) -> list[str]:
    """Return the notes on a job as a whole."""
    return [each.message for each in collection_notes(job)]


def test_the_first_file_of_a_name_starts_a_collection_and_the_next_says_nothing(meti: GovernmentBody) -> None:
    first = bring_in(meti, "appointment", TABLE, collection="Council")
    again = bring_in(meti, "appointment", TABLE, collection="Council")
    assert said(first) == ["This file starts the collection 'Council'."]
    assert said(again) == []
    assert said(bring_in(meti, "appointment", TABLE)) == [], "without a name there is nothing to misspell"


@pytest.mark.parametrize(
    ("held", "given"),
    [
        ("Industrial council", "Industrial counsil"),
        ("Industrial council", "industrial  COUNCIL"),
        ("産業構造審議会", "産業構造審義会"),
        ("審議会２０２６", "審議会 2026"),
        ("カワサキ台帳", "ｶﾜｻｷ台帳"),
    ],
)
def test_a_name_that_is_nearly_another_is_asked_about(meti: GovernmentBody, held: str, given: str) -> None:
    bring_in(meti, "appointment", TABLE, collection="Fleet list")
    bring_in(meti, "appointment", TABLE, collection=held)
    for dry_run in (True, False):
        job = bring_in(meti, "appointment", TABLE, collection=given, dry_run=dry_run)
        assert said(job) == [f"New collection '{given}'. You already have '{held}': did you mean it?"]


def test_a_name_that_is_like_none_is_only_told(meti: GovernmentBody) -> None:
    bring_in(meti, "appointment", TABLE, collection="Industrial council")
    job = bring_in(meti, "appointment", TABLE, collection="Fleet list")
    assert said(job) == ["This file starts the collection 'Fleet list'."]


def test_all_tables_of_a_body_know_its_collections_and_no_other_body_does(
    meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    bring_in(meti, "people", PEOPLE, collection="Council")
    assert said(bring_in(meti, "appointment", TABLE, collection="Council")) == []
    assert said(bring_in(digital_agency, "people", PEOPLE, collection="Counsil")) == [
        "This file starts the collection 'Counsil'."
    ]


def test_what_brought_nothing_starts_nothing(meti: GovernmentBody) -> None:
    bring_in(meti, "appointment", TABLE, collection="Council", dry_run=True)
    refused = TABLE.replace(b"METI", b"NOBODY")
    assert bring_in(meti, "appointment", refused, collection="Council").refused == 1
    assert said(bring_in(meti, "appointment", TABLE, collection="Council")) == [
        "This file starts the collection 'Council'."
    ]


@pytest.mark.django_db(transaction=True)
def test_the_command_prints_it_in_a_dry_run_too(meti: GovernmentBody, tmp_path: Path) -> None:
    assert meti
    path = tmp_path / "posts.csv"
    path.write_bytes(TABLE)

    def run(*arguments: str) -> str:
        out = io.StringIO()
        with suppress(SystemExit):
            given: Any = ("--format", "appointment", "--submitted-by", "METI", "--wait", *arguments)
            call_command("import_file", str(path), *given, stdout=out)
        return out.getvalue()

    assert "This file starts the collection 'Council'." in run("--collection", "Council")
    assert "You already have 'Council': did you mean it?" in run("--collection", "Counsil", "--dry-run")
    assert '"notes": [{"field": "/options/collection", "message": "New collection' in run(
        "--collection", "Counsil", "--dry-run", "--json"
    )


def test_one_query_tells_it(meti: GovernmentBody, django_assert_num_queries: Any) -> None:
    jobs = [bring_in(meti, "appointment", TABLE, collection=f"Council {n}") for n in range(5)]
    with django_assert_num_queries(1):
        assert said(jobs[-1])
