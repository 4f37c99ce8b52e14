"""Keys that referred to one party and now, by a later number or id, refer to another of the register.

Other records' statements under the key stay with the earlier party: a number may be wrong. The two become a possible
match at once, for a person to confirm.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q

from institutions.codes.parameters import outside_value
from institutions.drafts.draft import PartyDraft, Values
from institutions.drafts.errors import FieldError
from institutions.drafts.parties import ResolvedParties
from institutions.imports.collections import keyed_parties
from institutions.imports.notes import KeyMoved, KeyMovedBetweenTwo, KeyMovedNumbersDiffer, KeyMovedOfOthers
from institutions.imports.unlike_names import are_unlike, folded_names_by_language
from institutions.models import Collection, IdentityLead, LeadState, Party
from institutions.models.noted_rows import note_written
from institutions.parties.identities.candidates import CERTAIN, LikenessReason, numbers_differ
from institutions.parties.identities.deciding import true_party
from institutions.parties.identities.matching import compared_match
from institutions.parties.names import fold_name

ALMOST: Final = CERTAIN - 1  # key and number support it; a person decides whether the number is right


@dataclass(frozen=True, slots=True)
class MovedKey:
    """A key with its earlier party, its present one, and the possible match of the two, where there can be one."""

    key: str
    held: Party
    now: Party
    lead: IdentityLead | None

    def note(self, body: UUID, *, dry_run: bool) -> FieldError:
        """Return the note for readers of the outcome, with the address of the match where they can read it."""
        key, held, now = (
            outside_value(self.key),
            outside_value(first_name(self.held)),
            outside_value(first_name(self.now)),
        )
        if self.lead is None:
            return FieldError("", KeyMovedNumbersDiffer(key=key, held=held, now=now))
        if self.lead.body_id != body:
            return FieldError("", KeyMovedOfOthers(key=key, held=held, now=now))
        address = "/leads/" if dry_run else f"/leads/{self.lead.pk}/"
        said = KeyMovedBetweenTwo if self.lead.state == LeadState.REFUSED else KeyMoved
        return FieldError("", said(key=key, held=held, now=now, address=address))


def first_name(party: Party) -> str:
    """Return the first name of a party."""
    return party.name_ja or party.name_en or party.name_kana


def moved_keys(
    collection: Collection,
    described: Mapping[str, PartyDraft],
    resolved: ResolvedParties,
    moment: datetime,
    *,
    replaced: bool,
) -> dict[str, MovedKey]:
    """Return the keys that are about to refer to another party, with a match of both parties: four queries at most.

    A pair of parties has one match, in either direction. `replaced`: keys may be given to others, so that a key with
    another name says nothing about its earlier party.
    """
    certain = {
        key: resolved.by_reference[key]
        for key, row in described.items()
        if key not in resolved.kept and key not in resolved.new and (row.values.get("id") != key)
    }
    if not certain:
        return {}
    before = keyed_parties(collection, certain)
    parties = Party.objects.select_related("same_as").in_bulk([certain[key] for key in before])
    moved = {
        key: (held, now)
        for key, held in before.items()
        if (now := true_party(parties[certain[key]])).pk != held.pk and now.kind == held.kind
        if not (
            replaced
            and are_unlike(
                folded_names_by_language(names_as_row(held)), folded_names_by_language(described[key].values)
            )
        )
    }
    leads = leads_between(moved.values(), collection.body_id, moment) if moved else {}
    return {
        key: MovedKey(key, held, now, leads.get(frozenset((held.pk, now.pk)))) for key, (held, now) in moved.items()
    }


def leads_between(
    pairs: Iterable[tuple[Party, Party]], body: UUID, moment: datetime
) -> dict[frozenset[UUID], IdentityLead]:
    """Return the match of each pair that can have one, creating missing ones."""
    can_be = {frozenset((held.pk, now.pk)): (held, now) for held, now in pairs if not numbers_differ(held, now)}
    ids = {party for pair in can_be for party in pair}
    there = IdentityLead.objects.filter(Q(party__in=ids), Q(candidate__in=ids)).order_by("-pk")
    leads = {pair: each for each in there if (pair := frozenset((each.party_id, each.candidate_id))) in can_be}
    made = [lead_of(held, now, body, moment) for pair, (held, now) in can_be.items() if pair not in leads]
    for each in note_written(IdentityLead.objects.bulk_create(made)):
        leads[frozenset((each.party_id, each.candidate_id))] = each
    return leads


def lead_of(held: Party, now: Party, body: UUID, moment: datetime) -> IdentityLead:
    """Return an unsaved possible match of two parties with one key."""
    folded = fold_name(first_name(held))
    same_name = bool(
        {fold_name(each) for each in current_names(held)} & {fold_name(each) for each in current_names(now)}
    )
    reasons = [LikenessReason.SAME_KEY.value, *([LikenessReason.SAME_NAME.value] if same_name else [])]
    return IdentityLead(
        party=held,
        candidate=now,
        folded=folded,
        match=compared_match(held.kind, folded, now.pk),
        score=ALMOST,
        reasons=reasons,
        same_name=same_name,
        body_id=body,
        created_at=moment,
    )


def current_names(party: Party) -> list[str]:
    """Return the present names of a party."""
    return [each for each in (party.name_ja, party.name_en, party.name_kana) if each]


def names_as_row(party: Party) -> Values:
    """Return the names of a party in the form of a row."""
    return {"name": {"ja": party.name_ja, "en": party.name_en, "kana": party.name_kana}}
