"""A screening of 100,000 cases of some 64 facts by the real rulebook, beside the matcher on a part of them.

The cases are 2,000 different ones, fifty times each under ids of their own, with the results that the matcher gives;
they lie in a fact store in a folder. Measured are the way from snapshots into the store, bytes a case, and a screening
of the store: nothing changed, one number changed, one rule changed. Cases that differ are not assessed here, and the
sample is
empty: both cost what the case evaluators cost, which stands beside it.
"""

import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence, Sized
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch
from uuid import UUID

from django.conf import settings

from benchmarks.figures import print_figure, print_heading
from benchmarks.memory import resident_size
from benchmarks.sets import DIFFERENT, FACTS, PART, TIMES, largest_size, random_cases, seconds
from institutions.access.callers import SYSTEM
from institutions.values.hashing import hash_text, quick_json
from institutions.values.portions import split_portions
from rules.assessing.material import plain_fact, plain_fact_from_json, plain_fact_json
from rules.engine.compiled.compiled_form import Record
from rules.engine.evaluating.evaluate import evaluator_of
from rules.engine.loading.loaded_rulebook import LoadedRulebook, load_rulebook
from rules.engine.loading.program_rulebook import FOLDER, known_bodies
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.engine.sets.configured import configured_limits
from rules.engine.sets.duckdb_session import duckdb_session
from rules.explaining.comparing.verdicts import records_for
from rules.fact_store.manifest import Manifest, Part
from rules.fact_store.newest_results import StoredFinding, StoredResult
from rules.fact_store.reading import make_views
from rules.fact_store.segments import tables_of_results, write_segment
from rules.fact_store.snapshot_facts import facts_in
from rules.fact_store.storage import LocalStorage
from rules.fact_store.store_tables import schema_hash
from rules.screening import chunk
from rules.screening.case_verdicts import findings_of_matches
from rules.screening.changed_rules import RulebookDifference
from rules.screening.chunk import ChunkAnswer, ChunkScreener

OF_SEGMENT = 20_000
PEER = "matcher, all outcomes"
CHANGES = {
    "nothing changed": (),
    "one number changed": (("parameters", "- value: 500", "- value: 700"),),
    "one rule's severity changed": (("rulebook", "stake.listed == false", "stake.listed == true"),),
}


