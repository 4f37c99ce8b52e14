"""A grant never lacks what only a public contract has, and a finding that rests on stated data stays."""

from typing import Any, Final

import pytest

from institutions.kinds.document import WITHOUT_PROCUREMENT
from institutions.kinds.words import METHODS
from institutions.models import GovernmentBody
from rules.assessing.attempt import run_assessment
from rules.assessing.claim import claim
from rules.assessing.result import result_json
from rules.engine.language.statements import Language
from rules.explaining.wording.findings import outcome_rows
from rules.models import Assessment, Outcome
from rules.models.outcome_reading import outcomes_of
from rules.web.pages.form.questions.selection import METHODS_WITHOUT_PROCUREMENT, SCHEMES_OF
from tests.rules.assessing.documents import registered

Json = dict[str, Any]
AS_TOLD: Final[Json] = {"opened_on": "2026-01-05", "closed_on": "2026-03-05", "awarded_on": "2026-03-10"}
APPLIED: Final = [
    {"kind": "bid", "company": each, "on": "2026-03-01", "status": "valid"} for each in ("hikari", "kita")
]
# The fields of facts that are read from fields of the selection that a contract alone is asked for.
DERIVED: Final = {"days", "category", "covered", "price_yen", "price_with_tax_yen", "at_most_yen", "lots_total_yen"}
OF_CONTRACTS: Final = {f"selection/{each}" for each in {*SCHEMES_OF, *DERIVED} - {"advantage_published"}}


@pytest.fixture(autouse=True)
def sponsor(meti: GovernmentBody, digital_agency: GovernmentBody) -> None:
    """Let METI be of a class of the agreement, as it is in the register."""
    GovernmentBody.objects.filter(pk=meti.pk).update(gpa_class="central")


def assessed(scheme: str, statements: list[Json], **selection: Any) -> Assessment:
    submission = registered(
        "P-1",
        scheme=scheme,
        value_yen=500_000_000,
        selection={"object": "goods", **selection},
        statements=statements,
    )
    assessment = Assessment.objects.get(submission=submission)
    claimed = claim(assessment.pk)
    assert claimed is not None
    run_assessment(claimed)
    assessment.refresh_from_db()
    return assessment


def lacking(assessment: Assessment) -> dict[str, set[str]]:
    """Return by rule what it asks for: the questions of the form, or the words of what has none."""
    rows = outcome_rows(assessment, "en", sensitive=True)["not_assessable"]
    return {row["code"]: {need["asked"] or need["text"] for need in row["needs"]} for row in rows}


CONTRADICTION: Final = {
    "negotiated": {"COL-02", "COL-05"},
    "designated": {"COL-03"},
    "small_value": {"COL-03"},
}  # by method of contracts: the rules that judge it


@pytest.mark.django_db
@pytest.mark.parametrize("scheme", sorted(WITHOUT_PROCUREMENT))
@pytest.mark.parametrize("method", sorted(CONTRADICTION))
@pytest.mark.parametrize(("stated", "bids"), [({}, []), (AS_TOLD, APPLIED)], ids=["nothing", "as asked"])
def test_a_method_of_contracts_is_neither_judged_nor_asked_about_but_called_contradictory(
    scheme: str, method: str, stated: Json, bids: list[Json]
) -> None:
    found = assessed(scheme, bids, method=method, **stated)
    asked = lacking(found)
    naming = {code for code, questions in asked.items() if "selection/method" in questions}
    assert naming == CONTRADICTION[method]
    for code in naming:
        assert asked[code] == {"selection/method"}
    assert {code: each & OF_CONTRACTS for code, each in asked.items() if each & OF_CONTRACTS} == {}
    not_asked = {"COL-06", "COL-08", "COL-17", "COL-21", "COL-22", "COL-23", "LIT-01"}
    assert not asked.keys() & not_asked
    outcomes = outcomes_of(found)
    assert not [code for code in (*naming, *not_asked) if outcomes[code].outcome == Outcome.FLAGGED]
    (remark,) = found.remarks
    assert (remark["code"], remark["parameters"]["method"]) == ("remark.scheme_and_method", label_json(method))


def label_json(method: str) -> Json:
    return {"en": METHODS[method].en, "ja": METHODS[method].ja}


@pytest.mark.django_db
def test_the_missing_item_says_in_both_languages_that_scheme_and_method_contradict_each_other() -> None:
    found = assessed("grant", [], method="negotiated")
    texts: dict[Language, str] = {
        "en": "Scheme and method of the selection contradict each other: correct one of them",
        "ja": "方式と契約方式の矛盾（いずれかの訂正を要する）",
    }
    for language, text in texts.items():
        rows = outcome_rows(found, language, sensitive=True)["not_assessable"]
        assert [row["missing"] for row in rows if row["code"] in ("COL-02", "COL-05")] == [[text], [text]]
    assert "legal_ground" in str(result_json(found)["missing"]["COL-02"]), "for a program, the field"


