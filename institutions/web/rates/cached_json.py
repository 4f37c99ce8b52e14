"""Values of the shared cache as JSON: reading one runs no code, whoever wrote it.

Django keeps pickles, and a pickle runs what its writer wants. Whoever may write to the table of the cache, or to Redis,
would be whoever may run programs on the web server.
"""

import json
import logging
from typing import Any, NoReturn

logger = logging.getLogger(__name__)


class UnreadableEntryError(Exception):
    """An entry that this program did not write. It is no missing one: a limit that rests on it would be off."""


def to_json(value: object) -> str:
    """Return a value as JSON. TypeError or ValueError if it would come back as another one, as a tuple would."""
    text = json.dumps(value, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
    if json.loads(text) != value:
        message = f"The cache keeps JSON, and a value of {type(value).__name__} would come back as another one."
        raise TypeError(message)
    return text


def from_json(key: str, kept: object) -> Any:  # Any: whatever was kept
    """Return the value that is kept under a key. UnreadableEntryError, with the key in the log, if it is no JSON."""
    if isinstance(kept, str | bytes):
        try:
            return json.loads(kept, parse_constant=refuse_constant)
        except (ValueError, RecursionError):
            pass
    raise unreadable(key)


def refuse_constant(name: str) -> NoReturn:
    """Refuse NaN and Infinity, which JSON does not have."""
    raise ValueError(name)


def as_count(key: str, value: object, least: int = 0) -> int:
    """Return a count that was kept. UnreadableEntryError if it is no whole number, or less than was just added."""
    if type(value) is int and value >= least:  # True is no count
        return value
    raise unreadable(key)


def unreadable(key: str) -> UnreadableEntryError:
    """Return the error for an entry, and name its key in the log: whoever asked may not say why they refused."""
    said = (
        "The cache has an entry that this program did not write, under %r. What rests on it is refused. Find out who "
        "writes to the cache, then delete the entry."
    )
    logger.error(said, key)
    return UnreadableEntryError(key)
