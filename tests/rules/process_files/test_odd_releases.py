"""Releases that contradict each other, have no usable date, are too many, or lack the first one."""

from collections.abc import Sequence

import pytest

from institutions.models import GovernmentBody
from rules.models import ProcessOutcome, StoredProcess
from tests.rules.process_files.conftest import Json, lines
from tests.rules.process_files.releases import AWARD, BIDS, OCID, RELEASES, SHORTENED, TENDER, answer, package, uploaded

pytestmark = pytest.mark.django_db


def test_two_releases_of_one_date_are_merged_if_they_do_not_contradict_each_other(body: GovernmentBody) -> None:
    parties = {**AWARD, "date": TENDER["date"], "parties": [{"id": "W", "name": "架空建設"}]}
    assert [each.counts for each in uploaded(body, lines(TENDER), lines(parties))] == [{"added": 1}, {"changed": 1}]


def test_two_releases_of_one_date_that_contradict_each_other_are_refused_with_the_place(body: GovernmentBody) -> None:
    other = {**TENDER, "id": "x", "tender": {**TENDER["tender"], "title": "別の道路"}}
    first, second = uploaded(body, lines(TENDER), lines(other))
    assert (first.counts, second.counts) == ({"added": 1}, {"refused": 1})
    [said] = second.errors[0]["errors"]
    assert said["code"] == "process_file.same_date"
    assert "file1.json" in said["text"]["en"]
    assert "2024-01-01T00:00:00Z" in said["text"]["en"]
    assert "/tender/title" in said["text"]["en"]
    assert StoredProcess.objects.get().release["tender"]["title"] == "架空道路"
    [third] = uploaded(body, lines(other), replace="true")
    assert third.counts == {"changed": 1}
    assert StoredProcess.objects.get().release["tender"]["title"] == "別の道路"


def test_in_one_file_the_order_of_a_package_decides_and_lines_are_refused(body: GovernmentBody) -> None:
    other = {**TENDER, "id": "x", "tender": {**TENDER["tender"], "title": "別の道路"}}
    [file] = uploaded(body, package(TENDER, other))
    assert (file.counts, StoredProcess.objects.get().release["tender"]["title"]) == ({"added": 1}, "別の道路")
    StoredProcess.objects.all().delete()
    [file] = uploaded(body, lines(TENDER, other, AWARD))
    assert file.counts == {"added": 1, "refused": 1}
    assert (file.errors[0]["line"], file.errors[0]["errors"][0]["code"]) == (2, "process.same_date")
    assert "file1.json, line 1" in file.errors[0]["errors"][0]["text"]["en"]
    assert StoredProcess.objects.get().release["awards"]


@pytest.mark.parametrize("date", [None, "soon", "2024-13-01T00:00:00Z", "1970-01-01T00:00:00Z", 5])
def test_a_release_without_a_usable_date_is_refused_unless_it_says_the_same(body: GovernmentBody, date: object) -> None:
    undated = {**AWARD, "date": date}
    _first, second = uploaded(body, lines(TENDER), lines(undated))
    assert second.counts == {"refused": 1}
    assert second.errors[0]["errors"][0]["code"] == "process_file.changed"
    assert uploaded(body, lines({**TENDER, "date": date}))[0].counts == {"unchanged": 1}
    assert StoredProcess.objects.get().release["date"] == TENDER["date"], "the dated one is kept"


@pytest.mark.parametrize(
    ("only", "field"), [((AWARD,), "/tender"), ((SHORTENED,), "/tender"), ((SHORTENED, BIDS, AWARD), "/tender")]
)
def test_a_process_first_seen_in_a_later_release_is_not_assessable_and_never_clear(
    body: GovernmentBody, only: Sequence[Json], field: str
) -> None:
    uploaded(body, package(*only))
    found, *_ = answer()
    outcomes = found["outcomes"]
    assert "clear" not in {outcome for code, outcome in outcomes.items() if code != "R048"}, "R048 reads awards alone"
    indicators = {code for code, outcome in outcomes.items() if code[0] == "R" and outcome == "not_applicable"}
    assert all(found["reasons"][code][0]["code"] == "process.method_not_covered" for code in indicators)
    asked = [each["field"] for each in found["reasons"]["COL-07"] if each["code"] == "process.earlier_release_unknown"]
    assert asked == [field]
    lacks = ProcessOutcome.objects.get(process__ocid=OCID, code="COL-07").lack
    assert lacks
    assert field in {each["name"] for each in lacks.about}, "it can be asked for"
    # Once the first release is given, it is known.
    uploaded(body, lines(TENDER))
    assert "earlier_release_unknown" not in str(answer()[0])


def test_what_is_flagged_stays_flagged_where_earlier_releases_are_unknown(body: GovernmentBody) -> None:
    uploaded(body, package(SHORTENED, BIDS, AWARD))
    assert answer()[0]["outcomes"]["R035"] == "flagged"


def test_a_process_of_very_many_releases_is_refused_with_a_remedy(
    body: GovernmentBody, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("institutions.formats.ocds.reading.release_history.MOST_RELEASES", 3)
    [file] = uploaded(body, lines(*RELEASES))
    assert file.counts == {"added": 1, "refused": 1}
    assert file.errors[0]["errors"][0]["code"] == "ocds.too_many_releases"
    [file] = uploaded(body, lines(AWARD))
    assert file.errors[0]["errors"][0]["code"] == "ocds.too_many_releases"
