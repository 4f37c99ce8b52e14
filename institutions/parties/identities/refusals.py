"""The scope of a rejection: the record that it was about, whenever that comes again, and no other.

Nobody has compared anything yet for another record, another body or an entry of a list. Its possible match is open, and
the page shows the earlier rejection to the person who decides (`rules.web.earlier_refusals`).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from institutions.models import IdentityLead, LeadState, Party, PartyName

Brought = tuple[str, object, str]  # a record of a collection, or a partnership with all its revisions
Match = Callable[[str, str, Any], str]  # Any: an id, as the historical model of a migration gives it


def keep_refusals(leads: Iterable[IdentityLead], names: Mapping[Party, Sequence[PartyName]], match_of: Match) -> None:
    """Carry a rejection over where the record that it was about brings its party in again.

    That happens where the next revision of a proposal, or a corrected row, calls the party by another key. It takes
    as many queries whether or not there is a rejection: it may be of a restricted partnership of another body.
    """
    matches: dict[str, list[IdentityLead]] = defaultdict(list)
    for lead in leads:
        for name in names[lead.party]:
            matches[match_of(lead.party.kind, name.folded, lead.candidate_id)].append(lead)
    refused = IdentityLead.objects.filter(state=LeadState.REFUSED, match__in=list(matches))
    earlier = list(refused.select_related("follows").order_by("decided_at", "pk"))
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
    """Find the record or partnership that brought in each of these parties, with its names: one query.

    A migration gives its own model of names.
    """
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
