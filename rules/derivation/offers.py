"""Talks about later employment, and whether the person was in office when they were held."""

from collections.abc import Iterator

from rules.derivation.service import appointments_by_person
from rules.facts.service import JobOffer
from rules.gathering.mapping.notices import notified_by
from rules.gathering.mapping.reading import Reading, holds_on, made_from, named, text


def job_offers(reading: Reading) -> Iterator[JobOffer]:
    """Each offer of the day of the case; one that has come to nothing ends with its `until`."""
    appointments = appointments_by_person(reading)
    for stated in reading.now("job_offer"):
        person, on = named(stated.values, "person"), text(stated.values, "on")
        held = appointments.get(person)
        yield JobOffer(
            **made_from(stated, JobOffer),
            person=person,
            company=named(stated.values, "company"),
            stage=text(stated.values, "stage"),
            on=on,
            in_office=any(holds_on(each, on or reading.as_of) for each in held) if held else None,
            notified=notified_by(stated, reading.as_of),
            exempt=text(stated.values, "exempt"),
        )
