"""OCDS as an import: each process a partnership, unchanged when it comes again, the next revision when corrected."""

import gzip
import json
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from institutions.drafts.errors import DraftInvalid
from institutions.formats.ocds.writing.release import ocds_lines
from institutions.imports.claim import claim_of
from institutions.imports.import_answer import outcome_lines
from institutions.imports.requesting import request_import
from institutions.imports.run import run_import
from institutions.models import GovernmentBody, Import, ImportOutcome, Partnership, Party, Submission
from tests.institutions.exports.registered import fill, selection_of

pytestmark = pytest.mark.django_db(transaction=True)

OPTIONS = {"sponsor": "METI", "domain": "infrastructure", "proposed_on": "2026-06-15", "value_yen": "1000"}
SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "ocds"


def release(number: int, **tender: Any) -> dict[str, Any]:
    """Return a process with one bidder, the same in each."""
    bidder = {"id": "SUP-1", "name": "Kita Materials Inc."}
    return {
        "ocid": f"ocds-test-{number}",
        "id": "1",
        "date": "2026-01-01T00:00:00Z",
        "tag": ["compiled"],
        "parties": [{**bidder, "roles": ["tenderer", "supplier"]}],
        "tender": {"id": "1", "title": f"Works {number}", "procurementMethod": "open", **tender},
        "awards": [{"id": "1", "suppliers": [bidder], "date": "2026-02-01T00:00:00Z"}],
    }


def bring_in(body: GovernmentBody, *releases: Any, options: dict[str, Any] | None = None) -> Import:
    """Import releases, one a line, in this process."""
    lines = "\n".join(each if isinstance(each, str) else json.dumps(each) for each in releases)
    job = request_import(
        BytesIO(lines.encode()),
        file_name="releases.jsonl",
        format_name="ocds",
        body=body,
        options={**OPTIONS, "object": "works", **(options or {})},
        here=True,
    )
    run_import(claim_of(job))
    job.refresh_from_db()
    return job


def counts(job: Import) -> tuple[int, ...]:
    return job.added, job.changed, job.unchanged, job.refused


def test_each_process_is_a_partnership_and_comes_again_unchanged(meti: GovernmentBody) -> None:
    job = bring_in(meti, release(1), release(2), "{broken", release(3))
    assert (job.state, counts(job)) == ("done", (3, 0, 0, 1))
    assert Partnership.objects.count() == 3
    assert ImportOutcome.objects.get(outcome="refused").line == 3
    assert counts(bring_in(meti, release(1), release(2), release(3))) == (0, 0, 3, 0)


def test_a_corrected_process_is_the_next_revision(meti: GovernmentBody) -> None:
    bring_in(meti, release(1), release(2))
    assert counts(bring_in(meti, release(1, title="Works, corrected"), release(2))) == (0, 1, 1, 0)
    assert list(Submission.objects.order_by("pk").values_list("revision", flat=True)) == [1, 1, 2]
    assert counts(bring_in(meti, release(1, title="Works, corrected"))) == (0, 0, 1, 0)


def test_an_older_release_takes_the_place_of_nothing_unless_that_is_allowed(meti: GovernmentBody) -> None:
    first, newer = release(1), {**release(1, title="Works, corrected"), "date": "2026-06-01T00:00:00Z"}
    bring_in(meti, first)
    bring_in(meti, newer)
    job = bring_in(meti, first)
    assert counts(job) == (0, 0, 1, 0)
    [note] = [each["message"] for each in job.outcomes.get().notes if "older" in each["message"]]
    assert note.startswith("Released on 2026-01-01, which is older than the recorded state of 2026-06-01: unchanged.")
    assert Submission.objects.count() == 2
    assert counts(bring_in(meti, first, options={"replace": "true"})) == (0, 1, 0, 0)
    assert counts(bring_in(meti, {**first, "date": None})) == (0, 0, 1, 0)


