"""The check of keys, codes and ids: each key once, each name known, each party of the type that its field takes."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final, TypeGuard

from institutions.access.callers import Reader
from institutions.codes.base import Coded
from institutions.codes.parameters import FieldPointer, outside_value
from institutions.drafts.draft import KnownParty, PartyDraft
from institutions.drafts.errors import FieldErrors, pointer_below
from institutions.drafts.lookup import FoundParties, SoughtIdentifiers, find_calls
from institutions.drafts.near_words import DidYouMean
from institutions.drafts.objects import NamedObject
from institutions.drafts.troubles.references import (
    BodyByItsCode,
    ChooseBody,
    DescribedTwice,
    KeyIsCode,
    KeyUsedTwice,
    NumbersOfTwo,
    NumberUsedTwice,
    NumberWithoutName,
    OtherKindOfParty,
    OtherNumber,
    UnknownBody,
    UnknownBodyNorDescribed,
    UnknownCall,
    UnknownParty,
    UnknownPartyId,
    UnknownPartyOrCountry,
    UnknownSource,
    WrongKindOfParty,
)
from institutions.drafts.values import text_trouble, uuid_of
from institutions.kinds import KINDS, FieldSort, PartyType
from institutions.kinds.base import MAX_KEY, PARTY_SORTS, Label
from institutions.kinds.countries import COUNTRIES
from institutions.models import GovernmentBody
from institutions.values.quoting import shown_in_message

TYPE_OF_TABLE: Final = {"companies": PartyType.COMPANY, "people": PartyType.PERSON, "bodies": PartyType.BODY}
ARTICLE: Final = {
    PartyType.COMPANY: Label("a company", "企業"),
    PartyType.PERSON: Label("a person", "人"),
    PartyType.BODY: Label("a government body", "政府機関"),
}
KEYED_KINDS: Final = frozenset(name for name, kind in KINDS.items() if "key" in kind.by_name)

Document = Mapping[str, object]


def well_formed_rows(document: Document, table: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the well-formed rows of a list of the document, each with its pointer."""
    given = document.get(table)
    for place, row in enumerate(given if isinstance(given, list) else ()):
        if isinstance(row, dict):
            yield pointer_below(pointer_below("", table), place), row


def is_key(value: object) -> TypeGuard[str]:
    """Return whether a text may be a key, code, id or number, and be used in a database query."""
    return text_trouble(value, MAX_KEY, one_line=True) is None


def unique_keys(document: Document, tables: tuple[str, ...], troubles: FieldErrors) -> dict[str, str]:
    """Return the pointer of its row by key, over tables that share one space of keys; note keys used twice."""
    seen: dict[str, str] = {}
    for table in tables:
        for pointer, row in well_formed_rows(document, table):
            key = row.get("key")
            kind = row.get("kind")
            if not is_key(key) or (table == "statements" and not (isinstance(kind, str) and kind in KEYED_KINDS)):
                continue
            if key in seen:
                troubles.add(
                    pointer_below(pointer, "key"),
                    KeyUsedTwice(key=shown_in_message(key), place=FieldPointer(seen[key])),
                )
            seen.setdefault(key, pointer)
    return seen


def references_sought(document: Document, named: Iterable[NamedObject]) -> SoughtIdentifiers:
    """Return all identifiers in a document by which the register may know a party."""
    parties = {each.value for each in named if each.field.sort in (*PARTY_SORTS, FieldSort.BODY_CODE)}
    parties |= {each.value for each in named if each.field.or_party and uuid_of(each.value)}
    rows = [row for table in TYPE_OF_TABLE for _, row in well_formed_rows(document, table)]
    given = {
        name: frozenset(value for row in rows if is_key(value := row.get(name)))
        for name in ("key", "id", "corporate_number", "lei")
    }
    return SoughtIdentifiers(given["key"] | given["id"] | parties, given["corporate_number"], given["lei"])


