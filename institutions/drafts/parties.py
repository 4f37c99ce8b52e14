"""The way from keys of documents to parties of the register: found with certainty, known from before, or new."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from institutions.access.callers import Reader
from institutions.access.parties import found_beside
from institutions.drafts.draft import PartyDraft
from institutions.drafts.lookup import FoundParties, SoughtIdentifiers, find_parties
from institutions.drafts.name_searches import take_in_names
from institutions.drafts.numbers import NUMBERS, AdoptedNumbers, adopt_numbers, store_adopted, supersede_details
from institutions.drafts.origin import StatementOrigin
from institutions.kinds import PartyType
from institutions.models import BodyParent, Party, PartyDetails, PartyName, Submission
from institutions.models.noted_rows import note_written
from institutions.parties.names import fold_name
from institutions.values.written_day import day_or_none

# Columns of a party that a row of the document fills, by the document's names.
DESCRIBED = ("country", "type", "gpa_class", "local", "listed", "address", "phone")
# The described columns of which a document may state that there is no value; no country means an unknown one.
MAY_BE_NONE = (*(each for each in DESCRIBED if each != "country"), "founded_on")


@dataclass(frozen=True, slots=True)
class ResolvedParties:
    """Register ids by key, code and id of documents; the parties that are new, got a number or were known before.

    `confined` are those of the register that restricted partnerships alone named until now.
    """

    by_reference: dict[str, UUID] = field(default_factory=dict)
    kinds: dict[UUID, PartyType] = field(default_factory=dict)
    new: dict[str, Party] = field(default_factory=dict)
    numbered: dict[str, AdoptedNumbers] = field(default_factory=dict)
    kept: dict[str, Party] = field(default_factory=dict)
    confined: set[UUID] = field(default_factory=set)

    def add(self, reference: str, party: UUID, kind: PartyType) -> None:
        """Enter the register's party and its type for a reference."""
        self.by_reference[reference] = party
        self.kinds[party] = kind

    def adopting(self) -> list[Party]:
        """Return the parties of the register that got a number."""
        return [each.party for each in self.numbered.values()]

    def add_new(self) -> None:
        """Enter the new parties for their keys."""
        for key, party in self.new.items():
            self.add(key, party.id, PartyType(party.kind))


# A function that finds, by key, the parties that keys without a certain number referred to before.
Earlier = Callable[[list[PartyDraft]], dict[str, Party]]


def no_known_parties(_rows: list[PartyDraft]) -> dict[str, Party]:
    """Return no party: nothing is known from before."""
    return {}


def resolve_parties(
    parties: Mapping[str, PartyDraft],
    references: Iterable[str],
    earlier: Earlier,
    body: UUID,
    *,
    reader: Reader,
    confined: bool = False,
) -> ResolvedParties:
    """Find or create the party of each key. The register is read again: it may have changed since the check.

    `confined`: the document is of a restricted partnership, which alone will name its new parties.
    """
    found = find_again(parties.values(), references, reader)
    resolved = resolve_found(parties, found, earlier, body, confined=confined)
    store_adopted(resolved.numbered.values())
    insert_parties(resolved, reader)
    return resolved


def resolve_found(
    parties: Mapping[str, PartyDraft], found: FoundParties, earlier: Earlier, body: UUID, *, confined: bool = False
) -> ResolvedParties:
    """Return the party of each key among those that were found, known from before, or made; nothing is written."""
    rows = parties.values()
    resolved = ResolvedParties(confined=found.confined)
    for reference, known in found.by_reference.items():
        resolved.add(reference, known.id, known.kind)
    kept = earlier([row for row in rows if identified_party(found, row) is None])
    resolved.kept.update(kept)
    resolved.confined.update(party.pk for party in kept.values() if party.confined)
    resolved.numbered.update(adopt_numbers(kept, rows))
    for row in rows:
        known_party = identified_party(found, row)
        if known_party:
            resolved.add(row.key, known_party, row.kind)
        elif row.key in kept:
            resolved.add(row.key, kept[row.key].id, row.kind)
        else:
            resolved.new[row.key] = new_party(row, body, confined=confined)
    return resolved


