"""A register of many assessed cases: `python -m benchmarks.large_register CASES`, on the database of the settings.

A few hundred different documents are registered and assessed as always, and copied with all their rows, questions and
snapshots among them (`case_templates`): by COPY on PostgreSQL, by INSERT on SQLite. The trail of acts has nothing of
the copies. A part of these is then assessed for real, and must give what is stored (`drawn_cases`).
"""

import argparse
import itertools
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import django
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max, Model

from institutions.values.portions import split_portions

SEED: Final = 1
TEMPLATES: Final = 200
AT_ONCE: Final = 200  # cases in one transaction
DRAWN: Final = 1_000


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
    told: Callable[[int], None] = lambda _done: None,
) -> LargeRegister:
    """Add so many cases, of which the templates are the first. `skipped` documents of the seed are there already."""
    from benchmarks.case_templates import TemplateMaker
    from benchmarks.varied_documents import varied_documents

    maker = TemplateMaker()
    made = [
        maker.template(each)
        for each in itertools.islice(varied_documents(seed), skipped, skipped + min(templates, cases))
    ]
    told(len(made))
    copies: list[UUID] = []
    first = {table.model: next_number(table.model) for each in made for table in each.tables}
    for numbers in split_portions(range(cases - len(made)), AT_ONCE):
        texts: dict[type[Model], list[str]] = defaultdict(list)
        for number in numbers:
            template, copied = made[number % len(made)], number // len(made) + 1
            for model, text in template.rendered(copied, first):
                texts[model].append(text)
            for table in template.tables:
                first[table.model] += table.rows
            copies.append(template.copied_assessment(copied))
        write_cases(texts)
        told(len(made) + len(copies))
    finish(list(first))
    return LargeRegister(tuple(each.assessment for each in made), tuple(copies))


def next_number(model: type[Model]) -> int:
    """Return the first free number of a row; 0 where rows have no numbers."""
    from benchmarks.case_templates import is_numbered

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
    parser.add_argument("--drawn", type=int, default=DRAWN, help="copies that are assessed for real")
    given = parser.parse_args()
    django.setup()
    from benchmarks.drawn_cases import differing_draws

    began = time.monotonic()
    filled = fill_register(given.cases, seed=given.seed, templates=given.templates, told=progress(began, given.cases))
    print(f"{given.cases:,} cases in {time.monotonic() - began:.0f} s", flush=True)
    differing = differing_draws(filled.copies, given.drawn, seed=given.seed)
    print(f"{min(given.drawn, len(filled.copies)):,} drawn copies assessed: {len(differing)} differ", flush=True)
    for each in differing[:10]:
        print(each)
    sys.exit(bool(differing))


def progress(began: float, of: int) -> Callable[[int], None]:
    """Return a function that prints how far the register is filled."""

    def told(done: int) -> None:
        if done % 2_000 < AT_ONCE:
            print(f"  {done:,} of {of:,} after {time.monotonic() - began:.0f} s", flush=True)

    return told


if __name__ == "__main__":
    main()
