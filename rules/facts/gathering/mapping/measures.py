"""Acts of government bodies, and the countries that they restrict."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Final

from rules.facts.gathering.anchors import KEEPS_OUT
from rules.facts.gathering.mapping.companies import participating_companies
from rules.facts.gathering.mapping.reading import (
    CaseReading,
    flag_or_none,
    made_from,
    number_or_none,
    required_text,
    text_or_none,
)
from rules.facts.gathering.statements import GatheredStatement
from rules.facts.kinds.base import Fact
from rules.facts.kinds.measures import Appeal, Measure
from rules.facts.kinds.partnership import Restricts

TRADE: Final = frozenset({"import", "export", "both"})
GroupOf = Callable[[str], str]  # the name of a company's group; its own key if nothing ties it to another


def measure_facts(reading: CaseReading, in_case: Collection[str], group_of: GroupOf) -> Iterator[Fact]:
    """Yield every measure, an appeal against it, and a restriction for each on a country that is no general standard.

    `in_case`: the companies that take part or bid.
    """
    bearing = MeasureBearing.of(reading, in_case, group_of)
    for stated in reading.of("measure"):
        bears = bearing.on_case(stated)
        fact = make_measure(stated, bears=bears, on_trade=bears or bearing.on_trade(stated))
        yield fact
        if (appeal_on := text_or_none(stated.values, "appeal_filed_on")) and appeal_on <= reading.as_of:
            yield Appeal(id=f"appeal:{stated.lineage}", origins=(fact.id,), measure=fact.id, on=appeal_on)
        country = text_or_none(stated.values, "restricts_country")
        if bears and country and not fact.general:
            yield Restricts(id=f"restricts:{country}", origins=(fact.id,), country=country)


@dataclass(frozen=True, slots=True)
class MeasureBearing:
    """The test of whether a measure bears on the case (SUBMISSION.md, rule 4): the same domain alone is not enough."""

    reading: CaseReading
    group_of: GroupOf
    groups: frozenset[str]  # of companies that take part, bid, were kept out, or compete with a participant

    @classmethod
    def of(cls, reading: CaseReading, in_case: Collection[str], group_of: GroupOf) -> "MeasureBearing":
        """Find the groups of the companies that are part of the case."""
        nobody = cls(reading, group_of, frozenset())
        kept_out = (text_or_none(each.values, "company") for each in reading.of("measure") if nobody.keeps_out(each))
        companies = {*in_case, *competitors_of_participants(reading), *filter(None, kept_out)}
        return cls(reading, group_of, frozenset(map(group_of, companies)))

    def on_case(self, stated: GatheredStatement) -> bool:
        """Return whether a measure was stated here, is about one of them, or is a signatory's and for the domain."""
        if company := text_or_none(stated.values, "company"):
            return stated.own or self.group_of(company) in self.groups
        return stated.own or (self.has_domain(stated) and self.is_of_signatory(stated))

    def on_trade(self, stated: GatheredStatement) -> bool:
        """Return whether a measure of any body, about no company in particular, limits trade in the domain."""
        names_nobody = text_or_none(stated.values, "company") is None
        return names_nobody and self.has_domain(stated) and stated.values.get("trade_effect") in TRADE

    def keeps_out(self, stated: GatheredStatement) -> bool:
        """Return whether a measure kept a company out of this selection."""
        selection, on = self.reading.case.selection, text_or_none(stated.values, "on")
        opened_on = text_or_none(selection, "opened_on") or self.reading.proposed_on
        in_domain = self.has_domain(stated) or text_or_none(stated.values, "domain") is None
        in_time = on is not None and on >= opened_on
        return stated.values.get("type") in KEEPS_OUT and in_domain and in_time and self.is_of_signatory(stated)

    def has_domain(self, stated: GatheredStatement) -> bool:
        """Return whether a measure is for the domain of the case."""
        return text_or_none(stated.values, "domain") == self.reading.domain

    def is_of_signatory(self, stated: GatheredStatement) -> bool:
        """Return whether a measure is the sponsor's or a co-sponsor's, or that of a body above or under one of them."""
        body, bodies = required_text(stated.values, "body"), self.reading.bodies
        return any(bodies.within(body, each) or bodies.within(each, body) for each in self.reading.signatories)


def competitors_of_participants(reading: CaseReading) -> set[str]:
    """Return the stated competitors of participants."""
    partners = participating_companies(reading)
    stated = [each.values for each in reading.now("competitor")]
    pairs = [(text_or_none(given, "company"), text_or_none(given, "of")) for given in stated]
    both_ways = [*pairs, *((other, one) for one, other in pairs)]
    return {rival for ours, rival in both_ways if ours in partners and rival}


def make_measure(stated: GatheredStatement, *, bears: bool, on_trade: bool) -> Measure:
    """Make one act, as stated; it lasts until its end, else it is over with its day."""
    given = stated.values
    return Measure(
        **made_from(stated, Measure),
        body=required_text(given, "body"),
        bears_on_case=bears,
        bears_on_trade=on_trade,
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
