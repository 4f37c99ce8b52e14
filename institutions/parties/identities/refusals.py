"""How far a refusal reaches: to the record that it was said of, whenever that comes again, and to no other.

Of another record, of another body or of an entry of a list nobody has compared anything yet. Its lead is open, and who
decides it is told of the refusal (`rules.web.refused_before`).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from institutions.models import IdentityLead, LeadState, Party, PartyName

Brought = tuple[str, object, str]  # a record of a collection, or a partnership with all its revisions
Match = Callable[[str, str, Any], str]  # Any: an id, as the historical model of a migration gives it


def keep_refusals(leads: Iterable[IdentityLead], names: Mapping[Party, Sequence[PartyName]], match_of: Match) -> None:
    """Let what a person refused stay refused where the record that it was said of brings its party in anew.

    That is so where the next revision of a proposal, or a corrected row, calls the party by another key. Three queries
    at most.
    """
    matches: dict[str, list[IdentityLead]] = defaultdict(list)
    for lead in leads:
        for name in names[lead.party]:
            matches[match_of(lead.party.kind, name.folded, lead.candidate_id)].append(lead)
    refused = IdentityLead.objects.filter(state=LeadState.REFUSED, match__in=list(matches))
    earlier = list(refused.select_related("follows").order_by("decided_at", "pk"))
    if not earlier:
        return
    came_with = brought_in_by(
        {each.party_id for each in (*earlier, *(lead for all_ in matches.values() for lead in all_))}
    )
    for before in earlier:
        for lead in matches[before.match]:
            if came_with[before.party_id] & came_with[lead.party_id]:
                lead.follows = before.follows or before
                lead.state, lead.reason = LeadState.REFUSED, before.reason
                lead.decided_by_id, lead.decided_at = before.decided_by_id, before.decided_at


def brought_in_by(parties: Iterable[UUID], names: Any = PartyName) -> dict[UUID, set[Brought]]:
    """What brought each of these parties in, with its names: one query. A migration gives its own model of names."""
    found: dict[UUID, set[Brought]] = defaultdict(set)
    rows = names.objects.filter(party__in=set(parties)).values_list(
        "party", "imported__collection", "imported__record", "submission__partnership"
    )
    for party, collection, record, partnership in rows:
        if collection is not None:
            found[party].add(("collection", collection, record))
        if partnership is not None:
            found[party].add(("partnership", partnership, ""))
    return found
