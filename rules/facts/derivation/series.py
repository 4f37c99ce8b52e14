"""Winners of the sponsor's tenders for one object: in a fixed order, or with fixed shares."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from math import ceil

from institutions.parties.ownership.shares import WHOLE_BP
from rules.facts.derivation.bids import PARTNERS, WITH_BIDS
from rules.facts.derivation.chance import chance_of_order
from rules.facts.derivation.chosen import awaits_choice
from rules.facts.derivation.completed_awards import Award, award_day
from rules.facts.derivation.groups import Groups
from rules.facts.derivation.named_awards import rests_on_latest
from rules.facts.gathering.mapping.reading import CaseReading, required_text, text_or_none
from rules.facts.gathering.mapping.tax import on_one_basis
from rules.facts.kinds.awards import TenderSeries

APRIL = 4


def series_facts(
    reading: CaseReading, groups: Groups, partners: Sequence[str], awards: Sequence[Award], *, complete: bool
) -> Iterator[TenderSeries]:
    """Yield the series for each partner whose group has won a tender of it. `complete`: every award of it is stated."""
    procured = text_or_none(reading.case.selection, "object")
    tenders = [
        award
        for award in awards
        if award.procured == procured and award.domain in (None, reading.domain) and award.tender is not False
    ]
    winners = {award.group for award in tenders}
    if not any(groups.of(company) in winners for company in partners):
        return
    certain = all(award.on is not None and award.tender for award in tenders)
    orders = winner_sequences(reading, groups, tenders) if certain else None
    amounts = [award.amount for award in tenders if award.amount] if certain and complete else []
    compared = on_one_basis(amounts, reading.tax_rates) if len(amounts) == len(tenders) else None
    spread = spread_bp(tenders, compared.yen) if compared else None
    known = compared if compared and spread is not None else None
    here = winner_here(reading, groups)
    for company in partners:
        group = groups.of(company)
        if group in winners:
            order = max((each for each in orders or () if group in each), key=len, default=[])
            chance = chance_bp(tenders, here, order) if order else None
            screened = series_with(awards, group)
            yield TenderSeries(
                id=f"tender_series:{company}",
                **rests_on_latest([award.ref for award in tenders]),
                company=company,
                object=procured,
                tenders=len(tenders),
                winners=len(winners),
                in_order=None if orders is None else len(order),
                chance_bp=chance,
                series_screened=screened,
                expected_bp=None if chance is None else min(chance * screened, WHOLE_BP),
                spread_bp=spread,
                tax_not_stated=("spread_bp",) if known and not known.stated else (),
                tax_added_on=known.added_on if known else (),
            )


def chance_bp(tenders: Sequence[Award], here: str | None, order: Sequence[str]) -> int:
    """Return the chance that the same winners in random order end in an order as long, in basis points rounded up."""
    winners = winners_in_time(tenders)
    if here and list(order) != winners[len(winners) - len(order) :]:
        winners = [*winners, here]
    return ceil(chance_of_order(winners, len(order)) * WHOLE_BP)


def series_with(awards: Sequence[Award], group: str) -> int:
    """Return in how many series of the sponsor, one for each object, the group has won a tender."""
    return len({award.procured for award in awards if award.group == group and award.tender is not False})


def winner_sequences(reading: CaseReading, groups: Groups, tenders: Sequence[Award]) -> list[list[str]]:
    """Return the latest winners in a fixed order, without and with this selection."""
    before = winners_in_time(tenders)
    here = winner_here(reading, groups)
    return (
        [winners_in_fixed_order(before), winners_in_fixed_order([*before, here])]
        if here
        else [winners_in_fixed_order(before)]
    )


def winners_in_time(tenders: Sequence[Award]) -> list[str]:
    """Return the winners of the tenders, the earliest first, since the last day on which several groups won."""
    found: list[str] = []
    for _, on_day in groupby(sorted(tenders, key=award_day), key=award_day):
        won = [award.group for award in on_day]
        found = [*found, *won] if len(set(won)) == 1 else []
    return found


def winner_here(reading: CaseReading, groups: Groups) -> str | None:
    """Return the one group that leads this partnership, or is its partner, after a selection with bids."""
    if text_or_none(reading.case.selection, "method") not in WITH_BIDS or awaits_choice(reading):
        return None
    roles = {required_text(row, "role") for row in reading.case.participants} & PARTNERS
    role = "lead_partner" if "lead_partner" in roles else "partner"
    winners = {groups.of(required_text(row, "company")) for row in reading.case.participants if row.get("role") == role}
    return winners.pop() if len(winners) == 1 else None


def winners_in_fixed_order(winners: Sequence[str]) -> list[str]:
    """Return the latest winners, as far back as they repeat one order of at least two different ones, the longest."""
    best, different = 0, set(winners[-1:])
    for length in range(2, len(winners)):
        if winners[-length] in different:
            break  # no longer end of the series has different winners alone
        different.add(winners[-length])
        repeated = 0
        while length + repeated < len(winners) and winners[-1 - repeated] == winners[-1 - repeated - length]:
            repeated += 1
        best = max(best, length + repeated if repeated else 0)
    return list(winners[len(winners) - best :]) if best else []


def spread_bp(tenders: Sequence[Award], yen: Sequence[int]) -> int | None:
    """Return the largest difference of a winner's share in one fiscal year from its share in all, rounded up.

    `yen`: the amount of each tender, on one basis.
    """
    years: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for award, amount in zip(tenders, yen, strict=True):
        years[fiscal_year(award_day(award))][award.group] += amount
    winners = {award.group for award in tenders}
    totals = {year: sum(amounts.values()) for year, amounts in years.items()}
    whole = sum(totals.values())
    if len(winners) < 2 or len(years) < 2 or 0 in totals.values():
        return None
    return max(
        difference_bp(amounts[winner], totals[year], sum(each[winner] for each in years.values()), whole)
        for year, amounts in years.items()
        for winner in winners
    )


def difference_bp(part: int, total: int, other_part: int, other_total: int) -> int:
    """Return the difference of two shares in basis points, rounded up."""
    return -(-abs(part * other_total - other_part * total) * WHOLE_BP // (total * other_total))


def fiscal_year(day: str) -> int:
    """Return the year in which the fiscal year of a day begins, on 1 April."""
    year, month = int(day[:4]), int(day[5:7])
    return year if month >= APRIL else year - 1
