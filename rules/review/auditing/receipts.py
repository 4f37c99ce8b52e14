"""Receipts of findings and of decisions on them: the rows that such a receipt proves."""

from typing import Any

from django.db import transaction

from institutions.audit.receipts import NoReceiptError, NotSealedError, make_receipt, receipt_hash
from institutions.audit.record import COMMAND, record_event
from rules.models import Finding, FindingDecision, Match

Json = dict[str, Any]  # Any: plain data


def receipt_of_finding(finding: Finding) -> Json:
    """Return the receipt of a finding with its newest words that are sealed. NoReceiptError if there are none."""
    chain = f"partnership:{finding.partnership_id}"
    first: NoReceiptError | None = None
    for match in Match.objects.filter(finding=finding).order_by("-pk"):
        try:
            return noted(make_receipt(chain, [finding, match]), f"finding:{finding.pk}", finding)
        except NotSealedError as later:
            first = first or later
    raise first or NoReceiptError(f"Finding {finding.pk} is in no result.")


def receipt_of_decision(decision: FindingDecision) -> Json:
    """Return the receipt of a decision, with the finding in the words that were decided on."""
    finding = decision.finding
    match = Match.objects.get(finding=finding, assessment=decision.assessment_id)
    receipt = make_receipt(f"partnership:{finding.partnership_id}", [decision, finding, match])
    return noted(receipt, f"decision:{decision.pk}", finding)


@transaction.atomic
def noted(receipt: Json, what: str, finding: Finding) -> Json:
    """Record that a receipt was made at the server's command line, with its hash, and return it."""
    record_event(
        actor=COMMAND,
        verb="receipt_made",
        what=what,
        partnership=finding.partnership_id,
        after={"sha256": receipt_hash(receipt)},
    )
    return receipt
