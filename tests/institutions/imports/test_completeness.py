"""A file that is complete ends what it no longer has; one that was cut off, or another one, ends nothing."""

import json
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from institutions.drafts.errors import DraftInvalid
from institutions.events.changes import RegisterChange
from institutions.events.signals import register_changed
from institutions.imports import completeness, run
from institutions.imports.all_formats import FORMATS
from institutions.imports.claim import claim_import, claim_of
from institutions.imports.requesting import request_import, request_resume
from institutions.jobs.claiming import ClaimLostError
from institutions.models import GovernmentBody, Import, ImportedRecord, ImportOutcome, table_of
from tests.institutions.formats.bods.reading.samples import entity, interest, person, relationship
from tests.institutions.imports.good_files import bring_in, lines_of

pytestmark = pytest.mark.django_db
HEADINGS = "record,holder,holder.name,holder.type,company,company.name,share_bp,from,until\n"
DAY = "2025-10-01"
BEFORE = date(2025, 9, 30)
HOLDINGS: Any = table_of("shareholding")  # its columns come from the declaration of its kind
DIRECTORSHIPS: Any = table_of("directorship")


def table(*numbers: int, share: int = 100, days: str = "2021-04-01,") -> bytes:
    """Return a table of fictional holdings, known by their numbers."""
    rows = [f"{n},K{n},Kita {n},company,H1,Hikari,{share},{days}\n" for n in numbers]
    return (HEADINGS + "".join(rows)).encode()


def held() -> dict[str, date | None]:
    """Return the last day of each holding that is held, by its holder's name."""
    rows = HOLDINGS.objects.current().select_related("holder")
    return {each.holder.name_en: each.until_on for each in rows}


def outcomes(job: Import) -> dict[str, str]:
    """Return the outcome of each record."""
    return dict(ImportOutcome.objects.filter(job=job).values_list("record", "outcome"))


def test_what_a_complete_file_no_longer_has_ended_the_day_before(meti: GovernmentBody) -> None:
    bring_in(meti, "shareholding", table(1, 2, 3))
    lineages = set(HOLDINGS.objects.values_list("lineage", flat=True))
    job = bring_in(meti, "shareholding", table(1, 2), complete_on=DAY)
    assert (job.state, job.ended, job.place, job.total) == ("done", 1, 3, 3)
    assert outcomes(job) == {"1": "unchanged", "2": "unchanged", "3": "ended"}
    assert held() == {"Kita 1": None, "Kita 2": None, "Kita 3": BEFORE}
    assert set(HOLDINGS.objects.current().values_list("lineage", flat=True)) == lineages
    again = bring_in(meti, "shareholding", table(1, 2), complete_on=DAY)
    assert (again.ended, again.unchanged, again.total) == (0, 2, 2)


@pytest.mark.parametrize("written", ["令和7年10月1日", "R7.10.1", "2025/10/1", "２０２５-１０-０１"])
def test_the_day_may_be_written_as_in_a_table(meti: GovernmentBody, written: str) -> None:
    bring_in(meti, "shareholding", table(1, 2, 3))
    job = bring_in(meti, "shareholding", table(1, 2), complete_on=written)
    assert (job.ended, job.unchanged) == (1, 2)
    assert "ended on 2025-09-30" in job.outcomes.get(outcome="ended").notes[0]["message"]


def test_without_being_told_nothing_ends(meti: GovernmentBody) -> None:
    bring_in(meti, "shareholding", table(1, 2, 3))
    assert bring_in(meti, "shareholding", table(1, 2)).ended == 0
    assert set(held().values()) == {None}


def test_what_comes_again_is_held_again(meti: GovernmentBody) -> None:
    bring_in(meti, "shareholding", table(1, 2, 3))
    bring_in(meti, "shareholding", table(1, 2), complete_on=DAY)
    job = bring_in(meti, "shareholding", table(1, 2, 3), complete_on="2025-12-01")
    assert outcomes(job)["3"] == "changed"
    assert held()["Kita 3"] is None
    assert HOLDINGS.objects.current().count() == 3


def test_what_had_ended_stays_and_what_had_not_begun_was_never_there(meti: GovernmentBody) -> None:
    bring_in(meti, "shareholding", table(1, 2, 3, 4))
    bring_in(meti, "shareholding", table(5, days="2021-04-01,2022-03-31"))
    bring_in(meti, "shareholding", table(6, days="2025-12-01,"))
    job = bring_in(meti, "shareholding", table(1, 2, 3, 4), complete_on=DAY)
    assert {record for record, outcome in outcomes(job).items() if outcome == "ended"} == {"6"}
    assert held()["Kita 5"] == date(2022, 3, 31)
    assert "Kita 6" not in held()


