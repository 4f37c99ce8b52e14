"""The migrations that a database has on record, and those of this program: is the database newer than the program?"""

import re
from collections.abc import Iterable
from typing import Final

from django.db.migrations.loader import MigrationLoader

Named = tuple[str, str]  # app and name
NUMBER: Final = re.compile(r"\d+")


def newer_migrations(applied: Iterable[Named]) -> list[Named]:
    """Return the migrations on record that only a newer version of the program can have made.

    A name that this program does not know is no sign of it by itself: migrations that a later one replaced are removed
    from the program, and stay on record, as those of packages that it no longer uses. Those of a newer version have a
    higher number than any that is here.
    """
    loader = MigrationLoader(None)
    known = loader.disk_migrations.keys() | {key for each in loader.disk_migrations.values() for key in each.replaces}
    last: dict[str, int] = {}
    for app, name in known:
        last[app] = max(number_of(name), last.get(app, 0))
    unknown = (each for each in applied if each not in known)
    return sorted((app, name) for app, name in unknown if app in last and number_of(name) > last[app])


def number_of(name: str) -> int:
    """Return the number with which the name of a migration begins; 0 without one."""
    found = NUMBER.match(name)
    return int(found[0]) if found else 0
