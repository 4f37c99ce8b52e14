"""`python -m tests.faults.compacting`: the fact store of the settings is compacted again and again, until it is killed.

Each turn writes every segment anew, as a compaction does with small ones or with rows that do not count any more, and
removes what nobody reads. It prints a line as each begins, and writes slowly enough to be killed in the middle of one.
"""

import sys
import time
from pathlib import Path
from typing import Final

import django

SECONDS_A_FILE: Final = 0.05


def main() -> None:
    """Compact for ever."""
    django.setup()
    from rules.fact_store import storage as files
    from rules.fact_store.compacting import rewritten
    from rules.fact_store.configured import fact_storage
    from rules.fact_store.generations import OvertakenError, prune, publish, readable_manifest
    from rules.fact_store.manifest import Part
    from rules.fact_store.segments import superseded_numbers

    write = files._write_whole

    def write_slowly(path: Path, content: bytes) -> None:
        time.sleep(SECONDS_A_FILE)
        write(path, content)

    files._write_whole = write_slowly
    storage = fact_storage()
    while True:
        sys.stdout.write("compacting\n")
        sys.stdout.flush()
        manifest = readable_manifest(storage)
        parts = [manifest.of_part(part) for part in (Part.OPEN, Part.RESTRICTED)]
        gone = superseded_numbers(storage, manifest.segments)
        try:
            publish(storage, rewritten(storage, manifest, [list(each) for each in parts if each], gone))
        except OvertakenError:
            continue  # the worker's own turn was quicker
        prune(storage)


if __name__ == "__main__":
    main()
