"""Descriptions of parties that the register has already: names and details, corrected as a collection's file is.

Each collection has its own rows of names and details. The columns of the party itself follow them only where they were
empty or still have the collection's earlier value, so that one file never overrides the data of others.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from institutions.audit.event_rows import changing
from institutions.drafts.draft import PartyDraft
from institutions.drafts.origin import StatementOrigin
from institutions.drafts.parties import DESCRIBED, ResolvedParties
from institutions.imports.returned_parties import columns_stated_none, differing_columns
from institutions.kinds import PartyType
from institutions.models import Collection, Party, PartyDetails, PartyName
from institutions.parties.identities.name_keys import store_keys
from institutions.parties.names import fold_name
from institutions.values.written_day import day_or_none, written_day

LANGUAGES = ("en", "ja", "kana")


@dataclass(slots=True)
class DescriptionCorrections:
    """Rows to write, and parties with changed columns, with the names of those columns."""

    superseded_names: list[int] = field(default_factory=list)
    superseded_details: list[int] = field(default_factory=list)
    names: list[PartyName] = field(default_factory=list)
    details: list[PartyDetails] = field(default_factory=list)
    parties: dict[UUID, Party] = field(default_factory=dict)
    columns: set[str] = field(default_factory=set)

    def set(self, party: Party, column: str, before: object, value: object) -> None:
        """Set a column, if it was empty or has the earlier value of this source."""
        held = getattr(party, column)
        if held != value and (held in (None, "") or (before is not None and held == before)):
            setattr(party, column, value)
            self.parties[party.pk] = party
            self.columns.add(column)


def correct_descriptions(
    parties: Mapping[str, PartyDraft],
    resolved: ResolvedParties,
    origins: Mapping[str, StatementOrigin],
    collection: Collection,
    moment: datetime,
) -> frozenset[UUID]:
    """Write the differences; return the parties whose names or description changed. Five SQL statements at most."""
    rows = {
        resolved.by_reference[key]: row
        for key, row in parties.items()
        if key not in resolved.new and describes_party(row)
    }
    held = Party.objects.in_bulk(rows) if rows else {}
    rows = {pk: row for pk, row in rows.items() if not held[pk].code}  # a body of the register describes itself
    if not rows:
        return frozenset()
    found = DescriptionCorrections()
    said: dict[UUID, EarlierDescriptions] = defaultdict(EarlierDescriptions)
    for row in PartyDetails.objects.current().filter(party__in=rows).select_related("imported__collection"):
        if said_by_collection(row, collection):
            said[row.party_id].details = row
    for name in PartyName.objects.current().filter(party__in=rows).select_related("imported__collection"):
        said[name.party_id].texts.add((name.language, name.text))
        if said_by_collection(name, collection):
            said[name.party_id].names[name.language] = name
    for pk, draft in rows.items():
        stated = {**origins[draft.key].columns, "recorded_at": moment}
        correct_columns(held[pk], draft, said[pk].details, stated, found)
        correct_names(held[pk], draft, said[pk], stated, found)
    return store_corrections(found, moment)


def said_by_collection(row: PartyName | PartyDetails, collection: Collection) -> bool:
    """Return whether this collection made the row, or its body did under the party's id, in any of its files."""
    if row.imported is None:
        return False
    under_id = row.imported.record == str(row.party_id) and row.imported.collection.body_id == collection.body_id
    return under_id or row.imported.collection_id == collection.pk


def describes_party(row: PartyDraft) -> bool:
    """Return whether a row describes its party: with an id it only refers to it."""
    return not row.values.get("id")


@dataclass(slots=True)
class EarlierDescriptions:
    """The earlier description of a party by this collection, and all its names from any source."""

    details: PartyDetails | None = None
    names: dict[str, PartyName] = field(default_factory=dict)
    texts: set[tuple[str, str]] = field(default_factory=set)


def correct_columns(
    party: Party,
    draft: PartyDraft,
    row: PartyDetails | None,
    stated: Mapping[str, object],
    found: DescriptionCorrections,
) -> None:
    """Correct the columns of one party other than its names; `row` is this collection's earlier description."""
    given = {name: draft.values[name] for name in (*DESCRIBED, "founded_on") if draft.values.get(name) is not None}
    if draft.kind is PartyType.BODY and draft.values.get("kind"):
        given["type"] = draft.values["kind"]
    before = row.details if row else {}
    gone = {name: nothing for name, nothing in columns_stated_none(draft).items() if name in before}
    for name, nothing in gone.items():
        was = before[name]
        found.set(party, name, written_day(was) if name == "founded_on" else was, nothing)
    for name, value in given.items():
        if name == "founded_on":
            was = before.get(name)
            found.set(party, name, day_or_none(was), written_day(value))
        else:
            found.set(party, name, before.get(name), value)
    if not gone and all(before.get(name) == value for name, value in given.items()):
        return
    lineage = {"lineage": row.lineage} if row else {}
    if row:
        found.superseded_details.append(row.pk)
    details = {name: value for name, value in {**before, **given}.items() if name not in gone}
    found.details.append(PartyDetails(party=party, details=details, **lineage, **stated))


