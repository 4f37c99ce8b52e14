"""A decision is valid on the evidence that its reviewer read, until its day; a critical finding needs two people."""

from datetime import date, timedelta

import pytest

from institutions.models import Account, Partnership
from rules.models import CaseCondition, FindingDecision, Match
from rules.models.immutable import WrittenOnceError
from rules.review.casework.case_view import read_case
from rules.review.casework.deciding import decide_findings, read_token
from rules.review.casework.errors import BlockedError, InvalidError, NotYoursError, StaleError
from rules.review.casework.recusing import recuse_reviewer
from rules.review.casework.standing import StandingKind
from tests.every import every, undone
from tests.institutions.audit.tampering import without_triggers
from tests.rules.review.casework.building import (
    decided,
    finding_of,
    measure,
    reviewer,
    soon,
    under_review,
    version,
    view_of,
)

pytestmark = pytest.mark.django_db
DISMISSED = {"decided": "dismissed", "reason": "The shares were sold.", "ends_on": soon().isoformat()}


@pytest.fixture
def reviewed(case: Partnership, first: Account, second: Account) -> Partnership:
    under_review(case, first, second)
    return case


def standing(case: Partnership, code: str, today: date | None = None) -> StandingKind:
    return next(each.standing for each in read_case(case, today=today).findings if each.match.finding.code == code)


def change_evidence(case: Partnership, code: str) -> None:
    """Change the evidence as a newer assessment would; matches are written once, so only beneath model and triggers."""
    match = finding_of(case, code).match
    with without_triggers():
        super(type(Match.objects.all()), Match.objects.filter(pk=match.pk)).update(evidence_hash="0" * 64)


def test_a_decision_lapses_when_the_evidence_changes(reviewed: Partnership, first: Account) -> None:
    decided(reviewed, "COL-01", first)
    assert standing(reviewed, "COL-01") == StandingKind.DISMISSED
    change_evidence(reviewed, "COL-01")
    assert standing(reviewed, "COL-01") == StandingKind.LAPSED
    decided(reviewed, "COL-01", first, "confirmed")
    assert standing(reviewed, "COL-01") == StandingKind.CONFIRMED


def test_a_dismissal_ends_after_its_last_day(reviewed: Partnership, first: Account) -> None:
    decided(reviewed, "COL-01", first)
    assert standing(reviewed, "COL-01", soon()) == StandingKind.DISMISSED
    assert standing(reviewed, "COL-01", soon() + timedelta(days=1)) == StandingKind.ENDED


def test_a_critical_finding_waits_for_a_second_person(reviewed: Partnership, first: Account, second: Account) -> None:
    decided(reviewed, "COI-01", first)
    assert standing(reviewed, "COI-01") == StandingKind.SECOND
    decided(reviewed, "COI-01", first)
    assert standing(reviewed, "COI-01") == StandingKind.SECOND
    decided(reviewed, "COI-01", second, "confirmed")
    assert standing(reviewed, "COI-01") == StandingKind.DISPUTED
    decided(reviewed, "COI-01", second)
    assert standing(reviewed, "COI-01") == StandingKind.DISMISSED


def test_two_accounts_of_one_person_are_not_two_people(
    reviewed: Partnership, first: Account, second: Account, sato: Account
) -> None:
    Account.objects.filter(pk__in=(first.pk, second.pk)).update(person=sato.person_id)
    for account in (first, second):
        decided(reviewed, "COI-01", account)
    assert standing(reviewed, "COI-01") == StandingKind.SECOND


@pytest.fixture
def sato(case: Partnership) -> Account:
    from institutions.models import DocumentParty

    person = DocumentParty.objects.get(submission__partnership=case, key="sato").party_id
    return Account.objects.create_user("sato", person_id=person)


def test_what_is_asked_about_is_not_settled(reviewed: Partnership, first: Account) -> None:
    decided(reviewed, "COL-01", first, "more_information")
    assert standing(reviewed, "COL-01") == StandingKind.ASKED
    assert not finding_of(reviewed, "COL-01").settled


def test_what_a_recused_reviewer_decided_counts_no_more(reviewed: Partnership, first: Account, second: Account) -> None:
    for account in (first, second):
        decided(reviewed, "COI-01", account)
    decided(reviewed, "COL-01", first)
    recuse_reviewer(reviewed, reason="My brother was hired there.", account=first, version=version(reviewed))
    assert standing(reviewed, "COI-01") == StandingKind.SECOND
    assert standing(reviewed, "COL-01") == StandingKind.OPEN
    with pytest.raises(NotYoursError, match="recused"):
        decided(reviewed, "COL-01", first)


