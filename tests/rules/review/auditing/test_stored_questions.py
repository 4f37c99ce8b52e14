"""Attacks by SQL on the rows by which a change finds the cases that it touches, and on what it queued: each shows.

Otherwise a case would not be assessed again after a change, and "not flagged" would stay, with nothing to tell.
"""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from institutions.audit.verify import verify_audit
from institutions.models import Account, Company, GovernmentBody, IdentityLead, Role
from institutions.parties.identities.deciding import decide_lead, undo_decision
from rules.assessing import changes
from rules.assessing.attempt import run_assessment
from rules.assessing.claim import claim
from rules.assessing.verifying_questions import question_troubles
from rules.assessing.walking import walk_change
from rules.models import AskedPlaces, AskedValue, Asking, Assessment, NotedChange, State
from tests.institutions.audit.random_changes import execute
from tests.rules.assessing.changing import asked_again, assessed, bare, changed, company, held, key, known, of, run
from tests.rules.assessing.test_findings import assessed as finished
from tests.rules.restricted_parties.building import key_of, listed_by, restricted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]
STALE = "rules_assessment: none waits of partnership "
TOUCHED = {"T-1", "X-0"}  # the case, and the one that stated the chain


def finish_all() -> None:
    """Run every queued assessment."""
    while waiting := Assessment.objects.queued().first():
        taken = claim(waiting.pk)
        assert taken
        run_assessment(taken)


@pytest.fixture
def chain(meti: GovernmentBody, digital_agency: GovernmentBody) -> list[Company]:
    """Assess T-1, whose partner is held by an owner that another one holds, and T-2, which has other parties."""
    hikari, owner, above = (company(name) for name in ("Hikari", "Owner", "Above"))
    known(held(owner, hikari), held(above, owner))
    assessed(bare("T-1", **of(hikari)))
    assessed(bare("T-2"))
    finish_all()
    return [hikari, owner, above]


def sound() -> bool:
    """Return whether the verification finds nothing, in the whole and since a day."""
    assert verify_audit().troubles == ()
    return verify_audit(since=timezone.now() - timedelta(days=1)).troubles == ()


DELETED = [
    "DELETE FROM rules_askedvalue WHERE id = (SELECT MIN(id) FROM rules_askedvalue)",
    "DELETE FROM rules_askedvalue",
    "DELETE FROM rules_askedvalue; DELETE FROM rules_asking",
    "DELETE FROM rules_askedvalue; DELETE FROM rules_asking; DELETE FROM rules_askedplaces",
    "UPDATE rules_askedvalue SET value = 'nobody' WHERE id = (SELECT MAX(id) FROM rules_askedvalue)",
    "UPDATE rules_asking SET sponsor = 'MOF', awards_since = '2026-06-01'",
    "UPDATE rules_asking SET known_at = '2099-01-01 00:00:00'",
    "UPDATE rules_askedplaces SET places = '[]'",
]


@pytest.mark.usefixtures("chain")
@pytest.mark.parametrize("attack", DELETED)
def test_stored_questions_that_somebody_removes_or_changes_are_found_and_made_anew(attack: str) -> None:
    assert sound()
    for statement in attack.split("; "):
        assert execute(statement)
    found = verify_audit().troubles
    assert found
    assert all(said.startswith(("rules_ask",)) and "manage.py assess" in said for said in found), found
    assert verify_audit(since=timezone.now() - timedelta(days=1)).troubles == found
    call_command("assess", "--all", "--wait")
    assert sound()


def test_a_case_that_a_removed_question_kept_from_a_change_is_found(chain: list[Company]) -> None:
    execute("DELETE FROM rules_askedvalue WHERE value = %s", (key(chain[2]),))
    assert changed(held(company("New"), chain[2])) == set()
    finish_all()
    found = verify_audit().troubles
    assert [said for said in found if said.startswith(STALE)]
    call_command("assess", "--all", "--wait")
    assert sound()


def test_values_beyond_what_a_case_asks_are_found(chain: list[Company]) -> None:
    asking, places = Asking.objects.earliest("pk"), AskedPlaces.objects.earliest("pk")
    AskedValue.objects.create(asking=asking, value="nobody", places=places)
    (said,) = verify_audit().troubles
    assert said.startswith(f"rules_asking {asking.pk}, with rules_askedvalue: 1 values are beyond them; ")


def removed(*statements: str) -> list[str]:
    """Remove rows by SQL and what is done about them, and return what is found of changes that led to nothing."""
    for statement in ("DELETE FROM rules_assessment WHERE state = 'queued'", *statements):
        execute(statement)
    return [said for said in verify_audit().troubles if said.startswith(STALE)]


