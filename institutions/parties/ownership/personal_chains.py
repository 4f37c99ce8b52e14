"""Chains of statements from one person to some parties, such as a reviewer or a member of a commission and companies.

A rule reads what one body states about people. Here the statements of all bodies count together, since a tie counts
whoever knows of it.

At most three links: the person's own ties first, then those of kin, or the group and control of a company. Bodies are
not passed through, as colleagues are no tie by themselves, nor are shares of companies in companies below control,
since custodians hold parts of every listed one: chains of shares are for the rules.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from institutions.access.callers import Reader
from institutions.access.view import TieView
from institutions.kinds import KINDS
from institutions.kinds.base import Label
from institutions.parties.ownership.connecting_ways import KINSHIP, SAME_PARTY, ConnectingWay, connections_for
from institutions.parties.ownership.connection import Tie as Row
from institutions.parties.ownership.connection import connected_parties
from institutions.parties.ownership.parties import DescribedParties, describe_parties

MOST_LINKS: Final = 3
MOST_PARTIES: Final = 5_000  # that one person's ties are followed to
OF_PEOPLE: Final = frozenset({"person_id", "relative_id", "holder_id", "reports_to_id"})
OF_COMPANIES: Final = frozenset({"control", "group", "succession", "engagement"})
TO_A_BODY: Final = "body_id"
PASSED_THROUGH: Final = (
    "reports_to_id"  # a superior is tied by the line of command, and their ties are not the person's
)
Steps = dict[UUID, tuple[UUID, tuple[Row, ...]]]  # by party: the one before it, and the statements between them


@dataclass(frozen=True, slots=True)
class PersonalChain:
    """A chain to a party, in words: the person, and in brackets before each party the kinds that lead there."""

    party: UUID
    words: Label
    kin: bool  # it leads through kin


def chains_from_person(
    person: UUID, parties: Collection[UUID], on: date, reader: Reader
) -> tuple[list[PersonalChain], bool]:
    """Return one chain for each party that statements on a day lead to; True: the search was cut.

    A query per step for people and one for companies, whatever the number of parties.
    """
    ways = connections_for(reader)
    personal = tuple(each for each in ways if starts_at_people(each))
    corporate = tuple(each for each in ways if each.kind in OF_COMPANIES or each.kind == SAME_PARTY)
    view = TieView(on=on, reader=reader)
    before: Steps = {}
    people, companies, known, cut = {person}, set[UUID](), {person}, False
    for _ in range(MOST_LINKS):
        found = [
            *(connected_parties(people, personal, view, most=MOST_PARTIES) if people else ()),
            *(connected_parties(companies, corporate, view, most=MOST_PARTIES) if companies else ()),
        ]
        cut |= len(found) > MOST_PARTIES
        fresh = add_next_parties(found, known, before)
        described = describe_parties(fresh, follow=False)
        people = {each for each in fresh if described.parties[str(each)].kind == "person"}
        companies = fresh - people
        known |= fresh
    reached = sorted(set(parties) & before.keys())
    if not reached:
        return [], cut
    chains = [chain_to_party(party, before) for party in reached]
    names = describe_parties({party for each in chains for party, _ in each} | {person}, follow=False)
    return [chain_in_words(person, each, names) for each in chains], cut


def starts_at_people(way: ConnectingWay) -> bool:
    """Return whether a way leads from a person, and not to a body or through a superior."""
    if way.kind == SAME_PARTY:
        return True
    return way.arm.start in OF_PEOPLE - {PASSED_THROUGH} and way.arm.end not in (TO_A_BODY, PASSED_THROUGH)


def add_next_parties(found: Iterable[tuple[UUID, UUID, Row]], known: Collection[UUID], before: Steps) -> set[UUID]:
    """Add the new parties, each with the smallest of those that lead there and all statements between the two."""
    between: dict[UUID, dict[UUID, set[Row]]] = defaultdict(lambda: defaultdict(set))
    for start, end, row in found:
        if end not in known:
            between[end][start].add(row)
    for end, starts in between.items():
        start = min(starts)
        before[end] = (start, tuple(sorted(starts[start])))
    return set(between)


def chain_to_party(party: UUID, before: Steps) -> list[tuple[UUID, tuple[Row, ...]]]:
    """Return the parties after the person, each with the statements that lead to it."""
    links = []
    while party in before:
        start, rows = before[party]
        links.append((party, rows))
        party = start
    return links[::-1]


def chain_in_words(person: UUID, links: list[tuple[UUID, tuple[Row, ...]]], names: DescribedParties) -> PersonalChain:
    """Return a chain with its words."""
    texts: list[str] = []
    for language in ("en", "ja"):
        words = [name_or_key(person, names, language)]
        for party, rows in links:
            kinds = dict.fromkeys(kind_label_in(kind, language) for kind, _ in rows if kind != SAME_PARTY)
            words.append(f"({', '.join(kinds)})" if kinds else "=")
            words.append(name_or_key(party, names, language))
        texts.append(" ".join(words))
    kin = any(kind == KINSHIP for _, rows in links for kind, _ in rows)
    return PersonalChain(links[-1][0], Label(*texts), kin)


def kind_label_in(kind: str, language: str) -> str:
    """Return the label of a kind of statement."""
    found = KINDS[kind].label
    return found.ja if language == "ja" else found.en


def name_or_key(party: UUID, names: DescribedParties, language: str) -> str:
    """Return a name in a language, else in the other one, else the key."""
    known = names.parties[str(party)]
    both = (known.name_ja, known.name_en) if language == "ja" else (known.name_en, known.name_ja)
    return next(filter(None, both), known.key)
