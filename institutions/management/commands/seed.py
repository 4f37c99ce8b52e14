"""`manage.py seed`: Japan's bodies, mandates and investment treaties and the policy brief of 2021 into the register."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from institutions.management.own_command import OwnCommand
from institutions.seeding.errors import SeedError
from institutions.seeding.folder import DATA, read_folder
from institutions.seeding.store import SeedResult, store_seed


class Command(OwnCommand):
    """The command. It is idempotent: unchanged rows of the files stay, changed ones are superseded."""

    help = "Load the seed files into the register. Seeding twice changes nothing; an edited row is superseded."
    examples = {
        "seed": "load or update Japan's bodies, mandates and treaties",
    }

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add one option: another folder of files."""
        parser.add_argument(
            "--folder", type=Path, default=DATA, help="folder of the seed files (default: the shipped ones)"
        )

    def handle(self, *, folder: Path, **_options: Any) -> None:  # Any: Django's own options, unused here
        """Check the files, store them, and print the counts."""
        try:
            seed = read_folder(folder)
        except SeedError as error:
            raise CommandError("\n".join((*error.errors, "Nothing was stored."))) from error
        for outcome in store_seed(seed):
            self.stdout.write(seed_line(outcome))
        lists = {"countries": seed.countries, "domains": seed.domains, "legal grounds": seed.legal_grounds}
        self.stdout.write("Checked lists: " + ", ".join(f"{len(rows)} {name}" for name, rows in lists.items()) + ".")


def seed_line(outcome: SeedResult) -> str:
    """Write one line of the report."""
    counts = outcome.counts
    said = f"added {counts.added}, superseded {counts.superseded}, unchanged {counts.unchanged}"
    return f"{outcome.label.capitalize()}: {said}" + (f", ended {counts.ended}." if counts.ended else ".")
