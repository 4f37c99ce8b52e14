"""Days of people: bans on former officials, deadlines to notify and report, declarations to renew."""

from collections.abc import Iterator
from typing import Final

from institutions.kinds.base import Label
from rules.assessing.material import PlainFact
from rules.facts.kinds.base import OPEN_START
from rules.review.calendar.assessed_facts import AssessedFacts, PeriodEnd, is_bounded_day
from rules.review.calendar.entry import CalendarEntry

FORMER: Final = Label("The former official", "再就職者（元職員）")
OFFICIAL: Final = Label("The official", "職員本人")
BODY: Final = Label("The official's body", "職員の所属機関")
MANAGERS: Final = frozenset(  # as COI-10 reads grades
    {"administrative_vice_minister", "director_general", "deputy_director_general", "division_director"}
)
REPORTING: Final = MANAGERS | {"assistant_director"}  # as COI-03 does
DECLARING: Final = frozenset({"decision_maker", "evaluator", "spec_author"})  # as COI-18 reads roles


def people_days(known: AssessedFacts) -> Iterator[CalendarEntry]:
    """Yield the days that posts, promises, benefits and declarations set."""
    for left in known.of("left_service"):
        if any(known.of("company_post", person=left.values["person"])):
            yield from after_leaving(known, left)
    yield from old_interested_parties(known)
    yield from secondment_days(known)
    yield from promise_days(known)
    yield from benefit_days(known)
    yield from declaration_days(known)


def period_entries(
    key: str, fact: PlainFact, code: str, period: PeriodEnd | None, what: Label, duty: Label, *, done: bool = False
) -> Iterator[CalendarEntry]:
    """Yield the entry of a period that was in force."""
    if period:
        yield CalendarEntry(
            key=f"{key}/{fact.id}",
            what=what,
            duty=duty,
            laws=period.laws,
            on=period.on,
            missing=period.missing,
            done=done,
            fact=fact.id,
            code=code,
        )


def after_leaving(known: AssessedFacts, left: PlainFact) -> Iterator[CalendarEntry]:
    """Yield the days until which a former official makes no requests, and a former manager notifies posts."""
    service = left.values.get("service")
    missing = known.say(left, "the service in which {it.person} was employed", "{it.person}の在職時の区分")
    start = left.values.get("left_on") if service == "regular" else None
    if service not in ("regular", None):
        return
    yield from period_entries(
        "cooling_off",
        left,
        "COI-05",
        known.period(start, "reemp_cooling_years", missing),
        known.say(
            left,
            "Last day on which {it.person} may not make requests to former colleagues (left on {it.left_on})",
            "{it.person}（{it.left_on}離職）による在職機関への要求・依頼の規制期間の終期",
        ),
        FORMER,
    )
    grades = {each.values.get("grade") for each in known.of("served_in", person=left.values["person"])}
    if grades.isdisjoint(MANAGERS):
        return
    yield from period_entries(
        "notify_posts",
        left,
        "COI-10",
        known.period(start, "reemp_notify_years", missing),
        known.say(
            left,
            "Last day for {it.person} to notify a new post (left on {it.left_on})",
            "{it.person}（{it.left_on}離職）による再就職の届出を要する期間の終期",
        ),
        FORMER,
    )


def old_interested_parties(known: AssessedFacts) -> Iterator[CalendarEntry]:
    """Yield the days until which companies of an earlier post stay interested parties."""
    for was in known.of("old_interested_party", in_office=True, outside_ethics_act=False):
        held = was.values.get("held")
        if held is False:
            continue
        missing = known.say(
            was,
            "whether {it.company} was within the duties of {it.person} in {it.body}",
            "{it.company}が{it.body}における{it.person}の職務の対象であったか否か",
        )
        yield from period_entries(
            "earlier_post",
            was,
            "COI-17",
            known.period(was.values["served_until_on"] if held else None, "eth_transfer_years", missing),
            known.say(
                was,
                "Last day on which {it.company} is an interested party of {it.person} from the post in {it.body}",
                "{it.company}が{it.person}の異動前の官職（{it.body}）の利害関係者とみなされる期間の終期",
            ),
            OFFICIAL,
        )


