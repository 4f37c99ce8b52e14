"""Acts of government bodies, and the countries that they restrict."""

from collections.abc import Collection, Iterator

from rules.facts.gathering.mapping.companies import participating_companies
from rules.facts.gathering.mapping.reading import (
    CaseReading,
    flag_or_none,
    made_from,
    number_or_none,
    required_text,
    text_or_none,
)
from rules.facts.gathering.statements import GatheredStatement, Value
from rules.facts.kinds.base import Fact
from rules.facts.kinds.measures import Appeal, Measure
from rules.facts.kinds.partnership import Restricts


def measure_facts(reading: CaseReading, in_case: Collection[str]) -> Iterator[Fact]:
    """Yield every measure, an appeal against it, and a restriction for each on a country that is no general standard.

    `in_case`: the companies that take part or bid.
    """
    partners = participating_companies(reading)
    pairs = [(stated.values.get("company"), stated.values.get("of")) for stated in reading.now("competitor")]
    rivals = {rival for one, other in pairs for ours, rival in ((one, other), (other, one)) if ours in partners}
    for stated in reading.of("measure"):
        bears = bears_on_case(reading, stated, {*in_case, *rivals})
        fact = make_measure(stated, bears=bears)
        yield fact
        if (appeal_on := text_or_none(stated.values, "appeal_filed_on")) and appeal_on <= reading.as_of:
            yield Appeal(id=f"appeal:{stated.lineage}", origins=(fact.id,), measure=fact.id, on=appeal_on)
        country = text_or_none(stated.values, "restricts_country")
        if bears and country and not fact.general:
            yield Restricts(id=f"restricts:{country}", origins=(fact.id,), country=country)


def bears_on_case(reading: CaseReading, stated: GatheredStatement, companies: Collection[Value]) -> bool:
    """Return whether a measure bears on the case: by its domain; without one, by its company or as stated with it."""
    if domain := text_or_none(stated.values, "domain"):
        return domain == reading.domain
    return stated.own or stated.values.get("company") in companies


def make_measure(stated: GatheredStatement, *, bears: bool) -> Measure:
    """Make one act, as stated; it lasts until its end, else it is over with its day."""
    given = stated.values
    return Measure(
        **made_from(stated, Measure),
        body=required_text(given, "body"),
        bears_on_case=bears,
        company=text_or_none(given, "company"),
        domain=text_or_none(given, "domain"),
        kind=text_or_none(given, "type"),
        nature=text_or_none(given, "nature"),
        on=text_or_none(given, "on"),
        lasted_until_on=stated.until_on or text_or_none(given, "on"),
        known_on=text_or_none(given, "known_on"),
        in_writing=flag_or_none(given, "in_writing"),
        criterion_published=flag_or_none(given, "criterion_published"),
        reasons_given=flag_or_none(given, "reasons_given"),
        hearing_held=flag_or_none(given, "hearing_held"),
        urgent=flag_or_none(given, "urgent"),
        secrecy_ground=flag_or_none(given, "secrecy_ground"),
        money_only=flag_or_none(given, "money_only"),
        general=flag_or_none(given, "general"),
        remedy_notice=flag_or_none(given, "remedy_notice"),
        security_exception_recorded=flag_or_none(given, "security_exception_recorded"),
        consequence=text_or_none(given, "consequence"),
        condition_published=flag_or_none(given, "condition_published"),
        disadvantage_followed=flag_or_none(given, "disadvantage_followed"),
        discriminates_by=text_or_none(given, "discriminates_by"),
        trade_effect=text_or_none(given, "trade_effect"),
        damage_yen=number_or_none(given, "damage_yen"),
    )
