"""Claims of the competitors of participants, of their groups and of their associations."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from rules.facts.derivation.groups import Groups
from rules.facts.gathering.mapping.associations import memberships
from rules.facts.gathering.mapping.companies import participating_companies
from rules.facts.gathering.mapping.reading import CaseReading, required_text, text_or_none
from rules.facts.kinds.disputes import RivalDispute

RivalTie: TypeAlias = tuple[str, str, tuple[str, ...]]  # competitor, its relation to a claimant, statements of it


def dispute_facts(reading: CaseReading, groups: Groups) -> Iterator[RivalDispute]:
    """Yield one for each claim that comes from a competitor's side."""
    rivals = Rivals.of(reading, groups)
    for stated in reading.of("dispute"):
        claimant = required_text(stated.values, "claimant")
        opened_on = text_or_none(stated.values, "opened_on")
        nearest = rivals.nearest(claimant)
        if nearest is None or (opened_on or reading.as_of) > reading.as_of:
            continue
        rival, relation, origins = nearest
        yield RivalDispute(
            id=f"rival_dispute:{stated.lineage}",
            origins=(stated.ref, *rivals.stated[rival], *origins),
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
    partners = set(participating_companies(reading))
    found: dict[str, tuple[str, ...]] = {}
    for stated in reading.now("competitor"):
        one, other = required_text(stated.values, "company"), required_text(stated.values, "of")
        for ours, rival in ((one, other), (other, one)):
            if ours in partners:
                found[rival] = (*found.get(rival, ()), stated.ref)
    return found


@dataclass(frozen=True, slots=True)
class Rivals:
    """The competitors of the participants, so that each claim is looked up and not compared with every competitor."""

    stated: Mapping[str, tuple[str, ...]]  # by competitor the statements that say so
    groups: Groups
    first_of_group: Mapping[str, str]  # by group its first competitor in the order of keys
    member_of: Mapping[str, tuple[str, str]]  # by association its first member among them, with the statement

    @classmethod
    def of(cls, reading: CaseReading, groups: Groups) -> "Rivals":
        """Read the competitors, their groups and their associations."""
        stated = competitors_of_participants(reading)
        first = {groups.of(rival): rival for rival in sorted(stated, reverse=True)}
        members: dict[str, tuple[str, str]] = {}
        for statement, member, associations in memberships(reading):
            for each in associations if member in stated else ():
                if each not in members or member <= members[each][0]:
                    members[each] = member, statement.ref
        return cls(stated, groups, first, members)

    def nearest(self, claimant: str) -> RivalTie | None:
        """Return the nearest competitor behind a claimant: itself, of its group, a member of it; None if there is none.

        Beside it are its relation to the claimant and the statements of that.
        """
        if claimant in self.stated:
            return claimant, "same", ()
        if rival := self.first_of_group.get(self.groups.of(claimant)):
            return rival, "group", self.groups.origins_between(rival, claimant)
        if found := self.member_of.get(claimant):
            return found[0], "association", (found[1],)
        return None
