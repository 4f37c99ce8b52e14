"""Finding candidates in the register: a fixed number of queries for any number of parties that are looked for.

Names with an equal folded form are always read. Of the others those that share a key, the rarest keys first, and no
more than `MOST_READ` names a party: a name that begins like thousands costs no more than another one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, TypeVar
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from institutions.identities.blocking import keys_of
from institutions.identities.candidates import LEAD_FROM, Candidate, Described, judged
from institutions.models import IdentityLead, LeadState, NameKey, Party, PartyKind, PartyName
from institutions.names.likeness import Name, name_of

MOST_CANDIDATES: Final = 3  # of one party; the likeliest first, then the first in the register
MOST_READ: Final = 600  # names that share a key with one party
TRUE_PARTY: Final = Coalesce("party__same_as", "party")  # what was found to be another party is that one
PORTION: Final = 5_000  # values of one query


def find_candidates(
    asked: Sequence[Described],
    *,
    body: UUID | None,
    without: Collection[UUID] = (),
    least: int = LEAD_FROM,
    most: int = MOST_CANDIDATES,
) -> list[list[Candidate]]:
    """The candidates of each, in the order asked. `without` are parties that are none.

    People are compared only with those that `body` or nobody stated. A party that itself waits for a decision on an
    equal name is none: its own candidate is. Names of a party that was found to be another one lead to that one.
    """
    names = [frozenset(each.compared) for each in asked]
    keys = [frozenset(key for name in of_one for key in keys_of(name)) for of_one in names]
    readable = readable_names(body, without)
    by_number = same_numbers(asked, without)
    read = names_by_party(readable, names, keys, asked, by_number)
    parties = Party.objects.in_bulk({party for of_one in read for party in of_one})
    found = []
    for each, of_one in zip(asked, read, strict=True):
        certain = {party for number in (each.corporate_number, each.lei) for party in by_number.get(number, ())}
        judgements = (
            judged(each, parties[party], tuple(sorted(named, key=repr)), certain=party in certain)
            for party, named in of_one.items()
        )
        likely = [candidate for candidate in judgements if candidate and candidate.score >= least]
        likely.sort(key=lambda each: (-each.score, each.party.created_at, each.party.pk))
        found.append(likely[:most])
    return found


def readable_names(body: UUID | None, without: Collection[UUID]) -> QuerySet[PartyName]:
    """The names of the register that may be compared."""
    waiting = IdentityLead.objects.filter(party=OuterRef("party_id"), state=LeadState.OPEN, same_name=True)
    stated = Q(party__stated_by=body) if body else Q()
    return (
        PartyName.objects.current()
        .filter(~Exists(waiting))
        .filter(~Q(party__kind=PartyKind.PERSON) | stated | Q(party__stated_by__isnull=True))
        .exclude(party__in=without)
    )


def names_by_party(
    readable: QuerySet[PartyName],
    names: Sequence[frozenset[Name]],
    keys: Sequence[frozenset[str]],
    asked: Sequence[Described],
    by_number: Mapping[str, Sequence[UUID]],
) -> list[dict[UUID, set[Name]]]:
    """For each that is asked for the parties to compare it with, and those of their names that led there."""
    by_folded = same_folded(readable, names)
    chosen = chosen_keys(keys)
    by_key = names_with(readable, {key for of_one in chosen for key in of_one})
    found = []
    for each, of_one, kept in zip(asked, names, chosen, strict=True):
        parties: dict[UUID, set[Name]] = defaultdict(set)
        for number in (each.corporate_number, each.lei):
            parties.update((party, set()) for party in by_number.get(number, ()))
        rows = [row for name in of_one for row in by_folded[name.folded]] + [row for key in kept for row in by_key[key]]
        for party, kind, text in rows:
            if kind == each.kind:
                parties[party].add(name_of(text))
        found.append(parties)
    return found


Row = tuple[UUID, str, str]  # party, its kind, text of the name
Value = TypeVar("Value", str, int)


def same_numbers(asked: Iterable[Described], without: Collection[UUID]) -> dict[str, list[UUID]]:
    """The parties with one of the numbers, by number."""
    corporate = {each.corporate_number for each in asked if each.corporate_number}
    leis = {each.lei for each in asked if each.lei}
    found: dict[str, list[UUID]] = defaultdict(list)
    if corporate or leis:
        held = Party.objects.filter(Q(corporate_number__in=corporate) | Q(lei__in=leis))
        for party in held.exclude(pk__in=without):
            for number in filter(None, (party.corporate_number, party.lei)):
                found[number].append(party.same_as_id or party.pk)
    return found


def same_folded(readable: QuerySet[PartyName], names: Iterable[frozenset[Name]]) -> dict[str, list[Row]]:
    """Names by their folded form."""
    found: dict[str, list[Row]] = defaultdict(list)
    for portion in portions({name.folded for of_one in names for name in of_one}):
        rows = readable.filter(folded__in=portion).values_list("folded", TRUE_PARTY, "party__kind", "text")
        for folded, party, kind, text in rows:
            found[folded].append((party, kind, text))
    return found


def chosen_keys(keys: Sequence[frozenset[str]]) -> list[list[str]]:
    """Of the keys of each the rarest, until they lead to as many names as are read."""
    counts: dict[str, int] = {}
    for portion in portions({key for of_one in keys for key in of_one}):
        counted = NameKey.objects.filter(key__in=portion).order_by().values("key").annotate(number=Count("pk"))
        counts.update(counted.values_list("key", "number"))
    chosen = []
    for of_one in keys:
        kept, left = [], MOST_READ
        for key in sorted(of_one & counts.keys(), key=lambda key: (counts[key], key)):
            if (left := left - counts[key]) < 0:
                break
            kept.append(key)
        chosen.append(kept)
    return chosen


def names_with(readable: QuerySet[PartyName], keys: Collection[str]) -> dict[str, list[Row]]:
    """Names by key. The keys are read first: joined, a database without fresh statistics reads all names instead."""
    with_key: dict[int, list[str]] = defaultdict(list)
    for portion in portions(keys):
        for key, name in NameKey.objects.filter(key__in=portion).values_list("key", "name_id"):
            with_key[name].append(key)
    found: dict[str, list[Row]] = defaultdict(list)
    for names in portions(with_key):
        rows = readable.filter(pk__in=names).values_list("pk", TRUE_PARTY, "party__kind", "text")
        for name, party, kind, text in rows:
            for key in with_key[name]:
                found[key].append((party, kind, text))
    return found


def portions(values: Collection[Value]) -> Iterable[list[Value]]:
    """The values in lists that one query can take."""
    ordered = sorted(values)
    return (ordered[at : at + PORTION] for at in range(0, len(ordered), PORTION))
