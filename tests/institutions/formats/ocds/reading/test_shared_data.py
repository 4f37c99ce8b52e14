"""The shared OCDS data: every release becomes a document that the check takes, and the file never fills the memory."""

import tracemalloc
from itertools import islice
from typing import Any

import pytest

from institutions.drafts.check import check_document
from institutions.formats.ocds.reading.files import OcdsFile
from tests.institutions.formats.ocds.reading.samples import options, shared

pytestmark = pytest.mark.usefixtures("meti")

GIVEN = options(domain="infrastructure", method="designated", object="works", value_yen=10**9)


@pytest.mark.parametrize("name", ["ppp_full_compiled_release.json", "ppp_full_record_package.json"])
def test_the_official_example_of_a_partnership(name: str) -> None:
    [found] = OcdsFile(shared(name), GIVEN)
    draft = check_document(found.document)
    document: Any = draft.document
    assert (draft.reference, document["title"]) == ("ocds-213czf-example-ppp", {"en": "Example PPP"})
    assert (document["value_yen"], document["value_other_currency"]) == (10**9, "600000000 USD")
    assert [row["role"] for row in document["participants"]] == ["lead_partner", *["equity_investor"] * 9, "lender"]
    shares = [each.values["share_bp"] for each in draft.statements if each.kind == "shareholding"]
    assert (len(shares), sum(shares)) == (9, 10_000)
    assert any("National Fiber Infrastructure" in each.message for each in found.notes)


@pytest.mark.parametrize(
    ("name", "count", "refused"),
    [
        ("japan_okinawa.jsonl.gz", 1080, 0),
        ("brazil_petrobras.jsonl.gz", 101, 0),
        ("worldbank_contract_awards.jsonl.gz", 3390, 2),
        ("paraguay_155220_record_package.json", 1, 0),
    ],
)
def test_real_tenders_are_taken_whole(name: str, count: int, refused: int) -> None:
    found = list(OcdsFile(shared(name), GIVEN))
    assert (len(found), sum(bool(each.errors) for each in found)) == (count, refused)
    for each in found[:: 1 + len(found) // 40]:
        if not each.errors:
            check_document(each.document)


def test_a_file_of_fourteen_thousand_lots_is_read_in_constant_memory() -> None:
    file = OcdsFile(shared("brazil_state_lots.jsonl.gz"), GIVEN)
    assert len(file) == 14_040
    tracemalloc.start()
    try:
        assert not any(each.errors for each in islice(file, 2_000))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 4 * 1024 * 1024  # the 2,000 documents together have about 10 MB
