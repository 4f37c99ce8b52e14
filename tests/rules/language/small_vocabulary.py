"""A small vocabulary, parameters and the three example rules, for the tests of language and compiler."""

from dataclasses import dataclass
from typing import Annotated

from rules.compiled.compiler import CompiledRulebook, compile_rulebook
from rules.facts.base import (
    BasisPoints,
    BodyKey,
    CompanyKey,
    Count,
    Day,
    Fact,
    FactType,
    Flag,
    Index,
    PartyKey,
    PersonKey,
    Text,
    Yen,
    describe,
    key_of,
    word,
)
from rules.language.load import rule_of
from rules.language.parameter_file import parameters_of
from rules.language.parameters import Parameters
from rules.language.syntax import Rule
from rules.language.yaml_nodes import parse_yaml

Domain = Annotated[str, word("semiconductors", "5g", "cloud")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Partnership(Fact):
    """The case."""

    sponsor: BodyKey
    domain: Domain
    value_yen: Yen
    proposed_on: Day
    from_on: Day
    until_on: Day
    research_only: Flag | None = None
    results_open: Flag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participates(Fact):
    """A company takes part in the case."""

    company: CompanyKey
    role: Annotated[str, word("lead_partner", "partner", "supplier")]


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldsStake(Fact):
    """A party owns part of a company."""

    holder: PartyKey
    company: CompanyKey
    share_bp: BasisPoints
    vehicle: Annotated[str, word("direct", "fund", "blind_trust")] | None = None
    from_on: Day
    until_on: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Official(Fact):
    """A person has a role in the case."""

    person: PersonKey
    grade: Annotated[str, word("staff", "section_chief", "director_general", ranked=True)] | None = None
    notes: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift(Fact):
    """A company gave something to a person."""

    giver: CompanyKey
    person: PersonKey
    value_yen: Yen | None = None
    on: Day
    kind: Annotated[str, word("gift", "meal")]
    reported: Flag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftService(Fact):
    """A person left public service."""

    person: PersonKey
    left_on: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedIn(Fact):
    """A person served in a body."""

    person: PersonKey
    body: BodyKey
    until_on: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyPost(Fact):
    """A person has a post in a company."""

    person: PersonKey
    company: CompanyKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Fact):
    """A former official contacts a body."""

    person: PersonKey
    body: BodyKey
    on: Day
    about_case: Flag | None = None
    asking: Flag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactExemption(Fact):
    """A contact is exempt."""

    contact: Annotated[str, key_of("contact")]


