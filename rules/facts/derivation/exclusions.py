"""Participants, or companies whose business they took over, that are excluded from tenders or under an order."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from rules.facts.gathering.mapping.companies import participating_companies
from rules.facts.gathering.mapping.reading import CaseReading, made_from, required_text, text_or_none
from rules.facts.gathering.statements import GatheredStatement
from rules.facts.kinds.base import Fact
from rules.facts.kinds.exclusion import Exclusion

LISTS: Final = frozenset({"exclusion_from_tender", "cease_and_desist"})
EVERYWHERE: Final = frozenset({"order_70", "pfi_9"})  # the others bind at the body that made them


def exclusion_facts(reading: CaseReading) -> Iterator[Fact]:
    """Yield one for each participant and each entry about it or a predecessor."""
    entries: dict[str, list[GatheredStatement]] = defaultdict(list)
    for stated in reading.of("listing"):
        if stated.values.get("list") in LISTS:
            entries[required_text(stated.values, "company")].append(stated)
    for company in participating_companies(reading):
        for listed, successions in company_predecessors(reading, company).items():
            for stated in entries[listed]:
                made = made_from(stated, Exclusion, company)
                yield Exclusion(
                    id=made["id"],
                    origins=(*made["origins"], *successions),
                    company=company,
                    listed_company=listed,
                    way="itself" if listed == company else "predecessor",
                    list=required_text(stated.values, "list"),
                    body=text_or_none(stated.values, "body"),
                    ground=text_or_none(stated.values, "ground"),
                    binds=where_it_binds(reading, stated),
                    from_on=stated.from_on,
                    until_on=stated.until_on,
                    open_ended=stated.until_on is None,
                )


def where_it_binds(reading: CaseReading, stated: GatheredStatement) -> str:
    """Return where an exclusion keeps a company from contracts: the word of `Exclusion.binds`."""
    ground, body = (text_or_none(stated.values, name) for name in ("ground", "body"))
    if ground in EVERYWHERE:
        return "everywhere"
    if ground is None or body is None:
        return "unstated"
    if body == reading.sponsor:
        return "here"
    return "at_co_sponsor" if body in reading.co_sponsors else "elsewhere"


def company_predecessors(reading: CaseReading, company: str) -> dict[str, tuple[str, ...]]:
    """Return the company and all whose business it took over, step by step, with the statements that lead to each."""
    found: dict[str, tuple[str, ...]] = {company: ()}
    waiting = [company]
    while waiting:
        successor = waiting.pop()
        for stated in reading.of("succession"):
            before = text_or_none(stated.values, "predecessor")
            if stated.values.get("company") == successor and before and before not in found:
                found[before] = (*found[successor], stated.ref)
                waiting.append(before)
    return found