def main() -> None:
    """Measure the store and a screening of it."""
    book = current_rulebook()
    results = different_results(book)
    count = len(results) * TIMES
    print_heading(f"Screening: {count:,} cases of {FACTS} facts by {len(book.rules)} rules, processor time a case")
    peer = matched(book, results[:PART]) / PART * 1000
    print_figure(PEER, peer, "ms", over=PEER, peer=peer)
    with tempfile.TemporaryDirectory() as folder:
        storage = LocalStorage(Path(folder) / "facts")
        made: list[Manifest] = []
        spent = seconds(lambda: made.append(filled_store(storage, results))) / count * 1000
        print_figure("from snapshots into the store", spent, "ms", over=PEER, peer=peer)
        size = sum(file.size for each in made[0].segments for file in each.files.values())
        print_figure("bytes in the store", size / count, "bytes/case")
        for name, changes in CHANGES.items():
            changed = changed_rulebook(book, Path(folder) / name.replace(" ", "_"), changes)
            screen(storage, made[0], book, changed)  # its program is written
            answers: list[ChunkAnswer] = []
            spent = seconds(lambda: answers.append(screen(storage, made[0], book, changed))) / count * 1000  # noqa: B023 - called at once
            print_figure(name, spent, "ms", over=PEER, peer=peer, note=f"{len(answers[0].differences):,} differ")
            print_figure("  a second", 1000 / spent, "cases/s")
        for size in (settings.SCREENING_RANGE, settings.SCREENING_RANGE // 5):
            spent = seconds(lambda: in_ranges(storage, made[0], book, size)) / count * 1000  # noqa: B023 - called at once
            print_figure(f"nothing changed, in ranges of {size:,}", spent, "ms", over=PEER, peer=peer)
    print_figure("largest resident size of the process", largest_size(), "MiB", note=f"now {resident_size():.0f}")


def different_results(book: LoadedRulebook) -> list[StoredResult]:
    """Return random cases with their results."""
    found = []
    for number, facts in enumerate(random_cases(book.compiled)):
        content = quick_json({"facts": [plain_fact_json(plain_fact(each)) for each in facts]})
        evaluation = evaluator_of(book.compiled).search(records_of_content(content, book))
        findings = [
            StoredFinding(code, severity, facts_of_finding, "[]")
            for code, severity, _key, facts_of_finding in findings_of_matches(evaluation.matches)
        ]
        found.append(
            StoredResult(
                partnership="", body=str(UUID(int=1)), restricted=False, assessment="", snapshot=hash_text(content),
                content=content, as_of="2026-06-20", rulebook=book.version,
                outcomes=[(code, each.outcome) for code, each in sorted(evaluation.outcomes.items())],
                findings=findings,
            )
        )  # fmt: skip
        assert number < DIFFERENT
    return found


def records_of_content(content: str, book: LoadedRulebook) -> tuple[Record, ...]:
    """Return the records of a snapshot."""
    return records_for([plain_fact_from_json(each) for each in facts_in(content)], book)


def matched(book: LoadedRulebook, results: Sequence[StoredResult]) -> float:
    """Return the seconds that the matcher takes for cases, with columns and all outcomes."""
    evaluator = evaluator_of(book.compiled)
    return seconds(lambda: [evaluator.search(records_of_content(each.content, book)) for each in results])


def filled_store(storage: LocalStorage, results: Sequence[StoredResult]) -> Manifest:
    """Write a store with every case as often as wanted."""
    segments, first = [], 1
    rng = random.Random(1)  # noqa: S311 - a fixed seed
    for part in portions(results, rng):
        segments.append(write_segment(storage, 1, Part.OPEN, tables_of_results(part, first)))
        first += len(part)
    return Manifest(number=1, schema=schema_hash(), segments=tuple(segments), next_case=first, complete=True)


def portions(results: Sequence[StoredResult], rng: random.Random) -> Iterator[list[StoredResult]]:
    """Yield the cases of one segment after the other."""
    part: list[StoredResult] = []
    for _ in range(TIMES):
        for each in results:
            part.append(replace(each, partnership=new_id(rng), assessment=new_id(rng)))
            if len(part) == OF_SEGMENT:
                yield part
                part = []
    if part:
        yield part


def new_id(rng: random.Random) -> str:
    """Return a random id."""
    return str(UUID(int=rng.getrandbits(128), version=4))


def changed_rulebook(book: LoadedRulebook, folder: Path, changes: Sequence[tuple[str, str, str]]) -> LoadedRulebook:
    """Return a rulebook with texts replaced in its files."""
    if not changes:
        return book
    for path in (*FOLDER.glob("rulebook/*/*.yaml"), *FOLDER.glob("parameters/*.yaml"), *FOLDER.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        for where, before, after in changes:
            if where in path.parts and path.name.startswith(("COI-01", "conflict")):
                text = text.replace(before, after, 1)
        target = folder / path.relative_to(FOLDER)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return load_rulebook(folder, known_bodies())


def screen(
    storage: LocalStorage,
    manifest: Manifest,
    old: LoadedRulebook,
    new: LoadedRulebook,
    within: tuple[int, int] | None = None,
) -> ChunkAnswer:
    """Screen all cases at once, or those from one number to another."""
    difference = RulebookDifference(old, new)
    screener = ChunkScreener(
        rulebook=new,
        changed=lambda _versions: {old.version: difference},
        restricted=frozenset(),
        seed="",
        one_in=10**18,
        differing_too=False,
    )
    instead = patch.multiple(chunk, gap_cases=no_gaps, contents_of_cases=no_contents)
    with duckdb_session(configured_limits()) as connection, instead:
        make_views(connection, storage, manifest, (Part.OPEN,), SYSTEM, within)
        connection.execute("CREATE TEMP VIEW cases AS SELECT * FROM readable_cases")
        return screener.screen(connection, lambda: None)


def in_ranges(storage: LocalStorage, manifest: Manifest, book: LoadedRulebook, size: int) -> None:
    """Screen all cases range by range, as workers do, each with a connection of its own."""
    for numbers in split_portions(range(1, manifest.next_case), size):
        screen(storage, manifest, book, book, (numbers[0], numbers[-1]))


def no_gaps(_differences: object) -> list[int]:
    """Leave cases of which a gap may differ among those that differ: their snapshots are not in the store."""
    return []


def no_contents(_connection: object, cases: Sized) -> Mapping[int, str]:
    """Refuse to read snapshots: no case is answered by the case evaluators here."""
    if cases:
        message = f"{len(cases)} cases were handed over"
        raise AssertionError(message)
    return {}
