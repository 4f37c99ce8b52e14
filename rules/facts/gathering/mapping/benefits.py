"""Benefits from companies to people on the public side, and whether each was reported or notified by that day."""

from collections.abc import Iterator

from rules.facts.gathering.mapping.people import with_role
from rules.facts.gathering.mapping.reading import Reading, flag, made_from, named, number, text
from rules.facts.gathering.stated import Stated, Values
from rules.facts.kinds.benefits import Benefit
from rules.facts.kinds.date_arithmetic import quarter_end


def benefit_facts(reading: Reading) -> Iterator[Benefit]:
    """Yield every benefit to a person on the public side up to `as_of`."""
    people = {*with_role(reading), *(named(stated.values, "person") for stated in reading.of("appointment"))}
    for stated in reading.of("benefit"):
        if named(stated.values, "person") in people:
            yield benefit(stated, reading.as_of)


def benefit(stated: Stated, as_of: str) -> Benefit:
    """Make one benefit; a benefit without a date may be of any quarter."""
    given = stated.values
    on = text(given, "on")
    return Benefit(
        **made_from(stated, Benefit),
        giver=named(given, "giver"),
        person=named(given, "person"),
        kind=text(given, "type"),
        on=on,
        quarter_ends_on=quarter_end(on) if on else None,
        value_yen=number(given, "value_yen"),
        reported=done_by(as_of, given, "reported"),
        prior_notice=done_by(min(on or as_of, as_of), given, "notified"),
        paid_by_self=flag(given, "paid_by_self"),
        private_relation=flag(given, "private_relation"),
    )


def done_by(day: str, given: Values, name: str) -> bool | None:
    """Return whether something was done by a day: as stated, unless its date says otherwise; None if unstated."""
    done, done_on = flag(given, name), text(given, f"{name}_on")
    if done is False or done_on is None:
        return done
    return done_on <= day
