"""The proposed partnership itself: the part of the document above its statements."""

from collections.abc import Iterator

from rules.facts.gathering.mapping.reading import Reading, flag, keys, named, number, text
from rules.facts.kinds.base import OPEN_END, Fact
from rules.facts.kinds.companies import Participates
from rules.facts.kinds.partnership import Partnership, Restricts
from rules.facts.kinds.procurement import Leads, Selection

NOTHING = "none"  # the word for a legal ground that the document states as null


def proposal_facts(reading: Reading) -> Iterator[Fact]:
    """Yield the case, its selection, its participants, the leaders of functions, and the restricted countries."""
    yield partnership(reading)
    yield selection(reading)
    for row in reading.case.participants:
        company, role = named(row, "company"), named(row, "role")
        yield Participates(id=f"participates:{company}:{role}", company=company, role=role, major=flag(row, "major"))
    for row in reading.case.leads or ():
        function, by = text(row, "function"), text(row, "by")
        if function and by:
            yield Leads(id=f"leads:{function}:{by}", function=function, by=by)
    yield from restricted(reading)


def partnership(reading: Reading) -> Partnership:
    """Make the case as of its day."""
    given = reading.case.proposal
    return Partnership(
        id="partnership",
        sponsor=reading.sponsor,
        domain=reading.domain,
        value_yen=number(given, "value_yen") or 0,
        proposed_on=reading.proposed_on,
        as_of=reading.as_of,
        from_on=min(reading.proposed_on, text(given, "period_from") or reading.proposed_on),
        until_on=text(given, "period_until") or OPEN_END,
        secrecy=text(given, "secrecy") or "none",
        scheme=text(given, "scheme"),
        defence_use=flag(given, "defence_use"),
        research_only=flag(given, "research_only"),
        results_open=flag(given, "results_open"),
        pre_commercial=flag(given, "pre_commercial"),
    )


def selection(reading: Reading) -> Selection:
    """Describe the choice of the partner. A legal ground that is stated as null is the word none, not unknown."""
    given = reading.case.selection
    no_ground = "legal_ground" in given and given["legal_ground"] is None
    return Selection(
        id="selection",
        method=named(given, "method"),
        object=named(given, "object"),
        legal_ground=NOTHING if no_ground else text(given, "legal_ground"),
        opened_on=text(given, "opened_on"),
        closed_on=text(given, "closed_on"),
        eligible_applicants=number(given, "eligible_applicants"),
        qualified_firms=number(given, "qualified_firms"),
        qualifications_narrowed=flag(given, "qualifications_narrowed"),
        market_survey_on=text(given, "market_survey_on"),
        secrecy_approved=flag(given, "secrecy_approved"),
        mof_consulted=flag(given, "mof_consulted") or False,
        reserve_price_yen=number(given, "reserve_price_yen"),
        reserve_basis=text(given, "reserve_basis"),
    )


def restricted(reading: Reading) -> Iterator[Restricts]:
    """Yield the countries that the document says are restricted; unknown where it does not mention any."""
    given = reading.case.proposal
    if "restricts_countries" not in given:
        yield Restricts(id="partnership(restricts_countries)")
    for country in sorted(set(keys(given, "restricts_countries"))):
        yield Restricts(id=f"restricts:{country}", country=country)
