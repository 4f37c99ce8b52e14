"""Sources that a reader may know of, and the visible part of the statements that rest on one."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.access.callers import ALL_BODIES, Reader, reader_of_bodies
from institutions.access.sources import sources_for
from institutions.models import GovernmentBody, Source
from institutions.sources.visible_statements import (
    names_one_of,
    rests_on_condition,
    statement_counts,
    visible_to_reader,
)
from tests.institutions.parties.ownership.register import body, company, partnership, person, stated

pytestmark = pytest.mark.django_db
WITHOUT_KIN = Reader(bodies=None, kin=False)


def source(title: str, **rest: Any) -> Source:
    return Source.objects.create(title=title, publisher="Fictional publisher", **rest)


@pytest.fixture
def one() -> GovernmentBody:
    return body("ONE")


@pytest.fixture
def other() -> GovernmentBody:
    return body("OTHER")


def titles(reader: Reader) -> set[str]:
    return set(sources_for(reader).values_list("title", flat=True))


def of_case(kind: str, of: GovernmentBody, **values: Any) -> Any:
    """Return a statement that belongs to one case alone."""
    return stated(kind, of=of, **{"reach": "case", **values})


@pytest.fixture
def papers(one: GovernmentBody) -> None:
    """Store what body ONE stated: about a company, about a person, in a case, and contact details of a company."""
    hikari, sato = company("Hikari"), person("Sato")
    stated("exposure", company=hikari, country="CN", source=source("Shared report"))
    stated("benefit", of=one, giver=hikari, person=sato, source=source("Gift register"))
    of_case("contact", one, person=sato, body=one, source=source("Minutes of the case"))
    stated("contact_details", company=hikari, source=source("Letterhead"), partnership=partnership(one))
    source("Named by nobody")
    source("Seeded", key="seeded")


@pytest.mark.usefixtures("papers")
def test_a_body_knows_what_serves_everybody_and_its_own_papers(one: GovernmentBody) -> None:
    assert titles(reader_of_bodies([one.pk], kin=True)) == {
        "Shared report", "Gift register", "Minutes of the case", "Letterhead", "Seeded",
    }  # fmt: skip


@pytest.mark.usefixtures("papers")
def test_what_one_bodys_papers_about_people_name_is_not_anothers_to_know(other: GovernmentBody) -> None:
    assert titles(reader_of_bodies([other.pk], kin=True)) == {"Shared report", "Seeded"}
    assert titles(reader_of_bodies([], kin=True)) == {"Shared report", "Seeded"}


@pytest.mark.usefixtures("papers")
def test_who_reads_all_bodies_knows_every_source_and_who_reads_of_no_kin_the_shared_ones() -> None:
    assert len(titles(ALL_BODIES)) == Source.objects.count()
    assert titles(WITHOUT_KIN) == {"Shared report", "Seeded"}


def test_a_document_that_several_name_is_known_to_each_of_them(one: GovernmentBody, other: GovernmentBody) -> None:
    shared, hikari = source("Register of shareholders"), company("Hikari")
    stated("shareholding", of=one, holder=person("Sato"), company=hikari, share_bp=1, source=shared)
    assert titles(reader_of_bodies([other.pk], kin=True)) == set()
    stated("shareholding", of=other, holder=person("Abe"), company=hikari, share_bp=1, source=shared)
    assert titles(reader_of_bodies([other.pk], kin=True)) == {"Register of shareholders"}
    theirs = visible_to_reader("shareholding", reader_of_bodies([other.pk], kin=True), cases=True)
    assert statement_counts({"shareholding": rests_on_condition(shared.pk) & theirs}) == {"shareholding": 1}, (
        "not that of the other body"
    )


def test_what_was_named_before_a_correction_stays_known(one: GovernmentBody) -> None:
    paper = source("Old declaration")
    row = stated("declaration", of=one, person=person("Sato"), source=paper)
    type(row).objects.filter(pk=row.pk).update(superseded_at=row.recorded_at)
    mine = reader_of_bodies([one.pk], kin=True)
    assert titles(mine) == {"Old declaration"}
    assert (
        statement_counts(
            {"declaration": rests_on_condition(paper.pk) & visible_to_reader("declaration", mine, cases=True)}
        )
        == {}
    )


@pytest.mark.usefixtures("papers")
def test_what_belongs_to_one_case_is_counted_only_where_cases_are_asked_for(one: GovernmentBody) -> None:
    mine = reader_of_bodies([one.pk], kin=True)
    about = names_one_of(["body"], [one.pk])
    assert statement_counts({"contact": visible_to_reader("contact", mine, cases=False) & about}) == {}
    assert statement_counts({"contact": visible_to_reader("contact", mine, cases=True) & about}) == {"contact": 1}
    assert statement_counts({"contact": visible_to_reader("contact", ALL_BODIES, cases=False) & about}) == {}


@pytest.mark.usefixtures("papers")
def test_how_a_company_is_reached_is_for_who_stated_it(one: GovernmentBody, other: GovernmentBody) -> None:
    for reader, number in (
        (reader_of_bodies([one.pk], kin=True), 1),
        (reader_of_bodies([other.pk], kin=True), 0),
        (WITHOUT_KIN, 0),
    ):
        found = statement_counts({"contact_details": visible_to_reader("contact_details", reader, cases=True)})
        assert found.get("contact_details", 0) == number


def test_it_takes_one_query_however_many_sources_there_are(one: GovernmentBody) -> None:
    for number in range(20):
        stated("exposure", company=company(f"C{number}"), country="CN", source=source(f"Report {number}"))
    with CaptureQueriesContext(connection) as captured:
        assert len(titles(reader_of_bodies([one.pk, uuid4()], kin=True))) == 20
    assert len(captured) == 1