@pytest.mark.parametrize("also", [(), ("DELETE FROM rules_notedchange",)])
def test_a_queued_assessment_that_somebody_removes_is_found(chain: list[Company], also: tuple[str, ...]) -> None:
    new = company("New")
    assert changed(held(new, chain[2])) == TOUCHED
    run("X-1")
    assert sound(), "it waits"
    found = removed(*also)
    assert ["though shareholding/" in said for said in found] == [True, True]
    call_command("assess", "--all", "--wait")
    assert sound()


def test_a_correction_that_asks_nothing_new_is_found(chain: list[Company]) -> None:
    new = company("New")
    assert changed(held(new, chain[2])) == TOUCHED
    finish_all()
    assert sound()
    assert changed(held(new, chain[2], 2000), revision=2) == TOUCHED
    run("X-1")
    assert len(removed()) == 2
    call_command("assess", "--all", "--wait")
    assert sound()


def test_a_withdrawal_is_found_by_the_result_that_rests_on_it_or_by_what_its_case_no_longer_asks(
    chain: list[Company],
) -> None:
    assert changed(held(company("New"), chain[0], 6000)) == TOUCHED
    finish_all()
    assert sound()
    assert changed(revision=2) == TOUCHED
    run("X-1")
    (said,) = removed()
    assert "though shareholding/" in said, "of the result that rests on it"
    beyond = [said for said in verify_audit().troubles if "values are beyond them" in said]
    assert len(beyond) == 2, "of the owner that neither case has any more"
    call_command("assess", "--all", "--wait")
    assert sound()


@pytest.fixture
def walks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each change that touches a case be walked."""
    monkeypatch.setattr(changes, "WOKEN_ON_COMMIT", 0)


@pytest.mark.usefixtures("walks")
def test_a_walk_that_somebody_removes_ends_or_makes_unreadable_is_found(chain: list[Company]) -> None:
    assert changed(held(company("New"), chain[2])) == set()
    run("X-1")
    walk = NotedChange.objects.get(walk_after__isnull=False)
    assert sound(), "the case waits for its walk"
    NotedChange.objects.filter(pk=walk.pk).update(walk_after=None)
    assert len(removed()) == 2
    NotedChange.objects.filter(pk=walk.pk).update(walk_after=walk.walk_after)
    assert sound()
    execute("UPDATE rules_notedchange SET touch = '[]'")
    found = verify_audit().troubles
    assert found[0].startswith(
        f"rules_notedchange {NotedChange.objects.earliest('pk').pk}: does not say what it touches"
    )
    assert len(removed()) == 2
    NotedChange.objects.filter(pk=walk.pk).update(touch=walk.touch)
    walk_change(walk.pk)
    assert asked_again() == TOUCHED
    finish_all()
    assert not [said for said in verify_audit().troubles if said.startswith(STALE)]


@pytest.mark.usefixtures("chain")
def test_questions_of_a_result_of_an_earlier_format_need_only_be_there() -> None:
    Assessment.objects.filter(state=State.DONE).update(format=6)
    execute("DELETE FROM rules_askedvalue WHERE id = (SELECT MIN(id) FROM rules_askedvalue)")
    assert list(question_troubles()) == []
    execute("DELETE FROM rules_askedvalue")
    assert len(list(question_troubles())) == Asking.objects.count()


def test_of_a_restricted_case_what_it_asks_in_any_case_is_found_and_a_number_that_came_later_is_none(
    meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    first = finished(restricted())
    listed_by(key_of(digital_agency))
    finish_all()
    assert list(question_troubles()) == [], "the number leads nobody to the restricted case"
    values = AskedValue.objects.filter(asking__partnership=first.partnership)
    execute("DELETE FROM rules_askedvalue WHERE id = %s", (values.filter(value="METI").earliest("pk").pk,))
    (said,) = question_troubles()
    assert f"manage.py assess {first.partnership_id} " in said
    call_command("assess", "--all", "--wait")
    assert list(question_troubles()) == []


def test_parties_found_to_be_one_and_parted_again_leave_no_trouble(chain: list[Company]) -> None:
    other, account = company("Hikari Magnetics"), Account.objects.create_user("reviewer", role=Role.REVIEWER)
    assert changed(held(company("New"), other)) == set()
    lead = IdentityLead.objects.create(party=other, candidate=chain[0], created_at=timezone.now())
    decide_lead(lead, same=True, reason="One company, by its register.", account=account)
    assert list(question_troubles()) == [], "they wait"
    finish_all()
    assert list(question_troubles()) == []
    lead.refresh_from_db()
    undo_decision(lead, reason="They are two.", account=account)
    assert list(question_troubles()) == [], "they wait"
    finish_all()
    assert list(question_troubles()) == []
