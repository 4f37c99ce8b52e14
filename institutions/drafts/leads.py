"""Leads from a new party to one of the register with an equal folded name, for a person to confirm or refuse."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from institutions.changes import Change
from institutions.models import Account, IdentityLead, LeadState, Party, PartyKind, PartyName
from institutions.signals import register_changed

MAX_CANDIDATES: Final = 3  # leads of one new party; the first in the register come first


def match_of(kind: str, folded: str, candidate: UUID) -> str:
    """What was compared: the same for the next import of that name, so that a refusal is found again."""
    return hashlib.sha256(f"{kind}|{folded}|{candidate}".encode()).hexdigest()


def leave_leads(names: Iterable[PartyName], body: UUID, moment: datetime) -> None:
    """Insert the leads of new parties. People are compared only with those that the same body or nobody stated."""
    by_name: dict[tuple[str, str], list[Party]] = defaultdict(list)
    for name in names:
        if name.folded:
            by_name[name.party.kind, name.folded].append(name.party)
    if not by_name:
        return
    new = {party.id for parties in by_name.values() for party in parties}
    taken: Counter[UUID] = Counter()
    pairs: dict[tuple[UUID, UUID], IdentityLead] = {}
    for found in candidates({folded for _, folded in by_name}, new, body):
        for party in by_name.get((found.party.kind, found.folded), ()):
            if (party.id, found.party_id) in pairs or numbers_differ(party, found.party):
                continue
            if taken[party.id] >= MAX_CANDIDATES:
                continue
            taken[party.id] += 1
            pairs[party.id, found.party_id] = IdentityLead(
                party=party,
                candidate_id=found.party_id,
                folded=found.folded,
                match=match_of(party.kind, found.folded, found.party_id),
                body_id=body,
                created_at=moment,
            )
    keep_refusals(list(pairs.values()))
    IdentityLead.objects.bulk_create(pairs.values())


def candidates(folded: set[str], new: set[UUID], body: UUID) -> Iterable[PartyName]:
    """Names of the register among these. A party that itself waits for a decision is no candidate: its own is."""
    waiting = IdentityLead.objects.filter(party=OuterRef("party_id"), state=LeadState.OPEN)
    return (
        PartyName.objects.current()
        .filter(~Exists(waiting), folded__in=folded, party__same_as__isnull=True)
        .filter(~Q(party__kind=PartyKind.PERSON) | Q(party__stated_by=body) | Q(party__stated_by__isnull=True))
        .exclude(party__in=new)
        .select_related("party")
        .order_by("party__created_at", "party_id", "id")
    )


def numbers_differ(one: Party, other: Party) -> bool:
    """Two parties with different numbers of one sort are two, whatever they are called."""
    return any(
        first and second and first != second
        for first, second in ((one.corporate_number, other.corporate_number), (one.lei, other.lei))
    )


def keep_refusals(leads: list[IdentityLead]) -> None:
    """What a person refused before stays refused, with the reason given then."""
    earlier = IdentityLead.objects.filter(state=LeadState.REFUSED, match__in={each.match for each in leads})
    refused = {each.match: each for each in earlier.order_by("decided_at")}
    for lead in leads:
        if before := refused.get(lead.match):
            lead.state = LeadState.REFUSED
            lead.reason, lead.decided_by_id, lead.decided_at = before.reason, before.decided_by_id, before.decided_at


@transaction.atomic
def decide_lead(lead: IdentityLead, *, same: bool, reason: str, account: Account) -> IdentityLead:
    """A person says whether the two are one. Confirmed, the new party stands for the register's from now on."""
    moment = timezone.now()
    decided = IdentityLead.objects.select_for_update().get(pk=lead.pk)
    if decided.state != LeadState.OPEN:
        message = f"This lead was already {decided.state}. Reload the page."
        raise ValueError(message)
    decided.state = LeadState.CONFIRMED if same else LeadState.REFUSED
    decided.reason, decided.decided_by, decided.decided_at = reason, account, moment
    decided.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    if same:
        root = decided.candidate.same_as_id or decided.candidate_id
        joined = Party.objects.filter(Q(pk=decided.party_id) | Q(same_as=decided.party_id)).exclude(pk=root)
        parties = frozenset({root, *joined.values_list("pk", flat=True)})
        joined.update(same_as=root)
        register_changed.send(sender=IdentityLead, change=Change(moment=moment, parties=parties))
    return decided
