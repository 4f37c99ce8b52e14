"""Cases of stored submissions, as known at a moment. The number of queries does not depend on what is gathered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils import timezone

from institutions.models import BodyParent, DocumentParty, Submission
from institutions.values.written_day import day_or_none
from institutions.values.written_id import id_in_usual_form
from rules.facts.gathering.answers import RegisterAnswers
from rules.facts.gathering.cases import RegisterExtract, build_case, roots_of
from rules.facts.gathering.document import Json, KeyOf
from rules.facts.gathering.drafted_seats import with_drafted_seats
from rules.facts.gathering.government import GovernmentRecord
from rules.facts.gathering.parties import Identities, bodies_in_line, describe_by_key
from rules.facts.gathering.register import BatchRequest, RegisterReader
from rules.facts.gathering.rows import GatheredRow, RowIndex
from rules.facts.gathering.scope import CaseRoots
from rules.facts.gathering.statements import CaseInput
from rules.facts.gathering.succeeding import Government, document_on, read_government
from rules.facts.gathering.treaties import treaties_known_at

NO_SUCCESSORS: Final[Mapping[str, str]] = {}


def gather_cases(
    submissions: Sequence[Submission],
    known_at: datetime,
    days: Sequence[date] | None = None,
    government: Government | None = None,
    answers: RegisterAnswers | None = None,
) -> list[CaseInput]:
    """Build one case per submission, in their order: with one as with five hundred, the same queries.

    `days`: the day of each assessment; else each document's own, and where it has none the day of `known_at`.
    Where they lead to more owners than are followed, each half is gathered apart, so that none is cut for another.
    `government`: another than that of the register, as a draft of a reorganisation lays it over. `answers`: those that
    an earlier gathering at the same moment got, for the same cases under another government.
    """
    answers = answers or RegisterAnswers()
    if days is None:
        days = [as_of_of(each.document.get("assess_as_of"), known_at) for each in submissions]
    government = government or read_government(known_at)
    eras = [government.successions.era(day) for day in days]
    if len(set(eras)) > 1:  # bodies have other successors on some of the days
        return gathered_by_era(submissions, known_at, days, government, answers)
    if eras:
        government = government.on(days[0])
    read = read_documents(submissions, days, government) if submissions else []
    roots = [each.roots for each in read]
    known = read_known(roots, government, known_at, answers)
    if known.cut and len(submissions) > 1:
        half = len(submissions) // 2
        return [
            *gather_cases(submissions[:half], known_at, days[:half], government, answers),
            *gather_cases(submissions[half:], known_at, days[half:], government, answers),
        ]
    return [
        build_case(each.document, each.key_of, each.roots, known, day) for each, day in zip(read, days, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document as it reads on a day, the keys in facts of its references, and what a case starts from."""

    document: Json
    key_of: KeyOf
    roots: CaseRoots

    @property
    def body(self) -> str:
        """The body that submitted it."""
        return self.roots.body


def read_documents(
    submissions: Sequence[Submission], days: Sequence[date], government: Government
) -> list[ReadDocument]:
    """Read documents, each as of its day, under a government as it is on that day (`Government.on`): one query."""
    identity = government.identity
    keys = {
        pk: key_function(of_document, government.successors)
        for pk, of_document in document_keys(submissions, identity).items()
    }
    found = []
    for each, day in zip(submissions, days, strict=True):
        document = document_on(each.document, government.successions, day, received=each.received_at)
        roots = roots_of(document, keys[each.pk], identity, partnership=str(each.partnership_id))
        found.append(ReadDocument(document, keys[each.pk], roots))
    return found


def gathered_by_era(
    submissions: Sequence[Submission],
    known_at: datetime,
    days: Sequence[date],
    government: Government,
    answers: RegisterAnswers,
) -> list[CaseInput]:
    """Build the cases of each time between two days of successions together; return them in their order."""
    places: dict[int, list[int]] = {}
    for place, day in enumerate(days):
        places.setdefault(government.successions.era(day), []).append(place)
    found: dict[int, CaseInput] = {}
    for of_era in places.values():
        cases = gather_cases(
            [submissions[place] for place in of_era], known_at, [days[place] for place in of_era], government, answers
        )
        found |= dict(zip(of_era, cases, strict=True))
    return [found[place] for place in range(len(submissions))]


