"""`manage.py organisation`: findings about the organisation of government on a day."""

from argparse import ArgumentParser

from institutions.management.arguments import read_argument_day
from institutions.management.late_command import LateCommand


class Command(LateCommand):
    """The command that applies the rules on the organisation to the register as of a day."""

    help = "Print what the rules find in the organisation of government on a day: who leads, promotes, regulates."
    examples = {
        "organisation": "findings as of today",
        "organisation --on 2012-09-18 --json": "findings of a day, one JSON object a line",
        "organisation --posts JFTC NSC --json": "posts and seats of these bodies today, one JSON object a line",
        "organisation --on 2012-09-18 --rulebook 3f9a": "the same by the rules of a stored version",
    }

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the day and the form."""
        parser.add_argument("--on", type=read_argument_day, metavar="DAY", help="as in 2026-06-15; default: today")
        parser.add_argument(
            "--rulebook",
            default="now",
            metavar="VERSION",
            help="the beginning of a stored version's hash, or a folder; default: the rulebook in force",
        )
        parser.add_argument(
            "--posts",
            nargs="*",
            metavar="BODY",
            help="print posts and seats of the day instead: of every body, or of the bodies with these codes",
        )
        parser.add_argument(
            "--json", action="store_true", help="one finding a line, then the outcome of each rule in each domain"
        )
