"""Acts of government bodies, and the countries that they restrict."""

from collections.abc import Collection, Iterator

from rules.facts.base import Fact
from rules.facts.measures import Measure
from rules.facts.partnership import Restricts
from rules.gathering.mapping.companies import participants
from rules.gathering.mapping.reading import Reading, flag, made_from, named, text
from rules.gathering.stated import Stated, Value


def measure_facts(reading: Reading, in_case: Collection[str]) -> Iterator[Fact]:
    """Every measure, and a restriction for each that limits a country in this case and is no general standard.

    `in_case`: the companies that take part or bid.
    """
    partners = participants(reading)
    pairs = [(stated.values.get("company"), stated.values.get("of")) for stated in reading.now("competitor")]
    rivals = {rival for one, other in pairs for ours, rival in ((one, other), (other, one)) if ours in partners}
    for stated in reading.of("measure"):
        bears = bears_on_case(reading, stated, {*in_case, *rivals})
        fact = measure(stated, bears=bears)
        yield fact
        country = text(stated.values, "restricts_country")
        if bears and country and not fact.general:
            yield Restricts(id=f"restricts:{country}", origins=(fact.id,), country=country)


def bears_on_case(reading: Reading, stated: Stated, companies: Collection[Value]) -> bool:
    """A measure bears on the case by its domain; without one, by its company or because it came with the case."""
    if domain := text(stated.values, "domain"):
        return domain == reading.domain
    return stated.own or stated.values.get("company") in companies


def measure(stated: Stated, *, bears: bool) -> Measure:
    """One act, as stated; it lasts until its end, else it is over with its day."""
    given = stated.values
    return Measure(
        **made_from(stated, Measure),
        body=named(given, "body"),
        bears_on_case=bears,
        company=text(given, "company"),
        domain=text(given, "domain"),
        kind=text(given, "type"),
        nature=text(given, "nature"),
        on=text(given, "on"),
        lasted_until_on=stated.until_on or text(given, "on"),
        known_on=text(given, "known_on"),
        criterion_published=flag(given, "criterion_published"),
        reasons_given=flag(given, "reasons_given"),
        secrecy_ground=flag(given, "secrecy_ground"),
        general=flag(given, "general"),
        discriminates_by=text(given, "discriminates_by"),
    )
