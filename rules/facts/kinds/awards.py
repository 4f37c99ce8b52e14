"""Facts about the sponsor's earlier awards: to whom they went, how often in a row, in which order and shares.

An award is one of the sponsor's: it names the body, or its call does. What it doesn't say itself (domain, object,
method, day) is what its call says; the day is then the one on which the call closed. An earlier partnership of the
submitting body that was awarded is one too, to its lead partner (without one: its partners), of the money that was
expected, which is unknown where it went to several. Awards of the last five years up to `proposed_on` are read,
without the one of this partnership itself. Companies count by their group, as far as ties of the case's own parties
are known.
"""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import BasisPoints, CompanyKey, Count, Fact, Yen
from rules.facts.kinds.words import stated_words


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardRun(Fact):
    """The number of the sponsor's last awards in the case's domain that went to one group without a break.

    One for each lead partner and partner whose group has an award there, and for each number of `years` from 1 to 5
    that is looked back from `proposed_on`. A day on which several groups had an award ends the run, since the order
    within it is not known. `in_a_row` is unknown where an award has no day. id: `award_run:<company>:<years>`.
    """

    label = ("Awards in a row", "連続する契約")

    company: CompanyKey
    years: Count
    in_a_row: Count | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardShare(Fact):
    """The part of the sponsor's awards in the case's domain that went to one group.

    Only where every award in the domain is stated (`history_known`, `every_object`) and there is one in the time. One
    for each lead partner and partner, and for each number of `years` from 1 to 5 that is looked back from
    `proposed_on`. `share_bp`: the group's `amount_yen` of `total_yen`, rounded down; all three unknown where an award
    has no amount in yen or no day. `awards`: number of those to the group. id: `award_share:<company>:<years>`.
    """

    label = ("Share of the awards", "契約額に占める割合")

    company: CompanyKey
    years: Count
    awards: Count
    amount_yen: Yen | None = None
    total_yen: Yen | None = None
    share_bp: BasisPoints | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TenderSeries(Fact):
    """The sponsor's tenders for the same object, in the case's domain or without one, and their winners.

    One fact for each lead partner and partner whose group has won a tender. Tenders are awards by an open, selective or
    designated method, and awards under a call without a stated method. id: `tender_series:<company>`.

    `in_order`: how many of the latest tenders, without a break, were won in one fixed, repeating order of at least two
    groups; 0 if the partner's group is not in it. A day on which several groups won breaks the series, since the order
    within a day is not known. It is counted with and without this selection as the latest tender, and the longer
    series counts; without it where no award of it is known (see `choice_known`). Unknown if an award has no day, or
    neither method nor call.

    `spread_bp`: the largest difference between a winner's share in one fiscal year (from April) and its share in all of
    them, rounded up. Unknown with fewer than two winners or fiscal years, if an amount is unknown, or if not every
    award for the object is stated (`history_known`).

    `chance_bp`: the chance, rounded up, that the same winners in random order end in a fixed order as long as
    `in_order`. `series_screened`: the number of the sponsor's series, one for each object, of which the group has won a
    tender. `expected_bp`: the number of such orders to be expected among them by chance, at most one.
    """

    label = ("Series of tenders", "一連の入札")

    company: CompanyKey
    tenders: Count
    winners: Count
    object: Annotated[str, stated_words("selection", "object")] | None = None
    in_order: Count | None = None
    spread_bp: BasisPoints | None = None
    chance_bp: BasisPoints | None = None
    series_screened: Count | None = None
    expected_bp: BasisPoints | None = None
