"""An edition of the table of treaties: differences supersede the current rows, also those of the seed."""

import uuid
from collections import defaultdict
from collections.abc import Collection as Codes
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils import timezone

from institutions.codes.base import Coded
from institutions.drafts.sources import DocumentSources, store_sources
from institutions.events.changes import RegisterChange
from institutions.events.signals import register_changed
from institutions.formats.tables.rows import TableRow
from institutions.imports.collections import current_records
from institutions.kinds.base import Label
from institutions.kinds.countries import COUNTRIES
from institutions.lists.coverage import coverage_of, coverage_record, covered_entry, read_coverage_rows
from institutions.lists.edition_effects import AppliedEdition
from institutions.lists.edition_head import EditionHead
from institutions.lists.entries import EntryOutcome, ListEntry, RowError
from institutions.lists.file import ListFile
from institutions.lists.notes import FieldChanged, FieldOfCountryChanged, NewCountry, TreatiesLeftAlone, value_in_words
from institutions.lists.treaty_merging import SOURCE, merge_treaty
from institutions.lists.treaty_rows import OF_COVERAGE, OF_PARTY, OF_TREATY, GivenTreaty, read_treaty_rows
from institutions.lists.troubles.rows import LikeTreaty
from institutions.lists.unctad import Signed, is_mapping, read_mapping
from institutions.models import Bitemporal, Collection, Import, ImportedRecord, Treaty, TreatyCoverage, TreatyParty
from institutions.models.noted_rows import close_rows, note_written
from institutions.seeding.history import Values, differs_from_files
from institutions.seeding.rows import TreatyRow
from institutions.seeding.store import change_of
from institutions.seeding.tables import treaties as tables
from institutions.values.hashing import hash_json

ORIGIN: Final = frozenset({"source_id"})  # an unchanged row keeps the document that it rests on
LABELS: Final[dict[str, Label]] = {
    **{each.name.rpartition(".")[2]: each.label for each in (*OF_PARTY, *OF_COVERAGE)},
    **{each.name: each.label for each in OF_TREATY},
    "ended_on": Label("Last day", "最終日"),
    "name_en": Label("Name in English", "名称（英語）"),
    "no_limit": Label("No period to make a claim", "申立期間の定めなし"),
}
Wanted = Mapping[uuid.UUID, Values]


@dataclass(frozen=True, slots=True)
class TreatyRows:
    """The treaties of one edition."""

    head: EditionHead
    file: ListFile

    def apply(self, job: Import, collection: Collection, *, first: bool) -> AppliedEdition:  # noqa: ARG002 - as for all lists
        """Store the differences, in a fixed number of queries, or nothing if a row has a trouble.

        Treaties that the file does not name stay as they are.
        """
        held = {each.code: each for each in Treaty.objects.current()}
        parties: dict[str, list[TreatyParty]] = defaultdict(list)
        for each in TreatyParty.objects.current().order_by("country"):
            parties[each.treaty].append(each)
        known = {treaty_signature(each, parties.get(code, ())): code for code, each in held.items()}
        reads = read_mapping if is_mapping(self.file.headings) else read_ours
        given, errors = reads(self.file.rows, known)
        rows, troubles = held_treaty_rows(given, held, parties, {each.record for each in errors})
        errors += [*troubles, *look_alikes(rows, held, known, given)]
        covered = {each.country: each for each in TreatyCoverage.objects.current()}
        countries, of_countries = read_coverage_rows(self.file.rows) if reads is read_ours else ({}, [])
        coverage, of_coverage = coverage_of(countries, covered)
        errors += [*of_countries, *of_coverage]
        if errors:
            return AppliedEdition(before=len(held), standing=len(held), entries=(), errors=tuple(errors), changes=())
        (sources,) = store_sources([DocumentSources({SOURCE: self.head.source})])
        treaties = {
            lineage: with_further_documents(v, held) for lineage, v in tables.treaty_columns(rows, sources).items()
        }
        of_parties = tables.treaty_party_columns(rows, sources)
        of_coverages = tables.coverage_columns(coverage, sources)
        before: dict[uuid.UUID, Bitemporal] = {each.lineage: each for each in (*held.values(), *covered.values())}
        before |= {each.lineage: each for of_one in parties.values() for each in of_one}
        wanted: dict[str, list[tuple[uuid.UUID, Values]]] = defaultdict(list)
        for lineage, values in (*treaties.items(), *of_parties.items()):
            wanted[row_treaty_code(values)].append((lineage, values))
        entries = [treaty_entry(row, given[row.key].line, row.key in held, wanted[row.key], before) for row in rows]
        for lineage, values in of_coverages.items():
            country = str(values["country"])
            differing_values = treaty_differences(before.get(lineage), values)
            entries.append(covered_entry(country, countries[country].line, differing_values, known=country in covered))
        said = {code: {"said": each.said, "parties": each.parties} for code, each in given.items()}
        said |= {coverage_record(country): dict(each.said) for country, each in countries.items()}
        differing = {
            each.record: hash_json(said[each.record]) for each in entries if each.outcome is not EntryOutcome.UNCHANGED
        }
        stored = store_treaties(
            job,
            collection,
            differing,
            ((Treaty, treaties), (TreatyParty, of_parties), (TreatyCoverage, of_coverages)),
            before,
        )
        changes = tuple(filter(None, (stored,)))
        notes = note_treaties_left(held, rows)
        standing = len(held.keys() | {each.key for each in rows})
        return AppliedEdition(
            before=len(held),
            standing=standing,
            entries=tuple(entries),
            errors=(),
            changes=changes,
            notes=notes,
        )


