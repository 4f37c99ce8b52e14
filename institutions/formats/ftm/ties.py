"""Statements as entities that link others, by kind; and the reasons why other kinds are left out.

It follows the published schemata (followthemoney.tech). A tie is usually one entity. An award also needs its contract,
and a dispute its case: these have the id of the tie followed by a word.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from institutions.exports.statements import ExportedStatement
from institutions.models import Party

Properties = dict[str, object]  # a text, a list of them, or None where it is not known

# These cannot be owned in parts: an asset in the model is a company.
ORGANIZATIONS: Final = frozenset({"non_profit", "university", "association"})
WHOLE: Final = 100


@dataclass(frozen=True, slots=True)
class LinkEntity:
    """One entity of a tie. `word` distinguishes it from others of the same tie; a `thing` has no days of its own."""

    schema: str
    properties: Properties
    word: str = ""
    thing: bool = False


def ownership_entities(each: ExportedStatement) -> Iterator[LinkEntity]:
    """Yield a holding with shares in per cent; votes have no property, so they are described in words."""
    company = each.party("company")
    if company and company.type in ORGANIZATIONS:
        ends: Properties = {"subject": each.values.get("holder"), "object": company.key}
        yield LinkEntity("UnknownLink", ends | {"role": "holds a share"})
        return
    share, votes = each.number("share_bp"), each.number("voting_bp")
    properties: Properties = {
        "owner": each.values.get("holder"),
        "asset": each.values.get("company"),
        "percentage": bp_as_percent(share) if share is not None else None,
        "summary": f"{bp_as_percent(votes)} % of the votes" if votes is not None else None,
        "ownershipType": each.text("vehicle"),
    }
    yield LinkEntity("Ownership", properties)


def directorship_entities(each: ExportedStatement) -> Iterator[LinkEntity]:
    """Yield a seat in a company."""
    seat: Properties = {"director": each.values.get("person"), "organization": each.values.get("company")}
    yield LinkEntity("Directorship", seat | {"role": each.text("post")})


ROLES: Final = {"advisory_role": "advisory role", "re_employment": "re-employment", "secondment": "secondment"}


def employment_entities(each: ExportedStatement) -> Iterator[LinkEntity]:
    """Yield a post for each employer; an unnamed post is called by its kind."""
    role = each.text("post") or ROLES.get(each.kind.name)
    person: Properties = {"employee": each.values.get("person"), "role": role}
    employers = [each.values[name] for name in ("company", "body") if each.values.get(name)]
    for number, employer in enumerate(employers):
        yield LinkEntity("Employment", person | {"employer": employer}, word="body" if number else "")


def membership_entities(each: ExportedStatement) -> Iterator[LinkEntity]:
    """Yield the seat of a body, company or person in a council, with its votes."""
    votes = each.number("votes")
    seat: Properties = {"member": each.values.get("holder"), "organization": each.values.get("body")}
    yield LinkEntity("Membership", seat | {"role": None if votes is None else f"votes: {votes}"})


def family_entities(each: ExportedStatement) -> Iterator[LinkEntity]:
    """Yield a kinship, with its type and degree as far as known."""
    degree = each.number("degree")
    words = [each.text("by"), f"degree {degree}" if degree else None]
    kin: Properties = {"person": each.values.get("person"), "relative": each.values.get("relative")}
    yield LinkEntity("Family", kin | {"relationship": ", ".join(word for word in words if word) or None})


def succession_entities(each: ExportedStatement) -> Iterator[LinkEntity]:
    """Yield the succession of a company to another's business."""
    both: Properties = {"predecessor": each.values.get("predecessor"), "successor": each.values.get("company")}
    yield LinkEntity("Succession", both | {"date": each.text("on")})


def representation_entities(each: ExportedStatement) -> Iterator[LinkEntity]:
    """Yield an adviser of a client."""
    yield LinkEntity("Representation", {"agent": each.values.get("company"), "client": each.values.get("client")})


def link_entities(each: ExportedStatement) -> Iterator[LinkEntity]:
    """Yield control or a group as a link with a role: the model has nothing better. Countries are no entities."""
    if above := each.party("controller") or each.party("parent"):
        by = each.text("by")
        role = f"controls ({by})" if by else "controls" if each.kind.name == "control" else "parent of the group"
        yield LinkEntity("UnknownLink", {"subject": above.key, "object": each.values.get("company"), "role": role})


