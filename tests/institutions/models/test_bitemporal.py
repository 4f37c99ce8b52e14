"""Rows of the register: true on a day, known at a moment, never overwritten; the database itself refuses the rest."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from institutions.models import TABLES, Company, GovernmentBody, Person, Source, table_of

MONDAY = datetime(2026, 6, 15, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def rows_of(kind: str) -> Any:
    """Return the rows of a kind; the columns are known only when the program runs."""
    return table_of(kind).objects


@pytest.fixture
def source() -> Source:
    return Source.objects.create(title="Register of shareholders, fictional")


@pytest.fixture
def hikari() -> Company:
    return Company.objects.create(name_ja="ヒカリ磁性株式会社")


def owned(hikari: Company, source: Source, **columns: object) -> object:
    return rows_of("ownership_known").create(
        company=hikari, source=source, reach="register", **{"recorded_at": MONDAY, **columns}
    )


def test_there_is_a_table_a_kind() -> None:
    assert len({table._meta.db_table for table in TABLES.values()}) == 54
    for table in TABLES.values():
        assert not table.objects.exists()


def test_until_is_the_last_day(hikari: Company, source: Source) -> None:
    owned(hikari, source, from_on=date(2026, 1, 1), until_on=date(2026, 3, 31))
    rows = rows_of("ownership_known")
    assert [rows.all().current_on(date(2026, *day)).count() for day in ((1, 1), (3, 31), (4, 1))] == [1, 1, 0]


def test_a_row_without_dates_is_always_true(hikari: Company, source: Source) -> None:
    owned(hikari, source)
    assert rows_of("ownership_known").all().current_on(date(1900, 1, 1)).count() == 1


def test_what_was_known_at_a_moment_stays_known_after_a_change(hikari: Company, source: Source) -> None:
    lineage, later = uuid4(), MONDAY + timedelta(days=1)
    owned(hikari, source, lineage=lineage, from_on=date(2020, 1, 1))
    rows = rows_of("ownership_known")
    assert rows.all().supersede(later) == 1
    owned(hikari, source, lineage=lineage, from_on=date(2021, 1, 1), recorded_at=later)
    before = rows.all().known_at(later - timedelta(seconds=1)).get()
    assert before.from_on == date(2020, 1, 1)
    assert rows.all().known_at(later).get().from_on == date(2021, 1, 1)
    assert not rows.all().known_at(MONDAY - timedelta(seconds=1)).exists()


def test_until_before_from_is_refused_by_the_database(hikari: Company, source: Source) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        owned(hikari, source, from_on=date(2026, 2, 1), until_on=date(2026, 1, 1))


def test_a_lineage_has_one_current_row(hikari: Company, source: Source) -> None:
    lineage = uuid4()
    owned(hikari, source, lineage=lineage)
    with pytest.raises(IntegrityError), transaction.atomic():
        owned(hikari, source, lineage=lineage)


def test_a_statement_without_source_and_submission_is_refused(hikari: Company) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        rows_of("ownership_known").create(company=hikari, reach="register")


def test_a_company_has_no_code_and_a_code_belongs_to_one_body() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Company.objects.create(code="METI")
    GovernmentBody.objects.create(code="METI")
    with pytest.raises(IntegrityError), transaction.atomic():
        GovernmentBody.objects.create(code="METI")


def test_each_kind_of_party_finds_its_own(hikari: Company) -> None:
    person = Person.objects.create(name_ja="佐藤 遥")
    assert list(Company.objects.all()) == [hikari]
    assert list(Person.objects.all()) == [person]
    assert not GovernmentBody.objects.exists()


def test_values_are_those_of_the_document(hikari: Company, source: Source) -> None:
    row = rows_of("exposure").create(
        company=hikari, source=source, reach="register", country="CN", plants=0, says_none=["licences"]
    )
    assert row.values() == {"company": str(hikari.id), "country": "CN", "plants": 0, "licences": None}


def test_a_field_of_one_case_is_left_out_elsewhere(hikari: Company, source: Source) -> None:
    person = Person.objects.create()
    row = rows_of("employment").create(
        person=person, company=hikari, source=source, reach="submitter", responsible=True
    )
    assert "responsible" not in row.values(case=uuid4())
    assert row.values(case=row.partnership_id)["responsible"] is True
