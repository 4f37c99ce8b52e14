"""A restricted case is assessed on what others state of its number, and nothing of that shows to them."""

from uuid import UUID

from institutions.drafts.same_numbers import match_same_numbers
from institutions.models import Account, GovernmentBody, IdentityLead, Partnership, Role
from institutions.parties.identities.deciding import decide_lead, undo_decision
from rules.assessing.request import request_again
from rules.assessing.result import result_json
from rules.assessing.waiting import finish_here
from rules.models import Assessment, State, Trigger
from rules.models.outcome_reading import outcomes_of
from tests.rules.assessing.test_findings import assessed
from tests.rules.restricted_parties.building import key_of, listed_by, restricted


def outcome_now(first: Assessment, code: str) -> str:
    """Return the outcome of a rule for the partnership of an assessment, as it is known now."""
    request_again([first.partnership_id], Trigger.ON_DEMAND)
    return outcomes_of(finish_here(first.partnership.assessments.newest_first()[0]))[code].outcome


def test_the_restricted_case_is_assessed_on_what_others_state_of_its_number(
    hidden: Assessment, digital_agency: GovernmentBody
) -> None:
    assert outcome_now(hidden, "LIT-11") != "flagged"
    listed_by(key_of(digital_agency))
    assert outcome_now(hidden, "LIT-11") == "flagged"
    own = Assessment.objects.filter(partnership__submitted_by=digital_agency).latest("requested_at")
    finish_here(own)
    assert "Kuroi" not in str(result_json(own)), "the other body learns nothing of the restricted case"


def test_once_a_person_said_that_they_are_two_it_is_not(
    hidden: Assessment, meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    listed_by(key_of(digital_agency))
    match_same_numbers()
    entitled = Account.objects.create_user("entitled", role=Role.OFFICER, body=meti, reads_secret=True)
    finish_all()
    decided = decide_lead(
        IdentityLead.objects.get(), same=False, reason="A number that was given away.", account=entitled
    )
    assert asked_again() == {hidden.partnership_id}, "nobody asks for it again by hand"
    assert outcome_now(hidden, "LIT-11") != "flagged"
    finish_all()
    undo_decision(decided, reason="Compared the wrong register.", account=entitled)
    assert asked_again() == {hidden.partnership_id}
    assert outcome_now(hidden, "LIT-11") == "flagged"


def test_once_its_case_is_open_a_rejection_assesses_both_again(
    hidden: Assessment, meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    listed_by(key_of(digital_agency))
    match_same_numbers()
    assessed(restricted(revision=2, secrecy="none"))
    finish_all()
    officer = Account.objects.create_user("officer", role=Role.OFFICER, body=meti)
    decide_lead(IdentityLead.objects.get(), same=False, reason="A number that was given away.", account=officer)
    others = Partnership.objects.get(reference="OPEN-1").pk
    assert asked_again() == {hidden.partnership_id, others}


def finish_all() -> None:
    """Finish the assessments that wait."""
    for each in Assessment.objects.filter(state=State.QUEUED):
        finish_here(each)


def asked_again() -> set[UUID]:
    """Return the partnerships that wait for an assessment."""
    return set(Assessment.objects.filter(state=State.QUEUED).values_list("partnership", flat=True))


def test_registering_the_number_takes_no_step_for_the_restricted_case(
    hidden: Assessment, digital_agency: GovernmentBody
) -> None:
    listed_by(key_of(digital_agency))
    assert not hidden.partnership.assessments.exclude(pk=hidden.pk).exists()
