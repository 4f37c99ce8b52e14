"""Statements of BODS 0.1 to 0.3 as statements of 0.4.

Before 0.4 a statement had no record: a later one named the statements that it replaces. The record is the first
statement of such a chain. A statement about other parties than the one that it replaces begins a record of its own, and
the one that nobody continues is closed on the day of the first that replaces it.
"""

import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

TYPES: Final = {
    "entityStatement": "entity",
    "personStatement": "person",
    "ownershipOrControlStatement": "relationship",
}
RELATIONSHIP: Final = "ownershipOrControlStatement"
VERSIONS: Final = (None, "0.1", "0.2", "0.3", "0.4")  # some publishers wrote 0.4 before it had records
READ_AS: Final = "0.4"
# Names up to 0.2 that are no other spelling of those of 0.4; the others differ in hyphens alone.
INTERESTS: Final = {
    "influence-or-control": "otherInfluenceOrControl",
    "settlor-of-trust": "settlor",
    "trustee-of-trust": "trustee",
    "protector-of-trust": "protector",
    "beneficiary-of-trust": "beneficiaryOfLegalArrangement",
    "other-influence-or-control-of-trust": "otherInfluenceOrControl",
}
BESIDE: Final = frozenset(
    {
        "statementID",
        "statementType",
        "statementDate",
        "replacesStatements",
        "publicationDetails",
        "source",
        "annotations",
    }
)
PARTY: Final = ("describedByEntityStatement", "describedByPersonStatement")
HYPHEN: Final = re.compile(r"-(\w)")
# Names are kept as JSON: SQLite takes no text with half a character, and the statement that has one is refused later.
TABLES: Final = """
    CREATE TABLE earlier (place INTEGER PRIMARY KEY, line INTEGER, id TEXT, dated TEXT, value TEXT);
    CREATE INDEX earlier_by_id ON earlier (id);
    CREATE TABLE replaced (old TEXT, new TEXT);
    CREATE INDEX replaced_by_old ON replaced (old);
    CREATE TABLE record_of (name TEXT PRIMARY KEY, record TEXT) WITHOUT ROWID;
"""
Json = dict[str, Any]  # Any: values of one JSON object, not checked yet


def is_earlier(value: Json) -> bool:
    """Return whether a statement is of an earlier version that can be converted."""
    if "recordType" in value or text_of(value.get("statementType")) not in TYPES:
        return False
    published = value.get("publicationDetails")
    given = published.get("bodsVersion") if isinstance(published, dict) else None
    return given in VERSIONS


