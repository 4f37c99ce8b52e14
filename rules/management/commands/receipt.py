"""`manage.py receipt --finding ID | --decision ID`: a file that proves it without the database."""

from argparse import ArgumentParser

from institutions.management.late_command import LateCommand


class Command(LateCommand):
    """The command. Whoever may run it reads the database anyway, so it asks for no account; the trail notes it."""

    help = "Write a receipt: it proves, without the database, that a finding or a decision stood in the sealed trail."
    examples = {
        "receipt --finding 12 --out receipt.json": "write the proof of a finding",
    }

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the object and the file."""
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--finding", type=int, metavar="ID", help="id of a finding, from the address of its page")
        what.add_argument("--decision", type=int, metavar="ID", help="id of a decision on a finding, from the export")
        parser.add_argument("--out", metavar="FILE", help="the file to write; else it is printed")
