"""Possible matches of new parties with those of the register, for a person to confirm or reject."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from institutions.models import IdentityLead, Party, PartyName, UnsearchedParty
from institutions.models.noted_rows import note_written
from institutions.models.sql_lists import among
from institutions.parties.identities.arrivals import Arrivals
from institutions.parties.identities.candidates import describe_party
from institutions.parties.identities.finding import find_candidates
from institutions.parties.identities.matching import compared_match
from institutions.parties.identities.refusals import keep_refusals

LANGUAGES = {"ja": 0, "en": 1, "kana": 2}  # the order of a party's names in a comparison

NamesOfParties = Mapping[Party, Sequence[PartyName]]


def place_of_language(language: str) -> int:
    """Return the place of a name in a comparison."""
    return LANGUAGES.get(language, len(LANGUAGES))


def names_to_compare(documents: Mapping[UUID, int]) -> dict[Party, list[PartyName]]:
    """Return the present names of new parties, in the order in which their documents came in: one query.

    A name that was erased meanwhile has no folded form, and is not compared.
    """
    names = PartyName.objects.current().filter(among("party", documents)).exclude(folded="").select_related("party")
    found: dict[Party, list[PartyName]] = defaultdict(list)
    for name in sorted(
        names, key=lambda each: (documents[each.party_id], place_of_language(each.language), each.party_id, each.pk)
    ):
        found[name.party].append(name)
    return found


def find_leads(
    names: NamesOfParties,
    documents: Mapping[UUID, int],
    body: UUID,
    moment: datetime,
    *,
    left_out: QuerySet[UnsearchedParty],
) -> list[IdentityLead]:
    """Return the unsaved possible matches of new parties with those that came in before them.

    `documents` has the place of the document that brought in each: parties of one document are not compared with each
    other. Parties that are `left_out` are compared with them later. People are compared only with those stated by the
    same body or by none. The number of queries does not grow with the number of parties, except in portions of
    thousands.
    """
    if not names:
        return []
    asked = [describe_party(party, tuple(name.text for name in of_one)) for party, of_one in names.items()]
    arrivals = Arrivals.of(names, documents)
    found = find_candidates(asked, body=body, are_new=True, arrivals=arrivals, left_out=left_out)
    return [
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
        for party, candidates in zip(names, found, strict=True)
        for candidate in candidates
        if candidate.party.pk not in (party.pk, party.same_as_id)  # found to be one before they were compared
    ]


def parties_of(leads: Iterable[IdentityLead]) -> set[UUID]:
    """Return the ids of the parties of possible matches, of both sides."""
    return {party for each in leads for party in (each.party_id, each.candidate_id)}


def lock_parties(leads: Iterable[IdentityLead]) -> None:
    """Lock the parties of all matches that a transaction stores, in the order of their ids, before it stores any.

    Two searches side by side may find one pair, each from its own side; a pair has one match.
    """
    if ids := parties_of(leads):
        list(Party.objects.select_for_update(no_key=True).filter(among("pk", ids)).order_by("pk").values_list("pk"))


def store_leads(leads: Sequence[IdentityLead], names: NamesOfParties) -> list[IdentityLead]:
    """Insert possible matches whose parties the caller has locked (`lock_parties`); return those that were new.

    A name that was erased since it was compared leaves nothing; neither does one that was like it, and would tell it.
    """
    if not leads:
        return []
    ids = parties_of(leads)
    there = IdentityLead.objects.filter(among("party", ids), among("candidate", ids))
    pairs = {frozenset(pair) for pair in there.values_list("party_id", "candidate_id")}
    names_held = PartyName.objects.filter(among("party", ids)).exclude(folded="")
    folded = set(names_held.values_list("party_id", "folded"))
    named = {party for party, _folded in folded}
    made = []
    for each in leads:
        pair = frozenset((each.party_id, each.candidate_id))
        if pair not in pairs and (each.party_id, each.folded) in folded and each.candidate_id in named:
            pairs.add(pair)
            made.append(each)
    if made:
        keep_refusals(made, names, compared_match)
        note_written(IdentityLead.objects.bulk_create(made))
    return made
