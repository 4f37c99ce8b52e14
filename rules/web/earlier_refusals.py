"""Earlier rejections of the same comparison with another record, as help for decisions on a possible match.

Readers of the earlier possible match see who rejected it and why. For one of another body they see role, body and day,
never the reason, which may contain anything; for people, and parties named only by a restricted partnership, nothing.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from institutions.models import GovernmentBody, IdentityLead, LeadState, PartyKind, PartyName, Role
from institutions.parties.identities.matching import compared_match


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierRefusal:
    """One rejection. `lead`, `by` and `reason` are set only for readers of the possible match itself."""

    at: datetime
    role: Role | None
    body: GovernmentBody | None
    lead: int | None = None
    by: str = ""
    reason: str = ""


Refusals = Mapping[int, Sequence[EarlierRefusal]]


def refused_before(
    leads: Sequence[IdentityLead], *, readable: QuerySet[IdentityLead], findable: QuerySet[IdentityLead]
) -> Refusals:
    """Return by possible match the earlier rejections under any name of its party. At most three queries.

    `readable` are the possible matches that the reader may read, `findable` those of all bodies that they may know of.
    """
    of_party: dict[UUID, list[IdentityLead]] = defaultdict(list)
    for lead in leads:
        if lead.state == LeadState.OPEN:
            of_party[lead.party_id].append(lead)
    if not of_party:
        return {}
    matches = {lead.match: {lead.pk: lead} for all_ in of_party.values() for lead in all_}
    for party, folded in PartyName.objects.current().filter(party__in=list(of_party)).values_list("party", "folded"):
        for lead in of_party[party]:
            matches.setdefault(compared_match(lead.party.kind, folded, lead.candidate_id), {})[lead.pk] = lead
    return refusals_found(matches, readable=readable, findable=findable)


def refusals_found(
    matches: Mapping[str, Mapping[int, IdentityLead]],
    *,
    readable: QuerySet[IdentityLead],
    findable: QuerySet[IdentityLead],
) -> Refusals:
    """Return the rejections of these comparisons, the earliest first, by the possible matches that make them now."""
    own = readable.order_by().values("pk")
    known = Q(pk__in=own) | (Q(pk__in=findable.order_by().values("pk")) & ~Q(party__kind=PartyKind.PERSON))
    refused = IdentityLead.objects.filter(known, match__in=list(matches), state=LeadState.REFUSED, follows=None)
    rows = list(refused.select_related("decided_by__body", "body").order_by("decided_at", "pk"))
    ours = set(readable.filter(pk__in=[each.pk for each in rows]).values_list("pk", flat=True)) if rows else set()
    refusals: dict[int, list[EarlierRefusal]] = defaultdict(list)
    for each in rows:
        said = earlier_refusal(each, full=each.pk in ours)
        for pk in matches[each.match]:
            refusals[pk].append(said)
    return refusals


def earlier_refusal(lead: IdentityLead, *, full: bool) -> EarlierRefusal:
    """Return a rejection as far as its reader may know of it."""
    account, at = lead.decided_by, lead.decided_at or lead.created_at
    body = (account.body if account else None) or lead.body
    role = Role(account.role) if account else None
    if not full:
        return EarlierRefusal(at=at, role=role, body=body)
    by = account.username if account else ""
    return EarlierRefusal(at=at, role=role, body=body, lead=lead.pk, by=by, reason=lead.reason)
