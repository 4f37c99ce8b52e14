"""Claims of the competitors of participants, of their groups and of their associations."""

from collections.abc import Iterator
from typing import Final

from rules.facts.derivation.groups import Groups
from rules.facts.gathering.mapping.associations import memberships
from rules.facts.gathering.mapping.companies import participating_companies
from rules.facts.gathering.mapping.reading import CaseReading, required_text, text_or_none
from rules.facts.kinds.disputes import RivalDispute

NEAREST: Final = ("same", "group", "association")
Ties = dict[str, tuple[str, tuple[str, ...]]]  # by competitor: its relation to a claimant and the statements of it


def dispute_facts(reading: CaseReading, groups: Groups) -> Iterator[RivalDispute]:
    """Yield one for each claim that comes from a competitor's side."""
    rivals = competitors_of_participants(reading)
    for stated in reading.of("dispute"):
        claimant = required_text(stated.values, "claimant")
        opened_on = text_or_none(stated.values, "opened_on")
        ties = ties_to(reading, claimant, rivals, groups)
        if not ties or (opened_on or reading.as_of) > reading.as_of:
            continue
        rival = min(ties, key=lambda each: (NEAREST.index(ties[each][0]), each))
        relation, origins = ties[rival]
        yield RivalDispute(
            id=f"rival_dispute:{stated.lineage}",
            origins=(stated.ref, *rivals[rival], *origins),
            claimant=claimant,
            rival=rival,
            relation=relation,
            respondent=required_text(stated.values, "respondent"),
            domain=text_or_none(stated.values, "domain"),
            brought_on=opened_on,
            ended_on=text_or_none(stated.values, "closed_on") or stated.until_on,
        )


def competitors_of_participants(reading: CaseReading) -> dict[str, tuple[str, ...]]:
    """Return the competitors of the participants, with the statements that say so."""
    partners = participating_companies(reading)
    found: dict[str, tuple[str, ...]] = {}
    for stated in reading.now("competitor"):
        one, other = required_text(stated.values, "company"), required_text(stated.values, "of")
        for ours, rival in ((one, other), (other, one)):
            if ours in partners:
                found[rival] = (*found.get(rival, ()), stated.ref)
    return found


def ties_to(reading: CaseReading, claimant: str, rivals: dict[str, tuple[str, ...]], groups: Groups) -> Ties:
    """Return the relation of each competitor to a claimant, where there is one."""
    found: Ties = {}
    for stated, member, associations in memberships(reading):
        if member in rivals and claimant in associations:
            found[member] = ("association", (stated.ref,))
    for rival in rivals:
        if groups.of(rival) == groups.of(claimant):
            found[rival] = ("same", ()) if rival == claimant else ("group", groups.origins(claimant))
    return found
