"""The releases that a published process rests on, as pages and REST show them, and the stages that lack one."""

from dataclasses import dataclass

from institutions.formats.ocds.reading.release_history import moment_of
from institutions.formats.ocds.reading.unknown_stages import tags_of, unknown_stages
from rules.models import ProcessComparison, StoredProcess


@dataclass(frozen=True, slots=True)
class ShownRelease:
    """A release: its date as published, None without a usable one; its tags, and its id, empty without one."""

    date: str | None
    tags: tuple[str, ...]
    id: str


@dataclass(frozen=True, slots=True)
class ShownReleases:
    """The releases of a process, oldest first. `missing`: the places of the stages whose first release is unknown."""

    releases: tuple[ShownRelease, ...]
    missing: tuple[str, ...]


def shown_releases(process: StoredProcess) -> ShownReleases:
    """Return the releases that a process was merged from."""
    known = process.known_releases
    return ShownReleases(
        tuple(
            ShownRelease(
                date=str(each["date"]) if moment_of(each) else None,
                tags=tuple(tags_of([each])),
                id=found if isinstance(found := each.get("id"), str) else "",
            )
            for each in known
        ),
        unknown_stages(known),
    )


def compared_with(comparison: ProcessComparison) -> int:
    """Return the number of processes of a comparison. One query."""
    return StoredProcess.objects.filter(file__comparison=comparison.pk).count()
