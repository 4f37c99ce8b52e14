"""Releases that are imported one after the other give the document of all of them in one package."""

import json
from collections.abc import Sequence
from itertools import permutations
from typing import Any

import pytest

from institutions.models import GovernmentBody, Partnership, PublishedReleases, Submission
from tests.institutions.imports.test_partnerships import bring_in, counts

pytestmark = pytest.mark.django_db(transaction=True)

Json = dict[str, Any]
OCID = "ocds-test-1"


def release(number: int, tag: str, **content: object) -> Json:
    return {"ocid": OCID, "id": f"r{number}", "date": f"2026-0{number}-01T00:00:00Z", "tag": [tag], **content}


def bid(name: str, amount: int, status: str = "valid") -> Json:
    return {"id": name, "status": status, "tenderers": [{"id": name}], "value": {"amount": amount, "currency": "JPY"}}


PARTIES = [{"id": name, "name": f"{name} Materials Inc.", "roles": ["tenderer"]} for name in ("Kita", "Minami")]
TENDER = release(
    1,
    "tender",
    parties=PARTIES,
    tender={
        "id": "t",
        "title": "Works",
        "procurementMethod": "open",
        "tenderPeriod": {"startDate": "2026-01-01T00:00:00Z", "endDate": "2026-01-30T00:00:00Z"},
    },
)
BIDS = release(2, "tenderUpdate", bids={"details": [bid("Kita", 1000), bid("Minami", 1200)]})
LONGER = release(3, "tenderAmendment", tender={"id": "t", "tenderPeriod": {"endDate": "2026-02-20T00:00:00Z"}})
AWARD = release(
    4, "award", awards=[{"id": "1", "status": "active", "suppliers": [{"id": "Kita"}], "date": "2026-04-01T00:00:00Z"}]
)
RELEASES = (TENDER, BIDS, LONGER, AWARD)


def content(reference: str = OCID) -> Json:
    """Return the document that is in force, without its revision."""
    held = Submission.objects.get(partnership__reference=reference, superseded_at__isnull=True)
    return {name: value for name, value in held.document.items() if name != "revision"}


@pytest.fixture
def whole(meti: GovernmentBody, digital_agency: GovernmentBody) -> Json:
    bring_in(digital_agency, {"releases": list(RELEASES)})
    found = content()
    assert len([each for each in found["statements"] if each["kind"] == "bid"]) == 2
    assert (found["selection"]["closed_on"], found["selection"]["awarded_on"]) == ("2026-02-20", "2026-04-01")
    Partnership.objects.filter(submitted_by=digital_agency).update(reference="other")
    return {**found, "submitted_by": "METI"}


@pytest.mark.parametrize("order", [(0, *later) for later in permutations((1, 2, 3))])
def test_releases_in_several_files_make_the_document_of_one_package(
    meti: GovernmentBody, whole: Json, order: Sequence[int]
) -> None:
    for each in order:
        job = bring_in(meti, RELEASES[each])
        assert job.refused == 0, [one.errors for one in job.outcomes.all()]
    assert content() == whole
    again = bring_in(meti, *RELEASES)
    assert (counts(again), content()) == ((0, 0, 1, 0), whole)


def test_a_later_release_that_is_no_document_is_refused_until_the_first_is_there(
    meti: GovernmentBody, whole: Json
) -> None:
    job = bring_in(meti, AWARD)
    assert counts(job) == (0, 0, 0, 1)
    assert "/tender/procurementMethod" in json.dumps(job.outcomes.get().errors)
    bring_in(meti, TENDER)
    assert counts(bring_in(meti, AWARD, BIDS, LONGER)) == (0, 1, 0, 0)
    assert content() == whole


def test_lines_of_one_file_are_one_process(meti: GovernmentBody, whole: Json) -> None:
    job = bring_in(meti, BIDS, AWARD, TENDER, LONGER)
    assert (counts(job), job.total) == ((1, 0, 0, 0), 1)
    assert content() == whole


def test_a_correction_of_one_release_leaves_what_the_others_say(meti: GovernmentBody) -> None:
    bring_in(meti, {"releases": list(RELEASES)})
    corrected = {**BIDS, "bids": {"details": [bid("Kita", 1000), bid("Minami", 1200, "disqualified")]}}
    assert counts(bring_in(meti, corrected)) == (0, 1, 0, 0)
    bids = [each for each in content()["statements"] if each["kind"] == "bid"]
    assert [each.get("status") for each in bids] == ["valid", "disqualified"]
    assert content()["selection"]["awarded_on"] == "2026-04-01"


def test_replacing_leaves_what_the_file_says_alone(meti: GovernmentBody) -> None:
    bring_in(meti, {"releases": list(RELEASES)})
    title = {**TENDER, "tender": {**TENDER["tender"], "title": "Other works"}}
    assert counts(bring_in(meti, title, options={"replace": "true"})) == (0, 1, 0, 0)
    assert not [each for each in content()["statements"] if "amount_yen" in each]
    assert PublishedReleases.objects.get().releases == [title]


def test_a_process_of_before_releases_were_kept_is_read_as_before(meti: GovernmentBody) -> None:
    bring_in(meti, {"releases": list(RELEASES)})
    PublishedReleases.objects.all().delete()
    job = bring_in(meti, TENDER)
    assert counts(job) == (0, 0, 1, 0)
    assert "older" in json.dumps(job.outcomes.get().notes)
