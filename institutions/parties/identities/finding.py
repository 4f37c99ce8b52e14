"""Search for candidates in the register: a fixed number of queries for any number of parties that are looked for.

Names with an equal folded form are always read, and those that may be the likeliest are judged (`EqualNames`). Of the
others those that share a key, the rarest keys first, and no more than `MOST_READ` names a party: a name that begins
like thousands costs no more than another one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from institutions.access.callers import EVERYBODY, Reader
from institutions.access.parties import comparable_rule, is_hidden
from institutions.models import IdentityLead, LeadState, NameKey, Party, PartyKind, PartyName, UnsearchedParty
from institutions.parties.identities.arrivals import Arrivals
from institutions.parties.identities.blocking import blocking_keys
from institutions.parties.identities.candidates import (
    LEAD_FROM,
    Likest,
    MatchCandidate,
    PartyDescription,
    best_possible_score,
    judge_candidate,
    likest_of,
)
from institutions.parties.identities.equal_names import (
    DETAILS,
    EqualNamesInTurn,
    KnownDetails,
    NameOccurrence,
    TextsByParty,
    equal_names_of,
    texts_by_party,
)
from institutions.parties.names.likeness import PreparedName, prepare_name
from institutions.values.portions import split_portions

MOST_CANDIDATES: Final = 3  # of one party; the likeliest first, then the first in the register
MOST_READ: Final = 600  # names that share a key with one party
TRUE_PARTY: Final = Coalesce("party__same_as", "party")  # a party found to be another one counts as that one
PORTION: Final = 5_000  # values of one query
NO_KEY: Final = ""
NO_NAME: Final = 0  # the id of none
ComparedValues = tuple[str, tuple[PreparedName, ...], frozenset[PreparedName]]  # kind, names asked for, names read


def find_candidates(
    asked: Sequence[PartyDescription],
    *,
    body: UUID | None,
    reader: Reader = EVERYBODY,
    without: Collection[UUID] = (),
    are_new: bool = False,
    arrivals: Arrivals | None = None,
    left_out: QuerySet[UnsearchedParty] | None = None,
    least: int = LEAD_FROM,
    most: int = MOST_CANDIDATES,
) -> list[list[MatchCandidate]]:
    """Return the candidates of each, in the order asked. `without` are parties that are none.

    People are compared only with those that `body` or nobody stated. A party known only from restricted partnerships
    that the reader may not read is no candidate. A party that itself waits for a decision on an equal name is none: its
    own candidate is. Names of a party that was found to be another one lead to that one. `are_new`: nobody whom the
    reader may find has their numbers. `arrivals`: they came in one after the other, and each is compared with what was
    in the register then. `left_out`: parties that are none, since they will be compared with these ones later.
    """
    names = [frozenset(each.compared) for each in asked]
    keys = [
        frozenset(key for name in of_one for key in blocking_keys(name, people=each.kind == PartyKind.PERSON))
        for each, of_one in zip(asked, names, strict=True)
    ]
    readable = readable_names(body, reader, without)
    if left_out is not None:
        readable = readable.filter(~Exists(left_out.filter(party=OuterRef("party_id"))))
    by_number = {} if are_new else same_numbers(asked, reader, without)
    by_folded = names_by_folded_form(readable, names)
    equal, texts = EqualNamesInTurn(by_folded, arrivals), texts_by_party(by_folded)
    read = names_by_party(readable, texts, names, keys, asked, by_number, arrivals)
    certain = [parties_by_number(each, by_number) for each in asked]
    compared: dict[ComparedValues, Likest | None] = {}
    judging = [
        dict(worth_judging(each, of_one, numbered, least, compared))
        for each, of_one, numbered in zip(asked, read, certain, strict=True)
    ]
    parties = Party.objects.in_bulk({party for of_one in judging for party in of_one})
    found = []
    waiting: set[UUID] = set()
    for place, (each, of_one, numbered) in enumerate(zip(asked, judging, certain, strict=True)):
        equal.take_arrived(place, waiting)
        folded = {name.folded for name in names[place]}
        others = equal.likeliest(each, folded, most, without=read[place])
        named = {party: equal_names_of(party, each.kind, folded, texts) for party in others}
        of_equal = dict(worth_judging(each, named, numbered, least, compared))
        judgements = (
            judge_candidate(
                each, parties[party] if party in of_one else others[party].as_party(), likest, certain=party in numbered
            )
            for party, likest in (*of_one.items(), *of_equal.items())
            if party not in waiting
        )
        likely = [candidate for candidate in judgements if candidate and candidate.score >= least]
        likely.sort(key=lambda each: (-each.score, each.party.created_at, each.party.pk))
        found.append(likely[:most])
        if arrivals and any(candidate.same_name for candidate in found[-1]):
            waiting.add(arrivals.parties[place])
    return with_stored_parties(found, parties)


def with_stored_parties(
    found: Sequence[Sequence[MatchCandidate]], parties: Mapping[UUID, Party]
) -> list[list[MatchCandidate]]:
    """Return candidates with the parties of the register, where they were judged by their details alone."""
    ids = {candidate.party.pk for of_one in found for candidate in of_one}
    stored = {**parties, **Party.objects.in_bulk(ids - parties.keys())}
    return [
        [replace(each, party=stored[each.party.pk]) for each in of_one if each.party.pk in stored] for of_one in found
    ]


def worth_judging(
    asked: PartyDescription,
    read: Mapping[UUID, Collection[PreparedName]],
    numbered: Collection[UUID],
    least: int,
    compared: dict[ComparedValues, Likest | None],
) -> Iterator[tuple[UUID, Likest | None]]:
    """Yield parties with a number asked for, and those whose likest name may be enough; each with that name.

    `compared` keeps what was compared already: of thousands with one name, each would be compared with each.
    """
    ours = asked.compared
    for party, names in read.items():
        values = (asked.kind, ours, frozenset(names))
        if values not in compared:
            compared[values] = likest_of(asked, sorted(names, key=repr) if len(names) > 1 else names)
        likest = compared[values]
        if party in numbered or (likest and best_possible_score(asked, likest) >= least):
            yield party, likest


def parties_by_number(asked: PartyDescription, by_number: Mapping[str, Sequence[UUID]]) -> frozenset[UUID]:
    """Return the parties that have one of its numbers."""
    return frozenset(party for number in (asked.corporate_number, asked.lei) for party in by_number.get(number, ()))


def readable_names(body: UUID | None, reader: Reader, without: Collection[UUID]) -> QuerySet[PartyName]:
    """Return the names of the register that may be compared."""
    waiting = IdentityLead.objects.filter(party=OuterRef("party_id"), state=LeadState.OPEN, same_name=True)
    return (
        PartyName.objects.current()
        .filter(~Exists(waiting), ~is_hidden(reader, "party_id"))
        .filter(comparable_rule(body).under("party").q())
        .exclude(party__in=without)
    )


COLUMNS: Final = (TRUE_PARTY, "party__kind", "text")  # of a Row


def names_by_party(
    readable: QuerySet[PartyName],
    texts: TextsByParty,
    names: Sequence[frozenset[PreparedName]],
    keys: Sequence[frozenset[str]],
    asked: Sequence[PartyDescription],
    by_number: Mapping[str, Sequence[UUID]],
    arrivals: Arrivals | None,
) -> list[dict[UUID, set[PreparedName]]]:
    """Return, for each party asked for, the parties with one of its numbers or a shared key, and the names of theirs
    that led there, with those that are equal to a name of it.
    """
    chosen = chosen_keys(keys, arrivals)
    by_key = names_with(readable, {key for of_one in chosen for key in of_one})
    found = []
    for place, (each, of_one, kept) in enumerate(zip(asked, names, chosen, strict=True)):
        parties: dict[UUID, set[PreparedName]] = defaultdict(set)
        parties.update((party, set()) for party in parties_by_number(each, by_number))
        for row in chain.from_iterable(by_key[key] for key in kept):
            if row.kind == each.kind and not (arrivals and arrivals.is_later(row.party, place)):
                parties[row.party].add(prepare_name(row.text))
        folded = {name.folded for name in of_one}
        for party, said in parties.items():
            said |= equal_names_of(party, each.kind, folded, texts)
        found.append(parties)
    return found


def same_numbers(asked: Iterable[PartyDescription], reader: Reader, without: Collection[UUID]) -> dict[str, list[UUID]]:
    """Return the parties with one of the numbers that a reader may find, by number."""
    corporate = {each.corporate_number for each in asked if each.corporate_number}
    leis = {each.lei for each in asked if each.lei}
    found: dict[str, list[UUID]] = defaultdict(list)
    if corporate or leis:
        held = Party.objects.filter(Q(corporate_number__in=corporate) | Q(lei__in=leis))
        for party in held.exclude(pk__in=without).filter(~is_hidden(reader)):
            for number in filter(None, (party.corporate_number, party.lei)):
                found[number].append(party.same_as_id or party.pk)
    return found


def names_by_folded_form(
    readable: QuerySet[PartyName], names: Iterable[frozenset[PreparedName]]
) -> dict[str, list[NameOccurrence]]:
    """Read names by their folded form, with the details of their parties."""
    found: dict[str, list[NameOccurrence]] = defaultdict(list)
    for portion in split_portions(sorted({name.folded for of_one in names for name in of_one}), PORTION):
        for folded, party, kind, text, *details in readable.filter(folded__in=portion).values_list(
            "folded", *COLUMNS, *DETAILS
        ):
            found[folded].append(NameOccurrence(party, kind, text, KnownDetails(*details)))
    return found


def chosen_keys(keys: Sequence[frozenset[str]], arrivals: Arrivals | None) -> list[list[str]]:
    """Choose the rarest keys of each, until they lead to as many names as are read."""
    counts: dict[str, int] = {}
    for portion in split_portions(sorted({key for of_one in keys for key in of_one}), PORTION):
        counted = NameKey.objects.filter(key__in=portion).order_by().values("key").annotate(number=Count("pk"))
        counts.update(counted.values_list("key", "number"))
    chosen = []
    for place, of_one in enumerate(keys):
        kept, left = [], MOST_READ
        if arrivals:
            arrivals.take_arrived(counts, place)
        for key in sorted(of_one & counts.keys(), key=lambda key: (counts[key], key)):
            if (left := left - counts[key]) < 0:
                break
            kept.append(key)
        chosen.append(kept)
    return chosen


def names_with(readable: QuerySet[PartyName], keys: Collection[str]) -> dict[str, list[NameOccurrence]]:
    """Read names by key. The keys come first: on a join, a database without fresh statistics would read all names.

    Both questions are asked even where nothing shares a key, so that their number tells of no hidden name that does.
    """
    with_key: dict[int, list[str]] = defaultdict(list)
    for portion in split_portions(sorted(keys) or [NO_KEY], PORTION):
        for key, name in NameKey.objects.filter(key__in=portion).values_list("key", "name_id"):
            with_key[name].append(key)
    found: dict[str, list[NameOccurrence]] = defaultdict(list)
    for names in split_portions(sorted(with_key) or [NO_NAME], PORTION):
        for name, *columns in readable.filter(pk__in=names).values_list("pk", *COLUMNS):
            row = NameOccurrence(*columns)
            for key in with_key[name]:
                found[key].append(row)
    return found
