"""Checking of a receipt: that rows stood in the sealed trail. It needs the standard library alone.

docs/retention.md describes the file. Every field counts: each is covered by a hash that ends in a seal, or is compared.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from institutions.values.canonical import canonical_json, hash_json
from institutions.values.merkle import SALT_BYTES, commitment, leaf_hash, root_of_path, root_of_sides

VERSION: Final = 1
FIELDS: Final = {"receipt", "about", "rows", "events", "seals"}
ROW_FIELDS: Final = {"table", "key", "written", "opened", "steps"}
NOW_FIELDS: Final = ROW_FIELDS | {"now", "opened_now"}  # of a row that was changed since
STEP_FIELDS: Final = {"part", "value", "path", "event"}
EVENT_FIELDS: Final = {"content", "seal", "place", "path"}
# The content of an event and of a seal, which are shown: by field the type of its value; None: any.
CONTENT_OF_EVENT: Final[dict[str, type | None]] = {
    **dict.fromkeys(("rows", "chain", "at", "actor", "verb", "object", "request_id", "previous"), str),
    "number": int,
    "before": None,
    "after": None,
}
CONTENT_OF_SEAL: Final[dict[str, type | None]] = {
    "number": int, "at": str, "previous": str, "heads_sha256": str, "tree": dict,
}  # fmt: skip
TREE: Final[dict[str, type | None]] = {"size": int, "root": str}
# A row that explains another one belongs to it by a column.
BELONGS: Final = {
    ("rules_findingdecision", "rules_finding"): ("finding_id", None),
    ("rules_finding", "rules_match"): (None, "finding_id"),
    ("rules_findingdecision", "rules_match"): ("assessment_id", "assessment_id"),
}
Json = dict[str, Any]  # Any: plain data


class ReceiptError(ValueError):
    """A receipt that proves nothing: the text says which part does not fit."""


@dataclass(frozen=True, slots=True)
class ProvedRow:
    """A row that stood in the trail: its columns as first written, those erased since, and its events with seals."""

    table: str
    key: str
    values: Json
    erased: tuple[str, ...]
    hidden: tuple[str, ...]  # columns of which only the salted hash is given, and which nobody changed
    now: Json
    steps: tuple[tuple[Json, Json], ...] = field(default=())  # content of event and of seal


def need(right: object, message: str) -> None:
    """Raise ReceiptError with a message, unless something is right."""
    if not right:
        raise ReceiptError(message)


def exact_fields(data: Any, names: set[str], where: str) -> None:  # Any: plain data
    """Refuse data that are no object with exactly these fields."""
    need(isinstance(data, dict), f"{where} is no object with fields.")
    lacking, more = sorted(names - data.keys()), sorted(data.keys() - names)
    need(not lacking, f"{where}: {', '.join(lacking)} is missing.")
    need(not more, f"{where}: {', '.join(more)} is no field of a receipt of version {VERSION}.")


def typed_fields(data: Any, types: Mapping[str, type | None], where: str) -> None:  # Any: plain data
    """Refuse data that are no object with exactly these fields, each of its type."""
    exact_fields(data, set(types), where)
    for name, wanted in types.items():
        need(wanted is None or type(data[name]) is wanted, f"{where}: {name} has another form than in a receipt.")


def check_receipt(data: Any) -> tuple[list[ProvedRow], dict[int, Json]]:  # Any: what the file holds
    """Return the proved rows, the main one first, and the seals by number. ReceiptError if anything does not fit."""
    try:
        return proved(data)
    except RecursionError as other:
        message = "Values are nested more deeply than in a receipt."
        raise ReceiptError(message) from other
    except (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError) as other:
        if isinstance(other, ReceiptError):
            raise
        message = f"A value has another form than in a receipt of version {VERSION}: {other!r}."
        raise ReceiptError(message) from other


def proved(data: Any) -> tuple[list[ProvedRow], dict[int, Json]]:  # Any: as above
    """Check every part; see `check_receipt`."""
    version = data.get("receipt") if isinstance(data, dict) else None
    need(
        type(version) is int and version == VERSION,
        f'"receipt" is not {VERSION}, so this is no receipt that this version can read. Use the version that made it.',
    )
    exact_fields(data, FIELDS, "The receipt")
    seals = {int(number): checked_seal(number, seal) for number, seal in data["seals"].items()}
    for said, event in data["events"].items():
        check_event(said, event, seals)
    rows = [proved_row(row, data["events"], seals) for row in data["rows"]]
    need(rows, "The receipt has no rows.")
    main = {"table": rows[0].table, "key": rows[0].key}
    need(data["about"] == main, f'"about" names another row than the first one, {rows[0].table} {rows[0].key}.')
    check_belonging(rows)
    used = {step["event"] for row in data["rows"] for step in row["steps"]}
    need(used == data["events"].keys(), "The receipt has an event that no row needs.")
    need({data["events"][each]["seal"] for each in used} == seals.keys(), "The receipt has a seal that no event needs.")
    return rows, seals


def checked_seal(number: str, seal: Json) -> Json:
    """Return the content of a seal, with its hash."""
    where = f"Seal {number}"
    exact_fields(seal, {"content", "hash"}, where)
    content: Json = seal["content"]
    typed_fields(content, CONTENT_OF_SEAL, where)
    typed_fields(content["tree"], TREE, where)
    need(hash_json(content) == seal["hash"], f"{where}: its content does not have its hash.")
    need(str(content["number"]) == number, f"{where}: its content is that of another seal.")
    return {**content, "hash": seal["hash"]}


def check_event(said: str, event: Json, seals: Mapping[int, Json]) -> None:
    """Check that an event has its hash and is in the tree of its seal."""
    where = f"Event {said[:12]}"
    exact_fields(event, EVENT_FIELDS, where)
    typed_fields(event["content"], CONTENT_OF_EVENT, where)
    need(hash_json(event["content"]) == said, f"{where}: its content does not have its hash.")
    need(type(event["seal"]) is int and event["seal"] in seals, f"{where}: the receipt lacks its seal.")
    need(type(event["place"]) is int, f"{where}: its place in the tree is no number.")
    need(type(event["path"]) is list, f"{where}: its path is no list.")
    tree = seals[event["seal"]]["tree"]
    path = [bytes.fromhex(each) for each in event["path"]]
    need([each.hex() for each in path] == event["path"], f"{where}: its path is not written as a receipt writes it.")
    root = root_of_path(leaf_hash(said.encode()), event["place"], tree["size"], path)
    need(root is not None and root.hex() == tree["root"], f"{where}: its path does not lead to seal {event['seal']}.")


def proved_row(row: Json, events: Mapping[str, Json], seals: Mapping[int, Json]) -> ProvedRow:
    """Check one row: each state has the hash that an event names."""
    changed = len(row["steps"]) > 1
    exact_fields(row, NOW_FIELDS if changed else ROW_FIELDS, "A row")
    table, key, where = row["table"], row["key"], f"{row['table']} {row['key']}"
    need(type(table) is str and type(key) is str, "A row: its table or key is no text.")
    values = opened_values(row["written"], row["opened"], where)
    now = opened_values(row["now"], row["opened_now"], where) if changed else values
    need(type(row["steps"]) is list, f"{where}: its steps are no list.")
    held = hash_json([table, key, row["written"]])
    need(row["steps"], f"{where}: no event names it.")
    for place, step in enumerate(row["steps"]):
        exact_fields(step, STEP_FIELDS, where)
        before, after = ("", step["value"]) if place == 0 else step["value"]
        need(type(step["path"]) is list, f"{where}: the path of a step is no list.")
        need(step["part"] == ("changed" if place else "written"), f"{where}: an event names it in another way.")
        if place == 0:
            need(after == held, f"{where}: its columns do not have the hash that the event names.")
        else:
            need(before == held, f"{where}: a change does not begin with the state before it.")
        held = after
        leaf = leaf_hash(canonical_json([step["part"], table, key, step["value"]]).encode())
        event = events.get(step["event"])
        need(event, f"{where}: the receipt lacks its event.")
        root = root_of_sides(leaf, step["path"])
        need(event and root.hex() == event["content"].get("rows"), f"{where}: its path does not lead to its event.")
    if changed:
        need(hash_json([table, key, row["now"]]) == held, f"{where}: its present columns do not have their hash.")
    last = row["now"] if changed else row["written"]
    return ProvedRow(
        table=table,
        key=key,
        values=values,
        erased=tuple(sorted(name for name, said in row["written"].items() if last.get(name) != said)),
        hidden=tuple(sorted(hidden_columns(row["written"], row["opened"], last))),
        now=now,
        steps=tuple((events[step["event"]]["content"], seals[events[step["event"]]["seal"]]) for step in row["steps"]),
    )


def hidden_columns(columns: Json, opened: Json, last: Json) -> Iterator[str]:
    """Yield the columns of which only a salted hash is given, though nobody changed them."""
    for name, said in columns.items():
        if isinstance(said, dict) and said.keys() == {"sha256"} and name not in opened and last.get(name) == said:
            yield name


def opened_values(columns: Json, opened: Json, where: str) -> Json:
    """Return the values of columns; of a salted one the value that was opened, if there is one."""
    values = {name: said for name, said in columns.items() if not is_salted(said)}
    for name, given in opened.items():
        exact_fields(given, {"salt", "value"}, f"{where}, {name}")
        need(is_salted(columns.get(name)), f"{where}, {name}: has no salted hash.")
        salt = bytes.fromhex(given["salt"])
        need(salt.hex() == given["salt"], f"{where}, {name}: its salt is not written as a receipt writes it.")
        need(len(salt) == SALT_BYTES, f"{where}, {name}: its salt has another length than in a receipt.")
        fits = commitment(salt, given["value"]) == columns[name]["sha256"]
        need(fits, f"{where}, {name}: its value does not have the salted hash of the row.")
        values[name] = given["value"]
    return values


def is_salted(said: object) -> bool:
    """Return whether a column is given by its salted hash."""
    return isinstance(said, dict) and said.keys() == {"sha256"}


def check_belonging(rows: list[ProvedRow]) -> None:
    """Check that the further rows belong to the first one, and to each other."""
    by_table = {row.table: row for row in rows}
    need(len(by_table) == len(rows), "The receipt has two rows of one table.")
    for (one, other), (of_one, of_other) in BELONGS.items():
        if one in by_table and other in by_table:
            left, right = by_table[one], by_table[other]
            first = left.values.get(of_one) if of_one else left.key
            second = right.values.get(of_other) if of_other else right.key
            belongs = first is not None and str(first) == str(second)
            need(belongs, f"{other} {right.key} does not belong to {one} {left.key}.")
    linked = {name for pair in BELONGS for name in pair if set(pair) <= by_table.keys()}
    need(len(rows) == 1 or linked == by_table.keys(), "The receipt has a row that does not belong to the first one.")
