"""A confirmed lead brings the findings of both parties together, and taking it back takes them apart again."""

from typing import Any

import pytest
from django.utils import timezone

from institutions.drafts.check import check_document
from institutions.drafts.name_searches import search_waiting
from institutions.drafts.store import Registration, register_partnership
from institutions.models import Account, IdentityLead, LeadState
from institutions.parties.identities.deciding import decide_lead, undo_decision
from rules.assessing.waiting import finish_here
from rules.models import Assessment, Match, Trigger
from tests.documents import small

pytestmark = pytest.mark.usefixtures("meti", "digital_agency", "no_broker")


def register(document: dict[str, Any]) -> Registration:
    return register_partnership(check_document(document), account=None, way="file")


def stake_of_sato() -> Registration:
    """Return a document in which an official holds a part of a company that another document names in kana."""
    company = {"key": "hikari", "name": {"ja": "光島磁性株式会社"}}
    held = {"kind": "shareholding", "holder": "sato", "company": "hikari", "share_bp": 620, "from": "2021-04-01"}
    return register(small(reference="T-1", companies=[company], statements=[held]))


def partnership_with(name: dict[str, str], sato: str) -> Registration:
    officials = [{"person": sato, "role": "decision_maker"}]
    stated = [
        {"kind": "appointment", "person": sato, "body": "METI", "grade": "division_director", "from": "2023-07-01"},
        {"kind": "declaration", "person": sato, "on": "2026-04-01"},
    ]
    company = {"key": "hikari", "name": name}
    return register(
        small(reference="T-2", companies=[company], people=[], officials=officials, statements=stated,
              assess_as_of="2026-06-20")
    )  # fmt: skip


def flagged(registered: Registration) -> set[str]:
    """Return the codes that the newest assessment of a partnership flags; queued assessments are run first."""
    for assessment in Assessment.objects.queued().filter(partnership=registered.partnership):
        finish_here(assessment)
    newest = registered.partnership.assessments.newest_first().first()
    return set(Match.objects.filter(assessment=newest).values_list("finding__code", flat=True))


def asked_again() -> set[str]:
    rows = Assessment.objects.queued().filter(trigger=Trigger.REGISTER_CHANGED)
    return set(rows.values_list("partnership__reference", flat=True))


def test_findings_come_with_a_confirmation_and_go_when_it_is_taken_back() -> None:
    account = Account.objects.create_user("officer")
    first = stake_of_sato()
    second = partnership_with({"kana": "ヒカリジマジセイ"}, str(first.parties["sato"]))
    flagged(first)
    assert "COI-01" not in flagged(second)
    search_waiting()
    lead = IdentityLead.objects.get(party=second.parties["hikari"])
    assert (lead.candidate_id, lead.reasons, lead.state) == (first.parties["hikari"], ["same_reading"], LeadState.OPEN)

    decide_lead(lead, same=True, reason="Same seat and president", account=account)
    assert asked_again() == {"T-1", "T-2"}
    assert "COI-01" in flagged(second)

    flagged(first)
    undo_decision(lead, reason="The seats differ", account=account)
    assert asked_again() == {"T-1", "T-2"}
    assert "COI-01" not in flagged(second)


def test_an_earlier_assessment_is_replayed_as_it_was_after_a_decision() -> None:
    first = stake_of_sato()
    second = partnership_with({"kana": "ヒカリジマジセイ"}, str(first.parties["sato"]))
    assert "COI-01" not in flagged(second)
    before = second.partnership.assessments.newest_first()[0]
    search_waiting()
    lead = IdentityLead.objects.get(party=second.parties["hikari"])
    decide_lead(lead, same=True, reason="Both have the same seat", account=Account.objects.create_user("officer"))
    assert "COI-01" in flagged(second)
    before.refresh_from_db()
    assert before.snapshot is not None
    assert str(first.parties["hikari"]) not in before.snapshot.content
    assert before.finished_at is not None
    assert before.finished_at < timezone.now()
