"""Talks about later employment: whether the person was in office, and with duties over which companies (art. 106-3)."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from rules.facts.derivation.duties import duties_by_role, stated_duties
from rules.facts.derivation.service import appointments_by_person
from rules.facts.gathering.mapping.notices import was_notified_by
from rules.facts.gathering.mapping.reading import CaseReading, holds_on, made_from, required_text, text_or_none
from rules.facts.kinds.officials import Duty
from rules.facts.kinds.service import InterestedCompany, JobOffer


def job_offers(reading: CaseReading) -> Iterator[JobOffer]:
    """Yield each offer of the day of the case; one that has come to nothing ends with its `until`."""
    appointments = appointments_by_person(reading)
    for stated in reading.now("job_offer"):
        person, on = required_text(stated.values, "person"), text_or_none(stated.values, "on")
        held = appointments.get(person)
        yield JobOffer(
            **made_from(stated, JobOffer),
            person=person,
            company=required_text(stated.values, "company"),
            stage=text_or_none(stated.values, "stage"),
            on=on,
            in_office=any(holds_on(each, on or reading.as_of) for each in held) if held else None,
            notified=was_notified_by(stated, reading.as_of),
            exempt=text_or_none(stated.values, "exempt"),
        )


def interested_companies(
    reading: CaseReading, offers: Collection[JobOffer], companies: Collection[str]
) -> Iterator[InterestedCompany]:
    """Yield the duties of a person over each company since the talks.

    If none is known, yield a fact that asks for them.

    Talks without a known end count as continuing: duties that begin after their first day count too.
    """
    people = {offer.person for offer in offers}
    duties: dict[tuple[str, str], list[Duty]] = defaultdict(list)
    for duty in (*stated_duties(reading, people, companies), *duties_by_role(reading, companies)):
        duties[duty.person, duty.company].append(duty)
    for offer in offers:
        since = offer.on or reading.as_of
        for company in sorted(companies):
            found = [duty for duty in duties.get((offer.person, company), ()) if duty.until_on >= since]
            for duty in found:
                yield InterestedCompany(
                    id=f"interested_company:{offer.id}:{duty.id}",
                    origins=duty.origins,
                    offer=offer.id,
                    person=offer.person,
                    company=company,
                    function=duty.function,
                )
            if not found:
                made = f"duty(person={offer.person}, company={company})/{offer.id}"
                yield InterestedCompany(id=made, offer=offer.id, person=offer.person, company=company)
