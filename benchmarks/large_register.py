"""A register of many assessed cases: `python -m benchmarks.large_register CASES`, on the database of the settings.

A few hundred different documents are registered and assessed as always, and copied with all their rows, questions,
snapshots and events among them (`case_templates`): by COPY on PostgreSQL, by INSERT on SQLite. A part of the copies is
then assessed for real, and must give what is stored (`drawn_cases`).
"""

import argparse
import itertools
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING, Final
from uuid import UUID

import django
from django.core.management.color import no_style
from django.db import connection, connections, transaction
from django.db.models import Exists, Max, Model, OuterRef

from benchmarks.bulk_load import bulk_loaded
from benchmarks.figures import print_figure, print_heading
from institutions.values.portions import split_portions

if TYPE_CHECKING:
    from benchmarks.case_templates import CaseTemplate

SEED: Final = 1
SIZES: Final = (1_000, 10_000, 100_000)
TEMPLATES: Final = 200
AT_ONCE: Final = 200  # cases in one transaction
PARTS_AT_ONCE: Final = 5_000  # names or titles whose parts are written in one transaction
DRAWN: Final = 1_000
PROCESSES: Final = 2


@dataclass(frozen=True, slots=True)
class LargeRegister:
    """The assessments of a register that was filled: of the templates, and of their copies."""

    templates: tuple[UUID, ...]
    copies: tuple[UUID, ...]


