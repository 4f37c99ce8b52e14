"""Cases of stored submissions, as known at a moment. The number of queries does not depend on what is gathered."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from institutions.models import BodyParent, DocumentParty, Submission
from institutions.values.written_day import day_or_none
from institutions.values.written_id import id_in_usual_form
from rules.facts.gathering.cases import RegisterExtract, build_case, roots_of
from rules.facts.gathering.document import KeyOf
from rules.facts.gathering.parties import Identities, bodies_in_line, body_parents, describe_by_key, read_identities
from rules.facts.gathering.register import BatchRequest, RegisterReader
from rules.facts.gathering.rows import GatheredRow, RowIndex
from rules.facts.gathering.scope import CaseRoots
from rules.facts.gathering.statements import CaseInput
from rules.facts.gathering.treaties import treaties_known_at


def gather_cases(
    submissions: Sequence[Submission], known_at: datetime, days: Sequence[date] | None = None
) -> list[CaseInput]:
    """Build one case per submission, in their order: with one as with five hundred, the same queries.

    `days`: the day of each assessment; else each document's own, and where it has none the day of `known_at`.
    Where they lead to more owners than are followed, each half is gathered apart, so that none is cut for another.
    """
    if days is None:
        days = [as_of_of(each.document.get("assess_as_of"), known_at) for each in submissions]
    identity = read_identities()
    keys = document_keys(submissions, identity)
    roots = [
        roots_of(each.document, key_function(keys[each.pk]), identity, partnership=str(each.partnership_id))
        for each in submissions
    ]
    known = read_known(roots, identity, known_at, extra=())
    if known.cut and len(submissions) > 1:
        half = len(submissions) // 2
        return [
            *gather_cases(submissions[:half], known_at, days[:half]),
            *gather_cases(submissions[half:], known_at, days[half:]),
        ]
    return [
        build_case(each.document, key_function(keys[each.pk]), root, known, day)
        for each, root, day in zip(submissions, roots, days, strict=True)
    ]


def read_known(
    roots: Sequence[CaseRoots], identity: Identities, known_at: datetime, extra: Sequence[GatheredRow]
) -> RegisterExtract:
    """Read everything that cases with these roots need of the register. `extra` are rows that are not in it."""
    parents = body_parents(known_at)
    reader = RegisterReader(known_at, identity, batch_request(roots, identity, parents))
    rows, parties = reader.read()
    found = RowIndex()
    found.add([*rows, *extra])
    treaties, coverage = treaties_known_at(known_at)
    return RegisterExtract(
        known_at=known_at,
        rows=found,
        cut=reader.cut,
        identity=identity,
        described=describe_by_key(parties, identity),
        parents=parents,
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
        bodies=frozenset(ids[root.body] for root in roots if root.body in ids),
        parties=frozenset(ids[key] for root in roots for key in root.parties if key in ids),
        domains=frozenset(root.domain for root in roots),
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


def key_function(keys: dict[str, str]) -> KeyOf:
    """Return a function from a reference of a document to its key in facts; codes of bodies and countries stay."""
    return lambda reference: keys.get(reference, reference)


def as_of_of(stated: str | None, at: datetime) -> date:
    """Return the day as of which a case is assessed: the `assess_as_of` of its document, else the day of `at`.

    Not the day of receipt: a new owner or a new post would never be seen that began after it.
    """
    return day_or_none(stated) or timezone.localdate(at)