def find_again(rows: Iterable[PartyDraft], references: Iterable[str], reader: Reader) -> FoundParties:
    """Repeat the look-up of the check inside the transaction."""
    sought = identifiers_sought(rows, references)
    return find_parties(sought.references, sought.numbers, sought.leis, reader=reader)


def identifiers_sought(rows: Iterable[PartyDraft], references: Iterable[str]) -> SoughtIdentifiers:
    """Return the identifiers of some rows, and the references besides."""
    given = [row.values for row in rows]
    numbers = {name: frozenset(row[name] for row in given if row.get(name)) for name in (*NUMBERS, "id")}
    return SoughtIdentifiers(numbers["id"].union(references), numbers["corporate_number"], numbers["lei"])


def identified_party(found: FoundParties, row: PartyDraft) -> UUID | None:
    """Return the party with the id or number of a row; None if the register has none."""
    for name, index in (
        ("id", found.by_reference),
        ("corporate_number", found.by_corporate_number),
        ("lei", found.by_lei),
    ):
        if (value := row.values.get(name)) and (known := index.get(value)):
            return known.id
    return None


def kept_parties(
    previous: Submission | None, rows: Iterable[PartyDraft], *, restricted: bool = False
) -> dict[str, Party]:
    """Return parties of the last revision with the same key, kind and one name, and no conflicting number.

    The key alone is not enough: keys are local to a document, and its next revision may assign them differently.
    A `restricted` revision gives no number to a party that everybody still finds: it gets one of its own with it.
    """
    if previous is None:
        return {}
    by_key = {each.key: each.party for each in previous.parties.select_related("party__same_as")}
    kept: dict[str, Party] = {}
    numbered: set[str] = set()
    for row in rows:
        old = by_key.get(row.key)
        if old is None or old.kind != row.kind or not folded_names(row.values) & folded_names(document_names(old)):
            continue
        party = old.same_as or old
        if all(row.values.get(name) in (None, getattr(party, name)) or not getattr(party, name) for name in NUMBERS):
            kept[row.key] = party
            if any(row.values.get(name) not in (None, getattr(party, name)) for name in NUMBERS):
                numbered.add(row.key)
    if restricted and numbered:
        others = found_beside(previous.partnership_id, [kept[each].pk for each in numbered])
        kept = {key: party for key, party in kept.items() if key not in numbered or party.pk not in others}
    return kept


def document_names(party: Party) -> Mapping[str, object]:
    """Return a party's names in the form of the document."""
    return {"name": {"en": party.name_en, "ja": party.name_ja, "kana": party.name_kana}}


def folded_names(values: Mapping[str, object]) -> set[tuple[str, str]]:
    """Return language and folded form of each name of a row."""
    name = values.get("name")
    texts = name.items() if isinstance(name, dict) else ()
    return {(language, fold_name(text)) for language, text in texts if text and fold_name(text)}


def new_party(row: PartyDraft, body: UUID, *, confined: bool) -> Party:
    """Return an unsaved party for a row that the register does not have yet. Companies are Japanese by default."""
    values = row.values
    name = values.get("name") or {}
    described = {column: values[column] for column in DESCRIBED if values.get(column) is not None}
    if row.kind is PartyType.COMPANY and "country" not in values:
        described["country"] = "JP"
    if row.kind is PartyType.BODY and values.get("kind"):
        described["type"] = values["kind"]
    return Party(
        id=uuid4(),
        kind=row.kind,
        name_en=name.get("en", ""),
        name_ja=name.get("ja", ""),
        name_kana=name.get("kana", ""),
        corporate_number=values.get("corporate_number"),
        lei=values.get("lei"),
        founded_on=day_or_none(values.get("founded_on")),
        stated_by_id=body,
        confined=confined,
        **described,
    )


