"""Acts of government bodies, and the countries that they restrict."""

from collections.abc import Collection, Iterator

from rules.facts.gathering.mapping.companies import participants
from rules.facts.gathering.mapping.reading import Reading, flag, made_from, named, number, text
from rules.facts.gathering.stated import Stated, Value
from rules.facts.kinds.base import Fact
from rules.facts.kinds.measures import Appeal, Measure
from rules.facts.kinds.partnership import Restricts


def measure_facts(reading: Reading, in_case: Collection[str]) -> Iterator[Fact]:
    """Yield every measure, an appeal against it, and a restriction for each on a country that is no general standard.

    `in_case`: the companies that take part or bid.
    """
    partners = participants(reading)
    pairs = [(stated.values.get("company"), stated.values.get("of")) for stated in reading.now("competitor")]
    rivals = {rival for one, other in pairs for ours, rival in ((one, other), (other, one)) if ours in partners}
    for stated in reading.of("measure"):
        bears = bears_on_case(reading, stated, {*in_case, *rivals})
        fact = measure(stated, bears=bears)
        yield fact
        if (appeal_on := text(stated.values, "appeal_filed_on")) and appeal_on <= reading.as_of:
            yield Appeal(id=f"appeal:{stated.lineage}", origins=(fact.id,), measure=fact.id, on=appeal_on)
        country = text(stated.values, "restricts_country")
        if bears and country and not fact.general:
            yield Restricts(id=f"restricts:{country}", origins=(fact.id,), country=country)


def bears_on_case(reading: Reading, stated: Stated, companies: Collection[Value]) -> bool:
    """Return whether a measure bears on the case: by its domain; without one, by its company or as stated with it."""
    if domain := text(stated.values, "domain"):
        return domain == reading.domain
    return stated.own or stated.values.get("company") in companies


def measure(stated: Stated, *, bears: bool) -> Measure:
    """Make one act, as stated; it lasts until its end, else it is over with its day."""
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
        in_writing=flag(given, "in_writing"),
        criterion_published=flag(given, "criterion_published"),
        reasons_given=flag(given, "reasons_given"),
        hearing_held=flag(given, "hearing_held"),
        urgent=flag(given, "urgent"),
        secrecy_ground=flag(given, "secrecy_ground"),
        money_only=flag(given, "money_only"),
        general=flag(given, "general"),
        remedy_notice=flag(given, "remedy_notice"),
        security_exception_recorded=flag(given, "security_exception_recorded"),
        consequence=text(given, "consequence"),
        condition_published=flag(given, "condition_published"),
        disadvantage_followed=flag(given, "disadvantage_followed"),
        discriminates_by=text(given, "discriminates_by"),
        trade_effect=text(given, "trade_effect"),
        damage_yen=number(given, "damage_yen"),
    )
