"""Statements of findings: the figures of the process beside the limit, without a conclusion about anybody."""

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded, gettext_noop


@coded(
    "process.r003",
    gettext_noop("The tender period lasted %(days)s whole days. Fewer than %(limit)s days count as short."),
)
class ShortTenderPeriod(Coded):
    days: PlainNumber
    limit: PlainNumber


@coded("process.r018", gettext_noop("The number of tenderers is published as one, in a competitive procedure."))
class SingleTendererPublished(Coded):
    pass


@coded("process.r018_counted", gettext_noop("One tenderer made a valid bid, of %(bids)s bids listed."))
class SingleTendererCounted(Coded):
    bids: PlainNumber


@coded(
    "process.r018_counted_beside",
    gettext_noop(
        "One tenderer made a valid bid, of %(bids)s bids listed. The published number of tenderers is %(published)s."
    ),
)
class SingleTendererCountedBeside(Coded):
    bids: PlainNumber
    published: str


@coded(
    "process.r024",
    gettext_noop(
        "The lowest valid bid of another tenderer is %(distance)s above the winning bid. "
        "In this file, %(limit)s or less is unusually close."
    ),
)
class CloseBids(Coded):
    distance: str
    limit: str


@coded(
    "process.r025",
    gettext_noop(
        "'%(party)s' won %(won)s of %(bids)s processes in which it made a valid bid. "
        "In this file, a share of %(limit)s or less is unusually low for a frequent tenderer."
    ),
)
class SeldomWins(Coded):
    party: str
    won: PlainNumber
    bids: PlainNumber
    limit: str


@coded("process.r028", gettext_noop("%(number)s tenderers, or groups of them, bid the same price: %(price)s."))
class SamePrice(Coded):
    number: PlainNumber
    price: str


@coded("process.r030", gettext_noop("The winner's valid bid is dated %(date)s, after the deadline %(deadline)s."))
class LateWinner(Coded):
    date: str
    deadline: str


@coded(
    "process.r035",
    gettext_noop("The winner's bid is the only valid one. Bids of %(number)s other tenderers were disqualified."),
)
class OthersDisqualified(Coded):
    number: PlainNumber


@coded(
    "process.r036",
    gettext_noop("The lowest submitted bid, %(lowest)s, was disqualified. The lowest valid bid is %(valid)s."),
)
class LowestDisqualified(Coded):
    lowest: str
    valid: str


@coded(
    "process.r038",
    gettext_noop(
        "%(disqualified)s of %(bids)s bids submitted to or by '%(party)s' were disqualified. "
        "In this file, a share of %(limit)s or more is unusually high."
    ),
)
class OftenDisqualified(Coded):
    party: str
    disqualified: PlainNumber
    bids: PlainNumber
    limit: str


@coded(
    "process.r048",
    gettext_noop(
        "'%(party)s' was awarded goods or services of %(number)s classes in %(processes)s processes. "
        "In this file, %(limit)s or more is unusually varied."
    ),
)
class VariedSupplier(Coded):
    party: str
    number: PlainNumber
    processes: PlainNumber
    limit: str


@coded(
    "process.r058",
    gettext_noop(
        "The lowest valid bid of another tenderer is %(distance)s above the winning bid. "
        "In this file, %(limit)s or more is unusually far."
    ),
)
class DistantBids(Coded):
    distance: str
    limit: str