@dataclass(slots=True)
class EarlierStatements:
    """The statements of earlier versions of a file, kept in the database of its spool until all were read."""

    database: sqlite3.Connection
    _heir: tuple[int, Json] | None = None  # the last one that was read: those that it replaces come together

    def take(self, value: Json, line: int) -> None:
        """Keep a statement."""
        name = json.dumps(text_of(value.get("statementID")))
        row = (line, name, json.dumps(str(value.get("statementDate") or "9")), json.dumps(value))
        self.database.execute("INSERT INTO earlier (line, id, dated, value) VALUES (?, ?, ?, ?)", row)
        rows = [(json.dumps(old), name) for old in replaced_by(value)]
        self.database.executemany("INSERT INTO replaced VALUES (?, ?)", rows)

    def converted(self) -> Iterator[tuple[int, Json]]:
        """Yield each statement as one of 0.4, with its line, then those that close a record."""
        for line, text in self.database.execute("SELECT line, value FROM earlier ORDER BY place"):
            yield line, self.statement(json.loads(text))
        yield from self.closings()

    def statement(self, value: Json) -> Json:
        """Return one statement as one of 0.4."""
        kind = TYPES[value["statementType"]]
        made = {
            "statementId": value.get("statementID"),
            "statementDate": value.get("statementDate"),
            "recordId": self.record(text_of(value.get("statementID"))) or None,
            "recordType": kind,
            "recordStatus": "updated" if self.continues(value) else "new",
            "recordDetails": {"isComponent": False, **self.details(value)},
            "source": value.get("source"),
            "annotations": value.get("annotations"),
            "publicationDetails": as_read(value.get("publicationDetails")),
        }
        return {name: each for name, each in made.items() if each is not None}

    def details(self, value: Json) -> Json:
        """Return what a statement says of its record."""
        given = {name: each for name, each in value.items() if name not in BESIDE}
        if value["statementType"] == RELATIONSHIP:
            return self.relationship(given)
        return person(given) if value["statementType"] == "personStatement" else entity(given)

    def relationship(self, given: Json) -> Json:
        """Return a relationship: its ends by record, and its interests in the words of 0.4."""
        components = given.pop("componentStatementIDs", None)
        interests = given.get("interests")
        made = {
            **given,
            "subject": self.end(given.get("subject")),
            "interestedParty": self.end(given.get("interestedParty")),
            "interests": [interest(each) for each in interests] if isinstance(interests, list) else interests,
        }
        if isinstance(components, list):
            made["componentRecords"] = [self.record(each) if isinstance(each, str) else each for each in components]
        return {name: each for name, each in made.items() if each is not None}

    def end(self, given: object) -> object:
        """Return an end of a relationship: the record of the party, or why it is not specified."""
        if not isinstance(given, dict):
            return given
        for name in PARTY:
            if text := text_of(given.get(name)):
                return text if self.is_relationship(text) else self.record(text)
        unspecified = given.get("unspecified")
        if not isinstance(unspecified, dict):
            return given
        return {**unspecified, "reason": camel(unspecified.get("reason"))}

    def is_relationship(self, name: str) -> bool:
        """Return whether a statement of the file is a relationship, which is refused as a party: none is followed."""
        value = self.value(name)
        return value is not None and value.get("statementType") == RELATIONSHIP

    def record(self, name: str) -> str:
        """Return the record of a statement: the first of its chain. One that is not in the file is a record itself.

        A chain is followed step by step, however long it is. Where it leads back to itself, it begins there.
        """
        chain, first = dict[str, None](), name
        while first not in chain:
            if (known := self._known_record(first)) is not None:
                first = known
                break
            chain[first] = None
            if (before := self.continued(first)) is None:
                break
            first = before
        rows = [(json.dumps(each), json.dumps(first)) for each in chain]
        self.database.executemany("INSERT OR REPLACE INTO record_of VALUES (?, ?)", rows)
        return first

    def _known_record(self, name: str) -> str | None:
        """Return the record of a statement that was followed before; None if it was not."""
        select = "SELECT record FROM record_of WHERE name = ?"
        row = self.database.execute(select, (json.dumps(name),)).fetchone()
        return str(json.loads(row[0])) if row else None

    def continued(self, name: str) -> str | None:
        """Return the statement whose record one continues: the first of those that it replaces about the same."""
        value = self.value(name)
        return next((old for old in replaced_by(value) if self.is_same(value, old)), None) if value else None

    def is_same(self, value: Json, old: str) -> bool:
        """Return whether a statement is about the same as one that it replaces."""
        before = self.value(old)
        if before is None:  # of an earlier file: it can have one heir alone
            select = "SELECT COUNT(*) FROM (SELECT 1 FROM replaced WHERE old = ? LIMIT 2)"
            return bool(self.database.execute(select, (json.dumps(old),)).fetchone()[0] == 1)
        if before.get("statementType") != value.get("statementType"):
            return False
        return value.get("statementType") != RELATIONSHIP or self.ends(before) == self.ends(value)

    def ends(self, value: Json) -> tuple[str | None, ...]:
        """Return the records of the parties of a relationship; None for one that is not specified."""
        found = (self.end(value.get(name)) for name in ("subject", "interestedParty"))
        return tuple(each if isinstance(each, str) else None for each in found)

    def continues(self, value: Json) -> bool:
        """Return whether a statement continues a record."""
        name = text_of(value.get("statementID"))
        return bool(name) and self.record(name) != name

    def closings(self) -> Iterator[tuple[int, Json]]:
        """Yield a closing statement for each replaced relationship whose record nobody continues."""
        for (kept,) in self.database.execute("SELECT DISTINCT old FROM replaced").fetchall():
            old = str(json.loads(kept))
            before = self.value(old)
            if before is None or before.get("statementType") != RELATIONSHIP:
                continue
            select = "SELECT new FROM replaced WHERE old = ?"
            news = [str(json.loads(new)) for (new,) in self.database.execute(select, (kept,))]
            if any(self.record(new) == self.record(old) for new in news):
                continue
            if (found := self.first_heir(kept)) is None:  # one without an id, which is refused
                continue
            line, first = found
            closed = self.statement({**before, "interests": [], "source": first.get("source")})
            yield (
                line,
                {
                    **closed,
                    "statementId": f"{old} replaced",
                    "recordStatus": "closed",
                    "statementDate": first.get("statementDate"),
                    "publicationDetails": as_read(first.get("publicationDetails")),
                },
            )

    def first_heir(self, old: str) -> tuple[int, Json] | None:
        """Return the earliest statement that replaces one, with its line; None if none of them is in the file.

        `old` is a name as it is kept. Only that statement is read, and once for all that it replaces.
        """
        select = """
            SELECT e.place, e.line FROM replaced r JOIN earlier e ON e.id = r.new
            WHERE r.old = ? ORDER BY e.dated, r.rowid, e.place LIMIT 1
        """
        if (row := self.database.execute(select, (old,)).fetchone()) is None:
            return None
        place, line = row
        if self._heir is None or self._heir[0] != place:
            (text,) = self.database.execute("SELECT value FROM earlier WHERE place = ?", (place,)).fetchone()
            self._heir = (place, json.loads(text))
        return line, self._heir[1]

    def value(self, name: str) -> Json | None:
        """Return a statement of the file by its id; None if there is none."""
        select = "SELECT value FROM earlier WHERE id = ? ORDER BY place LIMIT 1"
        row = self.database.execute(select, (json.dumps(name),)).fetchone()
        found: Json | None = json.loads(row[0]) if row and name else None
        return found


