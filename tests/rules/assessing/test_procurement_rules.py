"""From a document to what the rules on contracts say of it: by a precheck, and once it is registered."""

from typing import Any

import pytest

from institutions.drafts.check import check_document
from institutions.models import GovernmentBody
from rules.assessing.attempt import run_assessment
from rules.assessing.claim import claim
from rules.assessing.result import result_json
from rules.assessing.run import assess_case
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.gathering.from_draft import gather_draft
from rules.models import Assessment
from tests.documents import small
from tests.rules.assessing.documents import asked

pytestmark = pytest.mark.usefixtures("meti")

Json = dict[str, Any]  # Any: a document or an answer, plain JSON


@pytest.fixture
def central(meti: GovernmentBody) -> None:
    """Make METI a central body under the GPA, as in the seed."""
    meti.gpa_class = "central"
    meti.save()


def answer(**changes: Any) -> Json:
    """Return the result for the small document with changes; it is the same before and after registration."""
    draft = check_document(small(reference="P-1", assess_as_of="2026-06-20", **changes))
    before = assess_case(gather_draft(draft), current_rulebook()).to_json()
    taken = claim(asked("P-1", **changes).pk)
    assert taken is not None
    run_assessment(taken)
    after: Json = result_json(Assessment.objects.get(pk=taken.job.pk))
    assert after["outcomes"] == before["outcomes"]
    return after


def prechecked(code: str, **changes: Any) -> str:
    """Return the outcome of one rule in a precheck."""
    draft = check_document(small(reference="P-2", assess_as_of="2026-06-20", **changes))
    return assess_case(gather_draft(draft), current_rulebook()).outcomes[code].outcome


def selection(**given: Any) -> Json:
    return {"method": "open", "object": "goods", **given}


def severities(found: Json, code: str) -> list[str]:
    return [each["severity"] for each in found["findings"] if each["code"] == code]


@pytest.mark.usefixtures("central")
def test_a_negotiated_contract_of_gpa_size_asks_for_the_consultation_and_names_the_threshold() -> None:
    lots = selection(method="negotiated", reserve_price_yen=15_000_000, lots_total_yen=20_000_000, legal_ground=None)
    found = answer(selection=lots)
    assert found["outcomes"]["COL-05"] == "flagged"
    (finding,) = [each for each in found["findings"] if each["code"] == "COL-05"]
    assert "20,000,000 yen" in finding["statement"]["en"]
    assert "gpa_threshold_yen" in str(finding["parameters"])


@pytest.mark.usefixtures("central")
def test_a_contract_of_gpa_size_is_clear_once_the_ministry_was_consulted() -> None:
    lots = selection(method="negotiated", lots_total_yen=20_000_000, mof_consulted=True)
    assert answer(selection=lots)["outcomes"]["COL-05"] == "clear"


def test_without_the_class_of_the_body_a_contract_of_gpa_size_cannot_be_assessed() -> None:
    found = answer(selection=selection(method="negotiated", lots_total_yen=20_000_000))
    assert found["outcomes"]["COL-05"] == "not_assessable"
    assert any("gpa_class(body=METI)" in each for each in found["missing"]["COL-05"])


@pytest.mark.parametrize(("price", "outcome"), [(3_000_000, "clear"), (3_000_001, "flagged")])
def test_a_small_value_contract_is_measured_by_its_reserve_price(price: int, outcome: str) -> None:
    given = selection(method="small_value", reserve_price_yen=price, price_includes_tax=True)
    assert answer(selection=given)["outcomes"]["COL-03"] == outcome


@pytest.mark.parametrize(
    ("price", "outcome"), [(2_727_273, "clear"), (3_000_000, "not_assessable"), (3_000_001, "flagged")]
)
def test_whether_tax_is_in_the_price_is_asked_for_only_where_it_decides(price: int, outcome: str) -> None:
    found = answer(selection=selection(method="small_value", reserve_price_yen=price))
    assert found["outcomes"]["COL-03"] == outcome
    assert any("price_includes_tax" in each for each in found["missing"].get("COL-03", ())) is (
        outcome == "not_assessable"
    )


@pytest.mark.usefixtures("central")
@pytest.mark.parametrize(("price", "outcome"), [(19_999_999, "not_assessable"), (20_000_000, "flagged")])
def test_a_later_lot_asks_for_the_total_of_all_lots_unless_it_reaches_the_threshold_itself(
    price: int, outcome: str
) -> None:
    found = answer(selection=selection(method="negotiated", reserve_price_yen=price, later_lot=True))
    assert found["outcomes"]["COL-05"] == outcome
    assert any("lots_total_yen" in each for each in found["missing"].get("COL-05", ())) is (outcome == "not_assessable")


@pytest.mark.usefixtures("central")
@pytest.mark.parametrize(("closed_on", "severity"), [("2026-06-09", "medium"), ("2026-06-10", "info")])
def test_the_notice_is_counted_from_the_opening_of_the_call(closed_on: str, severity: str) -> None:
    given = selection(opened_on="2026-05-01", closed_on=closed_on, lots_total_yen=20_000_000)
    assert severities(answer(selection=given), "COL-06") == [severity]


def test_a_proposal_that_a_parent_company_made_is_found_by_its_holding() -> None:
    owner = {"key": "oya", "name": {"en": "Oya Holdings"}}
    holding = {"kind": "shareholding", "holder": "oya", "company": "hikari", "share_bp": 6000}
    companies, statements = [*small()["companies"], owner], [*small()["statements"], holding]
    proposed = selection(method="negotiated", proposer="oya")
    found = answer(selection=proposed, companies=companies, statements=statements)
    assert found["outcomes"]["COL-16"] == "flagged"
    assert prechecked("COL-16", selection={**proposed, "proposer": None}) == "not_applicable"


def test_a_private_finance_initiative_publishes_its_evaluation_after_the_award() -> None:
    given = selection(awarded_on="2026-06-18", evaluation_published=False, contract_published=True, object="research")
    assert answer(selection=given, scheme="pfi")["outcomes"]["COL-17"] == "flagged"


def test_a_company_takes_over_the_exclusion_of_its_predecessor() -> None:
    statements = [
        {"kind": "succession", "company": "hikari", "predecessor": "kita", "on": "2025-10-01"},
        {"kind": "listing", "company": "kita", "list": "exclusion_from_tender", "from": "2023-06-20"},
    ]
    found = answer(statements=statements)
    assert severities(found, "COL-19") == ["critical"]


@pytest.mark.parametrize(("price", "outcome"), [(3_000_000, "not_assessable"), (3_000_001, "flagged")])
def test_orders_that_a_document_states_are_added_up(price: int, outcome: str) -> None:
    orders = [
        {"kind": "award", "company": company, "body": "METI", "object": "goods", "amount_yen": amount, "on": on}
        for company, amount, on in (("hikari", 2_000_000, "2025-06-10"), ("kita", price - 2_000_000, "2026-06-10"))
    ]
    group = {"kind": "group", "company": "kita", "parent": "hikari"}
    assert prechecked("COL-04", statements=[*orders, group]) == outcome


def test_a_planned_acquisition_of_this_size_asks_for_the_notice() -> None:
    deal = {
        "kind": "transaction",
        "acquirer": "hikari",
        "target": "kita",
        "acquirer_group_sales_yen": 20_000_000_001,
        "target_sales_yen": 5_000_000_001,
        "votes_before_bp": 2000,
        "votes_after_bp": 2001,
    }
    assert answer(statements=[deal])["outcomes"]["COL-20"] == "flagged"
    assert prechecked("COL-20", statements=[{**deal, "notified": True}]) == "clear"