def test_decisions_are_only_added(reviewed: Partnership, first: Account) -> None:
    row = decided(reviewed, "COL-01", first, "mitigated")
    decided(reviewed, "COL-01", first)
    assert [each.number for each in FindingDecision.objects.all()] == [1, 2]
    for act in (row.save, row.delete, CaseCondition.objects.all().delete):
        with pytest.raises(WrittenOnceError):
            act()


@every(
    "given, fields",
    [
        ({}, ["decided", "reason"]),
        ({"decided": "guessed", "reason": "Read the file."}, ["decided"]),
        ({"decided": ["dismissed"], "reason": 5}, ["decided", "reason"]),
        ({"decided": "dismissed", "reason": "Read the file."}, ["ends_on"]),
        ({"decided": "dismissed", "reason": "Read the file.", "ends_on": "2020-01-01"}, ["ends_on"]),
        ({"decided": "dismissed", "reason": "Read the file.", "ends_on": "soon"}, ["ends_on"]),
        ({"decided": "dismissed", "reason": "x\0", "ends_on": "9999-01-01"}, ["ends_on", "reason"]),
        ({"decided": "dismissed", "reason": "x" * 2001, "ends_on": soon().isoformat()}, ["reason"]),
        ({"decided": "more_information", "reason": "Read the file."}, ["answer_by", "asked_of"]),
        ({"decided": "mitigated", "reason": "Read the file."}, ["measures"]),
        ({"decided": "mitigated", "reason": "Read the file.", "measures": [measure(owner=" ")]}, ["measures/0/owner"]),
        ({"decided": "mitigated", "reason": "Read the file.", "measures": ["do it"]},
         ["measures/0/due_on", "measures/0/owner", "measures/0/text"]),
        ({"decided": "mitigated", "reason": "Read the file.", "measures": [measure()] * 21}, ["measures"]),
        ({"decided": "confirmed", "reason": "Read the file.", "ends_on": soon().isoformat()}, ["ends_on"]),
        ({"decided": "confirmed", "reason": "Read the file.", "measures": [measure()]}, ["measures"]),
    ],
within=undone)  # fmt: skip
def test_what_is_wrong_is_named_and_nothing_is_stored(
    reviewed: Partnership, first: Account, given: dict[str, object], fields: list[str]
) -> None:
    found = finding_of(reviewed, "COL-01")
    with pytest.raises(InvalidError) as wrong:
        decide_findings(reviewed, {found.match.finding_id: read_token(found)}, given, account=first)
    assert sorted(wrong.value.errors) == fields
    assert not FindingDecision.objects.exists()


def test_a_decider_must_have_read_the_last_decision_and_the_evidence(
    reviewed: Partnership, first: Account, second: Account
) -> None:
    found = finding_of(reviewed, "COL-01")
    token = read_token(found)
    decided(reviewed, "COL-01", second, "confirmed")
    with pytest.raises(StaleError):
        decide_findings(reviewed, {found.match.finding_id: token}, DISMISSED, account=first)
    fresh = read_token(finding_of(reviewed, "COL-01"))
    change_evidence(reviewed, "COL-01")
    with pytest.raises(StaleError):
        decide_findings(reviewed, {found.match.finding_id: fresh}, DISMISSED, account=first)
    assert FindingDecision.objects.count() == 1


def test_two_who_decide_different_findings_do_not_hinder_each_other(
    reviewed: Partnership, first: Account, second: Account
) -> None:
    tokens = {code: finding_of(reviewed, code) for code in ("COL-01", "COL-02")}
    for account, (code, found) in zip((first, second), tokens.items(), strict=True):
        decide_findings(reviewed, {found.match.finding_id: read_token(found)}, DISMISSED, account=account)
        assert standing(reviewed, code) == StandingKind.DISMISSED


def test_a_critical_finding_is_not_decided_with_others_at_once(reviewed: Partnership, first: Account) -> None:
    findings = {each.match.finding_id: read_token(each) for each in view_of(reviewed).findings[:2]}
    with pytest.raises(BlockedError, match="can be decided together only if none is critical"):
        decide_findings(reviewed, findings, DISMISSED, account=first)
    assert not FindingDecision.objects.exists()


def test_somebody_who_is_not_assigned_decides_nothing(reviewed: Partnership) -> None:
    with pytest.raises(NotYoursError, match="not assigned"):
        decided(reviewed, "COL-01", reviewer("third"))
