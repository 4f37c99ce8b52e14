"""The same partnership on two days: other limits in law, a window that has closed, a correction not yet known."""

from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import GovernmentBody, Submission, table_of
from rules.assessing.attempt import run_assessment
from rules.assessing.claim import Claim, claim_of, claimed_here
from rules.assessing.replay import replay_assessment
from rules.assessing.request import request_assessment
from rules.assessing.result import result_json
from rules.models import Assessment, Trigger
from tests.documents import small

pytestmark = pytest.mark.usefixtures("meti")
Json = dict[str, Any]  # Any: a document or an answer, plain JSON
DECIDES = [{"person": "sato", "role": "decision_maker"}]
PEOPLE = [{"key": "sato", "name": {"en": "Sato Haruka"}}, {"key": "mori", "name": {"en": "Mori Akira"}}]


def declaration(on: str) -> Json:
    """Return a declaration of Sato's, checked by Mori on 20 June 2026."""
    return {"kind": "declaration", "person": "sato", "on": on, "verified_by": "mori", "verified_on": "2026-06-20"}


def submitted(reference: str = "P-1", **changes: Any) -> Submission:
    """Return the small document with changes, registered; nobody assesses it by itself."""
    with claimed_here():
        draft = check_document(small(reference=reference, **changes))
        return register_partnership(draft, account=None, way="file").submission


def answer(submission: Submission, known_at: datetime | None = None) -> Json:
    """Return the stored result of a new assessment, by the knowledge of a moment; a replay gives the same."""
    with claimed_here():
        taken: Claim = claim_of(request_assessment(submission, Trigger.ON_DEMAND))
    taken.job.known_at = known_at or taken.job.known_at
    assert run_assessment(taken)
    stored = Assessment.objects.get(pk=taken.job.pk)
    assert replay_assessment(stored).identical
    return result_json(stored)


def outcome(code: str, **changes: Any) -> str:
    """Return the outcome of a rule for the small document with changes."""
    found: str = answer(submitted(**changes))["outcomes"][code]
    return found


@pytest.mark.parametrize(
    ("proposed_on", "price", "expected"),
    [
        ("2025-03-31", 1_600_000, "clear"),
        ("2025-03-31", 1_600_001, "flagged"),
        ("2025-03-31", 3_000_000, "flagged"),
        ("2025-04-01", 1_600_001, "clear"),
        ("2025-04-01", 3_000_000, "clear"),
        ("2025-04-01", 3_000_001, "flagged"),
    ],
)
def test_a_small_value_contract_meets_the_limit_of_the_day_on_which_it_is_proposed(
    proposed_on: str, price: int, expected: str
) -> None:
    given = {"method": "small_value", "object": "goods", "reserve_price_yen": price, "price_includes_tax": True}
    assert outcome("COL-03", selection=given, proposed_on=proposed_on, assess_as_of="2026-06-20") == expected


@pytest.mark.parametrize(("proposed_on", "limit"), [("2025-03-31", 1_600_000), ("2025-04-01", 3_000_000)])
def test_the_finding_shows_the_limit_with_the_days_on_which_it_holds(proposed_on: str, limit: int) -> None:
    given = {"method": "small_value", "object": "goods", "reserve_price_yen": 3_000_001}
    found = answer(submitted(selection=given, proposed_on=proposed_on, assess_as_of="2026-06-20"))
    (finding,) = [each for each in found["findings"] if each["code"] == "COL-03"]
    (shown,) = [each for name, each in finding["parameters"].items() if name.startswith("proc_small_value_yen")]
    assert (shown["value"], shown["on"]) == (limit, proposed_on)
    assert (shown.get("until"), shown.get("from")).count("2025-03-31" if limit == 1_600_000 else "2025-04-01") == 1


@pytest.mark.parametrize(("as_of", "expected"), [("2026-06-20", "clear"), ("2026-06-21", "flagged")])
def test_a_declaration_of_interests_is_too_old_a_year_and_a_day_later(as_of: str, expected: str) -> None:
    stated = [declaration("2025-06-20")]
    assert outcome("COI-18", officials=DECIDES, people=PEOPLE, statements=stated, assess_as_of=as_of) == expected


@pytest.mark.parametrize(
    ("check", "expected"),
    [
        ({"verified_on": "2026-06-20"}, "clear"),
        ({"verified_on": "2026-06-21"}, "not_assessable"),  # after the day of the assessment
        ({"verified_on": "2026-05-31"}, "not_assessable"),  # before the declaration
        ({"verified_on": None}, "not_assessable"),
        ({"verified_by": None}, "not_assessable"),
    ],
)
def test_a_declaration_is_to_be_checked_by_a_second_person(check: dict[str, Any], expected: str) -> None:
    stated = [{**declaration("2026-06-01"), **check}]
    assert outcome("COI-18", officials=DECIDES, people=PEOPLE, statements=stated, assess_as_of="2026-06-20") == expected


@pytest.mark.parametrize(("as_of", "expected"), [("2026-08-31", "clear"), ("2026-09-01", "flagged")])
def test_an_award_of_gpa_size_is_to_be_published_within_72_days(
    as_of: str, expected: str, meti: GovernmentBody
) -> None:
    meti.gpa_class = "central"
    meti.save()
    given = {
        "method": "open",
        "object": "goods",
        "lots_total_yen": 20_000_000,
        "awarded_on": "2026-06-20",
        "award_notified_on": None,
        "secrecy_approved": False,
    }
    assert outcome("COL-17", selection=given, scheme="procurement", assess_as_of=as_of) == expected


@pytest.mark.parametrize(("as_of", "expected"), [("2026-07-22", "flagged"), ("2026-07-23", "clear")])
def test_an_action_for_revocation_is_open_for_six_months_from_knowing_of_the_measure(as_of: str, expected: str) -> None:
    measure = {
        "kind": "measure",
        "body": "METI",
        "company": "kita",
        "type": "exclusion",
        "nature": "disposition",
        "on": "2026-01-15",
        "known_on": "2026-01-22",
    }
    assert outcome("LIT-02", statements=[measure], assess_as_of=as_of) == expected


def declared(on: str, revision: int) -> Submission:
    """Return a document whose decision maker declared on a day."""
    statements = [declaration(on)]
    return submitted(
        officials=DECIDES, people=PEOPLE, statements=statements, assess_as_of="2026-06-20", revision=revision
    )


def test_as_known_before_a_revision_the_answer_is_the_old_one() -> None:
    first = declared("2026-06-01", 1)
    before = timezone.now()
    assert answer(first)["outcomes"]["COI-18"] == "clear"
    second = declared("2024-06-01", 2)
    assert answer(second)["outcomes"]["COI-18"] == "flagged"
    assert answer(first, before)["outcomes"]["COI-18"] == "clear"


def test_as_known_before_a_statement_was_superseded_the_answer_is_the_old_one() -> None:
    submission = declared("2026-06-01", 1)
    before = timezone.now()
    rows: Any = table_of("declaration").objects  # its columns come from the declaration of its kind
    (row,) = rows.current()
    moment = timezone.now()
    rows.filter(pk=row.pk).supersede(moment)
    row.pk, row.on, row.recorded_at, row._state.adding = None, "2024-06-01", moment, True
    row.save()
    assert rows.count() == 2
    assert answer(submission)["outcomes"]["COI-18"] == "flagged"
    assert answer(submission, before)["outcomes"]["COI-18"] == "clear"