def read_ours(rows: Iterable[TableRow], _known: Mapping[Signed, str]) -> tuple[dict[str, GivenTreaty], list[RowError]]:
    """Read our own table, which names treaties by their codes."""
    return read_treaty_rows(rows)


def held_treaty_rows(
    given: Mapping[str, GivenTreaty],
    held: Mapping[str, Treaty],
    parties: Mapping[str, list[TreatyParty]],
    wrong: Codes[str],
) -> tuple[list[TreatyRow], list[RowError]]:
    """Return each treaty as it will be stored, and the troubles; treaties with earlier troubles are left out."""
    errors: list[RowError] = []
    rows: list[TreatyRow] = []
    for code, each in given.items():
        if code in wrong:
            continue
        row, troubles = merge_treaty(each, held.get(code), parties.get(code, ()))
        errors += troubles
        if row:
            rows.append(row)
    return rows, errors


def treaty_entry(
    row: TreatyRow,
    line: int,
    known: bool,  # noqa: FBT001 - whether the register has the treaty
    wanted: Iterable[tuple[uuid.UUID, Values]],
    before: Mapping[uuid.UUID, Bitemporal],
) -> ListEntry:
    """Return the entry of one treaty with its parties."""
    changes = [each for lineage, values in wanted for each in treaty_differences(before.get(lineage), values)]
    outcome = EntryOutcome.CHANGED if changes else EntryOutcome.UNCHANGED
    return ListEntry(
        outcome=outcome if known else EntryOutcome.ADDED,
        line=line,
        record=row.key,
        name=" / ".join(filter(None, (row.name.ja, row.name.en))),
        from_on=row.in_force_on,
        differs=tuple(changes) if known else (),
    )


def store_treaties(
    job: Import,
    collection: Collection,
    differing: Mapping[str, str],
    tables_of: Iterable[tuple[type[Any], Wanted]],  # Any: Treaty or TreatyParty
    before: Mapping[uuid.UUID, Bitemporal],
) -> RegisterChange | None:
    """Supersede rows that differ, insert the new ones and send `register_changed`; return the change, if any.

    `differing` are the hashes of the file's content, by code.
    """
    if not differing:
        return None
    moment = max((timezone.now(), *(each.recorded_at for each in before.values())))
    records = store_records(job, collection, differing, moment)
    changed: list[Bitemporal] = []
    for table, wanted in tables_of:
        new = {lineage: values for lineage, values in wanted.items() if is_other(before.get(lineage), values)}
        stale = [before[lineage] for lineage in new if lineage in before]
        table.objects.filter(pk__in=[each.pk for each in stale]).supersede(moment)
        made = [
            table(lineage=lineage, recorded_at=moment, imported=records[row_treaty_code(values)], **values)
            for lineage, values in new.items()
        ]
        changed += [*stale, *table.objects.bulk_create(made)]
    change = change_of(changed, moment)
    if change:
        register_changed.send(sender=Treaty, change=change)
    return change