def read_known(
    roots: Sequence[CaseRoots],
    government: Government,
    known_at: datetime,
    answers: RegisterAnswers,
    extra: Sequence[GatheredRow] = (),
) -> RegisterExtract:
    """Read everything that cases with these roots need of the register. `extra` are rows that are not in it."""
    identity, parents = government.identity, government.parents
    seated = frozenset(
        party for day in government.seats for each in day.begun if (party := id_of_key(each.holder, identity))
    )
    wanted = replace(batch_request(roots, identity, parents), seated=seated - identity.founded)
    reader = RegisterReader(known_at, identity, wanted, answers)
    rows, parties = reader.read()
    found = RowIndex()
    found.add([*with_drafted_seats(rows, government.seats, government.successors), *extra])
    treaties, coverage = answers.once("treaties", lambda: treaties_known_at(known_at))
    described = describe_by_key(parties | seated, identity).joined(government.described)
    return RegisterExtract(
        known_at=known_at,
        rows=found,
        cut=reader.cut,
        identity=identity,
        described=described,
        parents=parents,
        successions=government.successions,
        government=GovernmentRecord(described.bodies, parents, government.mandates, identity),
        treaties=treaties,
        coverage=coverage,
    )


def batch_request(roots: Sequence[CaseRoots], identity: Identities, parents: Sequence[BodyParent]) -> BatchRequest:
    """Combine the roots of the cases, by the ids of the register."""
    signatories = {body for root in roots for body in root.signatories}
    lines = {body for each in signatories for body in bodies_in_line(each, parents, identity)}
    ids = {
        key: party
        for root in roots
        for key in (*root.parties, root.body, root.sponsor)
        if (party := id_of_key(key, identity))
    }
    return BatchRequest(
        partnerships=frozenset(UUID(root.partnership) for root in roots if is_id_of_register(root.partnership)),
        bodies=identity.every_id(ids[root.body] for root in roots if root.body in ids),
        parties=frozenset(ids[key] for root in roots for key in root.parties if key in ids),
        domains=frozenset(root.domain for root in roots),
        named=frozenset(party for root in roots for key in root.bodies if (party := id_of_key(key, identity))),
        lines=frozenset(party for body in lines if (party := id_of_key(body, identity))),
        asked=frozenset((ids[root.sponsor], root.asked) for root in roots if root.sponsor in ids),
    )


def id_of_key(key: str, identity: Identities) -> UUID | None:
    """Return the register's id for a key; None for a party that is not in it, or a country."""
    return identity.ids.get(key) or id_in_usual_form(key)


def is_id_of_register(key: str) -> bool:
    """Return whether the key is an id of the register."""
    return id_in_usual_form(key) is not None


def document_keys(submissions: Sequence[Submission], identity: Identities) -> dict[int, dict[str, str]]:
    """Return the keys in facts of each key of each document: one query."""
    keys: dict[int, dict[str, str]] = {each.pk: {} for each in submissions}
    for submission, key, party in DocumentParty.objects.filter(
        submission__in=[each.pk for each in submissions]
    ).values_list("submission_id", "key", "party_id"):
        keys[submission][key] = identity.key(party)
    return keys


def key_function(keys: Mapping[str, str], successors: Mapping[str, str] = NO_SUCCESSORS) -> KeyOf:
    """Return a function from a reference of a document to its key in facts; countries and codes of bodies stay.

    `successors`: by code of a body the key of the one in its place.
    """
    return lambda reference: keys.get(reference) or successors.get(reference, reference)


def as_of_of(stated: str | None, at: datetime) -> date:
    """Return the day as of which a case is assessed: the `assess_as_of` of its document, else the day of `at`.

    Not the day of receipt: a new owner or a new post would never be seen that began after it.
    """
    return day_or_none(stated) or timezone.localdate(at)
