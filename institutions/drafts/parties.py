"""From the keys of a document to parties of the register: found with certainty, kept from the last revision, or new."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

from institutions.drafts.draft import PartnershipDraft, PartyDraft
from institutions.drafts.leads import leave_leads
from institutions.drafts.lookup import Found, find_parties
from institutions.drafts.numbers import NUMBERS, adopt_numbers, correct_details
from institutions.kinds import PartyType
from institutions.models import BodyParent, Party, PartyDetails, PartyName, Submission
from institutions.names import fold

# Columns of a party that a row of the document fills, by the document's names.
DESCRIBED = ("country", "type", "gpa_class", "local", "listed", "address", "phone")


@dataclass(frozen=True, slots=True)
class Resolved:
    """Register ids by key, code and id of a document; the parties that this submission brought in or gave a number."""

    by_reference: dict[str, UUID] = field(default_factory=dict)
    kinds: dict[UUID, PartyType] = field(default_factory=dict)
    new: dict[str, Party] = field(default_factory=dict)
    numbered: list[Party] = field(default_factory=list)

    def add(self, reference: str, party: UUID, kind: PartyType) -> None:
        """Enter one."""
        self.by_reference[reference] = party
        self.kinds[party] = kind


def resolve_parties(draft: PartnershipDraft, previous: Submission | None, body: UUID) -> Resolved:
    """Find or create the party of each key. The register is asked again: it may have changed since the check."""
    rows = draft.parties.values()
    found = find_again(draft)
    resolved = Resolved()
    for reference, known in found.by_reference.items():
        resolved.add(reference, known.id, known.kind)
    kept = kept_parties(previous, [row for row in rows if certain(found, row) is None])
    resolved.numbered.extend(adopt_numbers(kept, rows))
    for row in rows:
        known_party = certain(found, row)
        if known_party:
            resolved.add(row.key, known_party, row.kind)
        elif row.key in kept:
            resolved.add(row.key, kept[row.key].id, row.kind)
        else:
            resolved.new[row.key] = party_of(row, body)
    create(resolved)
    return resolved


def find_again(draft: PartnershipDraft) -> Found:
    """The same look-up as in the check, inside the transaction."""
    rows = [row.values for row in draft.parties.values()]
    numbers = {name: [row[name] for row in rows if row.get(name)] for name in (*NUMBERS, "id")}
    return find_parties((*draft.references, *numbers["id"]), numbers["corporate_number"], numbers["lei"])


def certain(found: Found, row: PartyDraft) -> UUID | None:
    """The party with the id or number of a row."""
    for name, index in (
        ("id", found.by_reference),
        ("corporate_number", found.by_corporate_number),
        ("lei", found.by_lei),
    ):
        if (value := row.values.get(name)) and (known := index.get(value)):
            return known.id
    return None


def kept_parties(previous: Submission | None, rows: Iterable[PartyDraft]) -> dict[str, Party]:
    """Parties of the last revision whose key, kind and one name are the same, and whose numbers don't say otherwise.

    The key alone is not enough: keys are local to a document, and its next revision may hand them out anew.
    """
    if previous is None:
        return {}
    by_key = {each.key: each.party for each in previous.parties.select_related("party__same_as")}
    kept: dict[str, Party] = {}
    for row in rows:
        old = by_key.get(row.key)
        if old is None or old.kind != row.kind or not folded_names(row.values) & folded_names(names_of(old)):
            continue
        party = old.same_as or old
        if all(row.values.get(name) in (None, getattr(party, name)) or not getattr(party, name) for name in NUMBERS):
            kept[row.key] = party
    return kept


def names_of(party: Party) -> Mapping[str, object]:
    """A party's names in the form of the document."""
    return {"name": {"en": party.name_en, "ja": party.name_ja, "kana": party.name_kana}}


def folded_names(values: Mapping[str, object]) -> set[tuple[str, str]]:
    """Language and folded form of each name of a row."""
    name = values.get("name")
    texts = name.items() if isinstance(name, dict) else ()
    return {(language, fold(text)) for language, text in texts if text and fold(text)}


def party_of(row: PartyDraft, body: UUID) -> Party:
    """A party that is not in the register yet."""
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
        founded_on=date.fromisoformat(values["founded_on"]) if values.get("founded_on") else None,
        stated_by_id=body,
        **described,
    )


def create(resolved: Resolved) -> None:
    """Insert the new parties. Where another transaction was first with a number, its party is taken instead."""
    new = resolved.new
    numbered = {key: party for key, party in new.items() if party.corporate_number or party.lei}
    Party.objects.bulk_create([party for key, party in new.items() if key not in numbered])
    if numbered:
        Party.objects.bulk_create(numbered.values(), ignore_conflicts=True)
        given = [(each.corporate_number, each.lei) for each in numbered.values()]
        found = find_parties((), [one for one, _ in given if one], [other for _, other in given if other])
        for key, party in numbered.items():
            first = found.by_corporate_number.get(party.corporate_number or "") or found.by_lei.get(party.lei or "")
            if first and first.id != party.id:
                del new[key]
                resolved.add(key, first.id, first.kind)
    for key, party in new.items():
        resolved.add(key, party.id, PartyType(party.kind))


def describe_new(draft: PartnershipDraft, resolved: Resolved, submission: Submission, moment: datetime) -> None:
    """Names, details and parents of the new parties, leads to parties of the same name, and numbers given now."""
    stated = {"submission": submission, "recorded_at": moment}
    names = [
        PartyName(party=party, language=language, text=text, folded=fold(text), **stated)
        for party in resolved.new.values()
        for language, text in (("en", party.name_en), ("ja", party.name_ja), ("kana", party.name_kana))
        if text
    ]
    PartyName.objects.bulk_create(names)
    PartyDetails.objects.bulk_create(
        PartyDetails(party=party, details=details_of(party), **stated) for party in resolved.new.values()
    )
    correct_details(resolved.numbered, submission, moment)
    parents = parents_of_new(draft, resolved)
    for parent in parents:
        parent.submission, parent.recorded_at = submission, moment
    BodyParent.objects.bulk_create(parents)
    leave_leads(names, submission.partnership.submitted_by_id, moment)


def details_of(party: Party) -> dict[str, object]:
    """What is said of a party besides its names, as JSON."""
    columns = (*DESCRIBED, *NUMBERS, "founded_on")
    said = {column: getattr(party, column) for column in columns}
    return {column: str(v) if column == "founded_on" else v for column, v in said.items() if v not in (None, "")}


def parents_of_new(draft: PartnershipDraft, resolved: Resolved) -> list[BodyParent]:
    """Under which body each new body of the document belongs."""
    return [
        BodyParent(body_id=resolved.new[key].id, parent_id=resolved.by_reference[parent])
        for key, row in draft.parties.items()
        if key in resolved.new and (parent := row.values.get("parent"))
    ]
