"""Talks about later employment: whether the person was in office, and with duties over which companies (art. 106-3)."""

from collections.abc import Collection, Iterable, Iterator

from rules.derivation.service import appointments_by_person
from rules.facts.officials import Duty
from rules.facts.service import InterestedCompany, JobOffer
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


def interested_companies(
    reading: Reading, offers: Iterable[JobOffer], duties: Collection[Duty], companies: Collection[str]
) -> Iterator[InterestedCompany]:
    """What duties a person has over each company since the talks; where none is known, one that asks for them.

    Talks that are still read go on: duties that begin after their first day count too.
    """
    for offer in offers:
        since = offer.on or reading.as_of
        for company in sorted(companies):
            found = [
                duty
                for duty in duties
                if duty.held and (duty.person, duty.company) == (offer.person, company) and duty.until_on >= since
            ]
            for duty in found:
                yield InterestedCompany(
                    id=f"interested_company:{offer.id}:{duty.id}",
                    origins=(duty.id,),
                    offer=offer.id,
                    person=offer.person,
                    company=company,
                    function=duty.function,
                )
            if not found:
                made = f"duty(person={offer.person}, company={company})/{offer.id}"
                yield InterestedCompany(id=made, offer=offer.id, person=offer.person, company=company)
