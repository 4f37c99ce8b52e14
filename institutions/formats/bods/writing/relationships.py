"""Shareholdings, control and seats as relationship records with their interests."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

from institutions.exports.statements import ExportedStatement
from institutions.formats.bods.writing.parties import country_record, party_record

Json = dict[str, Any]  # Any: an object of BODS
WHOLE: Final = 100
DIRECTNESS: Final = {"direct": "direct", "fund": "indirect", "blind_trust": "indirect"}


def relationship_details(each: ExportedStatement) -> Json:
    """Return the details of a relationship record: who has which interests in whom."""
    holder, interests = TIES[each.kind.name](each)
    return {"subject": end_record(each, "company"), "interestedParty": holder, "interests": interests}


def end_record(each: ExportedStatement, field: str) -> str:
    """Return the record of the party in a field, or of the country in its place."""
    party = each.party(field)
    return party_record(party) if party else country_record(each.text(field) or "")


def holding_interests(each: ExportedStatement) -> tuple[str, list[Json]]:
    """Return a holding's owner and interests: shares and votes are two; if both are unknown, one without a share."""
    shares = {"shareholding": each.number("share_bp"), "votingRights": each.number("voting_bp")}
    known = {word: share for word, share in shares.items() if share is not None}
    words: dict[str, int | None] = {**known} or {"shareholding": None}
    directness = DIRECTNESS.get(each.text("vehicle") or "", "unknown")
    if each.values.get("in_trust") is True:
        directness = "indirect"
    interests = [bods_interest(each, word, directness) | bods_share(share) for word, share in words.items()]
    return end_record(each, "holder"), interests


def control_interests(each: ExportedStatement) -> tuple[str, list[Json]]:
    """Return the controller and the interest: control through the board has its own type, other grounds are details."""
    by = each.text("by")
    word = "appointmentOfBoard" if by == "board" else "otherInfluenceOrControl"
    details = {"details": f"control by {by}"} if by and by not in ("board", "state") else {}
    return end_record(each, "controller"), [bods_interest(each, word, "unknown") | details]


def seat_interests(each: ExportedStatement) -> tuple[str, list[Json]]:
    """Return the director and the seat, with the name of the post."""
    post = each.text("post")
    return end_record(each, "person"), [
        bods_interest(each, "boardMember", "direct") | ({"details": post} if post else {})
    ]


TIES: Final[dict[str, Callable[[ExportedStatement], tuple[str, list[Json]]]]] = {
    "shareholding": holding_interests,
    "control": control_interests,
    "directorship": seat_interests,
}
# Every kind that is left out, with the reason.
_OTHER_TIE: Final = "is a tie of another sort than an interest in an entity"
_NO_TIE: Final = "is no tie between a party and an entity in which it has an interest"
_OF_ONE_CASE: Final = "belongs to one partnership alone, and goes with it"
UNMAPPED: Final = {
    **dict.fromkeys(("transaction", "contact", "recusal", "conduct", "subcontract", "clause"), _OF_ONE_CASE),
    **dict.fromkeys(("relocation_request", "preservation_order", "infrastructure"), _OF_ONE_CASE),
    **dict.fromkeys(("appointment", "duty", "employment", "advisory_role", "secondment", "kinship"), _OTHER_TIE),
    **dict.fromkeys(("engagement", "succession", "association_member", "re_employment", "job_offer"), _OTHER_TIE),
    **dict.fromkeys(("benefit", "decision", "contracts_total", "joint_research", "bid_restriction"), _OTHER_TIE),
    **dict.fromkeys(("declaration", "ownership_known", "contact_details", "exposure", "export_item"), _NO_TIE),
    **dict.fromkeys(("clearance", "market", "market_known", "history_known", "competitor", "listing"), _NO_TIE),
    **dict.fromkeys(("mandates_known", "budget_line"), _NO_TIE),
    **dict.fromkeys(("seat", "posting", "delegation"), _OTHER_TIE),
    **dict.fromkeys(("call", "bid", "award", "measure", "dispute"), _NO_TIE),
    "ex_officio_seat": "is held for the office, so it is no interest of the person",
    "securities_trade": "is an act on a day; what is held after it is a shareholding",
    "group": "says neither by whom nor through what a company is controlled, only that it belongs to a group",
    "investment": "may be of a country, in assets or in contracts, and names no share of a company",
    "foreign_acquisition": "is an act that may not have been done yet",
}


def bods_interest(each: ExportedStatement, word: str, directness: str) -> Json:
    """Return one interest with its days. `endDate` is the day from which it no longer exists."""
    found: Json = {"type": word, "directOrIndirect": directness}
    if each.row.from_on:
        found["startDate"] = each.row.from_on.isoformat()
    if each.row.until_on and each.row.until_on < date.max:
        found["endDate"] = (each.row.until_on + timedelta(days=1)).isoformat()
    return found


def bods_share(basis_points: int | None) -> Json:
    """Return an exact share in per cent; empty if it is unknown."""
    if basis_points is None:
        return {}
    whole, rest = divmod(basis_points, WHOLE)
    return {"share": {"exact": whole if rest == 0 else basis_points / WHOLE}}
