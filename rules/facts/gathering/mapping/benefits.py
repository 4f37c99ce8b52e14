"""Benefits from companies to people on the public side, and whether each was reported or notified by that day."""

from collections.abc import Iterator
from typing import Final

from rules.facts.gathering.mapping.people import people_with_role
from rules.facts.gathering.mapping.reading import (
    CaseReading,
    flag_or_none,
    made_from,
    number_or_none,
    required_text,
    text_or_none,
)
from rules.facts.gathering.mapping.tax import EXCLUDED, Amount, stated_basis, yen_with_tax
from rules.facts.gathering.statements import GatheredStatement, Values
from rules.facts.kinds.benefits import Benefit
from rules.facts.kinds.date_arithmetic import quarter_end

UNTAXED: Final = frozenset({"loan", "unlisted_shares"})  # exempt from consumption tax, whatever the document says


def benefit_facts(reading: CaseReading) -> Iterator[Benefit]:
    """Yield every benefit to a person on the public side up to `as_of`."""
    people = {
        *people_with_role(reading),
        *(required_text(stated.values, "person") for stated in reading.of("appointment")),
    }
    for stated in reading.of("benefit"):
        if required_text(stated.values, "person") in people:
            yield make_benefit(reading, stated)


def make_benefit(reading: CaseReading, stated: GatheredStatement) -> Benefit:
    """Make one benefit; a benefit without a date may be of any quarter.

    Its value is with tax, as the limits of the law read it: tax is added where the document that states it is this
    case's and says that its amounts are without. Loans and shares bear none.
    """
    given, as_of = stated.values, reading.as_of
    on, yen = text_or_none(given, "on"), number_or_none(given, "value_yen")
    basis = stated_basis(reading.case.proposal) if stated.own else None
    taxed = yen is not None and given.get("type") not in UNTAXED
    stated_yen = Amount(yen, basis, on or reading.proposed_on) if yen is not None and taxed else None
    with_tax = yen_with_tax(stated_yen, reading.tax_rates) if stated_yen and basis == EXCLUDED else None
    return Benefit(
        **made_from(stated, Benefit),
        giver=required_text(given, "giver"),
        person=required_text(given, "person"),
        kind=text_or_none(given, "type"),
        on=on,
        quarter_ends_on=quarter_end(on) if on else None,
        value_yen=yen if with_tax is None else with_tax,
        tax_added_on=() if stated_yen is None or with_tax is None else (stated_yen.on,),
        reported=was_done_by(as_of, given, "reported"),
        prior_notice=was_done_by(min(on or as_of, as_of), given, "notified"),
        notified_on=day if (day := text_or_none(given, "notified_on")) and day <= as_of else None,
        paid_by_self=flag_or_none(given, "paid_by_self"),
        private_relation=flag_or_none(given, "private_relation"),
    )


def was_done_by(day: str, given: Values, name: str) -> bool | None:
    """Return whether something was done by a day: as stated, unless its date says otherwise; None if unstated."""
    done, done_on = flag_or_none(given, name), text_or_none(given, f"{name}_on")
    if done is False or done_on is None:
        return done
    return done_on <= day