@pytest.mark.django_db
def test_a_negotiated_grant_that_relies_on_no_ground_is_found_and_called_contradictory() -> None:
    found = assessed("grant", [], method="negotiated", legal_ground=None, mof_consulted=False)
    outcomes = outcomes_of(found)
    assert {outcomes[code].outcome for code in ("COL-02", "COL-05")} == {Outcome.FLAGGED}
    assert [each["code"] for each in found.remarks] == ["remark.scheme_and_method"]


@pytest.mark.django_db
@pytest.mark.parametrize("method", sorted(CONTRADICTION))
def test_what_such_a_grant_states_of_a_contract_is_looked_at_whatever_its_method(method: str) -> None:
    """The notice of the award, its period, and since when somebody knows that they were left out."""
    lost = {"kind": "bid", "company": "kita", "on": "2026-03-01", "status": "valid", "informed_on": "2026-03-12"}
    found = assessed("grant", [lost], method=method, notice_days=3, award_notified_on=None, awarded_on="2025-03-10")
    outcomes = outcomes_of(found)
    assert outcomes["COL-17"].outcome == Outcome.FLAGGED
    assert not [code for code in ("COL-06", "LIT-01") if outcomes[code].outcome == Outcome.NOT_ASSESSABLE]


@pytest.mark.django_db
def test_a_small_order_called_a_grant_is_compared_with_its_limit_only_by_a_price_that_is_stated() -> None:
    flagged = assessed("grant", [], method="small_value", reserve_price_yen=9_000_000, tax="included")
    assert outcomes_of(flagged)["COL-03"].outcome == Outcome.FLAGGED


@pytest.mark.django_db
@pytest.mark.parametrize("scheme", ["procurement", "joint_research"])
def test_a_method_of_contracts_contradicts_no_contract(scheme: str) -> None:
    found = assessed(scheme, [], method="negotiated")
    assert found.remarks == []
    assert "selection/legal_ground" in lacking(found)["COL-02"]


@pytest.mark.django_db
@pytest.mark.parametrize("scheme", sorted(WITHOUT_PROCUREMENT))
@pytest.mark.parametrize("method", METHODS_WITHOUT_PROCUREMENT)
@pytest.mark.parametrize(("stated", "bids"), [({}, []), (AS_TOLD, APPLIED)], ids=["nothing", "as asked"])
def test_what_procures_nothing_never_lacks_what_contracts_have(
    scheme: str, method: str, stated: Json, bids: list[Json]
) -> None:
    asked = lacking(assessed(scheme, bids, method=method, **stated))
    assert {code: found & OF_CONTRACTS for code, found in asked.items() if found & OF_CONTRACTS} == {}
    assert not asked.keys() & {"COL-03", "COL-05", "COL-06", "COL-08", "COL-17", "COL-21", "COL-22", "COL-23", "LIT-01"}


@pytest.mark.django_db
def test_a_procurement_by_open_call_is_asked_for_all_of_it() -> None:
    asked = lacking(assessed("procurement", [], method="open"))
    assert {"COL-06", "COL-08", "COL-17", "COL-21", "COL-22", "COL-23", "LIT-01"} <= asked.keys()
    assert OF_CONTRACTS & {question for found in asked.values() for question in found}


@pytest.mark.django_db
def test_joint_research_by_open_call_is_never_asked_for_a_reserve_price() -> None:
    asked = lacking(assessed("joint_research", [], method="open"))
    assert not asked.keys() & {"COL-08", "COL-21", "COL-22", "COL-23"}
    assert "COL-06" in asked, "it may be a contract, which has a period of notice"


@pytest.mark.django_db
def test_what_a_grant_states_of_a_contract_is_found_as_in_one() -> None:
    told = [{**APPLIED[0], "amount_yen": 98_000_000}, {**APPLIED[1], "amount_yen": 99_000_000}]
    told[1]["informed_on"] = "2026-06-12"
    given: Json = {"notice_days": 4, "opened_on": "2026-03-01", "awarded_on": "2026-03-10"}
    of_contracts: Json = {"reserve_price_yen": 100_000_000, "award_notified_on": None}
    outcomes = outcomes_of(assessed("grant", told, method="open", **given, **of_contracts))
    assert {outcomes[code].outcome for code in ("COL-06", "COL-08", "COL-17", "LIT-01")} == {Outcome.FLAGGED}


@pytest.mark.django_db
def test_a_proposer_that_nobody_stated_is_asked_for_and_not_what_follows_from_it() -> None:
    rows = outcome_rows(assessed("grant", [], method="open"), "en", sensitive=True)["not_assessable"]
    needs = {row["code"]: [(need["text"], need["asked"]) for need in row["needs"]] for row in rows}
    assert needs["COL-16"] == [("Selection of the partner: proposer", "selection/proposer")]
