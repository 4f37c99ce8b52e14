"""Statements that come in day by day: what is older changes nothing, and what goes on needs no repetition."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from institutions.codes.wording import code_words
from institutions.drafts.kept_errors import kept_code
from institutions.models import GovernmentBody, Import, ImportedRecord, table_of
from institutions.values.calendar import Language
from tests.institutions.formats.bods.reading.samples import entity, interest, person, relationship
from tests.institutions.imports.good_files import bring_in

pytestmark = pytest.mark.django_db

HOLDINGS: Any = table_of("shareholding")  # its columns come from the declaration of its kind
PARTIES = (entity(), person())
WHOLE = interest(share=75, start="2020-01-01")
FIRST = relationship(WHOLE, statementDate="2026-01-01")
CLOSED = relationship(WHOLE, statementDate="2026-06-01", recordStatus="closed")


def bods(body: GovernmentBody, *statements: Any, **options: str) -> Import:
    return bring_in(body, "bods", json.dumps(statements).encode(), dry_run=False, **options)


def held() -> list[tuple[int, str, str]]:
    """Return share, first and last day of each holding that is held."""
    rows = HOLDINGS.objects.current().order_by("from_on")
    return [(row.share_bp, str(row.from_on or ""), str(row.until_on or "")) for row in rows]


def said(job: Import, language: Language = "en") -> Iterator[str]:
    """Yield every error and note of its records."""
    for each in job.outcomes.order_by("number"):
        yield from (code_words(kept_code(row), language) for row in (*each.errors, *each.notes))


ENDED = [(7500, "2020-01-01", "2026-05-31")]


def test_an_older_file_revives_no_closed_tie(meti: GovernmentBody) -> None:
    bods(meti, *PARTIES, FIRST)
    bods(meti, *PARTIES, FIRST, CLOSED)
    assert held() == ENDED
    job = bods(meti, *PARTIES, FIRST)
    assert (held(), job.unchanged, job.changed) == (ENDED, 1, 0)
    [note] = [each for each in said(job) if "older" in each]
    assert note.startswith("Stated on 2026-01-01, which is older than what 'f' stated on 2026-06-01: unchanged.")
    [in_japanese] = [each for each in said(job, "ja") if "申告より古い" in each]
    assert "令和8年6月1日" in in_japanese
    assert "older" not in in_japanese


def test_an_older_file_is_taken_where_that_is_allowed(meti: GovernmentBody) -> None:
    bods(meti, *PARTIES, FIRST, CLOSED)
    job = bods(meti, *PARTIES, FIRST, replace="true")
    assert (held(), job.changed) == ([(7500, "2020-01-01", "")], 1)


def test_another_content_of_the_same_day_corrects(meti: GovernmentBody) -> None:
    bods(meti, *PARTIES, FIRST)
    bods(meti, *PARTIES, relationship(interest(share=60, start="2020-01-01"), statementDate="2026-01-01"))
    assert held() == [(6000, "2020-01-01", "")]


def test_what_was_stated_again_meanwhile_is_newer_too(meti: GovernmentBody) -> None:
    """The same content of a later day changes nothing; what was stated between the two is still older."""
    alone = entity(name="ヒカリ磁性株式会社")
    bods(meti, alone)
    bods(meti, {**alone, "statementDate": "2026-06-01", "statementId": "later"})
    assert str(ImportedRecord.objects.get().stated_at) == "2026-06-01 00:00:00+00:00"
    between = {**entity(name="ヒカリ磁性合同会社"), "statementDate": "2026-03-01", "statementId": "between"}
    assert bods(meti, between).unchanged == 1


def test_a_record_from_before_days_were_kept_gets_its_day(meti: GovernmentBody) -> None:
    bods(meti, *PARTIES, FIRST)
    ImportedRecord.objects.update(stated_at=None)
    assert bods(meti, *PARTIES, FIRST).unchanged == 1
    assert str(ImportedRecord.objects.get().stated_at) == "2026-01-01 00:00:00+00:00"


def test_a_closing_statement_comes_alone(meti: GovernmentBody) -> None:
    bods(meti, *PARTIES, FIRST)
    job = bods(meti, CLOSED)
    assert (job.refused, job.changed) == (0, 1)
    assert held() == ENDED
    row = HOLDINGS.objects.current().select_related("holder", "company").get()
    assert (row.holder.name_ja, row.company.name_ja) == ("佐藤 遥", "ヒカリ磁性株式会社")


def test_what_had_ended_before_stays_when_the_rest_is_closed(meti: GovernmentBody) -> None:
    later = relationship(interest(share=40, start="2024-01-15"), statementDate="2024-02-01", recordStatus="updated")
    closed = relationship(interest(share=40, start="2024-01-15"), statementDate="2026-06-01", recordStatus="closed")
    bods(meti, *PARTIES, FIRST | {"statementDate": "2020-02-01"}, later)
    both = [(7500, "2020-01-01", "2024-01-14"), (4000, "2024-01-15", "2026-05-31")]
    bods(meti, closed)
    assert held() == both
    assert bods(meti, closed).unchanged == 1
    bods(meti, *PARTIES, FIRST | {"statementDate": "2020-02-01"}, later, closed)
    assert held() == both


def test_a_past_that_an_update_states_again_is_held_once(meti: GovernmentBody) -> None:
    past = interest(share=75, start="2020-01-01", endDate="2024-01-15")
    bods(meti, *PARTIES, relationship(past, interest(share=40, start="2024-01-15"), statementDate="2024-02-01"))
    both = [(7500, "2020-01-01", "2024-01-14"), (4000, "2024-01-15", "2026-05-31")]
    present = interest(share=40, start="2024-01-15")
    bods(meti, relationship(past, present, statementDate="2026-06-01", recordStatus="closed"))
    assert held() == both


def test_parties_that_no_file_of_the_collection_had_are_named(
    meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    bods(digital_agency, *PARTIES, FIRST)
    job = bods(meti, CLOSED)
    assert job.refused == 1
    errors = list(said(job))
    assert [each.split(" is neither")[0].rsplit(" ", 1)[1] for each in errors] == ["hikari", "sato"]
    assert not any("neither" in each for each in said(job, "ja"))