def test_a_release_that_says_the_same_later_is_what_an_older_one_is_compared_with(meti: GovernmentBody) -> None:
    bring_in(meti, release(1))
    bring_in(meti, {**release(1), "date": "2026-06-01T00:00:00Z"})
    between = {**release(1, title="Works, corrected"), "date": "2026-03-01T00:00:00Z"}
    assert counts(bring_in(meti, between)) == (0, 0, 1, 0)
    assert Submission.objects.count() == 1


def test_a_bidder_of_the_same_id_and_name_is_one_party(meti: GovernmentBody) -> None:
    other = release(3)
    other["parties"][0]["name"] = other["awards"][0]["suppliers"][0]["name"] = "Hikari Magnetics Co., Ltd."
    bring_in(meti, release(1), release(2), other)
    assert sorted(Party.objects.filter(kind="company").values_list("name_en", flat=True)) == [
        "Hikari Magnetics Co., Ltd.",
        "Kita Materials Inc.",
    ]


def test_what_ocds_does_not_say_must_be_said(meti: GovernmentBody) -> None:
    with pytest.raises(DraftInvalid) as refused:
        bring_in(
            meti, release(1), options={"sponsor": "NOBODY", "domain": "roads", "yen_per_JPY": "1", "colour": "red"}
        )
    assert [each.field for each in refused.value.errors] == ["/options/colour"]
    with pytest.raises(DraftInvalid) as refused:
        bring_in(
            meti, release(1), options={"sponsor": "NOBODY", "domain": "roads", "yen_per_JPY": "1", "value_yen": "x"}
        )
    assert {each.field.removeprefix("/options/") for each in refused.value.errors} == {
        "sponsor",
        "domain",
        "yen_per_JPY",
        "value_yen",
    }


def test_the_profile_of_a_publisher_and_its_reserve_field_are_options(meti: GovernmentBody) -> None:
    said = {"value": {"amount": 5_000_000, "currency": "JPY"}}
    assert counts(bring_in(meti, release(1, **said), options={"reserve_from": "tender.value"})) == (1, 0, 0, 0)
    document = Submission.objects.get(partnership__reference="ocds-test-1").document
    assert document["selection"]["reserve_price_yen"] == 5_000_000
    assert counts(bring_in(meti, release(2, **said), options={"publisher": "okinawa"})) == (1, 0, 0, 0)
    document = Submission.objects.get(partnership__reference="ocds-test-2").document
    assert document["selection"]["reserve_price_yen"] == 5_000_000
    with pytest.raises(DraftInvalid) as refused:
        bring_in(meti, release(3), options={"publisher": "/etc/passwd.yaml", "reserve_from": "value"})
    assert {each.field for each in refused.value.errors} == {"/options/publisher", "/options/reserve_from"}


def test_co_sponsors_and_the_basis_of_amounts_are_options(meti: GovernmentBody, digital_agency: GovernmentBody) -> None:
    for number, given in enumerate(("DA, METI", ["DA", "METI"], ""), start=1):
        bring_in(meti, release(number), options={**OPTIONS, "co_sponsors": given, "tax": "excluded" if given else ""})
    documents = [each.document for each in Submission.objects.order_by("pk")]
    assert [each.get("co_sponsors") for each in documents] == [["DA", "METI"], ["DA", "METI"], None]
    assert [each.get("tax") for each in documents] == ["excluded", "excluded", None]
    with pytest.raises(DraftInvalid) as refused:
        bring_in(meti, release(4), options={**OPTIONS, "co_sponsors": "DA, NOBODY", "tax": "gross"})
    assert {each.field for each in refused.value.errors} == {"/options/co_sponsors", "/options/tax"}


@pytest.mark.parametrize(
    "rates",
    [
        {"yen_per_unit": "USD=150.25"},
        {"yen_per_unit": "EUR=160、USD=150.25"},
        {"yen_per_unit": {"USD": 150.25}},
        {"yen_per_USD": "150.25"},
        {"yen_per_USD": "150.25", "yen_per_unit": "USD=150.25\nEUR=160"},
    ],
)
def test_a_rate_converts_amounts_however_it_is_given(meti: GovernmentBody, rates: dict[str, Any]) -> None:
    dollars = release(1)
    dollars["awards"][0]["value"] = {"amount": 200, "currency": "USD"}
    assert counts(bring_in(meti, dollars, options=rates)) == (1, 0, 0, 0)
    statements = Submission.objects.get().document["statements"]
    assert [each["amount_yen"] for each in statements if "amount_yen" in each] == [30_050]


