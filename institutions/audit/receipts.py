"""Making of receipts: files that prove, without the database, that rows stood in the sealed trail.

docs/retention.md describes the file, and `institutions.values.receipts` checks it. A receipt opens the columns of its
rows by their salts, and no other row. It holds the content of the events that name the rows.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

from django.db import models
from django.db.models import Q
from django.utils import timezone

from institutions.audit.coverage import CoveredTable, covered_table
from institutions.audit.opening import OPENED
from institutions.audit.receipt_troubles import (
    ErasedTooEarly,
    NoEventNamesIt,
    NoHashOfItsOwn,
    NotInSeal,
    SealedAfterMidnight,
    SealedSoon,
    TrailChanged,
)
from institutions.audit.row_hashes import RowHasher, column_salt, database_salt, plain_value
from institutions.audit.seal import is_of_today
from institutions.audit.seal_index import SealedPlace, paths_of, seal_contents, sealed_place
from institutions.audit.seal_tree import event_leaf
from institutions.audit.verify import ERASED
from institutions.codes.base import Coded
from institutions.codes.errors import CodedError
from institutions.codes.parameters import PlainNumber
from institutions.models import AuditEvent, AuditSeal, Redaction
from institutions.models.audit import row_entries
from institutions.values.canonical import canonical_json, hash_json
from institutions.values.merkle import leaf_hash, sided_path
from institutions.values.receipts import VERSION, ReceiptError, check_receipt

Json = dict[str, Any]  # Any: plain data
Closed = Mapping[str, frozenset[str]]  # columns by table
NOTHING_CLOSED: Final[Closed] = MappingProxyType({})
ELSEWHERE: Final = (OPENED, ERASED)  # acts that name rows of a partnership in the chain of the rest


class NoReceiptError(CodedError):
    """A row of which no receipt can be made: the code says why, and what to do."""


class NotSealedError(NoReceiptError):
    """A row named by an event that no seal with a tree covers yet."""

    def __init__(self, event: AuditEvent) -> None:
        super().__init__(next_seal(event, timezone.localtime()))


def next_seal(event: AuditEvent, now: datetime) -> Coded:
    """Return that an event is not sealed, and when it will be: within five minutes, or tomorrow if today has a seal."""
    last = AuditSeal.objects.order_by("-number").values_list("at", flat=True).first()
    number, chain = PlainNumber(event.number), event.chain.name
    if last is None or not is_of_today(last, now):
        return SealedSoon(number=number, chain=chain)
    return SealedAfterMidnight(number=number, chain=chain, on=now.date() + timedelta(days=1))


def make_receipt(chain: str, rows: Sequence[models.Model], closed: Closed = NOTHING_CLOSED) -> Json:
    """Return the receipt of rows of a chain, the main one first. NoReceiptError if they are not proved.

    `closed` names erasable columns of which only the salted hash is given, since their reader may not read them.
    """
    made = [row_receipt(chain, row, closed) for row in rows]
    events = {event.hash: event for _, named in made for event in named}
    places = {said: place_in_seal(event) for said, event in events.items()}
    seals = seal_contents(each.seal for each in places.values())
    receipt = {
        "receipt": VERSION,
        "about": {"table": made[0][0]["table"], "key": made[0][0]["key"]},
        "rows": [row for row, _ in made],
        "events": event_proofs(events, places, seals),
        "seals": {str(number): {"content": content, "hash": said} for number, (content, said) in seals.items()},
    }
    try:
        check_receipt(receipt)
    except ReceiptError as wrong:
        raise NoReceiptError(TrailChanged(found=str(wrong))) from wrong
    return receipt


def row_receipt(chain: str, row: models.Model, closed: Closed) -> tuple[Json, list[AuditEvent]]:
    """Return what a receipt says about one row, and the events that name it."""
    covered = covered_table(type(row))
    if covered is None or covered.group:
        raise NoReceiptError(NoHashOfItsOwn(table=row._meta.db_table))  # noqa: SLF001 - documented
    key = str(row.pk)
    events = events_naming(chain, covered.table, key)
    if not events:
        raise NoReceiptError(NoEventNamesIt(table=covered.table, key=key))
    ((_key, content, held),) = RowHasher(covered).contents([row.pk])
    shown = (covered.erasable & content.keys()) - closed.get(covered.table, frozenset())
    opened = {name: opened_column(covered, key, name, held[name]) for name in shown}
    made: Json = {"table": covered.table, "key": key, "written": content, "opened": opened}
    if len(events) > 1:
        made |= {"now": content, "opened_now": opened, "written": first_content(covered, key, content)}
        made["opened"] = {name: said for name, said in opened.items() if made["written"][name] == content[name]}
    made["steps"] = [step_of(event, covered.table, key) for event in events]
    return made, events


def opened_column(covered: CoveredTable, key: str, name: str, value: object) -> Json:
    """Return salt and value of an erasable column."""
    return {"salt": column_salt(database_salt(), covered.table, key, name).hex(), "value": plain_value(value)}


def first_content(covered: CoveredTable, key: str, content: Json) -> Json:
    """Return the columns as they were first written: of each erased one the salted hash that its erasure kept."""
    first = dict(content)
    erased = Redaction.objects.filter(of_table=covered.table, of_row=key).order_by("-pk")
    for each in erased:
        if each.salted is None:
            raise NoReceiptError(
                ErasedTooEarly(
                    table=covered.table, key=key, column=each.of_column, erasure=PlainNumber(each.erasure_id)
                )
            )
        first[each.of_column] = {"sha256": each.salted}
    return first


def events_naming(chain: str, table: str, key: str) -> list[AuditEvent]:
    """Return the events that name a row, in order: of its chain, and the acts beyond any partnership that name rows.

    The trail may be long: each of the two queries follows an index.
    """
    names = Q(**{f"rows__written__{table}__has_key": key}) | Q(**{f"rows__changed__{table}__has_key": key})
    events = AuditEvent.objects.select_related("chain").filter(names, rows__isnull=False)
    beyond = events.filter(verb__in=ELSEWHERE).exclude(chain__name=chain)
    return sorted([*events.filter(chain__name=chain), *beyond], key=lambda each: each.pk)


def step_of(event: AuditEvent, table: str, key: str) -> Json:
    """Return how an event names a row, with the path to the root over all rows that it names."""
    rows: Json = event.rows or {}
    part = "written" if key in rows.get("written", {}).get(table, {}) else "changed"
    value = rows[part][table][key]
    entries = row_entries(rows)
    place = entries.index(canonical_json([part, table, key, value]).encode())
    path = sided_path([leaf_hash(each) for each in entries], place)
    return {"part": part, "value": value, "path": path, "event": event.hash}


def place_in_seal(event: AuditEvent) -> SealedPlace:
    """Return the place of an event in the tree of its seal. NotSealedError if it is in none yet."""
    if (found := sealed_place(event)) is None:
        raise NotSealedError(event)
    return found


def event_proofs(
    events: Mapping[str, AuditEvent], places: Mapping[str, SealedPlace], seals: Mapping[int, tuple[Json, str]]
) -> Json:
    """Return, by hash, the content of each event with its path in the tree of its seal: one query a seal."""
    proofs: Json = {}
    for number, (content, _hash) in sorted(seals.items()):
        mine = {said: at.place for said, at in places.items() if at.seal == number}
        try:
            paths = paths_of(number, content["tree"]["size"], mine.values())
        except (IndexError, KeyError) as lacking:
            raise NoReceiptError(TrailChanged(found=f"The index of seal {number} lacks a part.")) from lacking
        for said, place in mine.items():
            leaf, path = paths[place]
            if leaf != event_leaf(said):
                raise NoReceiptError(NotInSeal(seal=PlainNumber(number), event=said))
            hashes = [each.hex() for each in path]
            proofs[said] = {"content": events[said].content, "seal": number, "place": place, "path": hashes}
    return proofs


def receipt_hash(receipt: Json) -> str:
    """Return the hash of a receipt, by which the event of its making names it."""
    return hash_json(receipt)
