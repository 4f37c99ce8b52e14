"""When bids could be made, and from when until when the partnership lasts."""

from institutions.codes.parameters import WrittenDay
from institutions.formats.ocds.reading.case import Case
from institutions.formats.ocds.reading.node import Node
from institutions.formats.ocds.reading.notes import PeriodsDiffer
from institutions.formats.ocds.reading.troubles import PeriodEndsFirst


def tender_days(tender: Node) -> dict[str, str]:
    """The first and the last day for bids."""
    period = tender.node("tenderPeriod")
    return {f"{name}_on": day for name, day in zip(("opened", "closed"), days_of(period), strict=True) if day}


def partnership_period(case: Case) -> dict[str, object]:
    """The period that all contracts agree on, else all awards, else that of the tender; left out where they differ."""
    for rows, name in ((case.contracts, "period"), (case.awards, "contractPeriod"), ([case.tender], "contractPeriod")):
        periods = {days_of(row.node(name)) for row in rows if row.node(name)} - {(None, None)}
        if len(periods) > 1:
            case.report.note(rows[0].at(name), PeriodsDiffer(number=len(periods)))
            return {}
        for start, end in periods:
            return {"period": {name: day for name, day in (("from", start), ("until", end)) if day}}
    return {}


def days_of(period: Node) -> tuple[str | None, str | None]:
    """Start and end, which must be in order."""
    start, end = period.day("startDate"), period.day("endDate")
    if start and end and start > end:
        ends_first = PeriodEndsFirst(last=WrittenDay(end), first=WrittenDay(start))
        period.report.refuse(period.at("endDate"), ends_first)
        return None, None
    return start, end
