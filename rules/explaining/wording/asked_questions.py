"""The question of the proposal that asks for a missing item: a field of the document, or a kind of statement.

The id of a fact that stands for missing data names it, such as `selection(proposer)` or `ownership_known(company=…)`.
Else the field of the fact tells, which is often read from a field of another name; else the kind of fact.
"""

import re
from collections.abc import Mapping
from typing import Final

from institutions.kinds import KINDS
from institutions.kinds.document import SELECTION
from institutions.kinds.statement import COMMON_BY_NAME
from rules.explaining.wording.suppliers import supply_of

NAMED: Final = re.compile(r"(\w+)\((\w*)")  # the beginning of the id of a fact that stands for missing data
EXCLUDED: Final = re.compile(r"complainant:.*:measure:")  # that of a supplier that a measure kept out
OF_OTHERS: Final = frozenset({"treaty", "gpa_class"})  # what no proposal states of a country or a body
# By fact and field: what is asked for instead, where it has another name in the document, or follows from it.
READ_FROM: Final[Mapping[tuple[str, str], str]] = {
    ("award_published", "awarded"): "selection/awarded_on",
    ("choice_known", ""): "selection/awarded_on",  # the fact as a whole
    ("notice_period", "days"): "selection/notice_days",
    ("notice_period", "value_yen"): "proposal/value_yen",
    ("planned_contract", "price_yen"): "selection/reserve_price_yen",
    ("planned_contract", "price_with_tax_yen"): "selection/tax",
    ("planned_contract", "price_includes_tax"): "selection/tax",
    ("planned_contract", "at_most_yen"): "selection/reserve_price_yen",
    ("private_proposal", "call_days"): "selection/notice_days",
    ("private_proposal", "won"): "selection/proposer",
    ("private_proposal", "partner"): "selection/proposer",
    ("private_proposal", "competing_bids"): "bid",
    ("procurement_covered", "value_yen"): "proposal/value_yen",
    ("procurement_covered", "covered"): "",
    ("procurement_covered", "category"): "",
    ("notice_period", "category"): "",
    ("planned_contract", "local"): "",
    ("selection", "several_bid"): "bid",
    ("bid_ratio", "ratio_bp"): "selection/reserve_price_yen",
    ("bid_rounds", "rounds"): "bid/round",
    ("bid_rounds", "same_lowest"): "bid/amount_yen",
    ("bid_rounds", "smallest_gap_bp"): "bid/amount_yen",
    ("bidder", "valid"): "bid/status",
    ("valid_bids", "count"): "bid/status",
    ("complainant", "known_on"): "bid/informed_on",
    ("restricts", "country"): "restricts_countries",
    ("measure", "kind"): "measure/type",
    ("measure", "lasted_until_on"): "measure/until",
    ("benefit", "kind"): "benefit/type",
    ("benefit", "quarter_ends_on"): "benefit/on",
    ("benefit", "prior_notice"): "benefit/notified_on",
    ("conduct", "kind"): "conduct/type",
    ("conduct", "evidenced"): "conduct/evidence",
    ("conduct", "published"): "conduct/information_published",
    ("contact", "about_case"): "contact/about",
    ("decision", "concerns_case"): "decision/concerns_this_partnership",
    ("declaration", "verified"): "declaration/verified_by",
    ("exclusion", "from_on"): "listing/from",
    ("exclusion", "until_on"): "listing/until",
    ("past_order", "ordered_on"): "listing/from",
    ("export_item", "destination_group"): "export_item/destination",
    ("company_post", "approved"): "directorship/approved",
    ("company_post", "paid"): "directorship/paid",
    ("company_post", "responsible"): "employment/responsible",
    ("company_post", "company_type"): "companies/type",
    ("joined_company", "company_type"): "companies/type",
    ("tie_in_office", "company_type"): "companies/type",
    ("tie_in_office", "notified"): "directorship/notified",
    ("tie_in_office", "paid"): "directorship/paid",
    ("tie_in_office", "in_trust"): "shareholding/in_trust",
    ("tie_in_office", "vehicle"): "shareholding/vehicle",
    ("foreign_acquisition", "listed"): "companies/listed",
    ("body_seat", "disclosed"): "advisory_role/disclosed",
    ("body_seat", "plenary_only"): "advisory_role/plenary_only",
}


def question_about(kind: str | None, fact: str = "", field: str = "") -> str:
    """Return what is asked for, such as `declaration`, `bid/amount_yen`, `selection/proposer`; empty for nothing.

    `kind` and `fact`: the type and the id of the fact of which the field is missing.
    """
    supplied = READ_FROM.get((kind or "", ""), supply_of(kind).asked)
    if named := NAMED.match(fact):
        return question_named(named[1], named[2], supplied)
    if not field:
        return supplied
    if EXCLUDED.match(fact):
        return "measure/known_on"
    asked = READ_FROM.get((kind or "", field))
    if asked is not None:
        return asked
    return f"{supplied}/{field}" if supplied and is_asked(supplied, field) else supplied


def question_named(name: str, what: str, supplied: str) -> str:
    """Return the question that the id of a fact names, as in `selection(proposer)` and `bid(company=…)`."""
    if name in OF_OTHERS:
        return ""
    if name == SELECTION.name:
        return f"selection/{what}"
    if name == "partnership":
        return what
    if name == "principal_investigator":
        return f"participants/{name}"
    return name if name in KINDS else supplied


def is_asked(name: str, field: str) -> bool:
    """Return whether the field is one of a kind of statement, or of an object of the document, or may be."""
    return name not in KINDS or field in KINDS[name].by_name or field in COMMON_BY_NAME