def store_records(
    job: Import, collection: Collection, differing: Mapping[str, str], moment: datetime
) -> dict[str, ImportedRecord]:
    """Store the treaties that differ as records of this edition, superseding their earlier records."""
    held = current_records(collection, differing)
    close_rows(ImportedRecord.objects.filter(pk__in=[each.pk for each in held.values()]), moment)
    made = ImportedRecord.objects.bulk_create(
        ImportedRecord(job=job, collection=collection, record=code, sha256=sha256, recorded_at=moment)
        for code, sha256 in sorted(differing.items())
    )
    note_written(made)
    return {each.record: each for each in made}


def read_treaty_list(file: ListFile, head: EditionHead) -> TreatyRows:
    """Return the treaties of a file; the register is read only when they are applied."""
    return TreatyRows(head, file)


def row_treaty_code(values: Values) -> str:
    """Return the code of a row's treaty, or the record name of a covered country."""
    if "complete_on" in values:
        return coverage_record(str(values["country"]))
    return str(values["code"] if "code" in values else values["treaty"])


def with_further_documents(values: Values, held: Mapping[str, Treaty]) -> Values:
    """Return the values with the further documents that the current treaty already lists."""
    was = held.get(str(values["code"]))
    return {**values, "also": list(was.also)} if was else values


def is_other(was: Bitemporal | None, values: Values) -> bool:
    """Return whether a row differs from the current one, apart from its source."""
    return was is None or differs_from_files(was, {name: value for name, value in values.items() if name not in ORIGIN})


def treaty_differences(was: Bitemporal | None, values: Values) -> list[Coded]:
    """Return the differences of a treaty or one of its parties."""
    country = str(values["country"]) if "country" in values else ""
    if was is None:
        return [NewCountry(country=country, country_label=COUNTRIES[country])] if country else []
    return [
        field_change(country, name, getattr(was, name), value)
        for name, value in values.items()
        if name not in ORIGIN and getattr(was, name) != value
    ]


def field_change(country: str, name: str, was: object, now: object) -> Coded:
    """Return a field that differs; with the country where the row is about one."""
    label = LABELS.get(name, Label(name, name))
    if not country:
        return FieldChanged(name=name, label=label, was=value_in_words(was), now=value_in_words(now))
    return FieldOfCountryChanged(
        country=country,
        country_label=COUNTRIES[country],
        name=name,
        label=label,
        was=value_in_words(was),
        now=value_in_words(now),
    )


def treaty_signature(treaty: Treaty, parties: Iterable[TreatyParty]) -> Signed:
    """Return the day of signature and the countries, which identify a treaty under any code."""
    signed_on = treaty.signed_on.isoformat() if treaty.signed_on else ""
    return signed_on, frozenset(each.country for each in parties)


def look_alikes(
    rows: Iterable[TreatyRow],
    held: Mapping[str, Treaty],
    known: Mapping[Signed, str],
    given: Mapping[str, GivenTreaty],
) -> list[RowError]:
    """Return an error for each new code of a treaty that already has another code, which would count it twice."""
    errors: list[RowError] = []
    for row in rows:
        same = known.get((str(row.signed_on), frozenset(each.country for each in row.parties)))
        if row.key not in held and same:
            alike = LikeTreaty(treaty=same)
            errors.append(RowError(line=given[row.key].line, record=row.key, field="treaty", said=alike))
    return errors


def note_treaties_left(held: Mapping[str, Treaty], rows: Iterable[TreatyRow]) -> tuple[Coded, ...]:
    """Return a note on the treaties that the file does not name and that stay."""
    others = len(held.keys() - {row.key for row in rows})
    return (TreatiesLeftAlone(number=others),) if others else ()
