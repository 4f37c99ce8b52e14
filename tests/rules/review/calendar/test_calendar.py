"""The days of a case: as the rules count them, never silently absent, and until when nothing is signed."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar as File

from institutions.models import Account, AuditEvent, GovernmentBody, Partnership, Role
from rules.models import Severity
from rules.review.calendar.calendar import Calendar, calendar_of, do_not_sign_before
from rules.review.calendar.entry import CalendarEntry
from tests.documents import small
from tests.policyengine.access.proposals import document as with_gift
from tests.rules.review.casework.building import assess, decided, registered, reviewer, soon, under_review, view_of

BIDS: list[dict[str, Any]] = [
    {"kind": "bid", "company": "hikari", "amount_yen": 90_000_000, "on": "2026-05-20", "status": "valid"},
    {"kind": "bid", "company": "kita", "amount_yen": 95_000_000, "on": "2026-05-20", "informed_on": "2026-06-12"},
]

pytestmark = pytest.mark.usefixtures("no_broker")


@pytest.fixture
def sponsor(db: None) -> GovernmentBody:
    return GovernmentBody.objects.create(code="METI", name_en="METI", name_ja="経済産業省", gpa_class="central")


def tender(**changes: Any) -> dict[str, Any]:
    """Return a tender of the size of the agreement that Kita Materials has lost."""
    selection = {"method": "open", "object": "goods", "awarded_on": "2026-06-10", **changes.pop("selection", {})}
    given = {"value_yen": 90_000_000, "assess_as_of": "2026-06-20", "statements": BIDS, **changes}
    return small(selection=selection, **given)


def made(document: dict[str, Any], reader: Account, today: str = "2026-06-20") -> Calendar:
    return calendar_of(registered(document), reader, date.fromisoformat(today))


def only(calendar: Calendar, code: str) -> CalendarEntry:
    (entry,) = [each for each in calendar.entries if each.code == code]
    return entry


@pytest.mark.parametrize(("as_of", "severity"), [("2026-06-22", Severity.HIGH), ("2026-06-23", Severity.INFO)])
def test_the_last_day_of_a_complaint_is_the_last_on_which_its_rule_says_high(
    sponsor: GovernmentBody, as_of: str, severity: str
) -> None:
    partnership = registered(tender(assess_as_of=as_of))
    calendar = calendar_of(partnership, reviewer("first"), date(2026, 6, 20))
    entry, (finding,) = (
        only(calendar, "LIT-01"),
        [each for each in view_of(partnership).findings if each.match.finding.code == "LIT-01"],
    )
    assert (entry.on, finding.match.severity, entry.finding) == ("2026-06-22", severity, finding.match.finding_id)
    assert [(law.law, law.confidence) for law in entry.laws] == [("chans_procedure", "seen")]


def test_nothing_is_signed_before_the_day_after_the_complaint_period_and_the_review(sponsor: GovernmentBody) -> None:
    hold = do_not_sign_before(made(tender(), reviewer("first")))
    assert hold.before == "2026-06-23"
    assert [each.code for each in hold.because] == ["LIT-01"]
    assert "review" in [each.key for each in hold.unknown]
    assert not hold.certain


def test_a_day_that_is_not_known_names_the_datum_that_is_missing(sponsor: GovernmentBody) -> None:
    silent = [{name: value for name, value in each.items() if name != "informed_on"} for each in BIDS]
    calendar = made(tender(statements=silent), reviewer("first"))
    entry = only(calendar, "LIT-01")
    assert entry.on is None
    assert entry.missing is not None
    assert "Kita Materials" in entry.missing.en
    assert "北マテリアル" in entry.missing.ja
    assert entry in do_not_sign_before(calendar).unknown


def test_before_the_award_the_complaint_period_and_the_notice_are_not_known(sponsor: GovernmentBody) -> None:
    calendar = made(tender(selection={"awarded_on": None}, statements=[]), reviewer("first"))
    for code in ("LIT-01", "COL-17"):
        missing = only(calendar, code).missing
        assert missing is not None
        assert missing.en == "the day of the award"


def test_the_notice_of_the_award_is_due_after_72_days_and_done_when_it_was_published(sponsor: GovernmentBody) -> None:
    first = reviewer("first")
    assert (only(made(tender(), first), "COL-17").on, only(made(tender(reference="T-2"), first), "COL-17").done) == (
        "2026-08-21",
        False,
    )
    published = tender(reference="T-3", selection={"award_notified_on": "2026-06-15"})
    assert only(made(published, first), "COL-17").done


@pytest.mark.parametrize("value", [1_000_000, 19_999_999])
def test_a_contract_below_the_threshold_has_neither_complaint_nor_notice(sponsor: GovernmentBody, value: int) -> None:
    calendar = made(tender(value_yen=value), reviewer("first"))
    assert {"LIT-01", "COL-17"}.isdisjoint({each.code for each in calendar.entries})


def test_an_action_for_revocation_ends_on_a_day_of_business_and_not_before_a_ruling(sponsor: GovernmentBody) -> None:
    act = {
        "kind": "measure",
        "body": "METI",
        "company": "kita",
        "type": "exclusion",
        "nature": "disposition",
        "on": "2026-04-20",
        "known_on": "2026-04-25",
    }
    first = reviewer("first")
    calendar = made(small(statements=[act], assess_as_of="2026-06-20"), first)
    assert only(calendar, "LIT-02").on == "2026-10-26"  # the 25th is a Sunday
    assert do_not_sign_before(calendar).before == "2026-10-27"
    appealed = {**act, "appeal_filed_on": "2026-05-10"}
    entry = only(made(small(reference="T-2", statements=[appealed], assess_as_of="2026-06-20"), first), "LIT-02")
    assert entry.on is None
    assert entry.missing is not None
    assert "ruling" in entry.missing.en


def test_reviewers_days_stand_in_it_and_a_mitigated_disposition_demands_nothing(sponsor: GovernmentBody) -> None:
    first = reviewer("first")
    act = {
        "kind": "measure",
        "body": "METI",
        "company": "kita",
        "type": "exclusion",
        "nature": "disposition",
        "on": "2026-04-20",
        "known_on": "2026-04-25",
    }
    partnership = registered(small(statements=[act], assess_as_of="2026-06-20"))
    under_review(partnership, first)
    decided(partnership, "LIT-02", first, "mitigated")
    calendar = calendar_of(partnership, first)
    (condition,) = [each for each in calendar.entries if each.key.startswith("condition/")]
    (period,) = [each for each in calendar.entries if each.code == "LIT-02" and each != condition]
    assert not period.demands
    assert do_not_sign_before(calendar).before is None
    assert (condition.on, condition.duty.en) == (soon().isoformat(), "Personnel division")
    assert condition.code == "LIT-02"
    client = Client()
    client.force_login(first)
    page = client.get(f"/partnerships/{partnership.pk}/calendar/").content.decode()
    assert "1 condition or measure of the review is still open" in page
    assert (
        f"{soon().year}年{soon().month}月{soon().day}日"
        in client.get(f"/partnerships/{partnership.pk}/calendar/", headers={"Accept-Language": "ja"}).content.decode()
    )


def test_who_may_not_read_of_gifts_sees_that_something_is_left_out(sponsor: GovernmentBody) -> None:
    partnership = registered(with_gift())
    keeper = Account.objects.create_user("keeper", role=Role.RULEBOOK_EDITOR)
    full, cut = calendar_of(partnership, reviewer("first")), calendar_of(partnership, keeper)
    assert only(full, "COI-03").on == "2026-07-14"
    assert (cut.withheld, cut.read, full.withheld) == (1, {}, 0)
    assert "COI-03" not in {each.code for each in cut.entries}
    client = Client()
    client.force_login(reviewer("second"))
    assert client.get(f"/partnerships/{partnership.pk}/calendar/").status_code == 200
    event = AuditEvent.objects.get(verb="sensitive_read")
    assert event.object == f"calendar:{partnership.pk}"
    assert "benefit" in str(event.after)


def test_a_partnership_that_was_never_assessed_says_that_its_days_are_not_known(sponsor: GovernmentBody) -> None:
    partnership = registered(tender())
    Partnership.objects.get(pk=partnership.pk).assessments.update(state="error", error="RuntimeError: failed")
    calendar = calendar_of(partnership, reviewer("first"))
    hold = do_not_sign_before(calendar)
    assert (calendar.as_of, hold.unassessed, hold.certain) == (None, True, False)


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_page_file_and_interface_say_the_same_and_cost_the_same_for_a_large_case(sponsor: GovernmentBody) -> None:
    more = [{"key": f"c{number}", "name": {"en": f"Company {number} (fictional)"}} for number in range(30)]
    bids = [{**BIDS[1], "company": each["key"]} for each in more]
    plain = registered(tender())
    large = registered(tender(reference="T-2", companies=[*small()["companies"], *more], statements=[*BIDS, *bids]))
    assess(plain)  # the second says something new of Kita
    client = client_of(reviewer("first"))
    client.get(f"/partnerships/{plain.pk}/calendar/")  # what a process reads once
    costs = []
    for case in (plain, large):
        with CaptureQueriesContext(connection) as queries:
            page = client.get(f"/partnerships/{case.pk}/calendar/").content.decode()
        costs.append([each["sql"].split("WHERE")[0] for each in queries])
    assert costs[0] == costs[1]
    assert "22 June 2026" in page
    assert "令和8年6月22日" in page
    assert page.count("for a complaint of Company") == 30 * 2  # in the table, and as a reason to wait
    file = File.from_ical(client.get(f"/partnerships/{large.pk}/calendar.ics").content)
    days = [(each.decoded("dtstart"), each.decoded("dtend")) for each in file.walk("VEVENT")]
    assert days.count((date(2026, 6, 22), date(2026, 6, 23))) == 31
    answer = client.get(f"/api/v1/partnerships/{large.pk}/calendar/")
    assert [each["on"] for each in answer.json()["entries"] if each["rule"] == "LIT-01"] == ["2026-06-22"] * 31
    assert answer.json()["do_not_sign_before"]["before"] == "2026-06-23"


def test_the_file_escapes_and_folds_what_documents_say(sponsor: GovernmentBody) -> None:
    name = "Kita; Materials, \\ Inc. " + "あ" * 80
    companies = [small()["companies"][0], {"key": "kita", "name": {"en": name}}]
    case = registered(tender(companies=companies))
    raw = client_of(reviewer("first")).get(f"/partnerships/{case.pk}/calendar.ics").content
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    summaries = [str(each["summary"]) for each in File.from_ical(raw).walk("VEVENT")]
    assert any("complaint" in each and name in each for each in summaries)
