"""COL-11 says that two bidders have an author, an agent or an account in common, and shows nobody whose or which."""

import json
from typing import Any

import pytest
from django.test import Client

from institutions.models import Account, DocumentParty, GovernmentBody, Role
from rules.assessing.result import result_json
from rules.models import Assessment
from tests.documents import small
from tests.rules.assessing.test_findings import assessed

DETAILS = {
    "document_author": "Mori Akira",
    "agent": "Tani Misaki",
    "bank_account": "Example Bank 1234567",
    "phone": "03-0000-1234",
}
WRITTEN = ("mori", "akira", "tani", "misaki", "1234567", "0000-1234", "00001234")

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


@pytest.fixture
def assessment() -> Assessment:
    """Return the Digital Agency's case on two bidders of whom METI has stated the same details."""
    statements = [{"kind": "contact_details", "company": each, **DETAILS} for each in ("hikari", "kita")]
    first = assessed(small(reference="M-1", submitted_by="METI", sponsor="METI", statements=statements))
    ids = dict(DocumentParty.objects.filter(submission=first.submission).values_list("key", "party"))
    bids = [{"kind": "bid", "company": each, "status": "valid", "on": "2026-06-01"} for each in ("hikari", "kita")]
    companies = [{"key": each, "id": str(ids[each])} for each in ("hikari", "kita")]
    return assessed(
        small(
            reference="D-1",
            submitted_by="DA",
            sponsor="DA",
            companies=companies,
            people=[],
            statements=bids,
            assess_as_of="2026-06-20",
        )
    )


def finding_of(assessment: Assessment) -> dict[str, Any]:
    """Return the finding of COL-11."""
    return next(each for each in result_json(assessment)["findings"] if each["code"] == "COL-11")


def test_each_common_detail_is_evidence(assessment: Assessment) -> None:
    ties = [entry["what"] for entry in finding_of(assessment)["evidence"] if entry["fact"] == "in_common"]
    assert sorted(ties) == sorted(DETAILS)


def test_no_answer_and_no_snapshot_holds_a_detail(assessment: Assessment) -> None:
    assert assessment.snapshot is not None
    for text in (json.dumps(result_json(assessment), ensure_ascii=False), assessment.snapshot.content):
        assert [each for each in WRITTEN if each in text.casefold()] == []


def test_the_page_shows_no_detail(assessment: Assessment) -> None:
    officer = Account.objects.create_user("officer", role=Role.OFFICER, body=GovernmentBody.objects.get(code="DA"))
    client = Client()
    client.force_login(officer)
    page = client.get(f"/partnerships/{assessment.partnership_id}/").content.decode()
    assert "COL-11" in page
    assert [each for each in WRITTEN if each in page.casefold()] == []
