"""The sponsor's earlier awards, each to the group of its company."""

from collections.abc import Iterable
from operator import attrgetter
from typing import Final

from rules.facts.derivation.completed_awards import Award, CompletedAward, to_group
from rules.facts.derivation.groups import Groups
from rules.facts.gathering.anchors import AWARD_YEARS
from rules.facts.gathering.mapping.reading import CaseReading, text_or_none
from rules.facts.kinds.date_arithmetic import months_after

YEAR = 12
IN_TIME: Final = attrgetter("day", "ref")


def sponsor_awards(reading: CaseReading, groups: Groups, awards: Iterable[CompletedAward]) -> list[Award]:
    """Return the sponsor's awards of the years before the proposal without this partnership's, the earliest first.

    Those without a day come before the others. `awards` are all of the case.
    """
    sponsor, until = reading.sponsor, reading.proposed_on
    since = months_after(until, -YEAR * AWARD_YEARS)
    awarded_on = text_or_none(reading.case.selection, "awarded_on")
    before = [
        each
        for each in awards
        if each.body == sponsor
        and (each.on is None or since <= each.on <= until)
        and not (each.stated.own and awarded_on and each.is_of_partnership(awarded_on))
    ]
    before.sort(key=IN_TIME)
    return [award_of(each, groups, until) for each in before]


def award_of(award: CompletedAward, groups: Groups, proposed_on: str) -> Award:
    """Return an award to the group of its company. The amount of one without a day is of the day of the proposal."""
    if award.company in groups.group_of:
        return to_group(award, groups.of(award.company), proposed_on)
    return award.alone or to_group(award, award.company, proposed_on)
