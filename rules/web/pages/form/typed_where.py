"""The questions that entries of a draft were typed into, kept beside its answers where the document cannot tell.

The owner of a partner who may be a company or a person fits the question about owners, and that about the shares of
people. An entry is known by all that it states: once it states something else, the page that it is typed into says anew
which question it answers.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from institutions.values.hashing import hash_json

Json = dict[str, Any]  # Any: a part of the document
TYPED: Final = "typed/"  # before the hash of a statement, among the answers of a draft
OF_HASH: Final = 16  # characters of it: a draft has some hundreds of statements


def typed_where(statement: Json) -> str:
    """Return the name under which the question of an entry is kept among the answers."""
    return f"{TYPED}{hash_json(statement)[:OF_HASH]}"


def without_left(answers: Mapping[str, str], statements: Iterable[Json]) -> Iterator[tuple[str, str]]:
    """Yield the answers, and the questions of those entries alone that the draft still has."""
    kept = {typed_where(each) for each in statements} if any(name.startswith(TYPED) for name in answers) else set()
    yield from ((name, said) for name, said in answers.items() if not name.startswith(TYPED) or name in kept)
