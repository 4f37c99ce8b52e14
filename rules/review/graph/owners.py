"""Owners of a partner that a picture must not leave out: in control of it, or with a third of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from rules.review.graph.model import CASE, Graph, GraphStatement

A_THIRD: Final = 3  # one part of so many; our own limit, for the picture alone: no rule reads it
ALL_BP: Final = 10_000
LEAD: Final = "lead_partner"
OWNER: Final[Mapping[str, tuple[str, str]]] = {  # the owner and the company: the fields of each fact of ownership
    "holds_stake": ("holder", "company"),
    "foreign_acquisition": ("investor", "company"),
    "listed_party": ("party", "company"),
    "treaty_cover": ("investor", "company"),
    "related_company": ("other", "company"),
}


@dataclass(frozen=True, slots=True)
class OwnerLink:
    """One owner of a company, with its share in basis points, as far as it is known. Control counts as all of it."""

    owner: str
    company: str
    share_bp: int


def partners_in(graph: Graph, *, lead: bool) -> list[str]:
    """Return the companies that take part as lead partner, or in any other role."""
    parts = [each.entry for each in graph.statements if each.kind == "participates"]
    return [entry["company"] for entry in parts if (entry.get("role") == LEAD) == lead and entry.get("company")]


def owners_above(graph: Graph, companies: Iterable[str]) -> Iterator[str]:
    """Yield owners of companies, then theirs in turn; the larger first. Each comes once, even if shares go round."""
    of_company: dict[str, list[OwnerLink]] = {}
    for each in owned_in(graph):
        of_company.setdefault(each.company, []).append(each)
    seen = list(dict.fromkeys(companies))
    known = set(seen)
    for company in seen:  # grows while it is read
        for each in sorted(of_company.get(company, ()), key=lambda each: (-each.share_bp, each.owner)):
            if each.owner not in known:
                known.add(each.owner)
                seen.append(each.owner)
                yield each.owner


def owned_in(graph: Graph) -> Iterator[OwnerLink]:
    """Yield the holdings of a third or more, and control, on the day from which the assessment looks."""
    as_of = next((str(each.entry.get("as_of") or "") for each in graph.statements if each.kind == "partnership"), "")
    for each in graph.statements:
        if each.kind not in OWNER or not each.lines or not is_current(each.entry, as_of):
            continue
        owner, company = (each.entry.get(name) for name in OWNER[each.kind])
        share = owner_share(each)
        if owner and company and owner != company and CASE not in (owner, company) and share * A_THIRD >= ALL_BP:
            yield OwnerLink(owner, company, share)


def owner_share(statement: GraphStatement) -> int:
    """Return the share that a statement gives an owner, in basis points; 0 if it states none."""
    entry = statement.entry
    if entry.get("controls") is True or entry.get("relation") == "parent":
        return ALL_BP
    return int(entry.get("share_bp") or 0)


def is_current(entry: Mapping[str, Any], as_of: str) -> bool:  # Any: plain values of a fact
    """Return whether a statement holds on a day; one without days holds, and where no day is known every one does."""
    begin, end = str(entry.get("from_on") or ""), str(entry.get("until_on") or "")
    return not as_of or (begin <= as_of and (not end or as_of <= end))
