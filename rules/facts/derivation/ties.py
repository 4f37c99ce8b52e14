"""The ownership, control and groups of a case on one day, from its statements."""

from collections.abc import Iterable
from dataclasses import dataclass

from institutions.parties.ownership.control import Control, ControlTie, control_of
from institutions.parties.ownership.holdings import StatedHolding, merged_holdings
from institutions.parties.ownership.shares import Ownership, ownership_of
from rules.facts.derivation.groups import Groups, form_groups
from rules.facts.gathering.mapping.reading import CaseReading, holds_on, number_or_none, required_text, text_or_none
from rules.facts.gathering.statements import GatheredStatement


@dataclass(frozen=True, slots=True)
class DatedTies:
    """The ownership, control and groups of one day."""

    ownership: Ownership
    control: Control  # over half of the votes, or stated
    command: Control  # control, and `group` statements: parent companies
    groups: Groups


def ties_on(reading: CaseReading, day: str) -> DatedTies:
    """Read the shareholding, control and group statements that are true on the day.

    A country that controls two companies makes them no group for that alone.
    """
    holdings = merged_holdings(stated_holding(each) for each in reading.of("shareholding") if holds_on(each, day))
    stated_control = direct_ties(reading.of("control"), "controller", day)
    stated_groups = direct_ties(reading.of("group"), "parent", day)
    control = control_of(holdings, stated_control)
    countries = {tie.controller for tie in stated_control if reading.sort_of(tie.controller) is None}
    return DatedTies(
        ownership=ownership_of(holdings),
        control=control,
        command=control_of(holdings, [*stated_control, *stated_groups]),
        groups=form_groups(control, stated_groups, apart=countries),
    )


def stated_holding(shareholding: GatheredStatement) -> StatedHolding:
    """Convert a shareholding to the form that the ownership of the register reads."""
    return StatedHolding(
        ref=shareholding.ref,
        holder=required_text(shareholding.values, "holder"),
        company=required_text(shareholding.values, "company"),
        votes_bp=votes_of(shareholding),
        vehicle=text_or_none(shareholding.values, "vehicle"),
        from_on=shareholding.from_on,
        until_on=shareholding.until_on,
    )


def votes_of(shareholding: GatheredStatement) -> int | None:
    """Return the votes of a holding in basis points: as stated, else its share of the capital; None if unknown."""
    votes = number_or_none(shareholding.values, "voting_bp")
    return number_or_none(shareholding.values, "share_bp") if votes is None else votes


def direct_ties(statements: Iterable[GatheredStatement], controller: str, day: str) -> list[ControlTie]:
    """Return the ties that statements of one kind make on the day; `controller` names the field of the upper side."""
    found = []
    for each in statements:
        above, company = text_or_none(each.values, controller), text_or_none(each.values, "company")
        if above and company and holds_on(each, day):
            found.append(ControlTie(above, company, (each.ref,)))
    return found
