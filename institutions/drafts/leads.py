"""Possible matches of a new party with those of the register, for a person to confirm or reject."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from institutions.models import IdentityLead, Party, PartyName
from institutions.models.noted_rows import note_written
from institutions.parties.identities.arrivals import Arrivals
from institutions.parties.identities.candidates import describe_party
from institutions.parties.identities.finding import find_candidates
from institutions.parties.identities.name_keys import store_keys
from institutions.parties.identities.refusals import keep_refusals

LANGUAGES = {"ja": 0, "en": 1, "kana": 2}  # the order of a party's names in a comparison


def compared_match(kind: str, folded: str, candidate: UUID) -> str:
    """Return a hash of the comparison: the same whenever that name is compared again, so that a rejection is found."""
    return hashlib.sha256(f"{kind}|{folded}|{candidate}".encode()).hexdigest()


def place_of_language(language: str) -> int:
    """Return the place of a name in a comparison."""
    return LANGUAGES.get(language, len(LANGUAGES))


def leave_leads(
    names: Iterable[PartyName], body: UUID, moment: datetime, documents: Mapping[UUID, int] | None = None
) -> list[IdentityLead]:
    """Store the names of new parties for later look-ups; insert their possible matches, and return them.

    People are compared only with those stated by the same body or by none. The parties are not compared with each
    other; if `documents` has the place of the document that brought in each, the later ones are compared with the
    earlier ones. The number of queries does not grow with the number of parties, except in portions of thousands.
    """
    names = list(names)
    if not names:
        return []
    store_keys(names)
    of_party: dict[Party, list[PartyName]] = defaultdict(list)
    arrived = documents or {}
    for name in sorted(names, key=lambda each: (arrived.get(each.party_id, 0), place_of_language(each.language))):
        of_party[name.party].append(name)
    asked = [describe_party(party, tuple(name.text for name in of_one)) for party, of_one in of_party.items()]
    if documents is None:
        found = find_candidates(asked, body=body, without={party.pk for party in of_party}, are_new=True)
    else:
        found = find_candidates(asked, body=body, are_new=True, arrivals=Arrivals.of(of_party, documents))
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
            created_at=of_party[party][0].recorded_at if documents is not None else moment,
        )
        for party, candidates in zip(of_party, found, strict=True)
        for candidate in candidates
    ]
    if leads:
        keep_refusals(leads, of_party, compared_match)
        note_written(IdentityLead.objects.bulk_create(leads))
    return leads
