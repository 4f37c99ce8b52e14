"""The work of `manage.py seed`."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management.base import CommandError

from institutions.management.late_command import CommandWork
from institutions.seeding.errors import SeedError
from institutions.seeding.folder import DATA, read_folder
from institutions.seeding.rows import Seed
from institutions.seeding.store import SeedResult, store_seed


class Work(CommandWork):
    """The work of the command."""

    def handle(self, **options: Any) -> None:  # Any: the command's options
        """Check the files, store them, and print the counts."""
        try:
            seed = read_folder(options["folder"] or DATA)
        except SeedError as error:
            raise CommandError("\n".join((*error.errors, "Nothing was stored."))) from error
        for line in seed_lines(seed, store_seed(seed)):
            self.stdout.write(line)


def seed_lines(seed: Seed, stored: Iterable[SeedResult]) -> Iterator[str]:
    """Write the report: a line for each table, and one for the lists that were checked alone."""
    for outcome in stored:
        yield seed_line(outcome)
    lists = {"countries": seed.countries, "domains": seed.domains, "legal grounds": seed.legal_grounds}
    yield "Checked lists: " + ", ".join(f"{len(rows)} {name}" for name, rows in lists.items()) + "."


def seed_line(outcome: SeedResult) -> str:
    """Write one line of the report."""
    counts = outcome.counts
    said = f"added {counts.added}, superseded {counts.superseded}, unchanged {counts.unchanged}"
    return f"{outcome.label.capitalize()}: {said}" + (f", ended {counts.ended}." if counts.ended else ".")
