"""The common content of two answers about one document sent in different ways: all of it, with names in place of ids.

A party's id, a partnership's id and the lineage of a statement differ by construction, and so do orders by them, and
the choice among several facts that a rule's reason might name.
"""

import copy
import re
from collections.abc import Iterator
from typing import Any, Final

from institutions.models import Party
from rules.facts.gathering.from_draft import NEW

Json = dict[str, Any]
Names = dict[str, str]  # by id of a party, as answers have it
Path = tuple[str | int, ...]

LINEAGE: Final = re.compile(rf"[0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}|{NEW}\d{{5}}")
SORTED_BY_ID: Final = ("evidence", "from", "sources", "missing")


def stored_names() -> Names:
    """Return the names of the parties of the register."""
    return {str(pk): name for pk, name in Party.objects.values_list("pk", "name_en")}


def described_names(document: Json) -> Names:
    """Return the names of the parties that a document describes, by the ids that a precheck gives them."""
    rows = [row for table in ("companies", "people", "bodies") for row in document.get(table, [])]
    return {f"{NEW}{row['key']}": row["name"]["en"] for row in rows}


def said(answer: Json, names: Names) -> Json:
    """Return an answer without the ids of its rows, and with names in place of the document's own keys."""
    apart = ("partnership", "assessment", "parties", "names_searched")  # a precheck stores no names
    kept = {name: value for name, value in answer.items() if name not in apart}
    ids = {**{key: f"<{name}>" for key, name in names.items()}, f"{NEW}{answer['reference']}": "<partnership>"}
    if answer["partnership"]:
        ids[answer["partnership"]] = "<partnership>"
    longest_first = sorted(ids, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest_first)))

    def plain(text: str) -> str:
        return LINEAGE.sub("<lineage>", pattern.sub(lambda found: ids[found[0]], text))

    def normal(value: Any, name: str = "") -> Any:
        if name == "reason" and value:
            return nearest_kind(value["code"])
        if isinstance(value, dict):
            return {plain(key): normal(inner, key) for key, inner in value.items()}
        if isinstance(value, list):
            inner = [normal(each) for each in value]
            return sorted(inner, key=repr) if name in SORTED_BY_ID else inner
        return plain(value) if isinstance(value, str) else value

    parties = sorted(plain(party) for party in answer["parties"].values())
    lacking = {code: sorted(map(plain, each)) for code, each in kept.pop("missing").items()}
    return {**normal(kept), "missing": lacking, "parties": parties}


def nearest_kind(reason: str) -> str:
    """Return the kind of fact that a reason names; which of several equally near facts it names depends on ids."""
    return re.split(r"[:( ]", reason.removeprefix("nothing of kind "))[0]


def leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the paths of the single values of an answer."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if inner is None:
        yield path
        return
    for key, each in inner:
        yield from leaves(each, (*path, key))


def changed_at(answer: Json, path: Path) -> Json:
    """Return the answer with another value in one place."""
    changed = copy.deepcopy(answer)
    holder: Any = changed
    for key in path[:-1]:
        holder = holder[key]
    value = holder[path[-1]]
    holder[path[-1]] = not value if isinstance(value, bool) else value + 1 if isinstance(value, int) else f"{value}~"
    return changed
