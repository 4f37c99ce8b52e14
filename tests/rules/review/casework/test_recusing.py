"""Recusals enter the document as its next revision, change the assessment, and leave the review where it was."""

from datetime import timedelta

import pytest
from django.utils import timezone

from institutions.models import Account, DocumentParty, GovernmentBody, Partnership, Submission
from rules.models import CaseState, ReviewAssignment
from rules.review.casework.errors import BlockedError, InvalidError, NotYoursError
from rules.review.casework.recusing import adds_only_recusals, record_recusal, recuse_reviewer
from tests.documents import example, small
from tests.rules.review.casework.building import assess, decided, registered, reviewer, under_review, version, view_of
from tests.rules.review.casework.building import officer as new_officer

pytestmark = pytest.mark.django_db


def codes(case: Partnership) -> set[str]:
    return {each.match.finding.code for each in view_of(case).findings}


def test_the_recusal_of_an_official_is_a_statement_of_the_case_and_changes_the_assessment(
    case: Partnership, first: Account, officer: Account
) -> None:
    under_review(case, first)
    decided(case, "COL-01", first)
    assert "COI-01" in codes(case)
    submission = record_recusal(case, "sato", account=officer, version=version(case))
    today = timezone.localdate().isoformat()
    assert submission.document["statements"][-1] == {"kind": "recusal", "person": "sato", "on": today}
    assert (submission.revision, submission.document["assess_as_of"]) == (2, today)
    assert view_of(case).case.state == CaseState.UNDER_REVIEW
    assert view_of(case).of_account(first.pk)
    assess(case)
    assert "COI-01" not in codes(case)


def test_only_the_submitting_body_records_it_once_for_an_official_of_the_case(
    case: Partnership, first: Account, officer: Account, digital_agency: GovernmentBody
) -> None:
    for account in (first, new_officer(digital_agency, "other")):
        with pytest.raises(NotYoursError):
            record_recusal(case, "sato", account=account, version=0)
    for person, on, field in (
        ("hikari", None, "person"),
        (None, None, "person"),
        (["sato"], None, "person"),
        ("sato", "tomorrow", "on"),
        ("sato", (timezone.localdate() + timedelta(days=1)).isoformat(), "on"),
    ):
        with pytest.raises(InvalidError) as wrong:
            record_recusal(case, person, account=officer, version=0, on=on)
        assert list(wrong.value.errors) == [field]
    record_recusal(case, "sato", account=officer, version=0)
    with pytest.raises(BlockedError, match="on record already"):
        record_recusal(case, "sato", account=officer, version=version(case))
    assert Submission.objects.filter(partnership=case).count() == 2


def test_a_reviewer_who_is_a_person_of_the_register_recuses_themselves_as_a_fact_of_the_case(
    case: Partnership, first: Account, second: Account
) -> None:
    under_review(case, first, second)
    person = DocumentParty.objects.filter(party__kind="person").exclude(key="sato").values_list("party", flat=True)
    from institutions.models import Person

    mori = person.first() or Person.objects.create(name_en="Mori Kei (fictional)").pk
    Account.objects.filter(pk=first.pk).update(person=mori)
    recuse_reviewer(case, reason="I advised them.", account=Account.objects.get(pk=first.pk), version=version(case))
    document = Submission.objects.get(partnership=case, superseded_at=None).document
    assert document["statements"][-1]["person"] == str(mori)
    assert ReviewAssignment.objects.get(account=first).ended_because == "recused"
    assert view_of(case).case.state == CaseState.UNDER_REVIEW
    assert view_of(case).of_account(second.pk)


@pytest.mark.parametrize(
    ("changes", "only"),
    [
        ({}, False),
        ({"statements": [{"kind": "recusal", "person": "sato"}]}, True),
        ({"statements": [{"kind": "recusal", "person": "sato"}], "assess_as_of": "2026-11-01"}, True),
        ({"statements": [{"kind": "recusal", "person": "sato"}], "value_yen": 5}, False),
        ({"statements": [{"kind": "recusal", "person": "sato"}, {"kind": "declaration", "person": "sato"}]}, False),
    ],
)
def test_what_adds_only_recusals(changes: dict[str, object], only: bool) -> None:
    before = small(statements=[])
    assert adds_only_recusals(before, {**before, "revision": 2, **changes}) is only


def test_a_recusal_that_is_taken_back_begins_the_review_anew() -> None:
    recused = small(statements=[{"kind": "recusal", "person": "sato"}])
    assert not adds_only_recusals(recused, small(statements=[], revision=2))


def test_a_reviewer_recuses_themselves_from_a_restricted_case_too(meti: GovernmentBody) -> None:
    restricted = registered({**example("hikari_magnetics"), "secrecy": "defence"})
    reviewers = [reviewer(name, reads_secret=True) for name in ("first-cleared", "second-cleared")]
    under_review(restricted, *reviewers)
    recuse_reviewer(restricted, reason="I advised them.", account=reviewers[0], version=version(restricted))
    document = Submission.objects.get(partnership=restricted, superseded_at=None).document
    assert document["statements"][-1]["person"] == str(reviewers[0].person_id)
