"""Hashes in events of before events named rows: each is compared with the row that it describes.

Such a row was recorded as it was when the database was upgraded (`opening`), which proves nothing of before. Some
events of that time hold the hash of a text or document, though, or a value. Each is compared with the column, and where
an erasure rewrote the column, with the hash of the value that it had then.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import models
from django.db.models import Q, Value

from institutions.audit.disposed_rows import chains_disposed_of
from institutions.audit.opening import OPENED
from institutions.models import AuditEvent, Redaction
from institutions.values.hashing import hash_json, hash_text

AT_ONCE: Final = 500
ANY: Final = "*"  # at the end of a verb: every verb with this beginning
OBJECT: Final = ""  # instead of a name in `after`: the id in the object of the event
UUID_TEXT: Final = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LONGEST_NUMBER: Final = 18  # digits
# Names of hashes that were once taken with the quotes of the text (`institutions.values.hashing`): an erasure keeps the
# hash without them, so that an erased text cannot be compared.
QUOTED: Final = frozenset({"reason_sha256"})
Json = dict[str, Any]  # Any: plain data


@dataclass(frozen=True, slots=True, kw_only=True)
class RebuiltHash:
    """A hash over several columns: those that it may have been, or none where that is not known any more.

    After an erasure of one of the columns nothing can be compared.
    """

    columns: tuple[str, ...]
    of: Callable[[Any], frozenset[str]]  # Any: a row


@dataclass(frozen=True, slots=True, kw_only=True)
class HashedAct:
    """One verb whose events describe a row: how it is found, and what they say about it, each by its name in `after`.

    `hashed` columns are named by the hash of their value, `held` ones by the value itself.
    """

    model: type[models.Model]
    found_by: Mapping[str, str]  # by column the name in `after`
    hashed: Mapping[str, str] = field(default_factory=dict)
    held: Mapping[str, str] = field(default_factory=dict)
    rebuilt: Mapping[str, RebuiltHash] = field(default_factory=dict)

    @property
    def table(self) -> str:
        """The name of the table."""
        return self.model._meta.db_table  # noqa: SLF001 - Django documents _meta


HASHED_ACTS: Final[dict[str, HashedAct]] = {}


def note_hashed_acts(acts: Mapping[str, HashedAct]) -> None:
    """Declare verbs whose events hold hashes or values of a row."""
    HASHED_ACTS.update(acts)


class OlderHashes:
    """The comparison. `events` counts those of before events named rows, `hashes` what was compared of them."""

    def __init__(self) -> None:
        self.events = 0
        self.hashes = 0

    def troubles(self) -> Iterator[str]:
        """Yield each row that is not as an older event described it."""
        older = AuditEvent.objects.filter(Q(rows__isnull=True) | Q(rows=Value(None, models.JSONField())))  # of JSON too
        opened = AuditEvent.objects.filter(verb=OPENED).order_by("pk").values_list("pk", flat=True).first()
        if opened is None:
            return
        self.events = older.filter(pk__lt=opened).count()
        for verb, act in sorted(HASHED_ACTS.items()):
            by = {"verb__startswith": verb[:-1]} if verb.endswith(ANY) else {"verb": verb}
            events = older.filter(pk__lt=opened, after__isnull=False, **by).select_related("chain").order_by("pk")
            portion: list[AuditEvent] = []
            for event in events.iterator(AT_ONCE):
                portion.append(event)
                if len(portion) == AT_ONCE:
                    yield from self.compared(act, portion)
                    portion = []
            yield from self.compared(act, portion)

    def compared(self, act: HashedAct, events: Sequence[AuditEvent]) -> Iterator[str]:
        """Yield the troubles of the rows that these events describe."""
        gone = chains_disposed_of(event.chain.name for event in events)
        kept = (event for event in events if event.chain.name not in gone)
        wanted = [(event, keys) for event in kept if (keys := keys_of(act, event))]
        rows = rows_by_keys(act, [keys for _, keys in wanted])
        erased = first_values(act, rows.values())
        for event, keys in wanted:
            where = f"event {event.number} of {event.chain.name}"
            row = rows.get(keys)
            if row is None:
                told = ", ".join(f"{column} {key}" for column, key in zip(act.found_by, keys, strict=True))
                yield f"{act.table} with {told}: is missing; {where} describes it"
                continue
            for name, column in self.differing(act, event.after or {}, row, erased):
                yield f"{act.table} {row.pk}: {column} is not what {where} says of it ({name})"

    def differing(
        self, act: HashedAct, said: Json, row: Any, erased: Mapping[tuple[str, str], str]
    ) -> Iterator[tuple[str, str]]:  # Any: a row of any table
        """Yield name and column of what an event says about a row and what is not so."""
        for name, column in act.hashed.items():
            if name in said:
                self.hashes += 1
                value, first = getattr(row, column), erased.get((str(row.pk), column))
                right = {first} if first else {hash_json(value), hash_text(value) if isinstance(value, str) else ""}
                if said[name] not in right and not (first and isinstance(value, str) and name in QUOTED):
                    yield name, column
        for name, column in act.held.items():
            if name in said and (str(row.pk), column) not in erased:
                self.hashes += 1
                if str(said[name]) != str(getattr(row, column)):
                    yield name, column
        for name, rebuilt in act.rebuilt.items():
            if name in said and not any((str(row.pk), column) in erased for column in rebuilt.columns):
                possible = rebuilt.of(row)
                self.hashes += bool(possible)
                if possible and said[name] not in possible:
                    yield name, ", ".join(rebuilt.columns)


def keys_of(act: HashedAct, event: AuditEvent) -> tuple[str, ...]:
    """Return the values by which a row is found, as texts; nothing if the event has another form."""
    said = event.after
    if not isinstance(said, dict) or any(name and name not in said for name in act.found_by.values()):
        return ()
    of_object = event.object.partition(":")[2]
    found = tuple(str(said[name]) if name else of_object for name in act.found_by.values())
    return found if all(map(is_key, found)) else ()


def is_key(text: str) -> bool:
    """Return whether a text can be the key of a row or a number in one: an id or a number that databases hold."""
    return bool(UUID_TEXT.fullmatch(text)) or (text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER)


def rows_by_keys(act: HashedAct, keys: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], Any]:  # Any: rows
    """Return the rows by the texts of the columns by which they are found."""
    if not keys:
        return {}
    columns = list(act.found_by)
    first = {each[0] for each in keys}
    rows = act.model._base_manager.filter(**{f"{columns[0]}__in": first})  # noqa: SLF001 - all rows
    return {tuple(str(getattr(row, name)) for name in columns): row for row in rows}


def first_values(act: HashedAct, rows: Any) -> dict[tuple[str, str], str]:  # Any: rows of any table
    """Return, by row and column, the hash of the value of before its first erasure."""
    erased = Redaction.objects.filter(of_table=act.table, of_row__in=[str(row.pk) for row in rows]).order_by("-pk")
    return {(each.of_row, each.of_column): each.before for each in erased}
