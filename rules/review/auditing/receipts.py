"""Receipts of findings and of decisions on them: the rows that such a receipt proves, and what its reader may read.

A receipt shows its reader no more than the page of the finding does. Of the columns that they may not read it holds
the salted hashes, by which it still proves the row.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from institutions.access.callers import reader_for, reads_sensitive
from institutions.access.keys import KeyHolder
from institutions.access.partnerships import partnerships_for
from institutions.audit.logs import request_id
from institutions.audit.receipts import (
    NOTHING_CLOSED,
    Closed,
    NoReceiptError,
    NotSealedError,
    make_receipt,
    receipt_hash,
)
from institutions.audit.record import COMMAND, actor_of, record_event
from institutions.audit.seal_index import sealed_until
from institutions.codes.parameters import PlainNumber
from institutions.models import Account
from institutions.models.audit import RESTRICTED_REST
from rules.access.sensitive_reads import note_assessment, sensitive_in_findings
from rules.access.withholding import finding_without_sensitive
from rules.assessing.result import finding_json
from rules.models import Finding, FindingDecision, Match
from rules.review.auditing.receipt_troubles import InNoResult, NamesOtherCases

Json = dict[str, Any]  # Any: plain data
COLUMNS: Final = {
    "statement": ("statement_en", "statement_ja"),
    "evidence": ("evidence", "evidence_hash"),
    "clears_if": ("clears_if",),
}
DECISION: Final = "rules_findingdecision"
WORDS: Final = "rules_match"
TRIED: Final = 20  # words of a finding, before it is said that there is no receipt


@dataclass(frozen=True, slots=True)
class ReceiptReader:
    """The reader of a receipt: an account, a body's system with its key, or the operator at the server's command line.

    The operator reads the database anyway, so nothing is closed to them.
    """

    user: Account | KeyHolder | None = None

    def closed(self, match: Match) -> Closed:
        """Return the columns that they may not read, as the page of the finding withholds them."""
        if self.user is None or reads_sensitive(self.user):
            return NOTHING_CLOSED
        whole = finding_json(match)
        shown = finding_without_sensitive(whole)
        words = {name for part, names in COLUMNS.items() if shown[part] != whole[part] for name in names}
        reasons = {"reason"} | ({"evidence_hash"} if "evidence_hash" in words else set())
        return {WORDS: frozenset(words), DECISION: frozenset(reasons)}

    @property
    def actor(self) -> str:
        """The reader in the audit trail."""
        if self.user is None:
            return COMMAND
        return actor_of(None, self.user.body.code or "") if isinstance(self.user, KeyHolder) else actor_of(self.user)

    @property
    def by(self) -> Json:
        """Further details for the audit trail."""
        return {"key": self.user.key.prefix} if isinstance(self.user, KeyHolder) else {}

    def refuse_other_cases(self, receipt: Json) -> None:
        """Refuse a receipt whose events tell of partnerships that the reader may not read. NoReceiptError then."""
        if self.user is None:
            return
        contents = [each["content"] for each in receipt["events"].values()]
        named = {key for each in contents for key in (each["after"] or {}).get("retained", ())}
        readable = partnerships_for(self.user).filter(pk__in=named).count() if named else 0
        restricted = any(each["chain"] == RESTRICTED_REST for each in contents)
        if readable < len(named) or (restricted and not reader_for(self.user).restricted):
            raise NoReceiptError(NamesOtherCases())


OPERATOR: Final = ReceiptReader()


def receipt_of_finding(finding: Finding, reader: ReceiptReader = OPERATOR) -> Json:
    """Return the receipt of a finding with its newest words that are sealed. NoReceiptError if there are none."""
    chain = f"partnership:{finding.partnership_id}"
    first: NoReceiptError | None = None
    for match in matches_to_try(finding, chain):
        try:
            receipt = make_receipt(chain, [finding, match], reader.closed(match))
        except NotSealedError as later:
            first = first or later
            continue
        return noted(receipt, f"finding:{finding.pk}", match, reader)
    raise first or NoReceiptError(InNoResult(finding=PlainNumber(finding.pk)))


def matches_to_try(finding: Finding, chain: str) -> Iterator[Match]:
    """Yield the words of a finding of which there may be a receipt: those of the newest sealed results first.

    A case may have thousands of results that are not sealed yet. Of these only the oldest follow, since clocks of
    servers may differ; and the newest words alone if nothing of the case is sealed.
    """
    matches, sealed = matches_of(finding), sealed_until(chain)
    if sealed is None:
        yield from matches[:1]
        return
    yield from matches.filter(assessment__finished_at__lte=sealed)[:TRIED]
    yield from matches.filter(assessment__finished_at__gt=sealed).order_by("pk")[:TRIED]


def matches_of(finding: Finding) -> QuerySet[Match]:
    """Return the words of a finding in each result, the newest first."""
    return Match.objects.filter(finding=finding).select_related("finding", "assessment").order_by("-pk")


def receipt_of_decision(decision: FindingDecision, reader: ReceiptReader = OPERATOR) -> Json:
    """Return the receipt of a decision, with the finding in the words that were decided on."""
    finding = decision.finding
    match = matches_of(finding).get(assessment=decision.assessment_id)
    receipt = make_receipt(f"partnership:{finding.partnership_id}", [decision, finding, match], reader.closed(match))
    return noted(receipt, f"decision:{decision.pk}", match, reader)


@transaction.atomic
def noted(receipt: Json, what: str, match: Match, reader: ReceiptReader) -> Json:
    """Record who got a receipt, with its hash, and what they read of kin, gifts, income and acts; return it."""
    reader.refuse_other_cases(receipt)
    if reader.user is not None and reads_sensitive(reader.user):
        note_assessment(reader.user, match.assessment, sensitive_in_findings([finding_json(match)]))
    record_event(
        actor=reader.actor,
        verb="receipt_made",
        what=what,
        partnership=match.finding.partnership_id,
        after={"sha256": receipt_hash(receipt), **reader.by},
        request_id=request_id.get(),
    )
    return receipt
