"""Facts about the government bodies of a partnership, from the organisation of the day."""

from collections.abc import Iterable, Iterator

from rules.facts.gathering.mapping.companies import participating_companies
from rules.facts.gathering.mapping.reading import CaseReading, required_text, text_or_none
from rules.facts.gathering.statements import GatheredStatement, GovernmentOfCase, HeldInDomain
from rules.facts.kinds.base import OPEN_END, Fact
from rules.facts.kinds.government import Obligation, SponsorMandate
from rules.facts.kinds.measures import Appeal, Measure

OTHER = "other"  # the domain of what has none: nobody holds a mandate for it


def government_facts(reading: CaseReading, stated: Iterable[Fact]) -> Iterator[Fact]:
    """Yield the mandate of the sponsor and the obligations; nothing for a case whose organisation was not read."""
    government = reading.case.government
    if government is None:
        return
    if reading.domain and reading.domain != OTHER:
        yield sponsor_mandate(reading, government)
    yield from obligations(reading, government, stated)


def sponsor_mandate(reading: CaseReading, government: GovernmentOfCase) -> SponsorMandate:
    """Find the mandate of the sponsor or a co-sponsor for the domain."""
    sponsor = reading.sponsor
    root = government.roots.get(sponsor, sponsor)
    roots = {government.roots.get(each, each) for each in reading.signatories}
    own = [each for each in government.mandates if each.root in roots]
    now = [each for each in own if in_force(each, reading.as_of)]
    past = max((each for each in own if each.root == root), key=lambda each: each.until_on or OPEN_END, default=None)
    others = [
        each
        for each in government.mandates
        if each.root not in roots and not each.every_domain and in_force(each, reading.as_of)
    ]
    known = [each for each in reading.now("mandates_known") if covers(root, each, reading.domain)]
    standing: str | None = None
    origins: list[str] = []
    if sponsor in government.ended:
        standing = "body_ended"
    elif now:
        standing, origins = "held", [each.ref for each in now]
    elif past:
        standing, origins = "ended", [past.ref]
    elif known:
        standing, origins = "not_held", [each.ref for each in known]
    first = min(others, key=lambda each: each.root, default=None)
    if first and standing in ("ended", "not_held"):
        origins.append(first.ref)
    return SponsorMandate(
        id=f"sponsor_mandate:{sponsor}" if standing else f"mandates_known(body={root})/{sponsor}",
        origins=tuple(origins),
        body=sponsor,
        root=root,
        domain=reading.domain,
        on=reading.as_of,
        standing=standing,
        ended_on=past.until_on if past and standing == "ended" else None,
        beside=first.root if first and standing in ("ended", "not_held") else None,
    )


def in_force(held: HeldInDomain, day: str) -> bool:
    """Return whether a mandate, which began by the day, still holds on it."""
    return day <= (held.until_on or OPEN_END)


def covers(root: str, stated: GatheredStatement, domain: str) -> bool:
    """Return whether a statement says that all mandates of a body are on record, for a domain."""
    return stated.values.get("body") == root and text_or_none(stated.values, "domain") in (None, domain)


def obligations(reading: CaseReading, government: GovernmentOfCase, stated: Iterable[Fact]) -> Iterator[Obligation]:
    """Yield the contract and the case while the partnership has not ended, appeals and claims."""
    found: dict[tuple[str, str], list[str]] = {}
    if reading.as_of <= (text_or_none(reading.case.proposal, "period_until") or OPEN_END):
        found |= {("contract", body): [] for body in reading.signatories}
        found["case", reading.case.submitted_by] = []
    for body, fact in bodies_with_appeals(stated):
        found.setdefault(("appeal", body), []).append(fact)
    for body, ref in bodies_with_claims(reading):
        found.setdefault(("claim", body), []).append(ref)
    for (matter, body), origins in found.items():
        last = government.ended.get(body)
        yield Obligation(
            id=f"obligation:{matter}:{body}",
            origins=tuple(origins),
            body=body,
            matter=matter,
            on=reading.as_of,
            body_ended=last is not None,
            ended_on=last,
        )


def bodies_with_appeals(stated: Iterable[Fact]) -> Iterator[tuple[str, str]]:
    """Yield each body with an appeal against a measure of its that bears on the case, with the appeal."""
    facts = list(stated)
    bearing = {each.id: each.body for each in facts if isinstance(each, Measure) and each.bears_on_case}
    for each in facts:
        if isinstance(each, Appeal) and (body := bearing.get(each.measure)):
            yield body, each.id


def bodies_with_claims(reading: CaseReading) -> Iterator[tuple[str, str]]:
    """Yield each body with a claim against it that has not ended, stated here or brought by a participant."""
    partners = set(participating_companies(reading))
    for stated in reading.of("dispute"):
        respondent = required_text(stated.values, "respondent")
        opened_on, closed_on = (text_or_none(stated.values, name) for name in ("opened_on", "closed_on"))
        is_open = (opened_on or reading.as_of) <= reading.as_of <= (closed_on or stated.until_on or OPEN_END)
        concerns = stated.own or required_text(stated.values, "claimant") in partners
        if is_open and concerns and reading.sort_of(respondent) == "body":
            yield respondent, stated.ref
