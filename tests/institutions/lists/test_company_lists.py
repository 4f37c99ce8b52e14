"""An edition of a complete list takes the place of the last one: what is missing ends, and nothing is overwritten."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from institutions.models import (
    AuditEvent,
    Company,
    GovernmentBody,
    IdentityLead,
    Import,
    ImportedRecord,
    ImportOutcome,
    ListEdition,
    OfficialList,
    Party,
)
from tests.institutions.lists.editions import (
    LYRA,
    ORION,
    VEGA,
    Listing,
    bring,
    edition_file,
    in_english,
    names,
    periods,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(meti: GovernmentBody, tmp_path: Path) -> ListEdition:
    """Return a list with three entries, taken as of 1 June 2026."""
    found = bring(edition_file(tmp_path, ORION, LYRA, VEGA), meti)
    assert found.taken
    return found.taken


def test_looking_changes_nothing(meti: GovernmentBody, tmp_path: Path) -> None:
    found = bring(edition_file(tmp_path, ORION, LYRA, VEGA), meti, take=False)
    assert found.counts == {"added": 3, "changed": 0, "ended": 0, "unchanged": 0}
    assert (found.refusals, found.taken) == ([], None)
    for table in (Listing, Company, ListEdition, OfficialList, Import, ImportedRecord, AuditEvent):
        assert table._default_manager.count() == 0


def test_the_first_edition_says_nothing_of_when_an_entry_came(first: ListEdition) -> None:
    assert periods() == {
        "Orion Dynamics": [("", "")],
        "Lyra Optics": [("", "")],
        "Vega Sensors": [("2026-01-15", "")],
    }
    assert (first.entries, first.added, first.as_of) == (3, 3, date(2026, 6, 1))


def test_an_entry_rests_on_its_edition(first: ListEdition) -> None:
    source = Listing.objects.first().source
    assert source.title == "Fictional end user list (2026-06-01)"
    assert (source.publisher, source.url) == ("Fictional Office of Lists", "https://lists.example/end-users")
    assert source.retrieved_on == timezone.localdate()


def test_a_foreign_company_without_a_country_is_of_none(meti: GovernmentBody, tmp_path: Path) -> None:
    bring(edition_file(tmp_path, "1,,Orion Dynamics,,,,"), meti)
    assert Company.objects.get().country == ""


def test_an_entry_that_is_missing_ends_the_day_before(first: ListEdition, meti: GovernmentBody, tmp_path: Path) -> None:
    before = timezone.now()
    lineage = Listing.objects.get(company__name_en="Lyra Optics").lineage
    found = bring(edition_file(tmp_path, ORION, VEGA, as_of="2026-09-01"), meti)
    assert found.counts == {"added": 0, "changed": 0, "ended": 1, "unchanged": 2}
    assert periods()["Lyra Optics"] == [("", "2026-08-31")]
    rows = Listing.objects.filter(company__name_en="Lyra Optics")
    assert rows.count() == 2
    assert rows.known_at(before).get().until_on is None
    assert {row.lineage for row in rows} == {lineage}


def test_a_new_entry_of_a_later_edition_begins_with_it(
    first: ListEdition, meti: GovernmentBody, tmp_path: Path
) -> None:
    found = bring(edition_file(tmp_path, ORION, LYRA, VEGA, "4,,Altair Works,XA,,,", as_of="2026-09-01"), meti)
    assert names(found, "added") == ["Altair Works"]
    assert periods()["Altair Works"] == [("2026-09-01", "")]


def test_an_entry_that_comes_again_has_two_periods(first: ListEdition, meti: GovernmentBody, tmp_path: Path) -> None:
    bring(edition_file(tmp_path, ORION, VEGA, as_of="2026-08-01"), meti)
    found = bring(edition_file(tmp_path, ORION, LYRA, VEGA, as_of="2026-10-01"), meti)
    assert names(found, "added") == ["Lyra Optics"]
    assert periods()["Lyra Optics"] == [("", "2026-07-31"), ("2026-10-01", "")]
    ended = bring(edition_file(tmp_path, ORION, VEGA, as_of="2026-11-01"), meti)
    assert names(ended, "ended") == ["Lyra Optics"]
    assert periods()["Lyra Optics"] == [("", "2026-07-31"), ("2026-10-01", "2026-10-31")]
    assert Company.objects.filter(name_en="Lyra Optics").count() == 1


def test_an_end_is_taken_back_where_the_entry_says_that_it_never_left(
    first: ListEdition, meti: GovernmentBody, tmp_path: Path
) -> None:
    bring(edition_file(tmp_path, ORION, LYRA, as_of="2026-08-01"), meti)
    assert periods()["Vega Sensors"] == [("2026-01-15", "2026-07-31")]
    found = bring(edition_file(tmp_path, ORION, LYRA, VEGA, as_of="2026-10-01"), meti)
    assert names(found, "changed") == ["Vega Sensors"]
    assert periods()["Vega Sensors"] == [("2026-01-15", "")]


def test_an_entry_that_had_not_begun_was_never_on_the_list(
    first: ListEdition, meti: GovernmentBody, tmp_path: Path
) -> None:
    late = "4,,Altair Works,XA,,2026-12-01,"
    bring(edition_file(tmp_path, ORION, LYRA, VEGA, late, as_of="2026-09-01"), meti)
    found = bring(edition_file(tmp_path, ORION, LYRA, VEGA, as_of="2026-10-01"), meti)
    assert names(found, "ended") == ["Altair Works"]
    assert "Altair Works" not in periods()
    assert Listing.objects.filter(company__name_en="Altair Works").count() == 1


def test_a_period_that_was_over_is_not_ended(meti: GovernmentBody, tmp_path: Path) -> None:
    over = "9,北マテリアル株式会社,,,,2026-01-01,2026-03-31"
    first = {"list": "exclusion_from_tender", "as_of": "2026-03-01"}
    bring(edition_file(tmp_path, over, "8,南建設株式会社,,,,2026-02-01,2026-12-31", **first), meti)
    later = {"list": "exclusion_from_tender", "as_of": "2026-06-01"}
    found = bring(edition_file(tmp_path, "8,南建設株式会社,,,,2026-02-01,2026-12-31", **later), meti)
    assert found.counts == {"added": 0, "changed": 0, "ended": 0, "unchanged": 1}
    assert {row.until_on for row in Listing.objects.current()} == {date(2026, 3, 31), date(2026, 12, 31)}
    assert {each.country for each in Company.objects.all()} == {"JP"}  # a domestic list


def test_a_changed_entry_says_what_differs_and_keeps_its_lineage(
    first: ListEdition, meti: GovernmentBody, tmp_path: Path
) -> None:
    lineage = Listing.objects.get(company__name_en="Vega Sensors").lineage
    found = bring(edition_file(tmp_path, ORION, LYRA, VEGA.replace("01-15", "01-20"), as_of="2026-09-01"), meti)
    (entry,) = [each for each in found.entries if each.outcome == "changed"]
    assert in_english(entry.differs) == ["from: 2026-01-15 → 2026-01-20"]
    assert Listing.objects.current().get(company__name_en="Vega Sensors").lineage == lineage


def test_a_corrected_name_reaches_the_company(first: ListEdition, meti: GovernmentBody, tmp_path: Path) -> None:
    found = bring(edition_file(tmp_path, ORION.replace("Dynamics", "Dynamic"), LYRA, VEGA, as_of="2026-09-01"), meti)
    assert names(found, "changed") == ["Orion Dynamic"]
    assert Company.objects.filter(name_en="Orion Dynamic").exists()
    assert Listing.objects.current().get(company__name_en="Orion Dynamic").from_on is None


def test_the_same_edition_again_changes_nothing(first: ListEdition, meti: GovernmentBody, tmp_path: Path) -> None:
    rows = list(Listing.objects.values())
    found = bring(edition_file(tmp_path, ORION, LYRA, VEGA), meti)
    assert (found.nothing, found.taken, found.refusals) == (True, None, [])
    assert list(Listing.objects.values()) == rows
    assert ListEdition.objects.count() == 1


def test_a_later_edition_with_the_same_entries_moves_the_day_alone(
    first: ListEdition, meti: GovernmentBody, tmp_path: Path
) -> None:
    rows = list(Listing.objects.values())
    found = bring(edition_file(tmp_path, ORION, LYRA, VEGA, as_of="2026-09-01"), meti)
    assert found.applied
    assert found.applied.changes == ()
    assert found.taken
    assert (found.taken.as_of, found.taken.entries, found.held_as_of) == (date(2026, 9, 1), 3, date(2026, 6, 1))
    assert list(Listing.objects.values()) == rows


def test_an_older_edition_is_refused(first: ListEdition, meti: GovernmentBody, tmp_path: Path) -> None:
    found = bring(edition_file(tmp_path, ORION, as_of="2026-05-01"), meti, allow_shrink=True)
    assert "The register has an edition of 2026-06-01, which is later than 2026-05-01" in in_english(found.refusals)[0]
    assert (found.taken, ListEdition.objects.count()) == (None, 1)


@pytest.mark.parametrize("rows", [(ORION,), ()], ids=["cut off", "empty"])
def test_a_file_that_would_end_most_entries_is_refused(
    first: ListEdition, meti: GovernmentBody, tmp_path: Path, rows: tuple[str, ...]
) -> None:
    found = bring(edition_file(tmp_path, *rows, as_of="2026-09-01"), meti)
    assert "entries would end. Is the file complete?" in in_english(found.refusals)[0]
    assert found.taken is None
    assert {until for each in periods().values() for _, until in each} == {""}
    allowed = bring(edition_file(tmp_path, *rows, as_of="2026-09-01"), meti, allow_shrink=True)
    assert allowed.taken
    assert allowed.taken.ended == 3 - len(rows)


def test_half_of_the_entries_may_end(meti: GovernmentBody, tmp_path: Path) -> None:
    bring(edition_file(tmp_path, ORION, LYRA), meti)
    assert bring(edition_file(tmp_path, ORION, as_of="2026-09-01"), meti).taken


def test_one_bad_row_refuses_the_whole_edition(first: ListEdition, meti: GovernmentBody, tmp_path: Path) -> None:
    wrong = ("4,,Altair Works,ZZ,,,", "5,,Deneb Systems,XA,,2026-13-40,", "1,,Orion Dynamics,XA,,,")
    found = bring(edition_file(tmp_path, ORION, LYRA, VEGA, *wrong, as_of="2026-09-01"), meti)
    assert found.applied
    said = [(each.line, each.record, each.field) for each in found.applied.errors]
    assert said == [(11, "4", "company.country"), (12, "5", "from"), (13, "1", "record")]
    assert in_english(found.refusals) == [
        "Errors in the file: 3. Correct them: a list is accepted whole or not at all."
    ]
    assert names(found, "ended") == []  # what cannot be read is not missing
    assert ListEdition.objects.count() == 1


def test_all_that_is_wrong_with_a_row_is_told_at_once(meti: GovernmentBody, tmp_path: Path) -> None:
    found = bring(edition_file(tmp_path, "1,,Orion Dynamics,Nowhere,123,R6.13.1,"), meti)
    assert found.applied
    said = sorted((each.line, each.field) for each in found.applied.errors)
    assert said == [(8, "company.corporate_number"), (8, "company.country"), (8, "from")]


def test_a_row_that_names_nobody_is_refused(meti: GovernmentBody, tmp_path: Path) -> None:
    found = bring(edition_file(tmp_path, ",,,,,2026-01-01,"), meti)
    assert found.applied
    assert found.applied.errors[0].message.startswith("The row names no company.")


def test_a_number_finds_the_company_and_a_name_leaves_a_lead(meti: GovernmentBody, tmp_path: Path) -> None:
    numbered = Company.objects.create(name_ja="北マテリアル株式会社", corporate_number="7000012050002", country="JP")
    bring(edition_file(tmp_path, ORION, as_of="2026-05-01"), meti)
    found = bring(
        edition_file(tmp_path, ORION, "7,北マテリアル,,,7000012050002,,", "8,,Orion Dynamics Ltd,XA,,,"), meti
    )
    by_name = {each.record: each for each in found.entries}
    assert (by_name["7"].party, by_name["7"].leads) == (numbered.pk, ())
    assert [lead.name for lead in by_name["8"].leads] == ["Orion Dynamics"]
    assert IdentityLead.objects.count() == 1


def test_an_entry_without_a_number_is_known_again_by_its_name(meti: GovernmentBody, tmp_path: Path) -> None:
    headings = "company.name_en,company.country"
    bring(edition_file(tmp_path, "Orion Dynamics,AE", "Lyra Optics,TR", headings=headings), meti)
    again = edition_file(tmp_path, "ORION DYNAMICS,AE", "Lyra Optics,TR", headings=headings, as_of="2026-09-01")
    assert bring(again, meti).counts == {"added": 0, "changed": 1, "ended": 0, "unchanged": 1}
    assert Party.objects.filter(kind="company").count() == 2


def test_a_number_that_another_company_gets_is_another_entry(meti: GovernmentBody, tmp_path: Path) -> None:
    headings = "record,company.name_en,company.country"
    bring(edition_file(tmp_path, "1,Orion Dynamics,AE", "2,Lyra Optics,TR", headings=headings), meti)
    again = edition_file(tmp_path, "1,Vega Sensors,RS", "2,Lyra Optics,TR", headings=headings, as_of="2026-09-01")
    assert bring(again, meti).counts == {"added": 1, "changed": 0, "ended": 1, "unchanged": 1}
    assert periods()["Orion Dynamics"] == [("", "2026-08-31")]
    assert periods()["Vega Sensors"] == [("2026-09-01", "")]


def test_a_list_is_kept_by_the_body_that_took_it_first(
    first: ListEdition, digital_agency: GovernmentBody, tmp_path: Path
) -> None:
    found = bring(edition_file(tmp_path, ORION, LYRA, VEGA, as_of="2026-09-01"), digital_agency)
    assert in_english(found.refusals) == [
        "This list is kept by METI, and only that body accepts its editions. Give --submitted-by METI."
    ]


def test_each_publisher_has_its_own_list_of_suspended_bidders(meti: GovernmentBody, tmp_path: Path) -> None:
    kind = {"list": "exclusion_from_tender"}
    bring(edition_file(tmp_path, ORION, **kind, publisher="Fictional Ministry A"), meti)
    found = bring(edition_file(tmp_path, LYRA, **kind, publisher="Fictional Ministry B"), meti)
    assert found.counts["ended"] == 0
    assert in_english(found.notes) == [
        "The register has no list of this publisher yet. It has those of: Fictional Ministry A."
    ]
    assert OfficialList.objects.count() == 2


def test_it_leaves_an_import_and_an_event(first: ListEdition, meti: GovernmentBody, tmp_path: Path) -> None:
    found = bring(edition_file(tmp_path, ORION, VEGA, as_of="2026-09-01"), meti)
    assert found.taken
    job = Import.objects.get(pk=found.taken.job_id)
    assert (job.state, job.total, job.changed, job.unchanged) == ("done", 3, 1, 2)
    assert ImportOutcome.objects.get(job=job, outcome="changed").notes[0]["message"] == "No longer on the list."
    event = AuditEvent.objects.get(verb="list_refreshed", after__as_of="2026-09-01")
    assert event.object == f"list:{found.taken.official_list_id}"
    assert (event.after or {})["ended"] == 1


def test_the_queries_do_not_depend_on_the_list(meti: GovernmentBody, tmp_path: Path) -> None:
    def queries(count: int, day: str) -> int:
        rows = [f"{n},,Orion {day} {n * 7919},XA,,," for n in range(count)]
        with CaptureQueriesContext(connection) as caught:
            found = bring(edition_file(tmp_path, *rows, as_of=day, list="other", publisher=f"Office {day}"), meti)
        assert found.taken
        return len(caught)

    queries(3, "2026-04-01")  # so that the register has names that are alike
    assert queries(3, "2026-05-01") == queries(20, "2026-06-01")
