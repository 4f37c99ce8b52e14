"""`manage.py summaries`: a comparison of the rows for lists and counts with the cases; `--mend` writes them."""

from argparse import ArgumentParser

from institutions.management.late_command import LateCommand


class Command(LateCommand):
    """The command that compares the summaries of the whole register, a portion and a transaction at a time."""

    help = "Compare the summaries of all cases with the cases themselves; exit code 1 if one differs."
    examples = {
        "summaries": "compare the rows of lists with the cases",
        "summaries --mend": "write them again",
    }

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the option to mend."""
        parser.add_argument("--mend", action="store_true", help="write every summary again")
