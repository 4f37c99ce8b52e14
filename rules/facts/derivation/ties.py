"""The ownership, control and groups of a case on one day, from its statements."""

from collections.abc import Iterable
from dataclasses import dataclass

from institutions.parties.ownership.control import Control, ControlTie, control_of
from institutions.parties.ownership.holdings import StatedHolding, merged_holdings
from institutions.parties.ownership.shares import Ownership, ownership_of
from rules.facts.derivation.groups import Groups, groups_of
from rules.facts.gathering.mapping.reading import Reading, holds_on, named, number, text
from rules.facts.gathering.stated import Stated


@dataclass(frozen=True, slots=True)
class Ties:
    """The ownership, control and groups of one day."""

    ownership: Ownership
    control: Control  # over half of the votes, or stated
    command: Control  # control, and `group` statements: parent companies
    groups: Groups


def ties_on(reading: Reading, day: str) -> Ties:
    """Read the shareholding, control and group statements that are true on the day.

    A country that controls two companies makes them no group for that alone.
    """
    holdings = merged_holdings(stated_holding(each) for each in reading.of("shareholding") if holds_on(each, day))
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


def stated_holding(shareholding: Stated) -> StatedHolding:
    """Convert a shareholding to the form that the ownership of the register reads."""
    return StatedHolding(
        ref=shareholding.ref,
        holder=named(shareholding.values, "holder"),
        company=named(shareholding.values, "company"),
        votes_bp=votes_of(shareholding),
        vehicle=text(shareholding.values, "vehicle"),
        from_on=shareholding.from_on,
        until_on=shareholding.until_on,
    )


def votes_of(shareholding: Stated) -> int | None:
    """Return the votes of a holding in basis points: as stated, else its share of the capital; None if unknown."""
    votes = number(shareholding.values, "voting_bp")
    return number(shareholding.values, "share_bp") if votes is None else votes


def direct_ties(statements: Iterable[Stated], controller: str, day: str) -> list[ControlTie]:
    """Return the ties that statements of one kind make on the day; `controller` names the field of the upper side."""
    found = []
    for each in statements:
        above, company = text(each.values, controller), text(each.values, "company")
        if above and company and holds_on(each, day):
            found.append(ControlTie(above, company, (each.ref,)))
    return found
