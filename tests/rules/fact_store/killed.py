"""`python -m tests.rules.fact_store.killed FOLDER`: writers of a store are killed at every write, one process each.

It works on the database of the test that starts it. A child process is killed (SIGKILL) in the middle of its n-th
write, for n from 1 on, until it comes to its end; after each the store must be whole, and show either what it showed
before or what it was to show.
"""

import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import django

Step = Callable[[], object]


def main(folder: str) -> None:
    """Kill appending, compacting and building, then fill the disk."""
    django.setup()
    from rules.fact_store.appending import append_results, build_store
    from rules.fact_store.compacting import compact_store
    from rules.fact_store.configured import keep_facts
    from rules.fact_store.generations import prune, readable_manifest
    from rules.fact_store.storage import LocalStorage
    from tests.rules.fact_store.stored import rows_of

    storage = LocalStorage(Path(folder))
    before = rows_of(storage)
    in_child(lambda: full_disk(lambda: keep_facts(storage)))
    assert rows_of(storage) == before, "a full disk changed the store"
    sys.stdout.write("full disk: the store is as it was\n")

    steps: dict[str, Step] = {
        "append": lambda: append_results(storage),
        "compact": lambda: compact_store(storage, all_of_it=True),
    }
    for name, step in steps.items():
        manifest, killed = readable_manifest(storage), 0
        while in_child(lambda: killing_at(killed + 1, step)) == signal.SIGKILL:  # noqa: B023 - called at once
            killed += 1
            whole(storage)
            assert readable_manifest(storage) == manifest, f"{name}: killed at write {killed}, the store is another"
        whole(storage)
        assert readable_manifest(storage).number > manifest.number, f"{name} did not come to its end"
        sys.stdout.write(f"{name}: killed {killed} times\n")
    prune(storage)
    named = {each.name for each in readable_manifest(storage).segments}
    assert set(storage.names("segments")) == named, "folders of killed writers are left"

    built = LocalStorage(Path(folder) / "another")
    killed = 0
    while in_child(lambda: killing_at(9 * (killed + 1), lambda: build_store(built, size=1))) == signal.SIGKILL:  # noqa: B023 - as above
        killed += 1
    build_store(built, size=1)
    assert rows_of(built) == rows_of(storage), "a build that was killed gives other rows"
    sys.stdout.write(f"build: killed {killed} times\n")


def whole(storage: object) -> None:
    """Check that every file of the newest generation is what was written."""
    from rules.fact_store.checking import damaged_files
    from rules.fact_store.generations import readable_manifest
    from rules.fact_store.storage import Storage

    assert isinstance(storage, Storage)
    damaged = list(damaged_files(storage, readable_manifest(storage)))
    assert damaged == [], damaged


def killing_at(number: int, step: Step) -> None:
    """Run a step; kill this process when it has written half of its so-many-th file."""
    from rules.fact_store import storage

    written, write = 0, storage._write_whole

    def half(path: Path, content: bytes) -> None:
        nonlocal written
        written += 1
        if written == number:
            path.write_bytes(content[: len(content) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        write(path, content)

    storage._write_whole = half
    step()


def full_disk(step: Step) -> None:
    """Run a step in which no file may grow beyond some bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))
    step()


def in_child(step: Step) -> int:
    """Run a step in a process of its own, with a connection of its own; return the signal that ended it, or 0."""
    from django.db import connection

    connection.close()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            step()
            status = 0
        finally:
            os._exit(status)
    _, ended = os.waitpid(child, 0)
    if os.WIFSIGNALED(ended):
        return os.WTERMSIG(ended)
    assert os.WEXITSTATUS(ended) == 0, "the child failed"
    return 0


if __name__ == "__main__":
    main(sys.argv[1])