def insert_parties(resolved: ResolvedParties, reader: Reader) -> None:
    """Insert the new parties. If another transaction has just stored the same number, use its party instead.

    Confined ones are apart: no other party has to give way to them, nor they to another.
    """
    new = resolved.new
    numbered = {k: party for k, party in new.items() if (party.corporate_number or party.lei) and not party.confined}
    note_written(Party.objects.bulk_create([party for key, party in new.items() if key not in numbered]))
    if numbered:
        # In one order everywhere, so that two transactions with the same new numbers never deadlock.
        in_order = sorted(numbered.values(), key=lambda each: (each.corporate_number or "", each.lei or ""))
        Party.objects.bulk_create(in_order, ignore_conflicts=True)
        given = [(each.corporate_number, each.lei) for each in numbered.values()]
        numbers, leis = [one for one, _ in given if one], [other for _, other in given if other]
        found = find_parties((), numbers, leis, reader=reader)
        for key, party in numbered.items():
            first = found.by_corporate_number.get(party.corporate_number or "") or found.by_lei.get(party.lei or "")
            if first and first.id != party.id:
                del new[key]
                resolved.add(key, first.id, first.kind)
        note_written(party for key, party in numbered.items() if key in new)
    resolved.add_new()


def describe_new(
    parties: Mapping[str, PartyDraft],
    resolved: ResolvedParties,
    origins: Mapping[str, StatementOrigin],
    moment: datetime,
) -> None:
    """Store names, details and parents of the new parties, and numbers given now; ask for their possible matches.

    `origins` gives the origin of each key.
    """
    described = [DocumentParties(parties, resolved, origins)]
    names = store_descriptions(described, moment)
    supersede_adopted(described[0], moment)
    for body in {origins[key].body for key in resolved.new}:
        take_in_names([each for each in names if each.party.stated_by_id == body], body)


@dataclass(frozen=True, slots=True)
class DocumentParties:
    """The parties that a document, or a batch of records, describes, and the origin of each key."""

    parties: Mapping[str, PartyDraft]
    resolved: ResolvedParties
    origins: Mapping[str, StatementOrigin]

    def columns(self, key: str, moment: datetime) -> dict[str, object]:
        """Return the columns that the rows of a key take from its origin."""
        return {**self.origins[key].columns, "recorded_at": self.origins[key].recorded_at(moment)}


def store_descriptions(described: Iterable[DocumentParties], moment: datetime) -> list[PartyName]:
    """Store names, details and parents of the new parties, with one query a table; return the names."""
    names: list[PartyName] = []
    details: list[PartyDetails] = []
    parents: list[BodyParent] = []
    for each in described:
        new = each.resolved.new
        for key, party in new.items():
            stated = each.columns(key, moment)
            names += [
                PartyName(party=party, language=language, text=text, folded=fold_name(text), **stated)
                for language, text in (("en", party.name_en), ("ja", party.name_ja), ("kana", party.name_kana))
                if text
            ]
            details.append(PartyDetails(party=party, details=details_of(party), **stated))
        for key, row in each.parties.items():
            if key in new and (above := row.values.get("parent")):
                parent = each.resolved.by_reference[above]
                parents.append(BodyParent(body_id=new[key].id, parent_id=parent, **each.columns(key, moment)))
    PartyName.objects.bulk_create(names)
    PartyDetails.objects.bulk_create(details)
    BodyParent.objects.bulk_create(parents)
    return names


def supersede_adopted(described: DocumentParties, moment: datetime) -> list[PartyDetails]:
    """Supersede the details of the parties that got a number; return those superseded."""
    numbered = described.resolved.numbered
    return supersede_details(
        {each.party.pk: each.party for each in numbered.values()},
        {each.party.pk: described.origins[key].columns for key, each in numbered.items()},
        moment,
    )


def details_of(party: Party) -> dict[str, object]:
    """Return the details of a party besides its names, as JSON, without empty ones."""
    columns = (*DESCRIBED, *NUMBERS, "founded_on")
    said = {column: getattr(party, column) for column in columns}
    return {column: str(v) if column == "founded_on" else v for column, v in said.items() if v not in (None, "")}
