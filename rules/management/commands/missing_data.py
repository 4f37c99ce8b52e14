"""`manage.py missing_data`: one request for each fact that rules lack, over many cases."""

from argparse import ArgumentParser

from institutions.management.late_command import LateCommand


class Command(LateCommand):
    """The command that lists what to ask for first."""

    help = (
        "List what the newest results of all cases lack: each missing fact once, first the one that lets most rules be "
        "assessed, with who can supply it. Parties are named by their ids."
    )
    examples = {
        "missing_data": "what all cases lack, in the order in which to ask for it",
        "missing_data --body METI --json": "the same for the cases that METI submitted, one object a line",
    }

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the body and the form of the answer."""
        parser.add_argument("--body", metavar="CODE", help="only cases that this body submitted")
        parser.add_argument("--json", action="store_true", help="one object a line")
