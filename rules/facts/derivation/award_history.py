"""The sponsor's earlier awards to a partner: how many in a row, and what part of them, over some years."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from institutions.parties.ownership.shares import WHOLE_BP
from rules.facts.derivation.awards import sponsor_awards
from rules.facts.derivation.chosen import partner_companies
from rules.facts.derivation.completed_awards import Award, CompletedAward, award_day
from rules.facts.derivation.groups import Groups
from rules.facts.derivation.history import histories_known
from rules.facts.derivation.named_awards import NAMED, rests_on
from rules.facts.derivation.series import series_facts
from rules.facts.gathering.anchors import AWARD_YEARS
from rules.facts.gathering.mapping.reading import CaseReading, text_or_none
from rules.facts.gathering.mapping.tax import on_one_basis
from rules.facts.kinds.awards import AwardRun, AwardShare
from rules.facts.kinds.base import Fact
from rules.facts.kinds.date_arithmetic import months_after
from rules.facts.kinds.history import HistoryKnown

YEAR = 12


def award_facts(reading: CaseReading, groups: Groups, every: Iterable[CompletedAward]) -> Iterator[Fact]:
    """Yield runs, shares and series for each partner. `every`: every award of the case, of any body and domain."""
    awards = sponsor_awards(reading, groups, every)
    known = list(histories_known(reading))
    partners = partner_companies(reading)
    in_domain = [award for award in awards if award.domain == reading.domain]
    complete = any(each.every_object and covers_case(reading, each) for each in known)
    by_years = {years: awards_of_years(reading, in_domain, years) for years in range(1, AWARD_YEARS + 1)}
    winners = {award.group for award in in_domain}
    for company in partners:
        for years, recent in by_years.items():
            if groups.of(company) in winners:
                yield from award_runs(company, groups.of(company), years, recent)
            if complete:
                yield from award_share(reading, company, years, groups.of(company), recent)
    procured = text_or_none(reading.case.selection, "object")
    for_object = any(each.object == procured and covers_case(reading, each) for each in known)
    yield from series_facts(reading, groups, partners, awards, complete=for_object)


def awards_of_years(reading: CaseReading, awards: Sequence[Award], years: int) -> Sequence[Award]:
    """Return the awards of so many years before the proposal and those without a day. `awards`: earliest first."""
    since = months_after(reading.proposed_on, -YEAR * years)
    undated = bisect_left(awards, 1, key=lambda award: int(award.on is not None))
    first = bisect_left(awards, since, lo=undated, key=award_day)
    return awards if first == undated else [*awards[:undated], *awards[first:]]


def covers_case(reading: CaseReading, known: HistoryKnown) -> bool:
    """Return whether a `history_known` is about the sponsor and the case's domain."""
    return known.body == reading.sponsor and known.domain == reading.domain


def award_runs(company: str, group: str, years: int, awards: Sequence[Award]) -> Iterator[AwardRun]:
    """Yield the awards in a row of one partner's group; nothing if it has none."""
    if any(award.group == group for award in awards):
        latest = last_in_a_row(group, awards)
        yield AwardRun(
            id=f"award_run:{company}:{years}",
            **rests_on(award.ref for award in latest or deciding_awards(awards)),
            company=company,
            years=years,
            in_a_row=None if latest is None else len(latest),
        )


def deciding_awards(awards: Sequence[Award]) -> list[Award]:
    """Return the awards by which there is no run: those without a day, else those of the last day.

    `awards`: earliest first, those without a day before the others.
    """
    decides = awards[0].on and awards[-1].on
    return [award for award in awards if award.on == decides]


def last_in_a_row(group: str, awards: Sequence[Award]) -> list[Award] | None:
    """Return the last awards that went to the group without a break, the latest day first; None if a day is unknown.

    `awards`: earliest first, those without a day before the others.
    """
    if awards and awards[0].on is None:
        return None
    found: list[Award] = []
    for _, backwards in groupby(reversed(awards), key=award_day):
        same_day = list(backwards)
        if {award.group for award in same_day} != {group}:
            break
        found += same_day[::-1]
    return found


def to_group_first(awards: Sequence[Award], group: str) -> list[Award]:
    """Return awards, those to the group before the others, and the latest first."""
    latest_first = awards[::-1]
    return sorted(latest_first, key=lambda award: award.group != group)


def award_share(
    reading: CaseReading, company: str, years: int, group: str, awards: Sequence[Award]
) -> Iterator[AwardShare]:
    """Yield the share of one partner's group; nothing if there is no award, or none of any amount."""
    if not awards:
        return
    amounts = [award.amount for award in awards if award.amount]
    certain = len(amounts) == len(awards) and all(award.on is not None for award in awards)
    compared = on_one_basis(amounts, reading.tax_rates)
    ours = [yen for award, yen in zip(awards, compared.yen, strict=False) if award.group == group]
    amount, total = sum(ours), sum(compared.yen)
    if certain and not total:
        return
    yield AwardShare(
        id=f"award_share:{company}:{years}",
        **rests_on(award.ref for award in (awards if len(awards) <= NAMED else to_group_first(awards, group))),
        company=company,
        years=years,
        awards=sum(award.group == group for award in awards),
        amount_yen=amount if certain else None,
        total_yen=total if certain else None,
        share_bp=amount * WHOLE_BP // total if certain else None,
        tax_not_stated=("share_bp",) if certain and not compared.stated else (),
        tax_added_on=compared.added_on if certain else (),
    )
