"""Possible matches of a new party with those of the register, for a person to confirm or reject."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from institutions.models import IdentityLead, Party, PartyName
from institutions.models.noted_rows import note_written
from institutions.parties.identities.candidates import describe_party
from institutions.parties.identities.finding import find_candidates
from institutions.parties.identities.name_keys import store_keys
from institutions.parties.identities.refusals import keep_refusals

LANGUAGES = {"ja": 0, "en": 1, "kana": 2}  # the order of a party's names in a comparison


def compared_match(kind: str, folded: str, candidate: UUID) -> str:
    """Return a hash of the comparison: the same whenever that name is compared again, so that a rejection is found."""
    return hashlib.sha256(f"{kind}|{folded}|{candidate}".encode()).hexdigest()


def leave_leads(names: Iterable[PartyName], body: UUID, moment: datetime) -> None:
    """Store the names of new parties for later look-ups, and insert their possible matches.

    People are compared only with those stated by the same body or by none. The number of queries does not grow
    with the number of parties, except in portions of thousands.
    """
    names = list(names)
    if not names:
        return
    store_keys(names)
    of_party: dict[Party, list[PartyName]] = defaultdict(list)
    for name in sorted(names, key=lambda each: LANGUAGES.get(each.language, len(LANGUAGES))):
        of_party[name.party].append(name)
    asked = [describe_party(party, tuple(name.text for name in of_one)) for party, of_one in of_party.items()]
    found = find_candidates(asked, body=body, without={party.pk for party in of_party}, are_new=True)
    leads = [
        IdentityLead(
            party=party,
            candidate=candidate.party,
            folded=candidate.folded,
            match=compared_match(party.kind, candidate.folded, candidate.party.pk),
            score=candidate.score,
            reasons=[reason.value for reason in candidate.reasons],
            same_name=candidate.same_name,
            body_id=body,
            created_at=moment,
        )
        for party, candidates in zip(of_party, found, strict=True)
        for candidate in candidates
    ]
    if leads:
        keep_refusals(leads, of_party, compared_match)
        note_written(IdentityLead.objects.bulk_create(leads))