def award_entities(each: ExportedStatement) -> Iterator[LinkEntity]:
    """Yield a contract of a body and its award to a company; amounts in yen."""
    title = each.text("subject") or "Contract"
    authority, site = each.values.get("body"), each.text("site")
    contract: Properties = {"title": title, "name": title, "authority": authority, "contractDate": each.text("on")}
    yield LinkEntity("Contract", contract | {"summary": site}, word="contract", thing=True)
    amount = each.number("amount_yen")
    won: Properties = {"supplier": each.values.get("company"), "contract": f"{each.record}-contract"}
    in_yen: Properties = {"amount": amount, "currency": None if amount is None else "JPY"}
    yield LinkEntity("ContractAward", won | in_yen | {"date": each.text("on")})


def sanction_entities(each: ExportedStatement) -> Iterator[LinkEntity]:
    """Yield the entry of a company on an official list."""
    word = each.text("list") or ""
    label = each.kind.by_name["list"].words.get(word)
    yield LinkEntity("Sanction", {"entity": each.values.get("company"), "program": label.en if label else word})


def dispute_entities(each: ExportedStatement) -> Iterator[LinkEntity]:
    """Yield a case, and its two sides."""
    sides = {name: each.party(name) for name in ("claimant", "respondent")}
    case: Properties = {
        "name": " v. ".join(case_party_name(party) for party in sides.values() if party),
        "court": each.text("forum"),
        "status": each.text("outcome"),
        "fileDate": each.text("opened_on"),
        "closeDate": each.text("closed_on"),
    }
    yield LinkEntity("CourtCase", case, thing=True)
    for role, party in sides.items():
        if party:
            yield LinkEntity("CourtCaseParty", {"case": each.record, "party": party.key, "role": role}, word=role)


TIES: Final[dict[str, Callable[[ExportedStatement], Iterable[LinkEntity]]]] = {
    "shareholding": ownership_entities,
    "directorship": directorship_entities,
    "ex_officio_seat": directorship_entities,
    "employment": employment_entities,
    "appointment": employment_entities,
    "advisory_role": employment_entities,
    "seat": membership_entities,
    "secondment": employment_entities,
    "re_employment": employment_entities,
    "kinship": family_entities,
    "succession": succession_entities,
    "engagement": representation_entities,
    "control": link_entities,
    "group": link_entities,
    "award": award_entities,
    "listing": sanction_entities,
    "dispute": dispute_entities,
}
OF_ONE_CASE: Final = "belongs to one partnership alone, and goes with it"
ONE_PARTY: Final = "says something of one party, and links it to no other"
NO_SCHEMA: Final = "the model has no entity for it"
# Every kind that is left out, with the reason.
UNMAPPED: Final = {
    **dict.fromkeys(("transaction", "contact", "recusal", "conduct", "subcontract", "clause"), OF_ONE_CASE),
    **dict.fromkeys(("relocation_request", "preservation_order", "infrastructure"), OF_ONE_CASE),
    **dict.fromkeys(("declaration", "ownership_known", "contact_details", "exposure", "export_item"), ONE_PARTY),
    **dict.fromkeys(("clearance", "market", "market_known", "history_known", "mandates_known"), ONE_PARTY),
    "budget_line": ONE_PARTY,
    "delegation": NO_SCHEMA,
    "posting": "names neither the people nor, at times, where they come from",
    **dict.fromkeys(("duty", "decision", "contracts_total", "job_offer", "joint_research"), NO_SCHEMA),
    **dict.fromkeys(("bid_restriction", "benefit", "securities_trade", "competitor", "bid"), NO_SCHEMA),
    **dict.fromkeys(("measure", "investment", "foreign_acquisition"), NO_SCHEMA),
    "call": "a call of the model is for a partnership's own process, which ocds holds",
    "association_member": "the association is a name here, and no party",
}


def case_party_name(party: Party) -> str:
    """Return the name of a party for the title of a case."""
    return party.name_ja or party.name_en or party.name_kana or party.key


def bp_as_percent(basis_points: int) -> str:
    """Return basis points as exact per cent."""
    return f"{basis_points / WHOLE:g}"
