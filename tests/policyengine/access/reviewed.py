"""Traces of a review in the case of the table of access: hearings, decisions, samples, requests, sealed or not.

All is stored directly: nobody reviews the case yet.
"""

from typing import Final

from django.utils import timezone

from institutions.audit.record import actor_of, record_event
from institutions.audit.seal import seal_events
from institutions.models import Account, Partnership
from rules.access.sensitive_reads import sensitive_in_findings
from rules.assessing.result import finding_json
from rules.models import AuditSample, CaseMove, FindingDecision, Hearing, Match, ReviewCase, SampledCase
from rules.review.casework.case_view import read_case
from rules.review.casework.people_concerned.hearing import hearings_of
from tests.policyengine.access.proposals import GIFT_YEN

REQUEST: Final = 900_001  # its own id, so that its address is the same each time


def asked(partnership: Partnership, reviewer: Account) -> Hearing:
    """Ask the decider about the first finding that names her."""
    view = read_case(partnership)
    by_finding = hearings_of([each.match for each in view.findings], view.today)
    match = next(each.match for each in view.findings if by_finding[each.match.finding_id])
    return Hearing.objects.create(
        finding=match.finding,
        person=by_finding[match.finding_id][0].person,
        number=1,
        how="asked",
        answer_by=view.today,
        evidence_hash=match.evidence_hash,
        assessment=match.assessment,
        account=reviewer,
        at=timezone.now(),
    )


def sample(partnership: Partnership, auditor: Account) -> int:
    """Return a sample with the case in it, as if it had been cleared."""
    case, _new = ReviewCase.objects.get_or_create(partnership=partnership)
    now = timezone.now()
    move = CaseMove.objects.create(
        case=case, version=90, act="clear", before="under_review", after="cleared", reason="Looked at.", at=now
    )
    sample = AuditSample.objects.create(
        seed="0", size=1, from_on=now, until_on=now, secret=False, population=1, population_sha256="0", at=now,
        account=auditor,
    )  # fmt: skip
    SampledCase.objects.create(sample=sample, position=1, move=move)
    return int(sample.pk)


def sensitive_match(partnership: Partnership) -> Match:
    """Return the newest words of a finding whose evidence is withheld from some readers."""
    matches = Match.objects.filter(finding__partnership=partnership).select_related("finding", "assessment")
    found: list[Match] = [each for each in matches.order_by("-pk") if sensitive_in_findings([finding_json(each)])]
    return found[0]


def sealed_finding(partnership: Partnership) -> int:
    """Return the finding that tells most about people, sealed: that of a gift, of kin or of a holding."""
    seal_events()
    return int(sensitive_match(partnership).finding_id)


def sealed_decision(partnership: Partnership, reviewer: Account) -> int:
    """Return the same finding with a decision on it, sealed."""
    match = sensitive_match(partnership)
    FindingDecision.objects.create(
        finding=match.finding, number=1, decided="confirmed", reason=f"Mori Akira gave {GIFT_YEN:,} yen.",
        evidence_hash=match.evidence_hash, severity=match.severity, assessment=match.assessment,
        account=reviewer, at=timezone.now(),
    )  # fmt: skip
    what = f"finding:{match.finding_id}"
    record_event(
        actor=actor_of(reviewer),
        verb="finding_decided",
        what=what,
        partnership=partnership.pk,
    )
    return sealed_finding(partnership)


def information_request(partnership: Partnership, reviewer: Account) -> FindingDecision:
    """Return a request for information."""
    match = sensitive_match(partnership)
    return FindingDecision.objects.create(
        pk=REQUEST, finding=match.finding, number=1, decided="more_information", reason="When were they sold?",
        asked_of="METI", answer_by=timezone.localdate(), evidence_hash=match.evidence_hash,
        severity=match.severity, assessment=match.assessment, account=reviewer, at=timezone.now(),
    )  # fmt: skip
