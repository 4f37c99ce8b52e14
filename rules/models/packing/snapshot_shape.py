"""The text of a snapshot as a shorter text that says the same: what is written several times is written once.

A record repeats its fact, and facts of one sort repeat the names of their fields. So facts of one sort that follow one
another become one list: their type, the names of their values, of the computed columns and marks, then the values of
each. Sources are listed once each, with the number of references in a row that have them; the references themselves
stand in the facts. `unshape` gives the text back letter by letter. A text for which it would not has no shape.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

import orjson

from institutions.values.hashing import quick_json

Json = dict[str, Any]  # Any: plain data
ID: Final = "fact"  # as a record calls the id of its fact, and its type
TYPE: Final = "t"
OWN: Final = frozenset({"id", "type", "values", "origins"})  # of a fact; the rest are marks
WHOLE: Final = "="  # before an id that does not begin with its type
HEAD: Final = 5  # parts of a list before its values: type, values, computed columns, dropped values, marks
APART: Final = " "  # between names


def shape(text: str) -> str | None:
    """Return the shorter text of a snapshot; None for a text that it would not give back as it is."""
    try:
        short = shape_unchecked(text)
        return short if unshape(short) == text else None
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):  # of another form than a snapshot has
        return None


def shape_unchecked(text: str) -> str:
    """Return the shorter text of a snapshot, whether it would give it back or not."""
    return orjson.dumps(shaped_data(orjson.loads(text))).decode()


def unshape(text: str) -> str:
    """Return the text of a snapshot from its shorter one."""
    data = orjson.loads(text)
    pairs = [pair for each in data["facts"] for pair in unfolded(each)]
    facts = [fact for fact, _record in pairs]
    sources = dict(zip(references(facts), repeated(data["sources"]), strict=True))
    records = [record for _fact, record in pairs]
    return quick_json({**data, "facts": facts, "records": records, "sources": sources})


def shaped_data(data: Json) -> Json:
    """Return the data of a snapshot with lists in the place of facts, records and sources."""
    facts, sources = data["facts"], data["sources"]
    lines = [line_of(fact, record) for fact, record in zip(facts, data["records"], strict=True)]
    folded = [
        [*(APART.join(names) for names in head), *(value for _, values in lines_of_head for value in values)]
        for head, lines_of_head in groupby(lines, key=lambda line: line[0])
    ]
    held = [sources[each] for each in references(facts)]
    rest = {name: value for name, value in data.items() if name != "records"}
    return {**rest, "facts": folded, "sources": counted(held)}


def line_of(fact: Json, record: Mapping[str, Any]) -> tuple[tuple[tuple[str, ...], ...], list[Any]]:
    """Return the names that a fact shares with others of its sort, and the values of fact and record."""
    stated, kind = fact["values"], fact["type"]
    computed = {
        name: value
        for name, value in record.items()
        if name not in (ID, TYPE) and not (name in stated and same(stated[name], value))
    }
    dropped = [name for name in stated if name not in record]
    marks = {name: value for name, value in fact.items() if name not in OWN}
    names = ((kind,), tuple(stated), tuple(computed), tuple(dropped), tuple(marks))
    own = short_id(fact["id"], kind)
    return names, [
        own,
        short_origins(fact["origins"], kind, own),
        *stated.values(),
        *computed.values(),
        *marks.values(),
    ]


def same(one: Any, other: Any) -> bool:  # Any: plain data
    """Return whether two values are the same in JSON, where 1 is not true."""
    return type(one) is type(other) and bool(one == other)


def unfolded(folded: Sequence[Any]) -> Iterator[tuple[Json, Json]]:
    """Yield each fact of a list with its record."""
    kind, *named = folded[:HEAD]
    stated, computed, dropped, marks = (each.split(APART) if each else [] for each in named)
    width = 2 + len(stated) + len(computed) + len(marks)
    for place in range(HEAD, len(folded), width):
        own, origins, *values = folded[place : place + width]
        after = len(stated) + len(computed)
        said = dict(zip(stated, values, strict=False))
        whole = long_id(own, kind)
        fact = {"id": whole, "type": kind, "values": said, "origins": long_origins(origins, kind, own)}
        record = {name: value for name, value in said.items() if name not in dropped} if dropped else dict(said)
        record |= zip(computed, values[len(stated) : after], strict=True)
        yield fact | dict(zip(marks, values[after:], strict=True)), {**record, ID: whole, TYPE: kind}


def short_id(whole: str, kind: str) -> str:
    """Return an id without the type with which it begins."""
    own = whole.removeprefix(f"{kind}:")
    return f"{WHOLE}{whole}" if own == whole or own.startswith(WHOLE) else own


def long_id(own: str, kind: str) -> str:
    """Return the whole id."""
    return own[1:] if own.startswith(WHOLE) else f"{kind}:{own}"


def short_origins(origins: Sequence[str], kind: str, own: str) -> list[str] | int:
    """Return origins without a kind that the one before has too; 0 for the statement that the fact is made from."""
    if list(origins) == [f"{kind}/{own}"]:
        return 0
    found, before = [], ""
    for each in origins:
        of, slash, rest = each.partition("/")
        found.append(f"/{rest}" if slash and of == before else each)
        before = of if slash else ""
    return found


def long_origins(origins: Sequence[str] | int, kind: str, own: str) -> list[str]:
    """Return origins in full."""
    if isinstance(origins, int):
        return [f"{kind}/{own}"]
    found, before = [], ""
    for each in origins:
        whole = f"{before}{each}" if each.startswith("/") else each
        of, slash, _rest = whole.partition("/")
        before = of if slash else ""
        found.append(whole)
    return found


def references(facts: Sequence[Json]) -> list[str]:
    """Return the references of the statements that facts are made from, sorted."""
    return sorted({each for fact in facts for each in fact["origins"] if "/" in each})


def counted(held: Sequence[Any]) -> list[Any]:
    """Return sources as the different ones, then for each row of equal ones its place and its length."""
    places: dict[str, int] = {}
    different, numbers = [], []
    for each in held:
        key = quick_json(each)
        if key not in places:
            places[key] = len(places)
            different.append(each)
        numbers.append(places[key])
    rows = [part for place, row in groupby(numbers) for part in (place, len(list(row)))]
    return [different, rows]


def repeated(listed: Sequence[Any]) -> list[Any]:
    """Return sources one by one."""
    different, rows = listed
    return [different[place] for place, length in zip(rows[::2], rows[1::2], strict=True) for _ in range(length)]
