"""Days of the selection: complaints of suppliers, the notice of the award, exclusions that still run."""

from collections.abc import Iterator
from typing import Final

from institutions.kinds.base import Label
from rules.facts.kinds.date_arithmetic import days_after
from rules.review.calendar.assessed_facts import AssessedFacts, is_bounded_day
from rules.review.calendar.entry import CalendarEntry

COMPLAINT: Final = "chans_complaint_days"
NOTICE: Final = "gpa_award_notice_days"
SUPPLIER: Final = Label(
    "The supplier may complain; the sponsor waits with signing.",
    "供給者が申立てを行うことができる。実施機関は、期間の経過を待って契約を締結する。",
)
SPONSOR: Final = Label("The sponsor", "実施機関")
COVERAGE: Final = Label(
    "whether the Agreement on Government Procurement covers the contract (class of the body, all lots, threshold)",
    "政府調達協定の対象となるか否か（機関の区分、全体の金額、基準額）",
)
AWARD: Final = Label("the day of the award", "落札日")
LAST_DAY: Final = ("the last day of the listing of {it.listed_company}", "{it.listed_company}の記録の終期")
PLACE: Final = Label("the Government Procurement Review Board", "政府調達苦情検討委員会")


def selection_days(known: AssessedFacts) -> Iterator[CalendarEntry]:
    """Yield the days that the selection sets."""
    covered = covered_by_agreement(known)
    if covered is not False:
        yield from complaint_days(known, certain=covered is True)
        yield from award_notice(known, certain=covered is True)
    yield from exclusion_days(known)


def covered_by_agreement(known: AssessedFacts) -> bool | None:
    """Return whether the agreement on government procurement covers the contract, as LIT-01 and COL-17 read it.

    None if that is not known.
    """
    size = known.one("procurement_covered")
    if size is None or size.values.get("covered") is False or size.values["exempt"] != "not_exempt":
        return False
    limit = known.number("gpa_threshold_yen", size.values["on"], size.values.get("category"))
    if size.values.get("covered") is None or limit is None or not isinstance(limit.value, int):
        return None
    sums = [size.values.get(name) for name in ("value_yen", "lots_total_yen")]
    if any(each is not None and each >= limit.value for each in sums):
        return True
    return None if None in sums else False


def complaint_days(known: AssessedFacts, *, certain: bool) -> Iterator[CalendarEntry]:
    """Yield the last day of each supplier who was left out: the day that LIT-01 compares with."""
    found = [each for each in known.of("complainant") if each.values.get("from_party") is not False]
    for who in found:
        from_party = who.values.get("from_party") is True
        missing = known.say(
            who,
            "the day on which {it.company} was notified of the result, or learned that it was left out",
            "{it.company}が結果の通知を受け、又は排除を知った日",
        )
        if not certain:
            missing = COVERAGE
        elif not from_party:
            missing = known.say(
                who,
                "whether the country of {it.company} is a party to the agreement ({it.country})",
                "{it.company}の国（{it.country}）が協定の締約国であるか否か",
            )
        start = who.values.get("known_on") if certain and from_party else None
        if period := known.period(start, COMPLAINT, missing):
            yield CalendarEntry(
                key=f"complaint/{who.id}",
                what=known.say(
                    who,
                    f"Last day for a complaint of {{it.company}} to {PLACE.en}",
                    f"{{it.company}}による{PLACE.ja}への苦情申立ての期限",
                ),
                duty=SUPPLIER,
                laws=period.laws,
                on=period.on,
                missing=period.missing,
                demands=True,
                fact=who.id,
                code="LIT-01",
            )
    award = known.one("award_published")
    if found or award is None or award.values.get("awarded"):
        return
    if period := known.period(None, COMPLAINT, AWARD if certain else COVERAGE):
        yield CalendarEntry(
            key="complaint",
            what=Label(
                f"Complaints of suppliers to {PLACE.en}: the period runs from learning of the result",
                f"供給者による{PLACE.ja}への苦情申立て（期間は、結果を知った日から起算する）",
            ),
            duty=SUPPLIER,
            laws=period.laws,
            missing=period.missing,
            demands=True,
            fact=award.id,
            code="LIT-01",
        )


def award_notice(known: AssessedFacts, *, certain: bool) -> Iterator[CalendarEntry]:
    """Yield the notice of the award that COL-17 asks for; none where secrecy is approved."""
    award, selection = known.one("award_published"), known.one("selection")
    if award is None or (selection and selection.values.get("secrecy_approved") is True):
        return
    awarded_on = award.values.get("awarded_on") if award.values.get("awarded") else None
    period = known.period(awarded_on if certain else None, NOTICE, AWARD if certain else COVERAGE)
    if period is None:
        return
    yield CalendarEntry(
        key="award_notice",
        what=Label("Last day to publish the notice of the award", "落札等の公示の期限"),
        duty=SPONSOR,
        laws=period.laws,
        on=period.on,
        missing=period.missing,
        done=is_bounded_day(award.values.get("award_notified_on")),
        fact=award.id,
        code="COL-17",
    )


def exclusion_days(known: AssessedFacts) -> Iterator[CalendarEntry]:
    """Yield the days until which a participant is excluded: no signing with a participant before."""
    for bar in known.of("exclusion"):
        until = bar.values.get("until_on")
        law = known.period(None, "proc_exclusion_years", AWARD)
        if is_bounded_day(until) and str(until) < days_after(known.material.as_of, -1):
            continue  # over before the assessment looked
        yield CalendarEntry(
            key=f"exclusion/{bar.id}",
            what=known.say(
                bar,
                "Last day of the listing of {it.listed_company} ({it.list}); {it.company} takes part",
                "{it.listed_company}に係る{it.list}の記録の終期（{it.company}が参加予定）",
            ),
            duty=SPONSOR,
            laws=law.laws if law else (),
            on=str(until) if is_bounded_day(until) else None,
            missing=None
            if is_bounded_day(until)
            else known.say(
                bar, "the last day of the listing of {it.listed_company}", "{it.listed_company}の記録の終期"
            ),
            demands=True,
            fact=bar.id,
            code="COL-19",
        )
