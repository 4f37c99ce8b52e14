"""The proposed partnership itself: the part of the document above its statements."""

from collections.abc import Iterator

from rules.facts.gathering.mapping.reading import (
    CaseReading,
    flag_or_none,
    key_list,
    left_out,
    number_or_none,
    required_text,
    text_or_none,
)
from rules.facts.kinds.base import OPEN_END, Fact
from rules.facts.kinds.companies import Participates
from rules.facts.kinds.partnership import CoSponsor, PartnershipFact, Restricts
from rules.facts.kinds.procurement import Leads, Selection

NOTHING = "none"  # the word for a legal ground that the document states as null


def proposal_facts(reading: CaseReading) -> Iterator[Fact]:
    """Yield the case, co-sponsors, the selection, participants, leaders of functions, and restricted countries."""
    yield partnership_fact(reading)
    for body in reading.co_sponsors:
        yield CoSponsor(id=f"co_sponsor:{body}", body=body)
    yield selection_fact(reading)
    for row in reading.case.participants:
        company, role = required_text(row, "company"), required_text(row, "role")
        yield Participates(
            id=f"participates:{company}:{role}", company=company, role=role, major=flag_or_none(row, "major")
        )
    for row in reading.case.leads or ():
        function, by = text_or_none(row, "function"), text_or_none(row, "by")
        if function and by:
            yield Leads(id=f"leads:{function}:{by}", function=function, by=by)
    yield from restricted_countries(reading)


def partnership_fact(reading: CaseReading) -> PartnershipFact:
    """Make the case as of its day."""
    given = reading.case.proposal
    return PartnershipFact(
        id="partnership",
        sponsor=reading.sponsor,
        domain=reading.stated_domain,
        value_yen=number_or_none(given, "value_yen"),
        proposed_on=reading.proposed_on,
        as_of=reading.as_of,
        from_on=min(reading.proposed_on, text_or_none(given, "period_from") or reading.proposed_on),
        until_on=text_or_none(given, "period_until") or OPEN_END,
        secrecy=text_or_none(given, "secrecy") or "none",
        scheme=text_or_none(given, "scheme"),
        defence_use=flag_or_none(given, "defence_use"),
        research_only=flag_or_none(given, "research_only"),
        results_open=flag_or_none(given, "results_open"),
        pre_commercial=flag_or_none(given, "pre_commercial"),
    )


def selection_fact(reading: CaseReading) -> Selection:
    """Describe the choice of the partner. A legal ground that is stated as null is the word none, not unknown."""
    given = reading.case.selection
    no_ground = "legal_ground" in given and given["legal_ground"] is None
    return Selection(
        id="selection",
        method=text_or_none(given, "method"),
        object=text_or_none(given, "object"),
        legal_ground=NOTHING if no_ground else text_or_none(given, "legal_ground"),
        opened_on=text_or_none(given, "opened_on"),
        closed_on=text_or_none(given, "closed_on"),
        eligible_applicants=number_or_none(given, "eligible_applicants"),
        qualified_firms=number_or_none(given, "qualified_firms"),
        qualifications_narrowed=flag_or_none(given, "qualifications_narrowed"),
        market_survey_on=text_or_none(given, "market_survey_on"),
        secrecy_approved=flag_or_none(given, "secrecy_approved"),
        mof_consulted=flag_or_none(given, "mof_consulted") or (False if reading.case.registered else None),
        reserve_price_yen=number_or_none(given, "reserve_price_yen"),
        reserve_basis=text_or_none(given, "reserve_basis"),
        several_bid=several_bid(reading),
        not_recorded=left_out(given, "mof_consulted") if reading.case.registered else (),
    )


def several_bid(reading: CaseReading) -> bool:
    """Return whether two or more made bids where no method is published; a registered case always states one."""
    if reading.case.registered or text_or_none(reading.case.selection, "method") is not None:
        return False
    own = (each for each in reading.of("bid") if each.own and each.values.get("call") is None)
    return len({each.values["company"] for each in own}) > 1


def restricted_countries(reading: CaseReading) -> Iterator[Restricts]:
    """Yield the countries that the document says are restricted; unknown where it does not mention any."""
    given = reading.case.proposal
    if "restricts_countries" not in given:
        yield Restricts(id="partnership(restricts_countries)")
    for country in sorted(set(key_list(given, "restricts_countries"))):
        yield Restricts(id=f"restricts:{country}", country=country)
