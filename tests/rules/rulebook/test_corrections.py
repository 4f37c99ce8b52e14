"""Corrections of the law stand in the rules: the article, how sure it is, and when it is looked at again.

A point that nobody has read is marked as from memory with a day of review, so that the rule's certainty follows.
"""

from typing import Final, NamedTuple

import pytest

from rules.engine.language.parameters import UNKNOWN
from rules.engine.language.syntax import Basis, Rule
from tests.rules.rulebook.test_sources import PARAMETERS, RULES

pytestmark = pytest.mark.bare


class Correction(NamedTuple):
    """A basis of a rule, and words of its note."""

    code: str
    law: str
    article: str
    words: str
    seen: bool = False


CORRECTIONS: Final = (
    Correction("COI-04", "national_public_service_ethics_code", "8", "given soon after the meal"),
    Correction("COI-05", "national_public_service_act", "106-4(2)", "Heads of offices and section chiefs are not"),
    Correction("COI-10", "national_public_service_act", "106-24", "heads of offices (office director) and above"),
    Correction("COI-10", "national_public_service_act", "106-24", "before they are taken (1), others without delay"),
    Correction("COI-11", "npa_rule_14_8", "14-8", "Most part-time staff are exempt from art. 103"),
    Correction("COL-02", "accounts_act", "29-3(5)", "the Digital Agency among them. Incorporated agencies and special"),
    Correction("COL-03", "accounts_act", "29-3(5)", "Incorporated agencies and special companies", seen=True),
    Correction("COL-13", "jftc_merger_guidelines", "safe harbour, share of 35 %", "A share alone is no ground"),
    Correction("COL-18", "bid_rigging_involvement_act", "2(5), 8", "an instruction on how to bid (i)", seen=True),
    Correction("COL-19", "budget_accounting_order", "70, 71", "alone bars nobody and is for information"),
    Correction("COL-20", "antimonopoly_act", "10", "those of the target with its subsidiaries"),
    Correction("LIT-01", "chans_procedure", "5", "when the supplier could reasonably have known"),
    Correction("LIT-03", "subsidy_act", "21-2", "a refused application nor for an order to return"),
    Correction("LIT-05", "administrative_complaint_review_act", "82", "the administrative appeal"),
    Correction("LIT-06", "civil_code", "724", "Since April 2020 the twenty years too are a prescription"),
    Correction("LIT-08", "cptpp", "9.12(6)", "do not apply to procurement"),
    Correction("LIT-11", "us_affiliates_rule", "2025-09-29", "votes do not count"),
    Correction("LIT-14", "foreign_exchange_act", "27-2", "No exemption for an unlisted company in a core sector"),
    Correction("LIT-14", "foreign_exchange_act", "27-2", "save a sovereign wealth fund"),
    Correction(
        "LIT-16", "critical_economic_security_information_act", "10", "is certified and has a contract", seen=True
    ),
)


def basis_of(given: Correction) -> Basis:
    """Return the one basis of the rule with this law, article and note."""
    (rule,) = (each for each in RULES if each.code == given.code)
    found = [each for each in rule.basis if (each.law, each.article) == (given.law, given.article)]
    (with_words,) = [each for each in found if each.note and given.words in each.note.en]
    return with_words


@pytest.mark.parametrize("given", CORRECTIONS, ids=lambda given: f"{given.code} {given.words[:20]}")
def test_a_correction_stands_and_what_was_not_read_is_looked_at_again(given: Correction) -> None:
    found = basis_of(given)
    assert (found.confidence == "memory", found.review_on is not None) == (not given.seen, not given.seen)


def rule_of(code: str) -> Rule:
    (found,) = (each for each in RULES if each.code == code)
    return found


def test_what_a_rule_does_not_read_is_said_where_it_says_when_it_is_silent() -> None:
    assert "has the contract is not read here" in rule_of("LIT-16").silent_when.en
    assert "契約を締結していることは判定しない" in rule_of("LIT-16").silent_when.ja
    assert "knew why or could reasonably have known" in rule_of("LIT-01").why.en


@pytest.mark.parametrize("category", ["central_goods", "central_services"])
def test_thresholds_before_april_2024_are_there_or_said_to_be_unknown(category: str) -> None:
    threshold = PARAMETERS.by_name["gpa_threshold_yen"]
    for on in ("2022-04-01", "2024-03-31"):
        entry = threshold.entry_at(on, category)
        assert entry is not None, on
        assert (entry.value, entry.confidence, entry.review_on is not None) == (15_000_000, "memory", True), on
    between = threshold.entry_at("2021-06-01", category)
    assert between is not None
    assert (between.value, between.review_on is not None) == (UNKNOWN, True)
