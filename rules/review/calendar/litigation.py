"""Last days to sue: revocation of a disposition, claims under treaties, damages from the State."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from institutions.kinds.base import Label
from institutions.values.written_day import written_day
from rules.assessing.material import PlainFact
from rules.engine.language.syntax import Basis as RuleBasis
from rules.facts.derivation.court_days import is_day_off
from rules.facts.kinds.base import OPEN_END
from rules.facts.kinds.date_arithmetic import days_after
from rules.review.calendar.assessed_facts import AssessedFacts, PeriodEnd, is_bounded_day
from rules.review.calendar.entry import CalendarEntry, LawText

COMPANY: Final = Label("The company may sue.", "相手方企業が訴えを提起することができる。")
INVESTOR: Final = Label("The investor may bring a claim.", "投資家が申立てを行うことができる。")
HARMED: Final = Label("The company may claim damages.", "相手方企業が損害賠償を請求することができる。")
TREATED: Final = frozenset({"exclusion", "refusal", "guidance", "listing", "order"})  # as LIT-08 reads measures
LAW_IDS: Final = {  # ids in laws.yaml of treaties that the register calls otherwise
    "tia_china_korea": "cjk_investment_agreement",
    "bit_china": "japan_china_bit",
    "bit_hong_kong": "japan_hong_kong_bit",
    "energy_charter": "energy_charter_treaty",
}
Basis = Sequence[RuleBasis]


def litigation_days(known: AssessedFacts, basis: Basis) -> Iterator[CalendarEntry]:
    """Yield the days that measures of the case set."""
    measures = {fact.id: fact for fact in known.of("measure", bears_on_case=True)}
    for act in measures.values():
        if act.values.get("nature") == "disposition":
            yield from revocation_days(known, act)
    yield from claims_of_investors(known, measures, basis)
    for harm in known.of("harm"):
        if (harm.values.get("damage_yen") or 0) > 0:
            yield from damages_days(known, harm)


def revocation_days(known: AssessedFacts, act: PlainFact) -> Iterator[CalendarEntry]:
    """Yield six months from knowing, at most a year from the act; moved by an appeal in time, as LIT-02 reads it."""
    missing = known.say(
        act,
        "the day of the disposition of {it.body}, or the day on which its addressee learned of it",
        "{it.body}の処分の日又は相手方が処分を知った日",
    )
    on, known_on = act.values.get("on"), act.values.get("known_on")
    periods = [
        known.period(known_on if is_bounded_day(on) else None, "acla_known_months", missing, on),
        known.period(on, "acla_act_months", missing),
    ]
    found = [each for each in periods if each]
    unknown = next((each.missing for each in found if each.missing), None)
    if was_appealed(known, act):
        unknown = Label(
            "the day of the ruling on the administrative appeal, from which the period runs again",
            "不服申立てに対する裁決の日（出訴期間は裁決を起点とする）",
        )
    days = [each.on for each in found if each.on]
    yield CalendarEntry(
        key=f"revocation/{act.id}",
        what=known.say(
            act,
            "Last day for an action to revoke the disposition of {it.body} ({it.kind}, {it.on})",
            "{it.body}の処分（{it.kind}、{it.on}）に対する取消訴訟の出訴期限",
        ),
        duty=COMPANY,
        laws=tuple(dict.fromkeys(law for each in found for law in each.laws)),
        on=None if unknown or not days else day_of_business(min(days)),
        missing=unknown,
        demands=True,
        mitigable=True,
        fact=act.id,
        code="LIT-02",
    )


def was_appealed(known: AssessedFacts, act: PlainFact) -> bool:
    """Return whether an administrative appeal was filed in time, or may have been."""
    for appeal in known.of("appeal", measure=act.id):
        at = act.values.get("on")
        limit = known.period(act.values.get("known_on"), "appeal_known_months", COMPANY, at)
        if limit is None or limit.on is None or appeal.values["on"] <= limit.on:
            return True
    return False


def day_of_business(day: str) -> str:
    """Return the day itself, or the next one on which courts do business."""
    while is_day_off(written_day(day)):
        day = days_after(day, 1)
    return day


def claims_of_investors(
    known: AssessedFacts, measures: Mapping[str, PlainFact], basis: Basis
) -> Iterator[CalendarEntry]:
    """Yield the limit of each treaty that LIT-08 may find: that of the derived fact."""
    for cover in known.of("treaty_cover"):
        act = measures.get(cover.values["measure"])
        if act is None or not may_claim(known, act, cover):
            continue
        limit, treaty = cover.values.get("claim_until_on"), cover.values.get("treaty")
        yield CalendarEntry(
            key=f"treaty/{cover.id}",
            what=known.say(
                cover,
                "Limit for a claim of {it.investor} under {it.treaty} (measure towards {it.company})",
                "{it.company}に対する措置に係る{it.investor}の{it.treaty}に基づく申立ての期限",
            ),
            duty=INVESTOR,
            laws=(law_of_treaty(known, str(treaty), basis),) if treaty else (),
            on=str(limit) if is_bounded_day(limit) else None,
            missing=None if limit else treaty_limit_missing(known, cover),
            endless=limit == OPEN_END,
            fact=cover.id,
            code="LIT-08",
        )


def may_claim(known: AssessedFacts, act: PlainFact, cover: PlainFact) -> bool:
    """Return whether no known value excludes a claim, as LIT-08 reads it; an unknown value excludes nothing."""
    said, on = cover.values, act.values.get("on")
    if act.values.get("kind", "order") not in TREATED:
        return False
    if act.values.get("general") is True and act.values.get("discriminates_by") == "none":
        return False
    if said.get("investor_state") is False or said.get("invests") is False:
        return False
    if is_bounded_day(on) and (said.get("in_force_on", on) > on or said.get("ended_on", on) < on):
        return False
    control = known.number("lit_control_bp", known.material.as_of)
    least = control.value if control and isinstance(control.value, int) else 0
    return bool(said.get("controls")) or said.get("share_bp") is None or said["share_bp"] >= least


def treaty_limit_missing(known: AssessedFacts, cover: PlainFact) -> Label:
    """Return the reason why the limit of a treaty is not known."""
    if "investor" not in cover.values:
        return known.say(cover, "the owners of {it.company}", "{it.company}の株主構成")
    if "treaty" not in cover.values:
        return known.say(
            cover, "the treaties with the country of {it.investor}", "{it.investor}の国との投資協定の有無及び内容"
        )
    return known.say(
        cover,
        "the day on which {it.company} learned of the measure, or the period that {it.treaty} sets",
        "{it.company}が措置を知った日又は{it.treaty}の申立期間",
    )


def law_of_treaty(known: AssessedFacts, code: str, basis: Basis) -> LawText:
    """Return the treaty among the laws of LIT-08, else by its name in the register."""
    law = LAW_IDS.get(code, code)
    for each in basis:
        if each.law == law:
            return LawText(each.law, each.article, each.confidence, each.review_on)
    called = known.material.names.get(f"treaty:{code}", {})
    return LawText(name=Label(called.get("en", code), called.get("ja", code)))


def damages_days(known: AssessedFacts, harm: PlainFact) -> Iterator[CalendarEntry]:
    """Yield three years from knowing, at most twenty from the act: whichever ends first, as LIT-06 reads it."""
    missing = known.say(
        harm,
        "the day of the measure of {it.body}, or the day on which {it.company} learned of the damage",
        "{it.body}の措置の日又は{it.company}が損害を知った日",
    )
    on, known_on = harm.values.get("on"), harm.values.get("known_on")
    periods: list[PeriodEnd | None] = [
        known.period(known_on if is_bounded_day(on) else None, "redress_known_years", missing, on),
        known.period(on, "redress_act_years", missing),
    ]
    found = [each for each in periods if each]
    unknown = next((each.missing for each in found if each.missing), None)
    days = [each.on for each in found if each.on]
    yield CalendarEntry(
        key=f"damages/{harm.id}",
        what=known.say(
            harm,
            "Last day for a claim of {it.company} for damages by a measure of {it.body}",
            "{it.body}の措置に係る{it.company}の損害賠償請求の期限",
        ),
        duty=HARMED,
        laws=tuple(dict.fromkeys(law for each in found for law in each.laws)),
        on=None if unknown or not days else min(days),
        missing=unknown,
        fact=harm.id,
        code="LIT-06",
    )
