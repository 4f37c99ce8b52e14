"""`manage.py screen`: the register under a rulebook in sets; ends with status 1 if the evaluators disagree."""

from argparse import ArgumentParser
from pathlib import Path
from uuid import UUID

from institutions.management.arguments import read_argument_day
from institutions.management.late_command import LateCommand
from institutions.management.own_command import ENGINE


class Command(LateCommand):
    """Screen the register."""

    help = (
        "Evaluate the newest facts of every case in sets, list the cases whose result would differ, and queue the open "
        "ones for assessment. With another rulebook or another day nothing is queued."
    )
    examples = {
        "screen": "compare every case with the rulebook in force",
        "screen --rulebook ../next/rules --json": "the cases that another rulebook would decide otherwise",
    }
    requires_system_checks = [ENGINE]

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add rulebook, day and form of the answer."""
        parser.add_argument(
            "--rulebook", type=Path, metavar="DIR", help="folder with rulebook/, parameters/, laws.yaml"
        )
        parser.add_argument("--as-of", type=read_argument_day, metavar="DAY", help="as of a day, gathered anew")
        parser.add_argument("--seed", default="", help="of an earlier screening, to draw the same sample")
        parser.add_argument("--json", action="store_true", help="answer with one object")
        parser.add_argument("--stop", type=UUID, metavar="ID", help="stop a screening instead")
        parser.add_argument("--resume", type=UUID, metavar="ID", help="let a stopped screening go on instead")
