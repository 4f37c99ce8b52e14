"""Benefits from companies to people on the public side, and whether each was reported or notified by that day."""

from collections.abc import Iterator

from rules.facts.gathering.mapping.people import people_with_role
from rules.facts.gathering.mapping.reading import (
    CaseReading,
    flag_or_none,
    made_from,
    number_or_none,
    required_text,
    text_or_none,
)
from rules.facts.gathering.statements import GatheredStatement, Values
from rules.facts.kinds.benefits import Benefit
from rules.facts.kinds.date_arithmetic import quarter_end


def benefit_facts(reading: CaseReading) -> Iterator[Benefit]:
    """Yield every benefit to a person on the public side up to `as_of`."""
    people = {
        *people_with_role(reading),
        *(required_text(stated.values, "person") for stated in reading.of("appointment")),
    }
    for stated in reading.of("benefit"):
        if required_text(stated.values, "person") in people:
            yield make_benefit(stated, reading.as_of)


def make_benefit(stated: GatheredStatement, as_of: str) -> Benefit:
    """Make one benefit; a benefit without a date may be of any quarter."""
    given = stated.values
    on = text_or_none(given, "on")
    return Benefit(
        **made_from(stated, Benefit),
        giver=required_text(given, "giver"),
        person=required_text(given, "person"),
        kind=text_or_none(given, "type"),
        on=on,
        quarter_ends_on=quarter_end(on) if on else None,
        value_yen=number_or_none(given, "value_yen"),
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
