"""Earlier partnerships of the same body that were awarded, read as awards.

A document, and no statement, says when its own partnership was awarded. A body's other cases read that as an award of
the sponsor to the lead partner, of the public money that the partnership was to take.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q

from institutions.access.partnerships import column_of_restriction
from institutions.access.statements import scope_of_own_award
from institutions.models import DocumentParty, Submission
from institutions.models.partnership import AWARDED
from institutions.models.sql_lists import among
from rules.facts.gathering.document import submission_source
from rules.facts.gathering.parties import Identities
from rules.facts.gathering.rows import GatheredRow
from rules.facts.gathering.statements import GatheredStatement, Value

RESTRICTION: Final = column_of_restriction("partnership")
COLUMNS: Final = (
    "pk",
    "partnership_id",
    "partnership__reference",
    "partnership__submitted_by_id",
    RESTRICTION,
    "sponsor_id",
    "domain",
    "value_yen",
    "document__selection",
    "document__tax",
    "document__participants",
)
LEADING: Final = ("lead_partner", "partner")  # the roles that count, in this order
Rowed = Mapping[str, Any]  # Any: one row of the query, with parts of a checked document


@dataclass(frozen=True, slots=True)
class AwardQuery:
    """The partnerships to look for: submitted by these bodies, with these sponsors, in these domains."""

    bodies: frozenset[UUID]
    sponsors: frozenset[UUID]
    domains: frozenset[str]


def awarded_rows(wanted: AwardQuery, known_at: datetime, identity: Identities) -> tuple[list[GatheredRow], set[UUID]]:
    """Return the awards that follow from partnerships as known at a moment, and their recipients.

    Two queries, and one where there is none.
    """
    known = Submission.objects.filter(
        Q(superseded_at__isnull=True) | Q(superseded_at__gt=known_at),
        AWARDED,
        among("partnership__submitted_by", wanted.bodies),
        among("sponsor", wanted.sponsors),
        domain__in=sorted(wanted.domains),
        received_at__lte=known_at,
    )
    found: list[Rowed] = list(known.order_by("-proposed_on", "pk").values(*COLUMNS))
    if not found:
        return [], set()
    keys: dict[tuple[int, str], UUID] = {
        (submission, key): party
        for submission, key, party in DocumentParty.objects.filter(
            submission__in=[each["pk"] for each in found]
        ).values_list("submission_id", "key", "party_id")
    }
    awards = [(each, lead_companies(each, keys)) for each in found]
    return (
        [row for each, companies in awards for row in award_rows(each, companies, identity)],
        {company for _, companies in awards for company in companies},
    )


def lead_companies(submission: Rowed, keys: Mapping[tuple[int, str], UUID]) -> list[UUID]:
    """Return the lead partners; without one the partners."""
    for role in LEADING:
        named = [row["company"] for row in submission["document__participants"] if row.get("role") == role]
        if named:
            return [keys.get((submission["pk"], company)) or UUID(company) for company in dict.fromkeys(named)]
    return []


def award_rows(submission: Rowed, companies: Iterable[UUID], identity: Identities) -> Iterator[GatheredRow]:
    """Yield one award per company; its amount is known where there is one."""
    selection: Mapping[str, Any] = submission["document__selection"]
    body = identity.key(submission["partnership__submitted_by_id"])
    to = sorted({identity.key(company) for company in companies})
    amount: dict[str, Value] = {"amount_yen": submission["value_yen"]} if len(to) == 1 else {}
    if amount and isinstance(tax := submission["document__tax"], str):
        amount["tax"] = tax
    for company in to if selection["awarded_on"] else ():
        lineage = f"partnership-{submission['partnership_id']}-{company}"
        values: dict[str, Value] = {
            "company": company,
            "body": identity.key(submission["sponsor_id"]),
            "domain": submission["domain"],
            "object": selection["object"],
            "method": selection["method"],
            "on": selection["awarded_on"],
            **amount,
        }
        stated = GatheredStatement(
            ref=f"award/{lineage}",
            lineage=lineage,
            kind="award",
            values=values,
            source=submission_source(submission["partnership__reference"], body),
            body=body,
        )
        scope = scope_of_own_award(restricted=submission[RESTRICTION])
        yield GatheredRow(stated, scope, str(submission["partnership_id"]))