def test_a_dry_run_says_what_would_end_and_ends_nothing(meti: GovernmentBody) -> None:
    bring_in(meti, "shareholding", table(1, 2, 3))
    job = bring_in(meti, "shareholding", table(1, 2), complete_on=DAY, dry_run=True)
    assert (job.ended, outcomes(job)["3"]) == (1, "ended")
    assert set(held().values()) == {None}


def test_a_file_that_would_end_more_than_half_is_refused_unless_that_is_allowed(meti: GovernmentBody) -> None:
    bring_in(meti, "shareholding", table(1, 2, 3, 4))
    job = bring_in(meti, "shareholding", table(1, share=900), complete_on=DAY)
    assert (job.state, job.place) == ("failed", 0)
    assert "3 of 4 current records" in job.error
    assert set(held().values()) == {None}
    assert HOLDINGS.objects.filter(share_bp=900).count() == 0
    assert bring_in(meti, "shareholding", table(1, 2), complete_on=DAY).ended == 2
    assert bring_in(meti, "shareholding", table(1, share=900), complete_on=DAY, end_most="true").ended == 1


def test_a_record_that_is_refused_is_in_the_file_all_the_same(meti: GovernmentBody) -> None:
    bring_in(meti, "shareholding", table(1, 2, 3))
    job = bring_in(meti, "shareholding", table(1, 2) + b"3,K3,,company,H1,Hikari,no share,,\n", complete_on=DAY)
    assert (job.refused, job.ended) == (1, 0)
    for row in (b",,Kita 3,company,H1,Hikari,1,,\n", b",K3,,,H1,,1,2021-13-01,\n"):
        nameless = bring_in(meti, "shareholding", table(1, 2) + row, complete_on=DAY)
        assert (nameless.state, "Line 4 does not say which record" in nameless.error) == ("failed", True)
    assert set(held().values()) == {None}


@pytest.mark.parametrize("rows", ["", "9,K9,,company,H1,Hikari,no share,,\n"])
def test_a_table_without_a_row_that_can_be_read_would_end_all(meti: GovernmentBody, rows: str) -> None:
    bring_in(meti, "shareholding", table(1, 2, 3))
    bring_in(meti, "shareholding", table(4), collection="another")
    job = bring_in(meti, "shareholding", (HEADINGS + rows).encode(), complete_on=DAY)
    assert (job.state, job.ended, "3 of 3 current records" in job.error) == ("failed", 0, True)
    job = bring_in(meti, "shareholding", (HEADINGS + rows).encode(), complete_on=DAY, end_most="true")
    assert (job.state, job.ended) == ("done", 3)
    assert held() == {"Kita 1": BEFORE, "Kita 2": BEFORE, "Kita 3": BEFORE, "Kita 4": None}


def test_statements_of_which_none_can_be_read_do_not_say_whose_they_are(meti: GovernmentBody) -> None:
    given = [entity(), person(), relationship(interest(share=5, start="2020-01-01"))]
    bring_in(meti, "bods", lines_of(*given))
    broken = [{**each, "recordType": "relationship", "recordDetails": {}} for each in given]
    job = bring_in(meti, "bods", lines_of(*broken), complete_on=DAY)
    assert (job.state, job.ended) == ("failed", 0), job.error
    assert "which records the file covers" in job.error


def test_a_line_that_was_cut_off_is_refused_and_ends_nothing(meti: GovernmentBody) -> None:
    bring_in(meti, "shareholding", table(1, 2, 3))
    cut = table(1, 2, 3)[: -len(b"ri,100,2021-04-01,\n")]
    job = bring_in(meti, "shareholding", cut)
    assert (job.state, job.unchanged, job.changed, job.refused) == ("done", 2, 0, 1)
    [error] = job.outcomes.get(outcome="refused").errors
    assert error["field"] == "share_bp"
    assert "6 cells, and the table 9 columns" in error["message"]
    job = bring_in(meti, "shareholding", cut, complete_on=DAY)
    assert (job.state, job.ended, "fetched again" in job.error) == ("failed", 0, True)
    assert set(held().values()) == {None}


