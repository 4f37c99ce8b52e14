"""`manage.py seed`: Japan's bodies, mandates and investment treaties and the policy brief of 2021 into the register."""

from argparse import ArgumentParser
from pathlib import Path

from institutions.management.late_command import LateCommand


class Command(LateCommand):
    """The command. It is idempotent: unchanged rows of the files stay, changed ones are superseded."""

    help = "Load the seed files into the register. Seeding twice changes nothing; an edited row is superseded."
    examples = {
        "seed": "load or update Japan's bodies, mandates and treaties",
    }

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add one option: another folder of files."""
        parser.add_argument("--folder", type=Path, help="folder of the seed files (default: the shipped ones)")
