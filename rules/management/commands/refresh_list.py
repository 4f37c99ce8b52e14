"""`manage.py refresh_list FILE`: the changes and effects of a new edition of an official list; --take accepts it."""

from argparse import ArgumentParser
from pathlib import Path

from institutions.lists.head_fields import HEAD
from institutions.management.late_command import LateCommand
from institutions.management.own_command import ENGINE


class Command(LateCommand):
    """The command that shows an edition of a list, or accepts it."""

    help = (
        "Show what a new edition of an official list changes, and which partnerships it affects; --take accepts it. "
        "Lists of companies, investment treaties, thresholds of procurement; see --lists."
    )
    examples = {
        "refresh_list --lists": "name the lists",
        "refresh_list companies.csv --submitted-by METI --as-of 2026-10-01": "show what a new edition changes",
        "refresh_list companies.csv --submitted-by METI --as-of 2026-10-01 --take": "accept it",
    }
    requires_system_checks = [ENGINE]

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the file, details that it does not state itself, and the act."""
        parser.add_argument("file", type=Path, nargs="?")
        parser.add_argument("--lists", action="store_true", help="show the lists and do nothing else")
        parser.add_argument(
            "--take", action="store_true", help="accept the edition; without this option nothing is changed"
        )
        parser.add_argument("--submitted-by", metavar="BODY", help="code of the body that keeps the list")
        parser.add_argument(
            "--allow-shrink", action="store_true", help="accept it even if over half of the entries end"
        )
        parser.add_argument("--json", action="store_true", help="print the answer as one JSON object")
        parser.add_argument(
            "--output", type=Path, metavar="PATH", help="for thresholds: write the new file to this path"
        )
        for name in HEAD:
            option = f"--{name.replace('_', '-')}"
            parser.add_argument(option, default="", help=f"{name} of the edition, if the file does not state it")
