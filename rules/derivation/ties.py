"""The ownership, control and groups of a case on one day, from its statements."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rules.derivation.control import Control, ControlTie, control_of
from rules.derivation.groups import Groups, groups_of
from rules.derivation.ownership import Holding, Ownership, ownership_of
from rules.gathering.mapping.reading import Reading, holds_on, named, number, span, text
from rules.gathering.stated import Stated


@dataclass(frozen=True, slots=True)
class Ties:
    """Who owns, controls and belongs to whom on one day."""

    ownership: Ownership
    control: Control  # over half of the votes, or stated
    command: Control  # control, and `group` statements: who is whose parent company
    groups: Groups


def ties_on(reading: Reading, day: str) -> Ties:
    """Read the shareholding, control and group statements that are true on the day.

    A country that controls two companies makes them no group for that alone.
    """
    holdings = merged_holdings(each for each in reading.of("shareholding") if holds_on(each, day))
    stated_control = direct_ties(reading.of("control"), "controller", day)
    stated_groups = direct_ties(reading.of("group"), "parent", day)
    control = control_of(holdings, stated_control)
    countries = {tie.controller for tie in stated_control if reading.sort_of(tie.controller) is None}
    return Ties(
        ownership=ownership_of(holdings),
        control=control,
        command=control_of(holdings, [*stated_control, *stated_groups]),
        groups=groups_of(control, stated_groups, apart=countries),
    )


def merged_holdings(shareholdings: Iterable[Stated]) -> list[Holding]:
    """One holding a pair of holder and company, by votes where they are stated.

    Two statements of one pair through the same vehicle speak of the same shares: the later one counts, then the larger.
    Shares through different vehicles (direct, fund, blind trust) add up.
    """
    by_pair: dict[tuple[str, str], list[Stated]] = defaultdict(list)
    for each in shareholdings:
        by_pair[named(each.values, "holder"), named(each.values, "company")].append(each)
    return [merged_holding(pair, found) for pair, found in sorted(by_pair.items())]


def merged_holding(pair: tuple[str, str], statements: list[Stated]) -> Holding:
    """The holding that all statements of one pair make together."""
    latest: dict[str, Stated] = {}
    for each in statements:
        vehicle = text(each.values, "vehicle") or "direct"
        latest[vehicle] = max(latest.get(vehicle, each), each, key=precedence)
    votes = [votes_of(each) for each in latest.values()]
    known = [share for share in votes if share is not None]
    return Holding(
        holder=pair[0],
        company=pair[1],
        share_bp=sum(known) if known else None,
        origins=tuple(sorted(each.ref for each in statements)),
        partly_unknown=None in votes,
        from_on=min(span(each)["from_on"] for each in statements),
        until_on=max(span(each)["until_on"] for each in statements),
    )


def precedence(shareholding: Stated) -> tuple[bool, str, int, str]:
    """Known before unknown, later before earlier, larger before smaller; the reference decides what is left."""
    votes = votes_of(shareholding)
    return (votes is not None, shareholding.from_on or "", votes or 0, shareholding.ref)


def votes_of(shareholding: Stated) -> int | None:
    """The votes of a holding in basis points: as stated, else its share of the capital; None where neither is known."""
    votes = number(shareholding.values, "voting_bp")
    return number(shareholding.values, "share_bp") if votes is None else votes


def direct_ties(statements: Iterable[Stated], controller: str, day: str) -> list[ControlTie]:
    """The ties that statements of one kind make on the day; `controller` names the field of the upper side."""
    found = []
    for each in statements:
        above, company = text(each.values, controller), text(each.values, "company")
        if above and company and holds_on(each, day):
            found.append(ControlTie(above, company, (each.ref,)))
    return found