def secondment_days(known: AssessedFacts) -> Iterator[CalendarEntry]:
    """Yield the days until which a secondment from a company counts."""
    acting = {each.values["person"] for each in known.of("official", acting=True)}
    for sent in known.of("secondment"):
        if sent.values["person"] not in acting:
            continue
        missing = known.say(
            sent,
            "the end of the secondment of {it.person} from {it.company}",
            "{it.company}からの{it.person}の出向の終期",
        )
        yield from period_entries(
            "secondment",
            sent,
            "COI-13",
            known.period(sent.values["until_on"], "coi_secondment_cooling_years", missing),
            known.say(
                sent,
                "Last day on which the secondment of {it.person} from {it.company} counts",
                "{it.company}から出向した{it.person}について関係を考慮する期間の終期",
            ),
            BODY,
        )


def promise_days(known: AssessedFacts) -> Iterator[CalendarEntry]:
    """Yield the days until which the promise of a post is notified."""
    for offer in known.of("job_offer"):
        said = offer.values
        if said.get("stage") not in ("promised", "accepted") or said.get("exempt") == "transfer_corporation":
            continue
        if said.get("in_office") is False:
            continue
        missing = known.say(
            offer, "the day of the promise of {it.company} to {it.person}", "{it.company}と{it.person}との約束の日"
        )
        yield from period_entries(
            "promise",
            offer,
            "COI-09",
            known.period(said.get("on"), "coi_promise_grace_days", missing),
            known.say(
                offer,
                "Last day for {it.person} to notify the promise of a post in {it.company}",
                "{it.person}による{it.company}への再就職の約束の届出の期限",
            ),
            OFFICIAL,
            done=said.get("notified") is True,
        )


def benefit_days(known: AssessedFacts) -> Iterator[CalendarEntry]:
    """Yield the days until which a benefit is reported."""
    grades = {
        each.values["person"]
        for each in known.of("appointment")
        if each.values.get("grade") in REPORTING and each.values.get("service") in ("regular", "part_time")
    }
    for gift in known.of("benefit"):
        said = gift.values
        if said["person"] not in grades or said.get("paid_by_self") is True or not is_bounded_day(said.get("on")):
            continue
        limit = known.number("eth_gift_report_yen", said["on"])
        value = said.get("value_yen")
        if limit is None or not isinstance(limit.value, int) or (value is not None and value <= limit.value):
            continue
        missing = known.say(gift, "the value of the benefit from {it.giver}", "{it.giver}からの贈与等の価額")
        start = said.get("quarter_ends_on") if value is not None else None
        yield from period_entries(
            "benefit_report",
            gift,
            "COI-03",
            known.period(start, "eth_gift_report_due_days", missing, said["on"]),
            known.say(
                gift,
                "Last day for {it.person} to report the benefit from {it.giver}",
                "{it.person}による{it.giver}からの贈与等の報告書の提出期限",
            ),
            OFFICIAL,
            done=said.get("reported") is True,
        )


def declaration_days(known: AssessedFacts) -> Iterator[CalendarEntry]:
    """Yield the days until which the last declaration of each official with a role counts, or that there is none."""
    latest: dict[str, PlainFact] = {}
    for each in known.of("declaration", basis="on_file"):
        person = each.values["person"]
        if person not in latest or each.values["on"] > latest[person].values["on"]:
            latest[person] = each
    seen: set[str] = set()
    for role in known.of("official", acting=True):
        person = role.values["person"]
        if person in seen or role.values["role"] not in DECLARING:
            continue
        seen.add(person)
        fact = latest.get(person, role)
        missing = known.say(role, "a declaration of {it.person}", "{it.person}の申告")
        start = fact.values["on"] if person in latest else None
        yield from period_entries(
            "declaration",
            fact,
            "COI-18",
            known.period(start, "coi_disclosure_max_age_months", missing, known.material.as_of or OPEN_START),
            known.say(
                role,
                "Last day on which the declaration of interests of {it.person} counts",
                "{it.person}の利益相反の申告の有効期限",
            ),
            OFFICIAL,
        )
