"""The conversion of a document's statement to the row of its table, and the comparison of rows between revisions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from institutions.access.statements import scope_of, scope_stated
from institutions.drafts.draft import StatementDraft
from institutions.drafts.origin import DocumentStatements, Owner, StatementOrigin
from institutions.drafts.parties import ResolvedParties
from institutions.kinds import KINDS, Field, FieldSort, PartyType, Reach
from institutions.models import Statement, table_of
from institutions.values.written_day import day_or_none, written_day

WHEN = ("on", "from_on")  # statements about the same parties and of the same day are the same statement


@dataclass(slots=True)
class StatementRow:
    """A row to be stored: its columns by attribute, and the members of its lists."""

    kind: str
    columns: dict[str, object]
    members: dict[str, tuple[UUID, ...]]
    scope: Reach
    owner: Owner
    lineage: UUID = field(default_factory=uuid4)

    @property
    def content(self) -> tuple[object, ...]:
        """A value that is equal for two rows of one owner with the same content and scope."""
        return self.owner, self.scope, repr(sorted(self.columns.items())), repr(sorted(self.members.items()))

    @property
    def identity(self) -> tuple[object, ...]:
        """A value that is equal for two rows of one owner about the same parties, or with the same key."""
        named = [
            attribute_of(each)
            for each in KINDS[self.kind].fields
            if each.sort in (FieldSort.PARTY, FieldSort.KEY, FieldSort.CALL)
        ]
        countries = [f"{each.column}_country" for each in KINDS[self.kind].fields if each.or_country]
        return (self.owner, *(self.columns.get(name) for name in (*named, *countries)))

    @property
    def when(self) -> tuple[object, ...]:
        """The days of the row."""
        return tuple(self.columns.get(name) for name in WHEN)

    @property
    def values(self) -> dict[str, object]:
        """The values of the row by field: a party by its id, a country in its place by its code."""
        said: dict[str, object] = {}
        for each in KINDS[self.kind].fields:
            if each.sort is FieldSort.PARTIES:
                said[each.name] = self.members[each.column]
            else:
                country = self.columns.get(f"{each.column}_country") if each.or_country else None
                said[each.name] = country or self.columns[attribute_of(each)]
        return said

    def instance(self, origin: StatementOrigin, moment: datetime) -> Statement:
        """Return the row as an unsaved statement."""
        return table_of(self.kind)(
            **self.columns,
            lineage=self.lineage,
            reach=self.scope,
            recorded_at=origin.recorded_at(moment),
            **origin.statement_columns,
        )


def attribute_of(declared: Field) -> str:
    """Return the name of the attribute that holds a field's own value."""
    return f"{declared.column}_id" if declared.sort is FieldSort.PARTY else declared.column


def row_to_store(
    draft: StatementDraft, of: DocumentStatements, resolved: ResolvedParties, calls: Mapping[str, UUID]
) -> StatementRow:
    """Return the row of a statement, with register ids in place of keys."""
    kind = KINDS[draft.kind]
    columns: dict[str, object] = {
        "from_on": day_or_none(draft.from_on),
        "until_on": day_or_none(draft.until_on),
        "confidence": draft.confidence,
        "source_id": of.sources[draft.source] if draft.source else None,
        "says_none": sorted(name for name, value in draft.values.items() if value is None),
    }
    members: dict[str, tuple[UUID, ...]] = {}
    for declared in kind.fields:
        value = draft.values.get(declared.name)
        if declared.or_country:
            columns[f"{declared.column}_country"] = value if declared.name in draft.country_fields else ""
        if declared.sort is FieldSort.PARTIES:
            members[declared.column] = tuple(sorted({resolved.by_reference[each] for each in value or ()}))
        elif declared.name in draft.country_fields:
            columns[attribute_of(declared)] = None
        else:
            columns[attribute_of(declared)] = stored_value(declared, value, resolved, calls)
    scope = scope_of_draft(draft, resolved, restricted=of.origin.is_restricted)
    return StatementRow(draft.kind, columns, members, scope, of.origin.owner, of.origin.lineage or uuid4())


def scope_of_draft(draft: StatementDraft, resolved: ResolvedParties, *, restricted: bool = False) -> Reach:
    """Return the scope that a statement gets when it is stored."""
    people = frozenset(each for each in texts_in_values(draft.values) if is_person_reference(each, resolved))
    return scope_stated(KINDS[draft.kind], draft.values, people, restricted=restricted)


def serves_whole_register(draft: StatementDraft, resolved: ResolvedParties) -> bool:
    """Return whether a statement would be stored for the whole register, and not for cases of its body alone."""
    return scope_of_draft(draft, resolved) is Reach.REGISTER


def stored_value(declared: Field, value: object, resolved: ResolvedParties, calls: Mapping[str, UUID]) -> object:
    """Return a checked value in the type of its column."""
    if not isinstance(value, str):
        return value
    if declared.sort is FieldSort.PARTY:
        return resolved.by_reference[value]
    if declared.or_party and value in resolved.by_reference:
        return str(resolved.by_reference[value])
    if declared.sort is FieldSort.CALL:
        return calls.get(value) or UUID(value)
    return written_day(value) if declared.sort is FieldSort.DATE else value


def is_person_reference(reference: str, resolved: ResolvedParties) -> bool:
    """Return whether a text of a statement is the key or id of a person."""
    party = resolved.by_reference.get(reference)
    return party is not None and resolved.kinds[party] is PartyType.PERSON


def texts_in_values(values: Mapping[str, object]) -> set[str]:
    """Return the texts among the values of a statement."""
    return {each for each in values.values() if isinstance(each, str)}


def held_row(held: Statement, owner: Owner = None) -> StatementRow:
    """Return a stored statement in the form for comparison. The caller has prefetched its lists."""
    kind = held.kind
    columns: dict[str, object] = {
        name: getattr(held, name) for name in ("from_on", "until_on", "confidence", "source_id")
    }
    columns["says_none"] = sorted(held.says_none)
    members: dict[str, tuple[UUID, ...]] = {}
    for declared in kind.fields:
        if declared.sort is FieldSort.PARTIES:
            members[declared.column] = tuple(sorted(each.pk for each in getattr(held, declared.column).all()))
        else:
            columns[attribute_of(declared)] = getattr(held, attribute_of(declared))
        if declared.or_country:
            columns[f"{declared.column}_country"] = getattr(held, f"{declared.column}_country")
    return StatementRow(kind.name, columns, members, scope_of(held), owner, held.lineage)