def fill_register(
    cases: int,
    *,
    seed: int = SEED,
    templates: int = TEMPLATES,
    skipped: int = 0,
    processes: int = 1,
    searched: bool = True,
    told: Callable[[int], None] = lambda _done: None,
) -> LargeRegister:
    """Add so many cases, of which the templates are the first. `skipped` documents of the seed are there already.

    Names and titles of copies that nobody searches for get no parts and keys, which take longer than all other rows.
    """
    from benchmarks.case_templates import TemplateMaker
    from benchmarks.varied_documents import varied_documents

    maker, made = TemplateMaker(), []
    for document in itertools.islice(varied_documents(seed), skipped, skipped + min(templates, cases)):
        made.append(maker.template(document))
        told(len(made))
    orders = list(copy_orders(made, cases - len(made)))
    with bulk_loaded(
        [*parts_models(), *(table.model for each in made for table in each.tables)], rows=cases - len(made)
    ):
        for done in written_orders(made, orders, processes):
            told(len(made) + done)
        if searched:
            store_missing_parts(processes)
    finish(sorted({table.model for each in made for table in each.tables}, key=str))
    copies = tuple(
        made[number % len(made)].copied_assessment(number // len(made) + 1) for number in range(cases - len(made))
    )
    return LargeRegister(tuple(each.assessment for each in made), copies)


def grown_register() -> Iterator[int]:
    """Grow the register to one size after the other, and yield each: those of BENCHMARK_CASES, else the usual ones.

    An empty BENCHMARK_CASES takes the register as it is. SQLite is left at the second: it is for development, and
    writes copies by INSERT. Nothing can be searched for by name in it.
    """
    usual = " ".join(map(str, SIZES if connection.vendor == "postgresql" else SIZES[:-1]))
    wanted = os.environ.get("BENCHMARK_CASES", usual)
    if not wanted:
        from institutions.models import Partnership

        yield Partnership.objects.count()
    held = 0
    for turn, cases in enumerate(int(each) for each in wanted.split()):
        processes, began = PROCESSES if connection.vendor == "postgresql" else 1, time.monotonic()
        filled = fill_register(cases - held, skipped=turn * TEMPLATES, processes=processes, searched=False)
        made = f"{len(filled.templates)} documents assessed, {len(filled.copies):,} copies"
        print_heading(f"Register of {cases:,} cases on {connection.vendor}")
        print_figure("filled", time.monotonic() - began, "s", note=made)
        held = cases
        yield cases


@dataclass(frozen=True, slots=True)
class CopyOrder:
    """Copies that one transaction writes, by their number, and the first free number of a row in each table."""

    copies: Sequence[int]
    first: dict[type[Model], int]


def copy_orders(templates: Sequence["CaseTemplate"], copies: int) -> Iterator[CopyOrder]:
    """Yield the copies, some at a time; one template after the other."""
    first = {table.model: next_number(table.model) for each in templates for table in each.tables}
    for numbers in split_portions(range(copies), AT_ONCE):
        yield CopyOrder(numbers, dict(first))
        for number in numbers:
            for table in templates[number % len(templates)].tables:
                first[table.model] += table.rows


def written_orders(templates: Sequence["CaseTemplate"], orders: Sequence[CopyOrder], processes: int) -> Iterator[int]:
    """Write copies, in as many processes; yield how many are written each time that some more are."""
    done = 0
    for place in worked_off([partial(write_copies, templates, order) for order in orders], processes):
        yield (done := done + len(orders[place].copies))


def worked_off(work: Sequence[Callable[[], None]], processes: int) -> Iterator[int]:
    """Do pieces of work in as many processes; yield the place of each when it is done, in their order."""
    if processes == 1:
        for place, each in enumerate(work):
            each()
            yield place
        return
    connections.close_all()  # a process that is forked must not use the connection of this one
    _forked[:] = work
    try:
        with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
            yield from (place for place, _ in enumerate(pool.map(do_forked, range(len(work)))))
    finally:
        _forked.clear()


_forked: list[
    Callable[[], None]
] = []  # the work that processes are forked with: models of kinds cannot be sent to them


def do_forked(place: int) -> None:
    """Do a part of the work that this process was forked with."""
    _forked[place]()


def write_copies(templates: Sequence["CaseTemplate"], order: CopyOrder) -> None:
    """Write the rows of some copies in one transaction."""
    first, texts = dict(order.first), defaultdict[type[Model], list[str]](list)
    for number in order.copies:
        template, copied = templates[number % len(templates)], number // len(templates) + 1
        for model, text in template.rendered(copied, first):
            texts[model].append(text)
        for table in template.tables:
            first[table.model] += table.rows
    write_cases(texts)


def next_number(model: type[Model]) -> int:
    """Return the first free number of a row; 0 where rows have no numbers."""
    from benchmarks.placed_rows import is_numbered

    if not is_numbered(model):
        return 0
    last = model._base_manager.aggregate(last=Max("pk"))["last"]  # noqa: SLF001 - Django documents _base_manager
    return int(last or 0) + 1


def write_cases(texts: dict[type[Model], list[str]]) -> None:
    """Write the rows of some cases in one transaction. PostgreSQL does not check that what they refer to is there."""
    from benchmarks.copied_rows import write_rows

    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL session_replication_role = replica")  # SQLite checks the same rows in a test
                cursor.execute("SET LOCAL synchronous_commit = off")
        for model, rows in texts.items():
            write_rows(model, rows)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL session_replication_role = origin")  # where a caller's transaction goes on


def parts_models() -> list[type[Model]]:
    """Return the tables of the parts of names and of titles."""
    from institutions.models import NamePart
    from rules.models import TitlePart

    return [NamePart, TitlePart]


def store_missing_parts(processes: int) -> None:
    """Store keys and parts of the names of copies, and parts of their titles, some thousands at a time."""
    from institutions.models import NamePart, PartyName
    from rules.models import CaseSummary, TitlePart

    names = PartyName.objects.exclude(Exists(NamePart.objects.filter(name=OuterRef("pk"))))
    cases = CaseSummary.objects.exclude(Exists(TitlePart.objects.filter(case=OuterRef("pk"))))
    work: list[Callable[[], None]] = [
        partial(write_name_parts, keys)
        for keys in split_portions(list(names.order_by("pk").values_list("pk", flat=True)), PARTS_AT_ONCE)
    ]
    work += [
        partial(write_title_parts, keys)
        for keys in split_portions(list(cases.order_by("pk").values_list("pk", flat=True)), PARTS_AT_ONCE)
    ]
    for _done in worked_off(work, processes):
        pass


def write_name_parts(names: Sequence[int]) -> None:
    """Write the keys and parts of some names in one transaction."""
    from institutions.models import NameKey, NamePart, PartyName
    from institutions.parties.identities.name_keys import insert_keys, insert_parts

    rows = list(PartyName.objects.select_related("party").filter(pk__in=names))
    with transaction.atomic():
        insert_keys(rows, NameKey)
        insert_parts(rows, NamePart)


def write_title_parts(cases: Sequence[UUID]) -> None:
    """Write the parts of the titles of some cases in one transaction."""
    from rules.models import CaseSummary, TitlePart
    from rules.review.summaries.titles import insert_titles

    insert_titles(CaseSummary.objects.filter(pk__in=cases), TitlePart)


def finish(models: Sequence[type[Model]]) -> None:
    """Let new rows follow the numbers that were given, and let the database count what it holds."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(sql)
        cursor.execute("ANALYZE")


def main() -> None:
    """Fill the register, and prove a part of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=int)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--templates", type=int, default=TEMPLATES)
    parser.add_argument("--processes", type=int, default=PROCESSES, help="that write copies at once")
    parser.add_argument("--drawn", type=int, default=DRAWN, help="copies that are assessed for real")
    given = parser.parse_args()
    django.setup()
    from benchmarks.drawn_cases import differing_draws

    began = time.monotonic()
    filled = fill_register(
        given.cases,
        seed=given.seed,
        templates=given.templates,
        processes=given.processes,
        told=progress(began, given.cases),
    )
    print(f"{given.cases:,} cases in {time.monotonic() - began:.0f} s", flush=True)
    differing = differing_draws(filled.copies, given.drawn, seed=given.seed)
    print(f"{min(given.drawn, len(filled.copies)):,} drawn copies assessed: {len(differing)} differ", flush=True)
    for each in differing[:10]:
        print(each)
    sys.exit(bool(differing))


def progress(began: float, of: int) -> Callable[[int], None]:
    """Return a function that prints how far the register is filled."""

    def told(done: int) -> None:
        if done >= AT_ONCE and done % 2_000 < AT_ONCE:
            print(f"  {done:,} of {of:,} after {time.monotonic() - began:.0f} s", flush=True)

    return told


if __name__ == "__main__":
    main()
