"""The period for bids, and that of the partnership."""

from institutions.codes.parameters import WrittenDay
from institutions.formats.ocds.reading.case import ReleaseCase
from institutions.formats.ocds.reading.node import ReleaseNode
from institutions.formats.ocds.reading.notes import PeriodsDiffer
from institutions.formats.ocds.reading.troubles import PeriodEndsFirst


def tender_days(tender: ReleaseNode) -> dict[str, str]:
    """Return the first and the last day for bids."""
    period = tender.node("tenderPeriod")
    return {f"{name}_on": day for name, day in zip(("opened", "closed"), period_days(period), strict=True) if day}


def partnership_period(case: ReleaseCase) -> dict[str, object]:
    """Return the period common to all contracts, else to all awards, else of the tender; empty if they differ."""
    for rows, name in ((case.contracts, "period"), (case.awards, "contractPeriod"), ([case.tender], "contractPeriod")):
        periods = {period_days(row.node(name)) for row in rows if row.node(name)} - {(None, None)}
        if len(periods) > 1:
            case.report.note(rows[0].at(name), PeriodsDiffer(number=len(periods)))
            return {}
        for start, end in periods:
            return {"period": {name: day for name, day in (("from", start), ("until", end)) if day}}
    return {}


def period_days(period: ReleaseNode) -> tuple[str | None, str | None]:
    """Return start and end as ISO days; refuse an end before the start."""
    start, end = period.day("startDate"), period.day("endDate")
    if start and end and start > end:
        ends_first = PeriodEndsFirst(last=WrittenDay(end), first=WrittenDay(start))
        period.report.refuse(period.at("endDate"), ends_first)
        return None, None
    return start, end
