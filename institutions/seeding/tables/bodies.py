"""Government bodies: the party itself, its description, its names and its parents."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from institutions.audit.event_rows import changing
from institutions.models import GovernmentBody, PartyDetails
from institutions.models.noted_rows import note_written
from institutions.models.party import Party
from institutions.parties.names import fold_name
from institutions.seeding.history import Values, identity_of
from institutions.seeding.rows import BodyRow
from institutions.seeding.tables.sources import SourceIds, origin_columns

BodyIds = Mapping[str, uuid.UUID]
COUNTRY = "JP"
NOTE_JA: Final = "note_ja"  # of `PartyDetails` alone: the columns of a party hold one note


def settle_parties(rows: Iterable[BodyRow], today: date) -> BodyIds:
    """Add the bodies that are missing and show each as it is now. Return their ids by code.

    A party row is identity and present description: its history is in the details, names and parents. One whose
    description a reorganisation stated anew is newer than the files, and stays.
    """
    wanted = {row.code: present_columns(row, today) for row in rows}
    held = {body.code: body for body in GovernmentBody.objects.filter(code__in=wanted)}
    changed = []
    newer = described_since(wanted)
    for code, columns in wanted.items():
        body = held.get(code)
        if body and code not in newer and any(getattr(body, name) != value for name, value in columns.items()):
            for name, value in columns.items():
                setattr(body, name, value)
            changed.append(body)
    if changed:
        with changing(Party, *(each.pk for each in changed)):
            Party.objects.bulk_update(changed, list(next(iter(wanted.values()))))
    new = [
        Party(id=identity_of("body", code), kind="body", code=code, **columns)
        for code, columns in wanted.items()
        if code not in held
    ]
    note_written(Party.objects.bulk_create(new))
    return {code: held[code].pk if code in held else identity_of("body", code) for code in wanted}


def described_since(codes: Iterable[str]) -> frozenset[str]:
    """Return the bodies of the files whose present description rests on something that came later."""
    by_lineage = {identity_of(PartyDetails.__name__, code): code for code in codes}
    rows = PartyDetails.objects.current().filter(lineage__in=list(by_lineage), source__key__isnull=True)
    return frozenset(by_lineage[lineage] for lineage in rows.values_list("lineage", flat=True))


def present_columns(row: BodyRow, today: date) -> dict[str, object]:
    """Return the columns of a body as of today: its own, and its present name, or its last one if it has ended."""
    begun = [name for name in row.names if name.from_on is None or name.from_on <= today] or list(row.names)
    latest = max(begun, key=lambda name: name.from_on or date.min)
    return {**body_columns(row), "name_en": latest.name.en, "name_ja": latest.name.ja}


def body_columns(row: BodyRow) -> dict[str, object]:
    """Return the columns of a body but for its names."""
    return {
        "type": row.kind,
        "country": COUNTRY,
        "corporate_number": row.corporate_number or None,
        "gpa_class": row.gpa_class,
        "founded_on": row.founded_on,
        "dissolved_on": row.dissolved_on,
        "law_en": row.law.en,
        "law_ja": row.law.ja,
        "note": row.note.en,
    }


def body_details(rows: Iterable[BodyRow], bodies: BodyIds, sources: SourceIds) -> dict[uuid.UUID, Values]:
    """Return the description of each body, for `PartyDetails`; days as ISO text, since it is JSON."""
    return {
        identity_of(PartyDetails.__name__, row.code): {
            "party_id": bodies[row.code],
            "details": {
                name: value.isoformat() if isinstance(value, date) else value
                for name, value in {**body_columns(row), NOTE_JA: row.note.ja}.items()
                if value not in (None, "")
            },
            **origin_columns(row.origin, sources),
        }
        for row in rows
    }


def body_names(rows: Iterable[BodyRow], bodies: BodyIds, sources: SourceIds) -> dict[uuid.UUID, Values]:
    """Return the names of each body in both languages, for `PartyName`."""
    return {
        identity_of("name", row.code, language, str(name.from_on)): {
            "party_id": bodies[row.code],
            "language": language,
            "text": text,
            "folded": fold_name(text),
            "from_on": name.from_on,
            "until_on": name.until_on,
            **origin_columns(name.origin, sources),
        }
        for row in rows
        for name in row.names
        for language, text in (("en", name.name.en), ("ja", name.name.ja))
    }


def body_parents_by_id(rows: Iterable[BodyRow], bodies: BodyIds, sources: SourceIds) -> dict[uuid.UUID, Values]:
    """Return the parents of each body, for `BodyParent`."""
    return {
        identity_of("parent", row.code, str(parent.from_on)): {
            "body_id": bodies[row.code],
            "parent_id": bodies[parent.parent],
            "from_on": parent.from_on,
            "until_on": parent.until_on,
            **origin_columns(parent.origin, sources),
        }
        for row in rows
        for parent in row.parents
    }
