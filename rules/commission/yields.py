"""Rules judged by outcomes: of the contracts that were looked at, how many led to an opinion, by draw and by rule.

Only published sittings count, and contracts with a result. The contracts drawn at random alone say how often a look
leads to an opinion without any rule; those that a rule chose say what the rule adds.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from institutions.values.share_interval import wilson_interval
from rules.commission.proposing import RuleYield
from rules.models import ItemProposal, MinuteEntry, MinuteSort, OpinionResult, ProposalWay, SittingAct, SittingStep

BY_MEMBERS: Final = "members"  # chosen by members, and not proposed
LED: Final = (OpinionResult.OPINION, OpinionResult.REQUEST)


@dataclass(frozen=True, slots=True)
class CountedYield:
    """The contracts of one sort that were looked at, and of these those that led to an opinion."""

    name: str
    looked: int
    found: int

    @property
    def share(self) -> float | None:
        """The share that led to an opinion; None where nothing was looked at."""
        return self.found / self.looked if self.looked else None

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the share (Wilson)."""
        return wilson_interval(self.found, self.looked)


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A contract that a published sitting looked at."""

    way: str
    codes: frozenset[str]  # for which it was proposed
    flagged: frozenset[str]
    found: bool


def looked_at(commissions: Iterable[UUID] | None = None) -> list[LookedAt]:
    """Return the contracts with a result in published sittings, of some commissions or of all. Two queries."""
    published = SittingAct.objects.filter(act=SittingStep.PUBLISHED)
    if commissions is not None:
        published = published.filter(sitting__commission__in=list(commissions))
    rows = MinuteEntry.objects.filter(
        sort=MinuteSort.OPINION, replaced_by__isnull=True, item__sitting__in=published.values("sitting")
    ).select_related("item")
    proposals = {each.item_id: each for each in ItemProposal.objects.filter(item__in=rows.order_by().values("item"))}
    found = []
    for row in rows:
        proposal = proposals.get(row.item_id)
        found.append(
            LookedAt(
                proposal.way if proposal else BY_MEMBERS,
                frozenset(proposal.codes if proposal else ()),
                frozenset(each["code"] for each in row.item.screened["findings"]),
                row.result in LED,
            )
        )
    return found


def counted_yields() -> dict[str, RuleYield]:
    """Return by rule the contracts that it flagged and that were looked at, and those that led to an opinion."""
    rows = looked_at()
    codes = {code for each in rows for code in each.flagged}
    return {
        code: RuleYield(
            sum(code in each.flagged for each in rows), sum(code in each.flagged and each.found for each in rows)
        )
        for code in codes
    }


def yields_by_way(rows: Iterable[LookedAt]) -> list[CountedYield]:
    """Return the counts of contracts drawn at random, proposed for findings, and chosen by members."""
    given = list(rows)
    return [counted(way, [each for each in given if each.way == way]) for way in (*ProposalWay.values, BY_MEMBERS)]


@dataclass(frozen=True, slots=True)
class YieldOfRule:
    """A rule: the contracts that it proposed, and those among the random draw that it flags."""

    code: str
    proposed: CountedYield
    at_random: CountedYield


def yields_by_rule(rows: Iterable[LookedAt]) -> list[YieldOfRule]:
    """Return the counts of each rule, in the order of their codes."""
    given = list(rows)
    codes = sorted({code for each in given for code in each.codes | each.flagged})
    return [
        YieldOfRule(
            code,
            counted(code, [each for each in given if code in each.codes]),
            counted(code, [each for each in given if each.way == ProposalWay.RANDOM and code in each.flagged]),
        )
        for code in codes
    ]


def counted(name: str, rows: list[LookedAt]) -> CountedYield:
    """Count contracts."""
    return CountedYield(name, len(rows), sum(each.found for each in rows))
