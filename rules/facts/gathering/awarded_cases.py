"""Earlier partnerships of the same body that were awarded, read as awards.

A document, and no statement, says when its own partnership was awarded. A body's other cases read that as an award of
the sponsor to the lead partner, of the public money that the partnership was to take.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Q

from institutions.access.partnerships import column_of_restriction
from institutions.access.statements import scope_of_own_award
from institutions.models import DocumentParty, Submission
from institutions.models.partnership import AWARDED
from institutions.models.sql_lists import among, listed_texts, quote_name
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
DOCUMENT_PARTIES: Final = DocumentParty._meta.db_table  # noqa: SLF001 - Django documents _meta for this
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
    leading = [(each, lead_keys(each)) for each in found]
    keys = parties_of_keys((each["pk"], key) for each, named in leading for key in named)
    awards = [(each, [keys.get((each["pk"], key)) or UUID(key) for key in named]) for each, named in leading]
    return (
        [row for each, companies in awards for row in award_rows(each, companies, identity)],
        {company for _, companies in awards for company in companies},
    )


def parties_of_keys(named: Iterable[tuple[int, str]]) -> dict[tuple[int, str], UUID]:
    """Return the parties behind keys of submissions: one query, for these keys alone."""
    wanted = [[str(submission), key] for submission, key in named]
    sql = (
        f"SELECT d.submission_id, d.key, d.party_id FROM ({listed_texts('submission', 'key')}) given"  # noqa: S608 - no input in it
        f" JOIN {quote_name(DOCUMENT_PARTIES)} d"
        " ON d.submission_id = CAST(given.submission AS bigint) AND d.key = given.key"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [json.dumps(wanted)])
        return {
            (submission, key): party if isinstance(party, UUID) else UUID(party)
            for submission, key, party in cursor.fetchall()
        }


def lead_keys(submission: Rowed) -> list[str]:
    """Return the keys of the lead partners; without one those of the partners."""
    for role in LEADING:
        named = [row["company"] for row in submission["document__participants"] if row.get("role") == role]
        if named:
            return list(dict.fromkeys(named))
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