def correct_names(
    party: Party,
    draft: PartyDraft,
    said: EarlierDescriptions,
    stated: Mapping[str, object],
    found: DescriptionCorrections,
) -> None:
    """Correct the names of one party; a name that it already has from any source is not written again."""
    for language in LANGUAGES:
        text = (draft.values.get("name") or {}).get(language)
        if not text:
            continue
        before = said.names.get(language)
        found.set(party, f"name_{language}", before.text if before else None, text)
        if (language, text) in said.texts:
            continue
        lineage = {"lineage": before.lineage} if before else {}
        if before:
            found.superseded_names.append(before.pk)
        found.names.append(
            PartyName(party=party, language=language, text=text, folded=fold_name(text), **lineage, **stated)
        )


def correct_own(
    rows: Mapping[UUID, PartyDraft], origins: Mapping[str, StatementOrigin], body: UUID, moment: datetime
) -> frozenset[UUID]:
    """Correct parties that a body brought in, as its rows describe them under their ids; return those that changed.

    The body's own earlier descriptions, in any file or proposal, are superseded. Five SQL statements at most.
    """
    if not rows:
        return frozenset()
    found, held = DescriptionCorrections(), Party.objects.in_bulk(rows)
    said: dict[UUID, dict[tuple[str, str], PartyName]] = defaultdict(dict)
    for name in PartyName.objects.current().filter(party__in=rows):
        said[name.party_id][name.language, name.text] = name
    by_the_body = Q(imported__job__body=body) | Q(submission__partnership__submitted_by=body)
    details = PartyDetails.objects.current().filter(by_the_body, party__in=rows).order_by("pk")
    before: dict[UUID, dict[str, object]] = defaultdict(dict)
    lineages = {each.party_id: {"lineage": each.lineage} for each in details}
    for each in details:
        before[each.party_id] |= each.details
        found.superseded_details.append(each.pk)
    for pk, draft in rows.items():
        party, stated = held[pk], {**origins[draft.key].columns, "recorded_at": moment}
        given: dict[str, object] = {}
        for differing in differing_columns(party, draft):
            if differing.column.startswith("name_"):
                language = differing.column.removeprefix("name_")
                replace_name(party, language, str(differing.given), said[pk], stated, found)
            else:
                given[differing.column] = description_as_json(differing.given)
            setattr(party, differing.column, differing.given)
            found.columns.add(differing.column)
        found.parties[pk] = party
        kept = {name: value for name, value in {**before[pk], **given}.items() if value not in (None, "")}
        details_row = PartyDetails(party=party, details=kept, **lineages.get(pk, {}), **stated)
        found.details.append(details_row)
    return store_corrections(found, moment)


def replace_name(
    party: Party,
    language: str,
    text: str,
    said: Mapping[tuple[str, str], PartyName],
    stated: Mapping[str, object],
    found: DescriptionCorrections,
) -> None:
    """Supersede the present name in its language with another; a name that is already stored is not written again."""
    before = said.get((language, getattr(party, f"name_{language}")))
    if before:
        found.superseded_names.append(before.pk)
    if (language, text) in said:
        return
    lineage = {"lineage": before.lineage} if before else {}
    found.names.append(
        PartyName(party=party, language=language, text=text, folded=fold_name(text), **lineage, **stated)
    )


def description_as_json(value: object) -> object:
    """Return a value of a description as its JSON column stores it."""
    return value.isoformat() if isinstance(value, date) else value


def store_corrections(found: DescriptionCorrections, moment: datetime) -> frozenset[UUID]:
    """Store the corrections; return the ids of the parties that changed."""
    if found.superseded_details:
        PartyDetails.objects.filter(pk__in=found.superseded_details).supersede(moment)
    if found.superseded_names:
        PartyName.objects.filter(pk__in=found.superseded_names).supersede(moment)
    PartyDetails.objects.bulk_create(found.details)
    store_keys(PartyName.objects.bulk_create(found.names))
    if found.parties:
        with changing(Party, *found.parties):
            Party.objects.bulk_update(found.parties.values(), sorted(found.columns))
    named, detailed = {each.party_id for each in found.names}, {each.party_id for each in found.details}
    return frozenset(found.parties) | named | detailed
