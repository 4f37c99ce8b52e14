"""The moments of two releases of a process: which is newer, where both say so."""

from collections.abc import Mapping
from typing import Any

from rules.processes.moments import PLACEHOLDER_DAY, nanoseconds_of
from rules.processes.published_process import text_in

Release = Mapping[str, Any]  # Any: a release


def is_newer(release: Release, than: Release) -> bool:
    """Return whether a release is surely newer than another."""
    first, second = moment_of(release), moment_of(than)
    return first is not None and second is not None and first > second


def is_older(release: Release, than: Release) -> bool:
    """Return whether a release is surely older than another."""
    return is_newer(than, release)


def moment_of(release: Release) -> int | None:
    """Return the date of a release; None if it has none, or a placeholder."""
    written = text_in(release, "date")
    if written is None or written.startswith(PLACEHOLDER_DAY):
        return None
    return nanoseconds_of(written)
