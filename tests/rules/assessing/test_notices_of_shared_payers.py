"""COI-19 with employers and payments of the shared data: who a ministry pays, by the year's review of projects.

The notices of re-employment themselves are not in the shared data. So who left and when is made up, with pseudonyms;
employers, corporate numbers and payments are those of the file.
"""

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from institutions.drafts.check import check_document
from institutions.drafts.name_searches import search_waiting
from institutions.drafts.store import register_partnership
from institutions.models import Account, GovernmentBody, IdentityLead, Role
from institutions.parties.identities.deciding import decide_lead
from rules.assessing.attempt import run_assessment
from rules.assessing.claim import claim
from rules.models import Assessment, Match
from rules.models.outcome_reading import outcomes_of
from tests.documents import small
from tests.institutions.formats.published.lists import notices_workbook
from tests.rules.assessing.test_published_notices import bring_in
from tests.rules.processes.samples import shared

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_broker")]


class Payment(NamedTuple):
    """A company that a ministry pays, with the name of the employer as a notice may write it."""

    ministry: str
    number: str
    written: str


PAYMENTS: Final = (
    Payment("内閣官房", "7010401022916", "日本電気（株）"),
    Payment("デジタル庁", "8010401073462", "株式会社ＳＨＩＦＴ"),
    Payment("経済産業省", "5010005007398", "国立大学法人東京大学"),
    Payment("金融庁", "1010401023102", "ＰｗＣコンサルティング合同会社"),
    Payment("金融庁", "7010001067262", "PwCアドバイザリー合同会社"),
)


def recipients() -> dict[str, Any]:
    """Return who is paid, by corporate number."""
    with gzip.open(shared("rs_system/recipient-index-2025.json.gz"), "rt", encoding="utf-8") as file:
        found: dict[str, Any] = json.load(file)["recipients"]
    return found


def paid(recipient: Any, ministry: str) -> int:
    """Return what a ministry pays a recipient, in yen, subcontracts with it."""
    [found] = [each for each in recipient["byMinistry"] if each["ministry"] == ministry]
    return int(found["directAmount"] + found["subcontractAmount"])


def proposal(code: str, reference: str, name: str, payment: Payment, amount: int) -> dict[str, Any]:
    """Return a partnership of a ministry with the company, which it paid before."""
    companies = small()["companies"]
    companies[0] |= {"name": {"ja": name}, "corporate_number": payment.number}
    key = companies[0]["key"]
    bought = {"kind": "award", "body": code, "company": key, "on": "2026-08-01", "amount_yen": amount}
    return small(
        reference=reference, submitted_by=code, sponsor=code, companies=companies, statements=[bought],
        proposed_on="2026-08-15", assess_as_of="2026-09-01",
    )  # fmt: skip


def result_of(reference: str) -> Assessment:
    taken = claim(Assessment.objects.queued().get(partnership__reference=reference).pk)
    assert taken is not None
    assert run_assessment(taken)
    return Assessment.objects.get(pk=taken.job.pk)


@pytest.mark.parametrize("payment", PAYMENTS, ids=lambda each: each.number)
def test_a_former_official_of_the_payer_is_found_and_nobody_of_another_ministry(
    payment: Payment, tmp_path: Path
) -> None:
    recipient = recipients()[payment.number]
    amount = paid(recipient, payment.ministry)
    assert amount > 0
    payer = GovernmentBody.objects.create(code="METI", name_en="The payer", name_ja=payment.ministry)
    GovernmentBody.objects.create(code="MOD", name_en="Another ministry", name_ja="防衛省")
    for code in ("METI", "MOD"):
        document = proposal(code, f"T-{code}", recipient["name"], payment, amount)
        register_partnership(check_document(document), account=None, way="file")
    left = (1, "試験　花子", 60, f"{payment.ministry}架空局架空課長", date(2026, 3, 31), date(2026, 7, 1))
    row = (*left, payment.written, "架空", "顧問", "無", "無")
    bring_in(tmp_path / "notices.xlsx", notices_workbook([row]).getvalue(), "re_employment_notices")
    search_waiting()
    officer = Account.objects.create_user("officer", role=Role.OFFICER, body=payer)
    lead = IdentityLead.objects.get(candidate__name_ja=recipient["name"], state="open")
    decide_lead(lead, account=officer, same=True, reason="The same company, by its corporate number.")
    found = result_of("T-METI")
    assert outcomes_of(found)["COI-19"].outcome == "flagged"
    match = Match.objects.get(assessment=found, finding__code="COI-19")
    assert f"{amount:,}" in match.statement_en
    other = result_of("T-MOD")
    assert outcomes_of(other)["COI-19"].outcome == "not_applicable"
