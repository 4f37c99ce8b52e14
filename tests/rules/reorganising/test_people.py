"""People in a preview: reviewers who would be tied, and holders of published posts whose duties change."""

import hashlib
from typing import Any

import pytest
from django.utils import timezone

from institutions.access.callers import ALL_BODIES
from institutions.models import Account, GovernmentBody, Partnership, Person, Role, Source, table_of
from rules.models import ReviewAssignment, ReviewCase, ReviewerScreening, ScreeningVerdict
from rules.planning.drafting import begin_reorganisation, check_reorganisation
from rules.planning.effects import effect_of
from rules.reorganising.enacting import enact
from rules.review.casework.screening.screen import screen_account
from rules.review.casework.screening.under_government import OWN_BODY
from tests.people import person_named, reviewer_account
from tests.rules.reorganising.drafted import LAW, document, seeded  # noqa: F401
from tests.rules.reorganising.test_partnerships import TO_CAO, preview, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded", "no_broker")]
Json = dict[str, Any]


def body(code: str) -> GovernmentBody:
    return GovernmentBody.objects.get(code=code)


def assigned(reference: str, sponsor: str, reviewer: Account) -> ReviewAssignment:
    """Assign a reviewer to a new case, as the acts of assigning store it."""
    registration = registered(reference, sponsor)
    case, _new = ReviewCase.objects.update_or_create(
        partnership=registration.partnership, defaults={"state": "under_review"}
    )
    now, common = timezone.now(), {"case": case, "account": reviewer}
    screening = ReviewerScreening.objects.create(
        **common,
        submission=registration.submission,
        verdict=ScreeningVerdict.CLEAR,
        sha256=hashlib.sha256(b"").hexdigest(),
        asked_by=reviewer,
        at=now,
    )
    return ReviewAssignment.objects.create(**common, screening=screening, assigned_by=reviewer, at=now)


def holds(person: Person, code: str, post: str) -> None:
    """State in a published document that a person holds a post."""
    source = Source.objects.create(title=f"Fictional chart of {code}", url="https://example.jp/chart")
    appointments: Any = table_of("appointment")
    appointments.objects.create(
        reach="register", person=person, body=body(code), post=post, source=source, from_on="2020-04-01"
    )


def test_a_reviewer_of_the_body_that_would_sign_is_named_and_one_of_another_body_is_not() -> None:
    mine = assigned("P-1", "NSS-ECON", reviewer_account("Sato Haruka", body=body("CAO")))
    assigned("P-2", "NSS-ECON", reviewer_account("Mori Akira", body=body("METI")))
    assigned("P-3", "CAO", reviewer_account("Ueda Rin", body=body("CAO")))  # signs already
    partnership = mine.case.partnership
    assert preview(TO_CAO, on=30)["reviewers"] == [
        {"partnership": str(partnership.pk), "reviewer": "Sato Haruka", "ties": [OWN_BODY]}
    ]
    before = screen_account(partnership, mine.account)
    assert "own_body" not in [each["lack"] for each in before.gaps]
    enact(document(TO_CAO), actor=None, approved_by=None)
    after = screen_account(partnership, mine.account)
    assert "own_body" in [each["lack"] for each in after.gaps], "the screening says the same once it is law"


def test_an_assignment_that_is_over_ties_nobody() -> None:
    made = assigned("P-1", "NSS-ECON", reviewer_account("Sato Haruka", body=body("CAO")))
    ReviewCase.objects.filter(pk=made.case_id).update(state="withdrawn")
    assert preview(TO_CAO, on=30)["reviewers"] == []


def test_a_planner_gets_reviewers_in_numbers_and_of_restricted_partnerships_only_with_the_right() -> None:
    assigned("P-1", "NSS-ECON", reviewer_account("Sato Haruka", body=body("CAO")))
    planner = Account.objects.create_user("planner", role=Role.PLANNER)
    draft, _new = begin_reorganisation(planner, check_reorganisation(document(TO_CAO, on=30)))
    assert effect_of(draft, planner)["reviewers"] == [{"ties": [OWN_BODY], "number": 1}]
    Partnership.objects.update(secret=True)
    assert effect_of(draft, planner)["reviewers"] == []


def test_a_case_is_looked_at_because_its_reviewer_belongs_to_a_touched_body() -> None:
    assigned("P-1", "MEXT", reviewer_account("Sato Haruka", body=body("NSS-ECON")))
    shown = preview(TO_CAO, on=30)
    assert shown["partnerships"]["derived"] == 1
    assert shown["reviewers"] == []


def test_holders_of_posts_go_with_the_body_and_get_its_duties() -> None:
    person = person_named("Aoki Jun")
    holds(person, "NSS-ECON", "Counsellor")
    (found,) = preview(TO_CAO, on=30)["duties"]
    assert (found["person"], found["post"]) == (str(person.pk), "Counsellor")
    assert (found["from"], found["to"]) == ("NSS-ECON", "CAO")
    assert found["begin"], "the Cabinet Office has mandates of its own"
    planner = Account.objects.create_user("planner", role=Role.PLANNER)
    draft, _new = begin_reorganisation(planner, check_reorganisation(document(TO_CAO, on=30)))
    (counted,) = effect_of(draft, planner)["duties"]
    assert counted == {**{name: found[name] for name in found if name != "person"}, "number": 1}


def test_duties_end_with_a_mandate_that_moves_and_only_for_those_who_had_them() -> None:
    holds(person_named("Aoki Jun"), "METI", "Director")
    holds(person_named("Mori Akira"), "MEXT", "Director")
    granted = {"act": "grant_mandate", "body": "MEXT", "domain": "magnets", "function": "funds", "basis": LAW}
    shown = preview(granted, on=30)["duties"]
    assert [(each["from"], each["to"], each["begin"], each["end"]) for each in shown] == [
        ("MEXT", "MEXT", [{"function": "funds", "domain": "magnets"}], [])
    ]


def test_another_code_of_the_same_body_changes_no_duty() -> None:
    holds(person_named("Aoki Jun"), "METI", "Director")
    renamed = {"act": "rename", "body": "METI", "name": {"en": "Ministry", "ja": "省"}, "code": "METX"}
    assert preview(renamed, on=30)["duties"] == []


def test_a_post_that_nobody_takes_over_has_no_body() -> None:
    holds(person_named("Aoki Jun"), "NSS-ECON", "Counsellor")
    (found,) = preview({"act": "dissolve", "body": "NSS-ECON"}, on=30)["duties"]
    assert (found["to"], found["begin"]) == (None, [])
    assert preview({"act": "dissolve", "body": "NSS-ECON"}, on=30, reader=ALL_BODIES)["orphans"]
