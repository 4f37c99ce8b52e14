"""Modules that enter functions in a table when they are imported; each is imported when a table is first read.

Receivers of signals, subscribers of domain events, verifications and the words of codes need most of the program. A
command that publishes nothing starts without them; nothing is published without them.
"""

from importlib import import_module
from threading import RLock
from typing import Final

_waiting: Final[list[str]] = []
_loading: Final = RLock()


def enter_late_modules(*names: str) -> None:
    """Name modules that enter functions; they are loaded in the order in which they are named."""
    with _loading:
        _waiting.extend(names)


def load_late_modules() -> None:
    """Import the named modules that are not loaded yet. Every reader of a table that they enter something in calls it.

    A module that cannot be imported ends the caller with its error, and stays to be imported.
    """
    if not _waiting:
        return
    with _loading:
        while _waiting:
            import_module(_waiting[0])
            _waiting.pop(0)