@pytest.mark.parametrize(
    ("rates", "field", "said"),
    [
        ({"yen_per_unit": "150.25"}, "yen_per_unit", "'150.25' is not a rate"),
        ({"yen_per_unit": "JPY=1"}, "yen_per_unit", "'JPY=1' is not a rate"),
        ({"yen_per_unit": "USD=150, USD=151"}, "yen_per_unit", "There are two rates for USD"),
        ({"yen_per_USD": "150", "yen_per_unit": "USD=151"}, "yen_per_unit", "There are two rates for USD"),
        ({"yen_per_unit": {"USD": "x"}}, "yen_per_unit", "is not a rate"),
        ({"yen_per_USD": "-1"}, "yen_per_USD", "is not a rate"),
    ],
)
def test_what_is_no_rate_is_named(meti: GovernmentBody, rates: dict[str, Any], field: str, said: str) -> None:
    with pytest.raises(DraftInvalid) as refused:
        bring_in(meti, release(1), options=rates)
    [error] = refused.value.errors
    assert error.field == f"/options/{field}"
    assert said in error.message


def test_a_refused_process_says_its_line_once(meti: GovernmentBody) -> None:
    job = bring_in(meti, release(1), {**release(2), "tender": {"id": "1", "procurementMethod": "odd"}})
    [said] = [each for each in outcome_lines(job) if each.startswith("line 2")]
    assert said.lower().count("line 2") == 1, said


def exported(*, packed: bool = True) -> list[dict[str, Any]]:
    """Return the register as METI exports it: in packages, or the releases alone."""
    packages = [json.loads(line) for line in ocds_lines(selection_of("METI", "partnerships"))]
    return packages if packed else [release for each in packages for release in each["releases"]]


@pytest.mark.parametrize("packed", [True, False])
def test_a_process_that_the_register_exported_is_the_partnership_that_it_holds(
    meti: GovernmentBody, digital_agency: GovernmentBody, packed: bool
) -> None:
    fill()
    before = Partnership.objects.count(), Submission.objects.count(), Party.objects.count()
    assert counts(bring_in(meti, *exported(packed=packed))) == (0, 0, 1, 0)
    text = json.dumps(exported(packed=packed)).replace('"goods"', '"works"')
    job = bring_in(meti, *json.loads(text))
    assert counts(job) == (0, 0, 0, 1)
    [error] = ImportOutcome.objects.get(job=job, outcome="refused").errors
    assert error["message"].startswith("This is the partnership 'T-1' that the register holds")
    assert (Partnership.objects.count(), Submission.objects.count(), Party.objects.count()) == before
    if packed:
        assert counts(bring_in(digital_agency, *exported())) == (0, 0, 1, 0)
        assert Partnership.objects.count() == before[0]


def test_a_process_of_another_publisher_with_the_same_number_is_its_own(meti: GovernmentBody) -> None:
    bring_in(meti, {**release(1), "ocid": "1"})
    other = {**release(1, title="Another call"), "ocid": "ocds-abc123-1"}
    assert counts(bring_in(meti, other)) == (1, 0, 0, 0)


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/data/ocds, which is not here")
def test_a_hundred_real_lots_come_in_and_then_are_unchanged(meti: GovernmentBody) -> None:
    with gzip.open(SHARED / "brazil_state_lots.jsonl.gz", "rt", encoding="utf-8") as file:
        lots = [next(file).strip() for _ in range(100)]
    began = time.monotonic()
    job = bring_in(meti, *lots)
    assert (job.state, job.added + job.refused) == ("done", 100), time.monotonic() - began
    assert counts(bring_in(meti, *lots)) == (0, 0, job.added, job.refused)
