"""Companies and people that were named in place and that nothing names any more: they leave the draft.

A name is corrected by typing another one. Without this the first one would be registered as a party of its own, of
which the case says nothing.
"""

from collections.abc import Iterator
from typing import Any, Final

from rules.web.pages.form.chosen_parties import TABLES
from rules.web.pages.form.inputs import ADDED
from rules.web.pages.form.posted_values import CHOSEN, Posted

Json = dict[str, Any]  # Any: a part of the document
NAMED_IN_PLACE: Final = frozenset({"key", "name", "country"})  # all that a page states of a party beside its entry


def drop_left_parties(document: Json, posted: Posted) -> None:
    """Take the parties out of a draft that its page named before and that nothing names now.

    A party of which more is stated than a page asks for in place was described by somebody, and stays.
    """
    before = {key for name, key in posted.items() if name.endswith(CHOSEN) and key}
    left = before.difference(texts_in(document)) if before else before
    for kind in ADDED if left else ():
        table = TABLES[kind]
        rows = document.get(table, ())
        kept = [row for row in rows if row.get("key") not in left or is_described(row)]
        if len(kept) < len(rows):
            document[table] = kept
            if not kept:
                del document[table]


def is_described(row: Json) -> bool:
    """Return whether more is stated of a party than the one name that its entry had, and where a company is from."""
    name = row.get("name")
    return not NAMED_IN_PLACE.issuperset(row) or (isinstance(name, dict) and len(name) > 1)


def texts_in(value: Any, name: str = "") -> Iterator[str]:  # Any: a part of the document
    """Yield the texts of a part of a document, without the keys of its own objects."""
    if isinstance(value, dict):
        for each, held in value.items():
            yield from texts_in(held, each)
    elif isinstance(value, list):
        for held in value:
            yield from texts_in(held, name)
    elif isinstance(value, str) and name != "key":
        yield value
