"""What a collection says of parties that the register has already: names and details, corrected as the file is.

Each collection has its own rows of what it said. The columns of the party itself follow it only where they were empty
or still say what this collection said before, so that one file never overrides what others stated.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from institutions.drafts.draft import PartyDraft
from institutions.drafts.origin import Origin
from institutions.drafts.parties import DESCRIBED, Resolved
from institutions.identities.keeping import store_keys
from institutions.kinds import PartyType
from institutions.models import Collection, Party, PartyDetails, PartyName
from institutions.names import fold

LANGUAGES = ("en", "ja", "kana")


@dataclass(slots=True)
class Corrections:
    """Rows to write, and parties whose columns changed with the names of those columns."""

    superseded_names: list[int] = field(default_factory=list)
    superseded_details: list[int] = field(default_factory=list)
    names: list[PartyName] = field(default_factory=list)
    details: list[PartyDetails] = field(default_factory=list)
    parties: dict[UUID, Party] = field(default_factory=dict)
    columns: set[str] = field(default_factory=set)

    def set(self, party: Party, column: str, before: object, value: object) -> None:
        """Let a column follow, if it was empty or says what was said before."""
        held = getattr(party, column)
        if held != value and (held in (None, "") or (before is not None and held == before)):
            setattr(party, column, value)
            self.parties[party.pk] = party
            self.columns.add(column)


def correct_descriptions(
    parties: Mapping[str, PartyDraft],
    resolved: Resolved,
    origins: Mapping[str, Origin],
    collection: Collection,
    moment: datetime,
) -> frozenset[UUID]:
    """Write what differs; gives the parties whose names or description changed. Five statements at most."""
    rows = {resolved.by_reference[key]: row for key, row in parties.items() if key not in resolved.new and speaks(row)}
    held = Party.objects.in_bulk(rows) if rows else {}
    rows = {pk: row for pk, row in rows.items() if not held[pk].code}  # a body of the register describes itself
    if not rows:
        return frozenset()
    found = Corrections()
    said: dict[UUID, SaidBefore] = defaultdict(SaidBefore)
    for row in PartyDetails.objects.current().filter(party__in=rows, imported__collection=collection):
        said[row.party_id].details = row
    for name in PartyName.objects.current().filter(party__in=rows).select_related("imported"):
        said[name.party_id].texts.add((name.language, name.text))
        if name.imported and name.imported.collection_id == collection.pk:
            said[name.party_id].names[name.language] = name
    for pk, draft in rows.items():
        stated = {**origins[draft.key].columns, "recorded_at": moment}
        correct_details(held[pk], draft, said[pk].details, stated, found)
        correct_names(held[pk], draft, said[pk], stated, found)
    return write(found, moment)


def speaks(row: PartyDraft) -> bool:
    """A row that names a party by its id describes nothing: it points to it."""
    return not row.values.get("id")


@dataclass(slots=True)
class SaidBefore:
    """What this collection said of a party, and every name that anybody gave it."""

    details: PartyDetails | None = None
    names: dict[str, PartyName] = field(default_factory=dict)
    texts: set[tuple[str, str]] = field(default_factory=set)


def correct_details(
    party: Party, draft: PartyDraft, row: PartyDetails | None, stated: Mapping[str, object], found: Corrections
) -> None:
    """The columns of one party but its names; `row` is what this collection said of them before."""
    given = {name: draft.values[name] for name in (*DESCRIBED, "founded_on") if draft.values.get(name) is not None}
    if draft.kind is PartyType.BODY and draft.values.get("kind"):
        given["type"] = draft.values["kind"]
    before = row.details if row else {}
    for name, value in given.items():
        if name == "founded_on":
            was = before.get(name)
            found.set(party, name, date.fromisoformat(was) if was else None, date.fromisoformat(value))
        else:
            found.set(party, name, before.get(name), value)
    if all(before.get(name) == value for name, value in given.items()):
        return
    lineage = {"lineage": row.lineage} if row else {}
    if row:
        found.superseded_details.append(row.pk)
    found.details.append(PartyDetails(party=party, details={**before, **given}, **lineage, **stated))


def correct_names(
    party: Party, draft: PartyDraft, said: SaidBefore, stated: Mapping[str, object], found: Corrections
) -> None:
    """The names of one party; one that somebody gave it already is not written again."""
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
        found.names.append(PartyName(party=party, language=language, text=text, folded=fold(text), **lineage, **stated))


def write(found: Corrections, moment: datetime) -> frozenset[UUID]:
    """Store the corrections."""
    if found.superseded_details:
        PartyDetails.objects.filter(pk__in=found.superseded_details).supersede(moment)
    if found.superseded_names:
        PartyName.objects.filter(pk__in=found.superseded_names).supersede(moment)
    PartyDetails.objects.bulk_create(found.details)
    store_keys(PartyName.objects.bulk_create(found.names))
    if found.parties:
        Party.objects.bulk_update(found.parties.values(), sorted(found.columns))
    named, detailed = {each.party_id for each in found.names}, {each.party_id for each in found.details}
    return frozenset(found.parties) | named | detailed