def entity(given: Json) -> Json:
    """Return an entity as 0.4 describes it: its type is an object, its jurisdiction has one name."""
    kind, place = given.get("entityType"), given.pop("incorporatedInJurisdiction", None)
    reason = given.pop("missingInfoReason", None)
    made = {**given, "entityType": {"type": camel(kind)} if isinstance(kind, str) else kind}
    if place is not None:
        made.setdefault("jurisdiction", place)
    return with_reason(made, "unspecifiedEntityDetails", reason)


def person(given: Json) -> Json:
    """Return a person as 0.4 describes them."""
    names, reason = given.get("names"), given.pop("missingInfoReason", None)
    kind = given.get("personType")
    made = {**given, "personType": camel(kind)}
    if isinstance(names, list):
        made["names"] = [
            {**each, "type": "legal"} if isinstance(each, dict) and each.get("type") == "individual" else each
            for each in names
        ]
    return with_reason(made, "unspecifiedPersonDetails", reason)


def with_reason(made: Json, name: str, reason: object) -> Json:
    """Return details with the reason for what is missing where 0.4 has it."""
    if isinstance(reason, str):
        made.setdefault(name, {"reason": "unknown", "description": reason})
    elif isinstance(made.get(name), dict):
        made[name] = {**made[name], "reason": camel(made[name].get("reason"))}
    return {each: value for each, value in made.items() if value is not None}


def interest(given: object) -> object:
    """Return an interest in the words of 0.4."""
    if not isinstance(given, dict):
        return given
    made = dict(given)
    if (level := made.pop("interestLevel", None)) is not None:
        made.setdefault("directOrIndirect", level)
    kind = made.get("type")
    if isinstance(kind, str):
        made["type"] = INTERESTS.get(kind) or camel(kind)
    if isinstance(made.get("share"), dict):
        made["share"] = share(made["share"])
    return made


def share(given: Json) -> Json:
    """Return a share whose exclusive bounds are numbers; before 0.4 they were true or false beside a number."""
    made = dict(given)
    for bound in ("Minimum", "Maximum"):
        exclusive, number = made.get(f"exclusive{bound}"), made.get(bound.lower())
        if isinstance(exclusive, bool):
            del made[f"exclusive{bound}"]
            if exclusive and number is not None and made.get("exact") is None:
                made[f"exclusive{bound}"] = made.pop(bound.lower())
    return made


def replaced_by(value: Json) -> list[str]:
    """Return the ids of the statements that one replaces."""
    given = value.get("replacesStatements")
    return [each for each in given if isinstance(each, str) and each] if isinstance(given, list) else []


def as_read(published: object) -> object:
    """Return the details of publication with the version in which a statement is read."""
    return {**published, "bodsVersion": READ_AS} if isinstance(published, dict) else published


def camel(word: object) -> object:
    """Return a word of a list as 0.3 and 0.4 spell it."""
    return HYPHEN.sub(lambda found: found.group(1).upper(), word) if isinstance(word, str) else word


def text_of(given: object) -> str:
    """Return a text; empty for anything else."""
    return given if isinstance(given, str) else ""
