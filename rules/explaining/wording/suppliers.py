"""The office or person who can supply what a rule lacks, and the question of the proposal that asks for it.

One table by kind of fact, so that what is missing can be shown by who has it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Supplier(StrEnum):
    """An office or person that can supply missing data, in the order in which pages show them."""

    OFFICIALS = "officials"
    PERSONNEL = "personnel"
    SELECTION = "selection"
    PARTNER = "partner"
    BODY = "body"
    RULES = "rules"
    EDITORS = "editors"


LABELS: Final[dict[Supplier, Promise]] = {
    Supplier.OFFICIALS: _("The officials concerned"),
    Supplier.PERSONNEL: _("The personnel office of the body"),
    Supplier.SELECTION: _("The office that selects the partner"),
    Supplier.PARTNER: _("The partner company"),
    Supplier.BODY: _("The division that proposes the partnership"),
    Supplier.RULES: _("Nobody: it follows from another rule"),
    Supplier.EDITORS: _("The editors of the rulebook"),
}


@dataclass(frozen=True, slots=True)
class Supply:
    """The supplier of facts of a kind; `asked`: a kind of statement or a field of the proposal, empty for none."""

    supplier: Supplier
    asked: str = ""


def supplied_by(supplier: Supplier, **asked: str) -> dict[str, Supply]:
    """Return kinds of facts, by name, with the question that asks for each."""
    return {kind: Supply(supplier, question) for kind, question in asked.items()}


SUPPLIES: Final[dict[str, Supply]] = {
    **supplied_by(
        Supplier.OFFICIALS,
        declaration="declaration",
        close_person="kinship",
        contact="contact",
        job_offer="job_offer",
        joint_research="joint_research",
        reviewer_tie="joint_research",
        holds_stake="shareholding",
        securities_trade="securities_trade",
        company_post="advisory_role",
        benefit="benefit",
    ),
    **supplied_by(
        Supplier.PERSONNEL,
        official="officials",
        answers_to="appointment",
        appointment="appointment",
        body_seat="appointment",
        conduct="conduct",
        decision="decision",
        duty="duty",
        former_official="re_employment",
        in_service="appointment",
        interested_company="duty",
        joined_company="re_employment",
        left_service="appointment",
        old_interested_party="appointment",
        secondment="secondment",
        served_in="appointment",
        tie_in_office="appointment",
    ),
    **supplied_by(
        Supplier.SELECTION,
        award_published="selection",
        award_run="award",
        award_share="award",
        bid_ratio="bid",
        bid_restriction="bid_restriction",
        bid_rounds="bid",
        bidder="bid",
        bids_known="bid",
        choice_known="selection",
        complainant="bid",
        contracts_total="contracts_total",
        history_known="history_known",
        leads="leads",
        notice_period="selection",
        planned_contract="selection",
        private_proposal="selection",
        procurement_covered="selection",
        selection="selection",
        small_orders="award",
        tender_series="award",
        valid_bids="bid",
    ),
    **supplied_by(
        Supplier.PARTNER,
        association_member="association_member",
        clearance_check="clearance",
        core_infrastructure="infrastructure",
        export_item="export_item",
        exposure="exposure",
        foreign_acquisition="foreign_acquisition",
        in_common="contact_details",
        partner_outside_group="ownership_known",
        preservation_order="preservation_order",
        related_company="ownership_known",
        subcontract="subcontract",
        transaction="transaction",
    ),
    **supplied_by(
        Supplier.BODY,
        appeal="measure",
        co_sponsor="co_sponsors",
        competes="competitor",
        court_period="measure",
        exclusion="listing",
        harm="measure",
        joint_market="market",
        listed_party="listing",
        listing="listing",
        market_known="market_known",
        lead_side="seat",
        measure="measure",
        obligation="",
        participates="participants",
        past_order="listing",
        partnership="proposal",
        relocation_request="relocation_request",
        restricts="restricts_countries",
        sponsor_mandate="mandates_known",
        rival_dispute="dispute",
        treaty_cover="ownership_known",
    ),
    **supplied_by(Supplier.EDITORS, market_ratio="", market_screen=""),
    "finding": Supply(Supplier.RULES),
}


def supply_of(kind: str | None) -> Supply:
    """Return who can supply a kind of fact; the proposing division for one that the table does not know."""
    return SUPPLIES.get(kind or "", Supply(Supplier.BODY))
