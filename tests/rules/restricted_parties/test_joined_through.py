"""A party of a restricted case joins no two open ones: everybody would see the two as one, and nobody why."""

from typing import Any

import pytest
from django.utils import timezone

from institutions.models import Account, Company, GovernmentBody, IdentityLead, LeadState, Party, Role
from institutions.parties.identities.deciding import LeadRefusedError, decide_lead, undo_decision
from rules.assessing.waiting import finish_here
from rules.models import Assessment, State
from tests.rules.assessing.test_findings import assessed
from tests.rules.restricted_parties.building import OPEN_NAME, key_of, naming, officer_of, restricted, sent

REASON = "Compared the registers of companies."
SECOND = {"en": "Kuroi Optics Incorporated", "ja": "黒井光学"}


@pytest.fixture
def entitled(meti: GovernmentBody) -> Account:
    return Account.objects.create_user("entitled", role=Role.OFFICER, body=meti, reads_secret=True)


@pytest.fixture
def opened(two: tuple[Party, Party], digital_agency: GovernmentBody) -> tuple[Party, Party]:
    """Return two companies of open cases: one with the number of the restricted case, one without any."""
    answer = sent(key_of(digital_agency), "partnerships/", {**naming(name=SECOND), "reference": "OPEN-2"})
    assert answer.status_code == 201
    return two[1], Company.objects.get(name_en=SECOND["en"])


def match(party: Party, candidate: Party, body: GovernmentBody) -> IdentityLead:
    given: dict[str, Any] = {"folded": "kuroi", "match": f"{party.pk}{candidate.pk}"[:64]}
    made, _new = IdentityLead.objects.get_or_create(
        party=party, candidate=candidate, defaults={**given, "body": body, "created_at": timezone.now()}
    )
    return made


def joined() -> dict[str, str]:
    """Return the names of the parties that were found to be another one, with the other's."""
    rows = Party.objects.filter(same_as__isnull=False).select_related("same_as")
    return {each.name_en: each.same_as.name_en for each in rows if each.same_as}


@pytest.mark.parametrize("turned", [False, True])
def test_two_open_parties_stay_two_for_everybody(
    company: Party, opened: tuple[Party, Party], meti: GovernmentBody, digital_agency: GovernmentBody,
    entitled: Account, *, turned: bool,
) -> None:  # fmt: skip
    numbered, other = opened
    decide_lead(match(company, numbered, meti), same=True, reason=REASON, account=entitled)
    pair = (other, company) if turned else (company, other)
    second = match(*pair, meti)
    with pytest.raises(LeadRefusedError, match="two parties that everybody finds"):
        decide_lead(second, same=True, reason=REASON, account=entitled)
    second.refresh_from_db()
    assert second.state == LeadState.OPEN
    assert joined() == {"Kuroi Optics Inc.": OPEN_NAME["en"]}
    outside = officer_of(digital_agency)
    for each in opened:
        assert outside.get(f"/companies/{each.pk}/").status_code == 200


def test_once_the_first_match_is_reversed_the_second_can_be_confirmed(
    company: Party, opened: tuple[Party, Party], meti: GovernmentBody, entitled: Account
) -> None:
    numbered, other = opened
    first = match(company, numbered, meti)
    decide_lead(first, same=True, reason=REASON, account=entitled)
    undo_decision(first, reason=REASON, account=entitled)
    decide_lead(match(company, other, meti), same=True, reason=REASON, account=entitled)
    assert joined() == {"Kuroi Optics Inc.": SECOND["en"]}


def test_open_parties_that_an_open_match_joined_take_the_party_in(
    company: Party, opened: tuple[Party, Party], meti: GovernmentBody, entitled: Account
) -> None:
    numbered, other = opened
    decide_lead(match(other, numbered, meti), same=True, reason=REASON, account=entitled)
    for each in opened:
        decide_lead(match(company, each, meti), same=True, reason=REASON, account=entitled)
    assert joined() == {"Kuroi Optics Inc.": OPEN_NAME["en"], SECOND["en"]: OPEN_NAME["en"]}


def test_once_its_case_is_open_it_joins_them_and_their_cases_are_assessed_again(
    company: Party, opened: tuple[Party, Party], meti: GovernmentBody, digital_agency: GovernmentBody,
    entitled: Account,
) -> None:  # fmt: skip
    numbered, other = opened
    decide_lead(match(company, numbered, meti), same=True, reason=REASON, account=entitled)
    assessed(restricted(revision=2, secrecy="none"))
    finish_all()
    decide_lead(match(company, other, meti), same=True, reason=REASON, account=entitled)
    assert len(set(joined().values())) == 1
    assert asked_again() == {"SECRET-7", "OPEN-1", "OPEN-2"}


def test_a_restricted_case_of_another_body_that_names_the_open_party_is_not_assessed_again(
    company: Party, opened: tuple[Party, Party], meti: GovernmentBody, digital_agency: GovernmentBody,
    entitled: Account,
) -> None:  # fmt: skip
    """It reads nothing of the party that was joined: an assessment would tell the body that there is something."""
    numbered, _other = opened
    assessed({**naming(id=str(numbered.pk)), "reference": "SECRET-DA", "secrecy": "defence"})
    finish_all()
    decide_lead(match(company, numbered, meti), same=True, reason=REASON, account=entitled)
    assert asked_again() == {"SECRET-7"}


def test_when_open_parties_part_the_open_one_stands_for_it_though_it_alone_has_a_number(
    company: Party, opened: tuple[Party, Party], meti: GovernmentBody, entitled: Account
) -> None:
    numbered, other = opened
    decide_lead(match(company, other, meti), same=True, reason=REASON, account=entitled)
    between = match(other, numbered, meti)
    decide_lead(between, same=True, reason=REASON, account=entitled)
    assert set(joined().values()) == {OPEN_NAME["en"]}
    undo_decision(between, reason=REASON, account=entitled)
    assert joined() == {"Kuroi Optics Inc.": SECOND["en"]}


def finish_all() -> None:
    """Finish the assessments that wait."""
    for each in Assessment.objects.filter(state=State.QUEUED):
        finish_here(each)


def asked_again() -> set[str]:
    """Return the references of the partnerships that wait for an assessment."""
    return {each.partnership.reference for each in Assessment.objects.filter(state=State.QUEUED)}
