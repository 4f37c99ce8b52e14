"""Participants, or companies whose business they took over, that are excluded from tenders or under an order."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from rules.facts.gathering.mapping.companies import participating_companies
from rules.facts.gathering.mapping.reading import CaseReading, made_from, required_text, text_or_none
from rules.facts.gathering.statements import GatheredStatement
from rules.facts.kinds.base import Fact
from rules.facts.kinds.exclusion import Exclusion

LISTS: Final = frozenset({"exclusion_from_tender", "cease_and_desist"})
EVERYWHERE: Final = frozenset({"order_70", "pfi_9"})  # the others bind at the body that made them
Step = tuple[str, str]  # another company, and the statement that it took over a business, or that its own was


def exclusion_facts(reading: CaseReading) -> Iterator[Fact]:
    """Yield one for each participant and each entry about it or a predecessor."""
    entries: dict[str, list[GatheredStatement]] = defaultdict(list)
    for stated in reading.of("listing"):
        if stated.values.get("list") in LISTS:
            entries[required_text(stated.values, "company")].append(stated)
    steps = steps_to_listed(reading, entries.keys())
    for company in participating_companies(reading):
        taken_over = company_predecessors(steps, company)
        for listed in taken_over:
            for stated in entries.get(listed, ()):
                made = made_from(stated, Exclusion, company)
                yield Exclusion(
                    id=made["id"],
                    origins=(*made["origins"], *successions_between(taken_over, listed)),
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


def steps_to_listed(reading: CaseReading, listed: Collection[str]) -> Mapping[str, list[Step]]:
    """Return by company the businesses that it took over, with the statement: those that lead to a listed company.

    Found once and from the listed ones on: a document may have thousands of successions, of which few lead to any.
    """
    by_predecessor: dict[str, list[GatheredStatement]] = defaultdict(list)
    for stated in reading.of("succession"):
        if before := text_or_none(stated.values, "predecessor"):
            by_predecessor[before].append(stated)
    leading, waiting = set(listed), sorted(listed)
    while waiting:
        for stated in by_predecessor.get(waiting.pop(), ()):
            if (successor := text_or_none(stated.values, "company")) and successor not in leading:
                leading.add(successor)
                waiting.append(successor)
    steps: dict[str, list[Step]] = defaultdict(list)
    for stated in reading.of("succession"):
        before, successor = (text_or_none(stated.values, name) for name in ("predecessor", "company"))
        if before in leading and before and successor:
            steps[successor].append((before, stated.ref))
    return steps


def company_predecessors(steps: Mapping[str, list[Step]], company: str) -> dict[str, Step | None]:
    """Return the company and all whose business it took over, each with the successor and statement that lead to it."""
    found: dict[str, Step | None] = {company: None}
    waiting = [company]
    while waiting:
        successor = waiting.pop()
        for before, ref in steps.get(successor, ()):
            if before not in found:
                found[before] = (successor, ref)
                waiting.append(before)
    return found


def successions_between(taken_over: Mapping[str, Step | None], listed: str) -> tuple[str, ...]:
    """Return the statements that lead from a company to one whose business it took over, in their order."""
    refs: list[str] = []
    step = taken_over[listed]
    while step:
        refs.append(step[1])
        step = taken_over[step[0]]
    return tuple(reversed(refs))
