"""The person behind an account, and the cases in which that person takes part on the public side."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from institutions.access.callers import reader_for
from institutions.access.partnerships import open_partnership_rule
from institutions.models import Account, DocumentParty, Submission
from rules.access.account_ids import ids_of_account
from rules.facts.gathering.parties import Identities

Json = Mapping[str, Any]  # Any: a part of a document


@dataclass(frozen=True, slots=True)
class OfficialCase:
    """A case in which a person takes part: its present revision, their key and their roles."""

    partnership: UUID
    submission: int
    key: str
    roles: tuple[str, ...]


def official_cases(account: Account) -> list[OfficialCase]:
    """Return every case whose present revision names the person as an official, the latest first: two queries.

    Restricted ones only with the right to them. Being mentioned otherwise, as somebody's kin, opens no case.
    """
    ids = ids_of_account(account)
    if not ids:
        return []
    rows = DocumentParty.objects.filter(party__in=ids, submission__superseded_at__isnull=True)
    rows = rows.filter(open_partnership_rule("submission__partnership", reader_for(account)).q())
    columns = ("submission__partnership", "submission", "key", "submission__document__officials")
    found = []
    for partnership, submission, key, officials in rows.order_by("-submission__received_at", "pk").values_list(
        *columns
    ):
        if roles := roles_of_person(officials, [key]):
            found.append(OfficialCase(partnership, submission, key, roles))
    return found


def roles_of_person(officials: object, keys: Iterable[str]) -> tuple[str, ...]:
    """Return the roles of the person of these keys, among the officials of a document."""
    wanted, rows = frozenset(keys), officials if isinstance(officials, list) else []
    return tuple(dict.fromkeys(row["role"] for row in rows if row["person"] in wanted))


def official_in(submission: Submission, account: Account) -> OfficialCase | None:
    """Return the part of the person behind an account in a revision; None if they take no part."""
    ids = ids_of_account(account)
    keys = DocumentParty.objects.filter(submission=submission, party__in=ids) if ids else DocumentParty.objects.none()
    for key in keys.order_by("pk").values_list("key", flat=True):
        if roles := roles_of_person(submission.document.get("officials"), [key]):
            return OfficialCase(submission.partnership_id, submission.pk, key, roles)
    return None


def officials_by_id(
    submission: Submission, identity: Identities, parties: Mapping[str, UUID]
) -> dict[UUID, tuple[str, tuple[str, ...]]]:
    """Return the officials of a revision by the id of the person: key and roles."""
    keys: dict[UUID, list[str]] = defaultdict(list)
    for row in submission.document.get("officials") or ():
        if party := parties.get(row["person"]):
            keys[identity.true_id(party)].append(row["person"])
    officials = submission.document.get("officials")
    return {person: (named[0], roles_of_person(officials, named)) for person, named in keys.items()}
