"""Generations of the store: the newest one, the next one, and the removal of those that nobody reads.

A new generation is a file that is created under the next number. Of two writers that started from the same one the
second finds the number taken and starts again, so nobody undoes what another wrote, and a process that was killed
leaves only folders that no manifest names.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final

from django.utils import timezone

from rules.fact_store.manifest import FOLDER, SEGMENTS, Manifest, Segment, manifest_from, manifest_name
from rules.fact_store.segments import remove_segment
from rules.fact_store.storage import Storage
from rules.fact_store.store_tables import schema_hash
from rules.models import FactReader

BEGUN: Final = timedelta(hours=1)  # longer than writing a manifest may take, by far


class NoStoreError(Exception):
    """There is no store that can be read: `manage.py facts build` makes it."""


class OvertakenError(Exception):
    """Another writer made the next generation first."""


def generation_numbers(storage: Storage) -> list[int]:
    """Return the numbers of the generations that are there, the newest last."""
    return sorted(int(name.removesuffix(".json")) for name in storage.names(FOLDER) if name.endswith(".json"))


def newest_manifest(storage: Storage) -> Manifest | None:
    """Return the newest generation; None if there is none."""
    while numbers := generation_numbers(storage):
        try:
            return manifest_from(storage.read(manifest_name(numbers[-1])))
        except FileNotFoundError:
            continue  # it was removed meanwhile, since there is a newer one, or none
    return None


def readable_manifest(storage: Storage) -> Manifest:
    """Return the newest generation. NoStoreError if there is none, or it is not built to its end."""
    found = newest_manifest(storage)
    if found is None or not found.complete:
        message = "There is no complete fact store. Build it: manage.py facts build"
        raise NoStoreError(message)
    if found.schema != schema_hash():
        message = "The fact store was made for other types of facts. Build it anew: manage.py facts build"
        raise NoStoreError(message)
    return found


def publish(storage: Storage, manifest: Manifest) -> None:
    """Make a generation the newest. OvertakenError, with its new segments removed, if its number is taken."""
    try:
        storage.create(manifest.name, manifest.to_bytes())
    except FileExistsError as taken:
        remove_new_segments(storage, manifest)
        message = f"generation {manifest.number} of the fact store was made by another process"
        raise OvertakenError(message) from taken
    except BaseException:
        remove_new_segments(storage, manifest)
        raise


def remove_new_segments(storage: Storage, manifest: Manifest) -> None:
    """Remove the segments that were written for a generation."""
    for each in written_for(manifest.segments, manifest.number):
        remove_segment(storage, each.name)


def written_for(segments: Iterable[Segment], number: int) -> list[Segment]:
    """Return the segments that were written for a generation."""
    return [each for each in segments if each.name.startswith(f"{number:010d}-")]


def prune(storage: Storage, *, begun: timedelta = BEGUN) -> int:
    """Remove generations that nobody reads, and folders that no generation names; return the number of the former.

    Manifests that a killed process had begun to write go after a while (`begun`), in which their writer may be alive.

    A reader notes what it holds and then looks whether the generation is still there. So the manifest goes first, then
    readers are asked for again, and a generation that somebody noted meanwhile is put back.
    """
    numbers = generation_numbers(storage)
    if not numbers:
        return 0
    storage.remove_begun(FOLDER, (timezone.now() - begun).timestamp())
    newest, removed = numbers[-1], dict[int, bytes]()
    for number in sorted(set(numbers[:-1]) - held_generations()):
        try:
            removed[number] = storage.read(manifest_name(number))
        except FileNotFoundError:
            continue
        storage.remove(manifest_name(number))
    for number in removed.keys() & held_generations():
        storage.write(manifest_name(number), removed.pop(number))
    remove_unnamed(storage, newest)
    return len(removed)


def remove_unnamed(storage: Storage, newest: int) -> None:
    """Remove folders that no generation names. A folder for one that is still to come is left to its writer."""
    named = {each.name for manifest in manifests(storage) for each in manifest.segments}
    for folder in storage.names(SEGMENTS):
        if folder not in named and int(folder.partition("-")[0]) <= newest:
            remove_segment(storage, folder)


def manifests(storage: Storage) -> Sequence[Manifest]:
    """Return all generations that are there."""
    return [manifest_from(storage.read(manifest_name(number))) for number in generation_numbers(storage)]


def held_generations() -> set[int]:
    """Return the generations that readers hold, and forget readers whose time is over."""
    now = timezone.now()
    FactReader.objects.filter(until__lte=now).delete()
    return set(FactReader.objects.values_list("generation", flat=True))


def empty_store(storage: Storage) -> Manifest:
    """Make an empty generation, and remove every other one with all rows; return it.

    The numbers go on, so that a writer that began before finds its own taken. If the disk is too full even for a
    manifest, the rows go first.
    """
    while True:
        numbers = generation_numbers(storage)
        manifest = Manifest(number=(numbers[-1] if numbers else 0) + 1, schema=schema_hash())
        try:
            publish(storage, manifest)
        except OvertakenError:
            continue
        except OSError:
            storage.remove(SEGMENTS)
            continue
        remove_others(storage, manifest)
        return manifest


def remove_others(storage: Storage, manifest: Manifest) -> None:
    """Remove every generation before one, whoever reads it, and the rows that no later one names."""
    FactReader.objects.filter(generation__lt=manifest.number).delete()
    for number in generation_numbers(storage):
        if number < manifest.number:
            storage.remove(manifest_name(number))
    remove_unnamed(storage, manifest.number)
