"""A process whose text was read before is unchanged without being read, as long as nothing else has changed."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.formats.ocds.reading import files
from institutions.formats.ocds.reading.conversion import convert_release
from institutions.imports import known_processes, partnerships
from institutions.models import GovernmentBody, ImportOutcome, KnownProcess, Partnership, Submission
from tests.institutions.imports.test_partnerships import bring_in, counts, release

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def converted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the processes that are converted from now on."""
    found: list[str] = []

    def note(release: dict[str, Any], *rest: Any) -> Any:
        found.append(release["ocid"])
        return convert_release(release, *rest)

    monkeypatch.setattr(files, "convert_release", note)
    return found


def test_what_was_read_before_is_unchanged_unread_with_the_same_notes(
    meti: GovernmentBody, converted: list[str]
) -> None:
    given = [release(number, amendments=[{"id": "1"}]) for number in (1, 2)]
    first = bring_in(meti, *given)
    assert converted == ["ocds-test-1", "ocds-test-2"]
    again = bring_in(meti, given[0], "{broken", given[1], release(3))
    assert converted[2:] == ["ocds-test-3"]
    assert counts(again) == (1, 0, 2, 1)
    told = [list(each.outcomes.order_by("number").values_list("record", "line", "notes")) for each in (first, again)]
    assert told[0][0][2]
    assert told[1][0] == told[0][0]
    assert told[1][2] == ("ocds-test-2", 3, told[0][1][2])
    third = bring_in(meti, *given)
    assert list(third.outcomes.order_by("number").values_list("notes", flat=True)) == [each[2] for each in told[0]]


def test_another_text_other_options_and_another_program_are_read(
    meti: GovernmentBody, converted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(meti, release(1))
    bring_in(meti, release(1, title="Works, corrected"))
    bring_in(meti, release(1, title="Works, corrected"), options={"domain": "energy"})
    assert len(converted) == 3
    bring_in(meti, release(1, title="Works, corrected"), options={"domain": "energy"})
    assert len(converted) == 3
    monkeypatch.setattr(known_processes, "converting_version", lambda: "another")
    bring_in(meti, release(1, title="Works, corrected"), options={"domain": "energy"})
    assert len(converted) == 4


def test_a_partnership_that_was_revised_or_restricted_since_is_read(meti: GovernmentBody, converted: list[str]) -> None:
    bring_in(meti, release(1))
    held = Submission.objects.get()
    revised = {**held.document, "revision": 2, "title": {"en": "Revised by hand"}}
    register_partnership(check_document(revised), account=None, way="rest")
    assert counts(bring_in(meti, release(1))) == (0, 1, 0, 0)
    assert len(converted) == 2
    Partnership.objects.update(secret=True)
    bring_in(meti, release(1))
    assert len(converted) == 3


def test_another_body_reads_the_same_text_itself(meti: GovernmentBody, converted: list[str]) -> None:
    other = GovernmentBody(code="DA", name_en="DA", country="JP", type="ministry")
    other.save()
    bring_in(meti, release(1))
    assert counts(bring_in(other, release(1))) == (1, 0, 0, 0)
    assert len(converted) == 2


def test_a_refused_process_and_a_dry_run_are_not_remembered(meti: GovernmentBody) -> None:
    bring_in(meti, {**release(1), "tender": {"id": "1"}, "ocid": " "})
    assert not KnownProcess.objects.exists()
    bring_in(meti, release(1))
    bring_in(meti, *[{**release(1), "date": None}] * 2)
    assert KnownProcess.objects.count() == 1
    assert ImportOutcome.objects.filter(outcome="refused").count() == 2


def test_many_known_processes_are_looked_for_together(meti: GovernmentBody) -> None:
    def queries(number: int) -> int:
        given = [release(each) for each in range(number)]
        bring_in(meti, *given)
        with CaptureQueriesContext(connection) as asked:
            assert counts(bring_in(meti, *given)) == (0, 0, number, 0)
        return len(asked)

    assert queries(3) == queries(45)


def test_few_processes_that_are_to_be_read_are_stored_in_one_transaction(
    meti: GovernmentBody, monkeypatch: pytest.MonkeyPatch
) -> None:
    portions: list[int] = []
    chunk = partnerships.PartnershipWork.chunk

    def note(work: Any, records: Any) -> Any:
        portions.append(len(records))
        return chunk(work, records)

    monkeypatch.setattr(partnerships.PartnershipWork, "chunk", note)
    monkeypatch.setattr(partnerships.PartnershipWork, "size", 20)
    bring_in(meti, *(release(number) for number in range(22)))
    assert portions == [20, 2]
    bring_in(meti, *(release(number) for number in range(44)))
    assert portions[2:] == [42, 2]  # 22 known and 20 new ones, then the rest


def test_a_row_that_sql_repointed_is_not_known(meti: GovernmentBody, converted: list[str]) -> None:
    """Else an earlier text, or that of another process, would pass over what is current."""
    bring_in(meti, release(1), release(2))
    first, second = KnownProcess.objects.order_by("pk")
    for row, other in ((first, second), (second, first)):
        KnownProcess.objects.filter(pk=row.pk).update(sha256=other.sha256)
    converted.clear()
    assert counts(bring_in(meti, release(1), release(2))) == (0, 0, 2, 0)
    assert converted == ["ocds-test-1", "ocds-test-2"]
    converted.clear()
    bring_in(meti, release(1), release(2))
    assert not converted, "they were read again and are known anew"