class Resolution:
    """The party, call or source that each name of a document refers to, as far as a reader may find them.

    `found` holds the look-up in the register, where that was done before; `known_keys` are keys that refer to a
    party without being described here.
    """

    def __init__(
        self,
        document: Document,
        named: list[NamedObject],
        troubles: FieldErrors,
        *,
        reader: Reader,
        found: FoundParties | None = None,
        known_keys: Mapping[str, PartyType] | None = None,
    ) -> None:
        self.document = document
        self.named = named
        self.troubles = troubles
        self.reader = reader
        self.keys = unique_keys(document, tuple(TYPE_OF_TABLE), troubles)
        self.sources = unique_keys(document, ("sources",), troubles)
        self.statements = unique_keys(document, ("statements",), troubles)
        self.calls_here = {
            str(row["key"]): None for _, row in well_formed_rows(document, "statements") if is_keyed_call(row)
        }
        self.found = found or references_sought(document, named).find(reader)
        self.known_keys = known_keys or {}
        self.parties = {each.key: each for each in self._parties()}

    def _parties(self) -> Iterator[PartyDraft]:
        taken: dict[KnownParty, str] = {}
        numbers: dict[str, str] = {}
        for table, kind in TYPE_OF_TABLE.items():
            for pointer, row in well_formed_rows(self.document, table):
                key = row.get("key")
                if not is_key(key) or self.keys.get(key) != pointer:
                    continue
                if (code := self.found.by_reference.get(key)) and code.code == key:
                    self.troubles.add(pointer_below(pointer, "key"), KeyIsCode(key=shown_in_message(key)))
                known = self._known(kind, row, pointer)
                if known and known in taken:
                    self.troubles.add(pointer, DescribedTwice(place=FieldPointer(taken[known])))
                for number in (row.get("corporate_number"), row.get("lei")):
                    if is_key(number) and numbers.setdefault(number, pointer) != pointer:
                        twice = NumberUsedTwice(value=outside_value(number), place=FieldPointer(numbers[number]))
                        self.troubles.add(pointer, twice)
                if known:
                    taken.setdefault(known, pointer)
                yield PartyDraft(key=key, kind=kind, values=row, pointer=pointer, known=known)

    def _known(self, kind: PartyType, row: Document, pointer: str) -> KnownParty | None:
        """Return the register's party for a row, by its id or numbers, which must agree; None if there is none."""
        candidates: dict[str, KnownParty] = {}
        for name, index in (
            ("id", self.found.by_reference),
            ("corporate_number", self.found.by_corporate_number),
            ("lei", self.found.by_lei),
        ):
            value = row.get(name)
            known = index.get(value) if is_key(value) else None
            if known:
                candidates[name] = known
            elif name == "id" and uuid_of(value):
                self.troubles.add(pointer_below(pointer, "id"), UnknownPartyId(value=outside_value(value)))
        first = next(iter(candidates.items()), None)
        if first is None:
            if row.get("name") is None and (row.get("corporate_number") or row.get("lei")) and not row.get("id"):
                self.troubles.add(pointer_below(pointer, "name"), NumberWithoutName())
            return None
        name, party = first
        for other, candidate in candidates.items():
            if candidate != party and not (self._has(party, other, row) or self._has(candidate, name, row)):
                self.troubles.add(pointer_below(pointer, other), NumbersOfTwo(other=other, name=name))
        if party.kind is not kind:
            held, given = ARTICLE[party.kind], ARTICLE[kind]
            self.troubles.add(
                pointer_below(pointer, name),
                BodyByItsCode(held=held, given=given, body=party.code)
                if party.code
                else OtherKindOfParty(held=held, given=given),
            )
        self._same_numbers(party, row, pointer)
        return party

    def _has(self, party: KnownParty, name: str, row: Document) -> bool:
        """Return whether a party has the number that a row gives under this name.

        Two parties have one number where a restricted partnership has a party of its own beside that of others.
        """
        held = dict(zip(("corporate_number", "lei"), self.found.numbers[party.id], strict=True))
        return name in held and held[name] == row[name]

    def _same_numbers(self, party: KnownParty, row: Document, pointer: str) -> None:
        """Check that a party found by one number does not have a different number of the other sort."""
        held = dict(zip(("corporate_number", "lei"), self.found.numbers[party.id], strict=True))
        for name, number in held.items():
            if number and isinstance(row.get(name), str) and row[name] != number:
                self.troubles.add(pointer_below(pointer, name), OtherNumber(name=name))

    def check(self) -> None:
        """Check every name that some field uses."""
        calls = find_calls(
            (n.value for n in self.named if n.field.sort is FieldSort.CALL and n.value not in self.calls_here),
            reader=self.reader,
        )
        for each in self.named:
            if each.field.sort is FieldSort.SOURCE:
                self._source(each)
            elif each.field.sort is FieldSort.CALL:
                self._call(each, calls)
            elif each.field.sort is FieldSort.BODY_CODE:
                self._body_code(each)
            elif each.field.or_party and self.type_of(each.value) is None and not uuid_of(each.value):
                continue  # a name
            else:
                self._party(each)

    def _source(self, each: NamedObject) -> None:
        if each.value not in self.sources:
            near = self.troubles.nearest(each.value, self.sources)
            self.troubles.add(each.pointer, UnknownSource(value=outside_value(each.value), near=near))

    def _call(self, each: NamedObject, calls: set[str]) -> None:
        if each.value not in calls and each.value not in self.calls_here:
            near = self.troubles.nearest(each.value, self.calls_here)
            self.troubles.add(each.pointer, UnknownCall(value=outside_value(each.value), near=near))

    def _body_code(self, each: NamedObject) -> None:
        known = self.found.by_reference.get(each.value)
        if known is None or known.code != each.value:
            self.troubles.add(each.pointer, self._unknown_body(UnknownBody, each.value))

    def _unknown_body(self, trouble: type[UnknownBody] | type[UnknownBodyNorDescribed], value: str) -> Coded:
        nearest = self.troubles.nearest(value, self.all_codes)
        choice = nearest if isinstance(nearest, DidYouMean) else ChooseBody()
        return trouble(value=outside_value(value), near=nearest, choice=choice)

    @cached_property
    def all_codes(self) -> list[str]:
        """Codes of bodies, read only where a code was not found."""
        codes = GovernmentBody.objects.filter(code__isnull=False).order_by("code").values_list("code", flat=True)
        return [code for code in codes if code]

    def type_of(self, value: str) -> PartyType | None:
        """Return the type of the party that a key, code or id refers to; None if it is unknown."""
        if value in self.parties:
            return self.parties[value].kind
        if known := self.found.by_reference.get(value):
            return known.kind
        return self.known_keys.get(value)

    def _party(self, each: NamedObject) -> None:
        found, allows = self.type_of(each.value), each.field.allows
        if found is None and each.field.or_country and each.value in COUNTRIES:
            return
        if found is None and allows == {PartyType.BODY}:
            self.troubles.add(each.pointer, self._unknown_body(UnknownBodyNorDescribed, each.value))
        elif found is None:
            unknown = UnknownPartyOrCountry if each.field.or_country else UnknownParty
            fitting = (key for key, party in self.parties.items() if party.kind in allows)
            near = self.troubles.nearest(each.value, fitting)
            self.troubles.add(each.pointer, unknown(value=outside_value(each.value), near=near))
        elif found not in allows:
            wanted = [ARTICLE[kind] for kind in PartyType if kind in allows]
            needed = Label(" or ".join(kind.en for kind in wanted), "又は".join(kind.ja for kind in wanted))
            wrong = WrongKindOfParty(
                value=outside_value(each.value), found=ARTICLE[found], field=each.field.name, needed=needed
            )
            self.troubles.add(each.pointer, wrong)

    def known_parties(self) -> dict[str, KnownParty]:
        """Return the register's party for each used key, code and id that the register knows."""
        known = {key: party.known for key, party in self.parties.items() if party.known}
        return {**self.found.by_reference, **known}


def is_keyed_call(row: Document) -> bool:
    """Return whether a row is a call with a key, so that others can refer to it."""
    return row.get("kind") == "call" and is_key(row.get("key"))
