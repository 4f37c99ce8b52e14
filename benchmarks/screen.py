"""A screening of 100,000 cases of some 64 facts by the real rulebook, beside the matcher on a part of them.

The cases are 2,000 different ones, again and again under ids of their own, with the results that the matcher gives;
they lie in a fact store in a folder. `SCREENED_CASES` chooses other numbers of cases ("100000 1000000").
Measured are the way from snapshots into the store, bytes a case, a screening of the store in ranges (nothing changed,
one number changed, one rule changed), and a draft of one rule tried over it. Cases that differ are not assessed here,
and the sample is empty: both cost what the case evaluators cost, which stands beside it.
"""

import os
import random
import tempfile
import time
from collections.abc import Mapping, Sequence, Sized
from dataclasses import replace
from pathlib import Path
from typing import Final
from unittest.mock import patch
from uuid import UUID

from django.conf import settings

from benchmarks.figures import print_figure, print_heading
from benchmarks.memory import resident_size
from benchmarks.sets import DIFFERENT, FACTS, PART, largest_size, random_cases, seconds
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
from rules.fact_store.generations import publish
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
from rules.workshop import trying
from rules.workshop.trying import TriedDraft

SIZES: Final = tuple(map(int, os.environ.get("SCREENED_CASES", "100000").split()))
OF_SEGMENT: Final = 20_000
PEER: Final = "matcher, all outcomes"
NOTHING: Final = "nothing changed"
SEVERITY: Final = "one rule's severity changed"
CHANGES: Final = {
    NOTHING: (),
    "one number changed": (("parameters", "- value: 500", "- value: 700"),),
    SEVERITY: (("rulebook", "stake.listed == false", "stake.listed == true"),),
}
FEW: Final = 100  # cases that show a program to be written
SEED: Final = "0123456789abcdef"  # of the cases that a trial draws


def main() -> None:
    """Measure stores of some sizes and screenings of them."""
    book = current_rulebook()
    results = different_results(book)
    peer = matched(book, results[:PART]) / PART * 1000
    for count in SIZES:
        print_heading(f"Screening: {count:,} cases of {FACTS} facts by {len(book.rules)} rules, processor time a case")
        print_figure(PEER, peer, "ms", over=PEER, peer=peer)
        with tempfile.TemporaryDirectory() as folder:
            measure(book, results, count, Path(folder), peer)
        print_figure("largest resident size of the process", largest_size(), "MiB", note=f"now {resident_size():.0f}")


def measure(book: LoadedRulebook, results: Sequence[StoredResult], count: int, folder: Path, peer: float) -> None:
    """Fill a store with so many cases, and screen it under each changed rulebook, in ranges as workers do."""
    storage = LocalStorage(folder / "facts")
    made: list[Manifest] = []
    spent = seconds(lambda: made.append(filled_store(storage, results, count))) / count * 1000
    print_figure("from snapshots into the store", spent, "ms", over=PEER, peer=peer)
    size = sum(file.size for each in made[0].segments for file in each.files.values())
    print_figure("bytes in the store", size / count, "bytes/case")
    books = {name: changed_rulebook(book, folder / name.replace(" ", "_"), each) for name, each in CHANGES.items()}
    for name, changed in books.items():
        screen(storage, made[0], book, changed, (1, FEW))  # its program is written
        differing: list[int] = []
        began = time.perf_counter()
        spent = seconds(lambda: differing.append(in_ranges(storage, made[0], book, changed))) / count * 1000  # noqa: B023 - called at once
        clock = f"{differing[0]:,} differ, {time.perf_counter() - began:.1f} s by the clock"
        print_figure(name, spent, "ms", over=PEER, peer=peer, note=clock)
        print_figure("  a second", 1000 / spent, "cases/s")
    smaller = settings.SCREENING_RANGE // 5
    spent = seconds(lambda: in_ranges(storage, made[0], book, book, smaller)) / count * 1000
    print_figure(f"{NOTHING}, in ranges of {smaller:,}", spent, "ms", over=PEER, peer=peer)
    try_one_rule(storage, book, books[SEVERITY])


def try_one_rule(storage: LocalStorage, book: LoadedRulebook, draft: LoadedRulebook) -> None:
    """Print what a draft of one rule takes over the whole store, its program written first and found then."""
    instead = patch.multiple(trying, fact_storage=lambda: storage, bring_up_to_date=lambda *_: None)
    for name in ("one rule tried, its program written first", "one rule tried"):
        tried: list[TriedDraft] = []
        with instead:
            spent = seconds(lambda: tried.append(trying.try_draft(book, draft, SEED)))  # noqa: B023 - called at once
        note = (
            f"{len(tried[0].summary['codes'])} rules, {tried[0].cases:,} cases, {tried[0].seconds:.1f} s by the clock"
        )
        print_figure(name, spent, "s", note=note)


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


def filled_store(storage: LocalStorage, results: Sequence[StoredResult], count: int) -> Manifest:
    """Write the first generation of a store, with the cases in turn until there are so many."""
    segments, first = [], 1
    rng = random.Random(1)  # noqa: S311 - a fixed seed
    for part in split_portions(range(count), OF_SEGMENT):
        cases = [renamed(results[number % len(results)], rng) for number in part]
        segments.append(write_segment(storage, 1, Part.OPEN, tables_of_results(cases, first)))
        first += len(part)
    manifest = Manifest(number=1, schema=schema_hash(), segments=tuple(segments), next_case=first, complete=True)
    publish(storage, manifest)
    return manifest


def renamed(result: StoredResult, rng: random.Random) -> StoredResult:
    """Return a result under random ids."""
    return replace(result, partnership=new_id(rng), assessment=new_id(rng))


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
    within: tuple[int, int],
) -> ChunkAnswer:
    """Screen the cases from one number to another."""
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


def in_ranges(
    storage: LocalStorage,
    manifest: Manifest,
    old: LoadedRulebook,
    new: LoadedRulebook,
    size: int = settings.SCREENING_RANGE,
) -> int:
    """Screen all cases range by range, as workers do, each with a connection of its own; return how many differ."""
    differing = 0
    for numbers in split_portions(range(1, manifest.next_case), size):
        differing += len(screen(storage, manifest, old, new, (numbers[0], numbers[-1])).differences)
    return differing


def no_gaps(_differences: object) -> list[int]:
    """Leave cases of which a gap may differ among those that differ: their snapshots are not in the store."""
    return []


def no_contents(_connection: object, cases: Sized) -> Mapping[int, str]:
    """Refuse to read snapshots: no case is answered by the case evaluators here."""
    if cases:
        message = f"{len(cases)} cases were handed over"
        raise AssertionError(message)
    return {}