def test_other_bodies_formats_and_publishers_are_left_alone(
    meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    bring_in(digital_agency, "shareholding", table(7, 8))
    bring_in(meti, "directorship", b"record,person,person.name,company,company.name\n1,S1,Sato,H9,Minami\n")
    elsewhere = {"publicationDate": "2024-05-02", "bodsVersion": "0.4", "publisher": {"name": "Another Registry"}}
    tie = relationship(interest(share=5, start="2020-01-01"))
    other = [{**each, "publicationDetails": elsewhere} for each in (entity(), person(), tie)]
    bring_in(meti, "bods", lines_of(*other))
    bring_in(meti, "bods", lines_of(entity(), person(), tie))
    job = bring_in(meti, "bods", lines_of(entity()), complete_on=DAY, end_most=True)
    assert (job.state, job.ended) == ("done", 1)
    rows = HOLDINGS.objects.current()
    ended = rows.filter(until_on=BEFORE)
    assert [each.imported.collection.publisher for each in ended] == ["Registry of Tests"]
    assert DIRECTORSHIPS.objects.current().get().until_on is None


def test_an_import_whose_worker_died_among_the_ends_goes_on_without_doubles(
    meti: GovernmentBody, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(completeness, "AT_A_TIME", 2)
    monkeypatch.setattr("institutions.imports.file_work.RegisterWork.size", 2)
    bring_in(meti, "shareholding", table(*range(12)))
    done_before = []

    def dies(done: int, _total: int) -> None:
        done_before.append(done)
        if done > 6 + 2:
            raise ClaimLostError

    made = request_import(
        BytesIO(table(*range(6))),
        file_name="f",
        format_name="shareholding",
        body=meti,
        options={"complete_on": DAY},
        here=True,
    )
    run.run_import(claim_of(made), step=dies)
    made.refresh_from_db()
    assert (made.state, made.place, made.ended) == ("running", done_before[-1], done_before[-1] - 6)
    assert 0 < made.ended < 6
    Import.objects.filter(pk=made.pk).update(lease_until=timezone.now())
    assert request_resume(made, here=True)
    taken = claim_import(made.pk)
    assert taken is not None
    run.run_import(taken)
    made.refresh_from_db()
    assert (made.state, made.place, made.total, made.ended) == ("done", 12, 12, 6)
    assert sorted(held().values(), key=str) == [BEFORE] * 6 + [None] * 6
    assert ImportedRecord.objects.filter(superseded_at__isnull=True).count() == 12
    numbers = ImportOutcome.objects.filter(job=made).order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 13))


@pytest.fixture
def told() -> Iterator[list[RegisterChange]]:
    """Yield the changes that receivers are notified of."""
    heard: list[RegisterChange] = []

    def hear(change: RegisterChange, **_kwargs: object) -> None:
        heard.append(change)

    register_changed.connect(hear)
    yield heard
    register_changed.disconnect(hear)


def test_what_ends_is_told_to_those_whose_cases_it_feeds(meti: GovernmentBody, told: list[RegisterChange]) -> None:
    bring_in(meti, "shareholding", table(1, 2))
    told.clear()
    bring_in(meti, "shareholding", table(1), complete_on=DAY)
    [change] = told
    assert {each.kind for each in change.statements} == {"shareholding"}
    assert len(change.statements) == 2  # as it was, and as it is now
    assert change.body == meti.pk


@pytest.mark.parametrize(
    ("name", "options", "field"),
    [
        ("shareholding", {"complete_on": "today"}, "/options/complete_on"),
        ("shareholding", {"complete_on": "2999-01-01"}, "/options/complete_on"),
        ("shareholding", {"complete_on": "0001-01-01"}, "/options/complete_on"),
        ("shareholding", {"complete_on": DAY, "end_most": "perhaps"}, "/options/end_most"),
        ("people", {"complete_on": DAY}, "/options/complete_on"),
        ("edinet", {"complete_on": DAY}, "/options/complete_on"),
        ("json", {"complete_on": DAY}, "/options/complete_on"),
    ],
)
def test_what_cannot_be_complete_is_refused(
    meti: GovernmentBody, name: str, options: dict[str, Any], field: str
) -> None:
    with pytest.raises(DraftInvalid) as refused:
        bring_in(meti, name, table(1), **options)
    assert [each.field for each in refused.value.errors] == [field]


@pytest.mark.parametrize("name", ["\ud800", "\0", "x" * 300])
def test_names_that_no_database_stores_end_nothing(meti: GovernmentBody, name: str) -> None:
    elsewhere = {"publicationDate": "2024-05-02", "bodsVersion": "0.4", "publisher": {"name": name}}
    odd = [{**entity(name), "statementId": "s" * 40}, {**entity("odd"), "publicationDetails": elsewhere}]
    content = "".join(json.dumps(each) + "\n" for each in (entity(), *odd)).encode()
    job = bring_in(meti, "bods", content, complete_on=DAY)
    assert (job.state, job.place, job.ended) == ("done", 3, 0)


def test_tables_of_statements_and_ownership_data_may_be_complete() -> None:
    assert {name for name, form in FORMATS.items() if not form.ends} == {
        "json", "ocds", "edinet", "people", "companies", "bodies",
        "contract_list", "portal_awards", "re_employment_notices",
    }  # fmt: skip


def test_the_number_of_queries_does_not_grow_with_what_ends(meti: GovernmentBody) -> None:
    def asked(first: int, count: int) -> int:
        bring_in(meti, "shareholding", table(*range(first, first + count)))
        with CaptureQueriesContext(connection) as queries:
            bring_in(meti, "shareholding", table(first), complete_on=DAY, end_most="true")
        return len(queries)

    assert asked(100, 40) == asked(0, 4)
