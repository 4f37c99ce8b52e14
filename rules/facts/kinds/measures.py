"""Facts about acts of government bodies towards companies, and the claims that may follow."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import (
    BasisPoints,
    BodyKey,
    CompanyKey,
    Country,
    Day,
    Fact,
    Flag,
    PartyKey,
    Treaty,
    Yen,
    key_type,
    word_type,
)
from rules.facts.kinds.words import stated_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Fact):
    """A government body acted for or against a company.

    One for each `measure` with `on` at or before `as_of` or unknown, as stated (`kind` is its `type`).
    `lasted_until_on` is its `until`, else its `on`. `bears_on_case`: it was submitted with this partnership; or its
    company, or another of its group at `as_of`, participates, bids, was kept out of this selection or is a competitor
    of a participant; or it names no company, has the case's domain, and is the sponsor's, a co-sponsor's or that of a
    body above or under one of them; else false. Kept out: by an exclusion or refusal of such a body, in the case's
    domain or with none stated, on or after `opened_on`, else `proposed_on`. `bears_on_trade`: it bears on the case; or
    it names no company, has the case's domain and a stated effect on trade, whatever the body.
    """

    label = ("Measure", "措置")

    body: BodyKey
    bears_on_case: Flag
    bears_on_trade: Flag
    company: CompanyKey | None = None
    domain: Annotated[str, stated_words("measure", "domain")] | None = None
    kind: Annotated[str, stated_words("measure", "type")] | None = None
    nature: Annotated[str, stated_words("measure", "nature")] | None = None
    on: Day | None = None
    lasted_until_on: Day | None = None
    known_on: Day | None = None
    in_writing: Flag | None = None
    criterion_published: Flag | None = None
    reasons_given: Flag | None = None
    hearing_held: Flag | None = None
    urgent: Flag | None = None
    secrecy_ground: Flag | None = None
    money_only: Flag | None = None
    general: Flag | None = None
    remedy_notice: Flag | None = None
    security_exception_recorded: Flag | None = None
    consequence: Annotated[str, stated_words("measure", "consequence")] | None = None
    condition_published: Flag | None = None
    disadvantage_followed: Flag | None = None
    discriminates_by: Annotated[str, stated_words("measure", "discriminates_by")] | None = None
    trade_effect: Annotated[str, stated_words("measure", "trade_effect")] | None = None
    damage_yen: Yen | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal(Fact):
    """An administrative appeal was filed against a measure.

    One for each `measure` with an `appeal_filed_on` at or before `as_of`; what became of it is not stated anywhere.
    Where no day is stated there is none: silence about an appeal is no appeal.
    """

    label = ("Administrative appeal", "不服申立て")

    measure: Annotated[str, key_type("measure")]
    on: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatyCover(Fact):
    """An investor of another country may rely on a treaty against a measure.

    For each measure that bears on the case with a company and of a type other than protection, subsidy and
    designation; for each investor: the company itself if it is not Japanese, and each foreign company or person,
    or country, with an effective share in it or control of it at the day of the measure (else `as_of`); and for
    each treaty of the investor's country: one fact. `share_bp`: effective share (10000 for itself), unknown where
    it depends on an unknown share; `controls`: at each hop, or stated. `invests`: true where an `investment` with
    country JP names the investor, or its country, as investor; else unknown. `investor_state`: the treaty gives
    investors a claim; false for treaties without one (RCEP). `ended_on`: OPEN_END where the treaty goes on.
    `claim_until_on`: `known_on` plus the treaty's limit in months (SUBMISSION.md, rule 6); OPEN_END where the
    treaty sets none (limit 0); unknown where the limit or `known_on` is. A country without any row in the treaty
    table, or with one that says nothing certain: one fact with the treaty's fields unknown and the id
    `treaty(country=<country>)/<measure>/<investor>`. Nothing known of the company's owners (no `ownership_known`,
    company Japanese): one with `investor` and all that follows unknown and the id
    `ownership_known(company=<company>)/<measure>`. `invests` unknown: the id ends so that the missing data is
    named, `investment(investor=<investor>)/<measure>/<treaty>`. `in_sector`: false where the treaty covers the energy
    sector alone and the measure's domain, else the case's, is another. `consent`: whether the State has agreed to
    arbitration in advance, on the amount of a compensation alone, or case by case. `security`: the exception for
    essential security, and whether the State judges it itself. `excludes_procurement`, `excludes_subsidies`: the treaty
    leaves these out. What the table does not say is not left out.
    """

    label = ("Treaty cover", "投資協定の適用")

    measure: Annotated[str, key_type("measure")]
    company: CompanyKey
    in_sector: Flag
    consent: Annotated[str, word_type("in_advance", "compensation_only", "case_by_case")]
    security: Annotated[str, word_type("no_exception", "essential", "self_judging")]
    excludes_procurement: Flag
    excludes_subsidies: Flag
    investor: PartyKey | None = None
    country: Country | None = None
    share_bp: BasisPoints | None = None
    controls: Flag | None = None
    invests: Flag | None = None
    treaty: Treaty | None = None
    investor_state: Flag | None = None
    in_force_on: Day | None = None
    ended_on: Day | None = None
    claim_until_on: Day | None = None