@dataclass(frozen=True, slots=True, kw_only=True)
class HadDuties(Fact):
    """A person had duties in a body."""

    person: PersonKey
    body: BodyKey
    covers_case: Flag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Fact):
    """A measure of a body."""

    company: CompanyKey
    kind: Annotated[str, word("protection", "subsidy", "designation", "exclusion")]
    on: Day
    lasted_until_on: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Competes(Fact):
    """Two companies compete in a domain."""

    company: CompanyKey
    other: CompanyKey
    domain: Domain


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerOutsideGroup(Fact):
    """The case has a partner outside a company's group."""

    than: CompanyKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection(Fact):
    """How the partner was chosen."""

    method: Annotated[str, word("open", "negotiated")]
    object: Annotated[str, word("goods", "works", "lease")] | None = None
    value_yen: Yen
    eligible_applicants: Count | None = None
    legal_ground: Annotated[str, word("none", "statute_designates_operator")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JointMarket(Fact):
    """Two companies together in a market."""

    first: CompanyKey
    second: CompanyKey
    domain: Domain
    share_bp: BasisPoints
    hhi: Index
    delta: Index


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketKnown(Fact):
    """Everything about a market is stated."""

    domain: Domain


TYPES = (
    *(Partnership, Participates, HoldsStake, Official, Gift, LeftService, ServedIn, CompanyPost, Contact),
    *(ContactExemption, HadDuties, Measure, Competes, PartnerOutsideGroup, Selection, JointMarket, MarketKnown),
)
VOCABULARY: dict[str, FactType] = {cls.type: describe(cls) for cls in TYPES}
BODIES = frozenset({"METI", "DA"})

PARAMETERS = """
eth_gift_report_yen:
  meaning: {en: A benefit above this is reported, ja: これを超える贈与は報告の対象}
  unit: yen, exceeds
  values:
    - {until: 2000-03-31, value: not_in_force}
    - {from: 2000-04-01, until: 2026-03-31, value: 5_000, basis: {law: ethics_act, article: "6(1)"}, confidence: seen}
    - {from: 2026-04-01, value: 10_000, basis: {law: ethics_act, article: "6(1)"}, confidence: memory}
small_value_yen:
  meaning: Up to this a contract may be negotiated
  unit: yen, at most
  values:
    - {for: goods, value: 1_600_000, confidence: ours}
    - {for: [works], until: 2025-03-31, value: 2_500_000, confidence: ours}
    - {for: lease, value: not_in_force}
reemp_lookback_months: {meaning: x, unit: months, values: [{value: 60, confidence: ours}]}
reemp_cooling_months: {meaning: x, unit: months, values: [{value: 24, confidence: ours}]}
col_protection_months: {meaning: x, unit: months, values: [{value: 24, confidence: ours}]}
col_open_call_applicants: {meaning: x, unit: "count, at least", values: [{value: 2, confidence: ours}]}
col_joint_share_high_bp: {meaning: x, unit: "bp, exceeds", values: [{value: 5_000, confidence: ours}]}
ama_hhi_mid: {meaning: x, unit: "index, exceeds", values: [{value: 2_500, confidence: ours}]}
ama_hhi_low: {meaning: x, unit: "index, exceeds", values: [{value: 1_500, confidence: ours}]}
ama_hhi_delta_high: {meaning: x, unit: "index, exceeds", values: [{value: 150, confidence: ours}]}
ama_hhi_delta_mid: {meaning: x, unit: "index, exceeds", values: [{value: 250, confidence: ours}]}
ama_share_bp: {meaning: x, unit: "bp, exceeds", values: [{value: 3_500, confidence: ours}]}
notice_days: {meaning: x, unit: days, values: [{value: 14, confidence: ours}]}
suspended_months: {meaning: x, unit: months, values: [{value: not_in_force}]}
unclear_months: {meaning: x, unit: months, values: [{value: unknown}]}
unclear_yen: {meaning: x, unit: yen, values: [{value: unknown}]}
"""

TEXTS = """
title: {en: A title, ja: 題}
why: {en: Because, ja: 理由}
silent_when: {en: Never, ja: なし}
basis:
  - {law: ours, confidence: ours}
mitigations:
  - {en: Stop, ja: 中止}
"""
FAMILIES = {"COI": "conflict_of_interest", "COL": "collusion", "LIT": "litigation"}


def small_parameters(text: str = PARAMETERS) -> Parameters:
    return Parameters({p.name: p for p in parameters_of(parse_yaml(text, "parameters.yaml"))})


def rule(body: str, code: str = "COI-01") -> Rule:
    """A rule from its conditions; what every rule has besides is added where it is lacking."""
    text = f"code: {code}\nfamily: {FAMILIES[code[:3]]}\n{body.strip()}\n"
    if "severity:" not in body:
        text += "severity: low\n"
    if "statement:" not in body:
        text += "statement: {en: Something, ja: 何か}\n"
    return rule_of(parse_yaml(text + TEXTS.strip() + "\n", f"{code}_x.yaml"))


def compiled(*rules: Rule, parameters: Parameters | None = None) -> CompiledRulebook:
    return compile_rulebook(rules, VOCABULARY, parameters or small_parameters(), BODIES)


def case(**changes: object) -> Partnership:
    values: dict[str, object] = {
        "id": "partnership",
        "sponsor": "METI",
        "domain": "cloud",
        "value_yen": 1_000_000,
        "proposed_on": "2026-06-20",
        "from_on": "2026-10-01",
        "until_on": "2029-09-30",
    }
    return Partnership(**{**values, **changes})  # type: ignore[arg-type]  # the values of one field each


REVOLVING_DOOR = """
severity: critical
applies:
  - former: left_service
when:
  - left: left_service
  - served: served_in
    where:
      - served.person == left.person
      - served.until_on >= left.left_on - parameter.reemp_lookback_months at left.left_on
  - job: company_post
    where:
      - job.person == left.person
  - part: participates
    where:
      - part.company == job.company
  - ask: contact
    where:
      - ask.person == left.person
      - ask.body == served.body
      - ask.about_case == true
      - ask.asking == true
      - ask.on > left.left_on
      - ask.on <= left.left_on + parameter.reemp_cooling_months at left.left_on
  - duty: had_duties
    where:
      - duty.person == left.person
      - duty.body == served.body
      - duty.covers_case == true
unless:
  - exempt: contact_exemption
    where:
      - exempt.contact == ask.fact
statement:
  en: "{left.person} left service on {left.left_on}, works for {part.company}, and asked {ask.body} on {ask.on}."
  ja: "{left.person}は{left.left_on}に離職し、{part.company}に在籍、{ask.on}に{ask.body}に依頼。"
"""
PROTECTED = """
severity: high
when:
  - part: participates
    where:
      - part.role in (lead_partner, partner)
  - any:
      - - help: measure
          where:
            - help.company == part.company
            - help.kind in (protection, subsidy, designation)
            - help.on <= case.proposed_on
            - help.lasted_until_on >= case.proposed_on - parameter.col_protection_months
      - - rival: competes
          where:
            - rival.other == part.company
            - rival.domain == case.domain
        - help: measure
          where:
            - help.company == rival.company
            - help.kind == exclusion
            - help.on <= case.proposed_on
            - help.lasted_until_on >= case.proposed_on - parameter.col_protection_months
unless:
  - second: partner_outside_group
    where:
      - second.than == part.company
  - call: selection
    where:
      - call.method == open
      - call.eligible_applicants >= parameter.col_open_call_applicants
  - law: selection
    where:
      - law.legal_ground == statute_designates_operator
"""
JOINT_MARKET = """
severity:
  - high: [joint.share_bp > parameter.col_joint_share_high_bp]
  - medium
applies:
  - a: participates
  - b: participates
    where:
      - a.company < b.company
  - rival: competes
    where:
      - rival.company == a.company
      - rival.other == b.company
needs:
  - market: market_known
    where:
      - market.domain == rival.domain
when:
  - joint: joint_market
    where:
      - joint.first == a.company
      - joint.second == b.company
      - joint.domain == rival.domain
      - any:
          - [joint.hhi > parameter.ama_hhi_mid, joint.delta > parameter.ama_hhi_delta_high]
          - - joint.hhi > parameter.ama_hhi_low
            - joint.hhi <= parameter.ama_hhi_mid
            - joint.delta > parameter.ama_hhi_delta_mid
          - joint.share_bp > parameter.ama_share_bp
unless:
  - open: partnership
    where:
      - open.research_only == true
      - open.results_open == true
"""
