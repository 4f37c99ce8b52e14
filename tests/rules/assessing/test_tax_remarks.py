"""Remarks of findings on consumption tax, on pages and over REST, and their replay."""

from typing import Any

import pytest
from django.utils.translation import override

from institutions.drafts.check import check_document
from institutions.models import GovernmentBody
from rules.assessing.attempt import run_assessment
from rules.assessing.claim import claim
from rules.assessing.replay import replay_assessment
from rules.assessing.result import result_json
from rules.assessing.run import assess_case
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.explaining.wording.evidence import evidence_lines
from rules.facts.gathering.from_draft import gather_draft
from rules.models import Assessment
from tests.documents import small
from tests.every import every
from tests.rules.assessing.documents import asked

pytestmark = pytest.mark.usefixtures("meti")
Json = dict[str, Any]  # Any: a document or an answer, plain JSON
PRICE = {"method": "open", "object": "goods", "reserve_price_yen": 11_000_000}


def bids(**tax: str) -> list[Json]:
    return [
        {"kind": "bid", "company": company, "amount_yen": yen, "on": "2026-06-10", "status": "valid", **tax}
        for company, yen in (("hikari", 10_000_000), ("kita", 10_500_000))
    ]


def finding(code: str = "COL-08", **changes: Any) -> Json:
    """Return the one finding of a rule about the small document with changes."""
    draft = check_document(small(reference="P-1", assess_as_of="2026-06-20", **changes))
    answer = assess_case(gather_draft(draft), current_rulebook()).to_json()
    (found,) = [each for each in answer["findings"] if each["code"] == code]
    return dict(found)


def ratio_in(found: Json) -> Json:
    (entry,) = [each for each in found["evidence"] if each["fact"] == "bid_ratio"]
    return dict(entry)


def test_a_finding_says_that_tax_was_added_and_at_which_rate() -> None:
    found = finding(selection={**PRICE, "tax": "included"}, statements=bids(tax="excluded"))
    assert found["statement"]["en"].endswith(
        "Valid bids: 2. Consumption tax is added to the amounts that are stated without it."
    )
    assert found["statement"]["ja"].endswith("税抜きで記載された金額には、消費税を加えている。")
    rate = found["parameters"]["consumption_tax_bp"]
    assert (rate["value"], rate["on"], rate["law"]) == (1_000, "2026-06-10", "consumption_tax_act")
    assert "tax_not_stated" not in ratio_in(found)


def test_the_tax_of_the_document_is_that_of_every_amount_that_does_not_say_its_own() -> None:
    found = finding(tax="excluded", selection={**PRICE, "tax": "included"}, statements=bids())
    assert (ratio_in(found)["bid_tax"], ratio_in(found)["ratio_bp"]) == ("excluded", 10_000)
    found = finding(tax="included", selection=PRICE, statements=bids())
    assert (ratio_in(found)["bid_tax"], ratio_in(found)["reserve_tax"]) == ("included", "included")
    assert found["statement"]["en"].endswith("Valid bids: 2.")


@pytest.mark.parametrize(
    ("language", "remark", "label", "said"),
    [
        (
            "en",
            "The amounts are compared as stated: it is not stated for each whether consumption tax is included.",
            "Share of the reserve price",
            "90.9% (it is not stated whether consumption tax is included)",
        ),
        (
            "ja",
            "金額は、消費税を含むか否かの記載がないものがあるため、記載のとおり比較している。",
            "予定価格に対する割合",
            "90.9%（消費税を含むか否かの記載がない。）",
        ),
    ],
)
def test_a_finding_says_where_it_is_not_stated_whether_tax_is_included(
    language: Any, remark: str, label: str, said: str
) -> None:
    found = finding(selection={**PRICE, "reserve_price_yen": 11_000_000}, statements=bids(tax="excluded"))
    assert found["statement"][language].endswith(remark)
    assert ratio_in(found)["tax_not_stated"] == ["ratio_bp"]
    with override(language):
        lines = evidence_lines(found["evidence"], language)
    assert said in [value.text for line in lines for value in line.values if value.label == label]


AS_STATED = {
    "en": " The amounts are compared as stated: it is not stated for each whether consumption tax is included.",
    "ja": "金額は、消費税を含むか否かの記載がないものがあるため、記載のとおり比較している。",
}
OPEN = {"method": "open", "object": "goods", "reserve_price_yen": 30_000_000}
NEGOTIATED = {**OPEN, "method": "negotiated", "legal_ground": "accounts_act_29_3_4", "mof_consulted": False}
LOSER: Json = {"kind": "bid", "company": "kita", "amount_yen": 31_000_000, "informed_on": "2026-06-18"}
ABOVE_A_THRESHOLD: dict[str, Json] = {  # by rule, what makes it flag a contract above the threshold of the GPA
    "COL-05": {"selection": NEGOTIATED},
    "COL-06": {"selection": {**OPEN, "notice_days": 20}},
    "COL-17": {"selection": {**OPEN, "awarded_on": "2026-01-15", "award_notified_on": None}},
    "LIT-01": {"selection": OPEN, "statements": [{**LOSER, "on": "2026-06-10", "status": "disqualified"}]},
}


@every("code", ABOVE_A_THRESHOLD)
def test_a_finding_above_a_threshold_says_where_tax_is_not_stated(meti: GovernmentBody, code: str) -> None:
    GovernmentBody.objects.filter(pk=meti.pk).update(gpa_class="central")
    given = ABOVE_A_THRESHOLD[code]
    said = {
        tax: finding(code, **given, **({"tax": tax} if tax else {}))["statement"]
        for tax in (None, "included", "excluded")
    }
    for language, remark in AS_STATED.items():
        assert said[None][language] == said["included"][language] + remark
        assert remark not in said["excluded"][language]


def test_what_was_said_of_tax_is_replayed() -> None:
    for reference, tax in (("P-1", {}), ("P-2", {"tax": "excluded"})):
        selection = {**PRICE, "tax": "included"}
        taken = claim(asked(reference, selection=selection, statements=bids(**tax)).pk)
        assert taken is not None
        run_assessment(taken)
        assessment = Assessment.objects.get(pk=taken.job.pk)
        assert "COL-08" in {each["code"] for each in result_json(assessment)["findings"]}, reference
        assert replay_assessment(assessment).differences == (), reference
