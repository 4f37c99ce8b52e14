"""The content of a declaration before signing: checked, and inserted into the document of the case."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from institutions.codes.parameters import PlainNumber
from institutions.kinds.base import MAX_KEY
from rules.access.withheld_document import document_texts
from rules.facts.gathering.document import company_keys
from rules.review.casework.entry_errors import EntryErrors
from rules.review.casework.people_concerned.declaration_kinds import BY_KIND, KIN_FIELDS, KINSHIP
from rules.review.casework.troubles.declarations import (
    KinOfOther,
    KinUnstated,
    NoOwnKey,
    NotPartOfDeclaration,
    RelativeNotNamed,
    TooManyDeclared,
    TooManyParties,
    WhoseNotChosen,
)
from rules.review.casework.troubles.entries import NoObjectsEntered

Json = dict[str, Any]  # Any: part of a document
MOST_TIES: Final = 60
MOST_PARTIES: Final = 20
COMPANY_FIELDS: Final = frozenset({"key", "name", "corporate_number"})
PERSON_FIELDS: Final = frozenset({"key", "name"})


@dataclass(frozen=True, slots=True)
class DeclaredTies:
    """The declared ties. Keys of new parties are the declarer's; keys of the document stay."""

    statements: tuple[Json, ...] = ()
    companies: tuple[Json, ...] = ()
    people: tuple[Json, ...] = ()  # kin


def check_ties(given: Mapping[str, Any], own_key: str, entered: EntryErrors) -> DeclaredTies:  # Any: not checked yet
    """Check the ties of a declaration; one that does not belong here is noted at its place. Values come later."""
    lists = {name: rows_in(given, name, entered) for name in ("statements", "companies", "people")}
    companies = named_rows(lists["companies"], "companies", COMPANY_FIELDS, entered)
    people = named_rows(lists["people"], "people", PERSON_FIELDS, entered)
    kin = {each["key"] for each in people}
    for place, row in enumerate(lists["statements"]):
        check_tie(row, f"statements/{place}", own_key, kin, entered)
    if len(lists["statements"]) > MOST_TIES:
        entered.by_field["statements"] = TooManyDeclared(most=PlainNumber(MOST_TIES))
    related = {each.get("relative") for each in lists["statements"] if each.get("kind") == KINSHIP}
    for place, person in enumerate(people):
        if person["key"] not in related:
            entered.by_field[f"people/{place}"] = KinUnstated()
    return DeclaredTies(tuple(lists["statements"]), tuple(companies), tuple(people))


def rows_in(given: Mapping[str, Any], name: str, entered: EntryErrors) -> list[Json]:
    """Return a list of objects, empty if it is left out."""
    rows = given.get(name)
    if rows is None or rows == "":
        return []
    if not isinstance(rows, list | tuple) or not all(isinstance(each, dict) for each in rows):
        entered.by_field[name] = NoObjectsEntered()
        return []
    return list(rows)


def named_rows(rows: list[Json], table: str, known: frozenset[str], entered: EntryErrors) -> list[Json]:
    """Check parties that the declaration brings in: each has a key of its own and no field beyond the form."""
    found, keys = [], set[str]()
    if len(rows) > MOST_PARTIES:
        entered.by_field[table] = TooManyParties(most=PlainNumber(MOST_PARTIES))
    for place, row in enumerate(rows):
        key, strange = row.get("key"), sorted(map(str, set(row) - known))
        if not isinstance(key, str) or not key or len(key) > MAX_KEY or key in keys:
            entered.by_field[f"{table}/{place}/key"] = NoOwnKey()
        elif strange:
            entered.by_field[f"{table}/{place}/{strange[0]}"] = NotPartOfDeclaration()
        else:
            keys.add(key)
            found.append(row)
    return found


def check_tie(row: Json, at: str, own_key: str, kin: set[str], entered: EntryErrors) -> None:
    """Check one tie: of a declared kind, about the person or their kin, and without fields beyond the form."""
    kind = row.get("kind")
    if kind == KINSHIP:
        allowed = {"kind", "person", "relative", *(each.name for each in KIN_FIELDS)}
        if row.get("person") != own_key:
            entered.by_field[f"{at}/person"] = KinOfOther()
        if not isinstance(row.get("relative"), str) or row["relative"] not in kin:
            entered.by_field[f"{at}/relative"] = RelativeNotNamed()
    elif isinstance(kind, str) and (asked := BY_KIND.get(kind)):
        allowed = {"kind", asked.whose, *asked.names}
        whose = row.get(asked.whose)
        if not (whose == own_key or (asked.kin and isinstance(whose, str) and whose in kin)):
            entered.by_field[f"{at}/{asked.whose}"] = WhoseNotChosen()
    else:
        entered.by_field[f"{at}/kind"] = NotPartOfDeclaration()
        return
    if strange := sorted(map(str, set(row) - allowed)):
        entered.by_field[f"{at}/{strange[0]}"] = NotPartOfDeclaration()


def with_declaration(document: Json, ties: DeclaredTies, own_key: str, source: Json, on: str) -> tuple[Json, Json]:
    """Return the document with the declaration, and the declaration in the document's keys.

    A company that the document knows by its corporate number keeps its key.
    """
    keys = declared_key_map(document, ties, str(source["key"]))
    statements = [tie_in_keys(row, keys) for row in ties.statements]
    statements.append({"kind": "declaration", "person": own_key, "on": on})
    new = {
        "companies": [
            {**row, "key": keys[row["key"]]} for row in ties.companies if keys[row["key"]] not in company_keys(document)
        ],
        "people": [{**row, "key": keys[row["key"]]} for row in ties.people],
        "statements": [{**row, "source": source["key"]} for row in statements],
        "sources": [source],
    }
    return {**document, **{name: [*(document.get(name) or ()), *rows] for name, rows in new.items() if rows}}, new


def declared_key_map(document: Json, ties: DeclaredTies, prefix: str) -> dict[str, str]:
    """Map keys of the declaration to keys of the document: that of the same company, else a new one."""
    numbers = {
        row["corporate_number"]: row["key"] for row in document.get("companies") or () if row.get("corporate_number")
    }
    found = {}
    for count, row in enumerate((*ties.companies, *ties.people), start=1):
        number = row.get("corporate_number")
        found[row["key"]] = (
            numbers.get(number) or f"{prefix}-party-{count}" if isinstance(number, str) else f"{prefix}-party-{count}"
        )
    return found


def tie_in_keys(row: Json, keys: Mapping[str, str]) -> Json:
    """Return a tie in the keys of the document."""
    return {
        name: keys.get(value, value) if isinstance(value, str) and name != "kind" else value
        for name, value in row.items()
    }


def without_declaration(document: Json, source_key: str, content: Mapping[str, Any]) -> Json:  # Any: as it was stored
    """Remove an earlier declaration from the document: its ties, its source, and parties that only it named."""
    statements = [row for row in document.get("statements") or () if row.get("source") != source_key]
    sources = [row for row in document.get("sources") or () if row.get("key") != source_key]
    kept = {**document, "statements": statements, "sources": sources}
    for table in ("companies", "people"):
        brought = {row["key"] for row in content.get(table, ())}
        rest = {**kept, table: [row for row in kept.get(table) or () if row.get("key") not in brought]}
        named = set(document_texts(rest))
        kept[table] = [row for row in kept.get(table) or () if row.get("key") not in brought or row["key"] in named]
    return {name: value for name, value in kept.items() if value != [] or name in document}
