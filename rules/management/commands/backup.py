"""`manage.py backup PLACE`: the database as it is at one moment, with a manifest."""

from argparse import ArgumentParser

from institutions.management.late_command import LateCommand


class Command(LateCommand):
    """The command that backs the database up."""

    help = (
        "Back the database up into a new folder at a place, with a manifest that says what it holds and what is needed "
        "besides. It may run while the program is used."
    )
    examples = {
        "backup /srv/backups": "make a backup in a new folder of /srv/backups, and print that folder",
        "backup s3://bucket/screening --json": "the same in an object store (with s3fs installed)",
    }

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the place."""
        parser.add_argument("place", metavar="PLACE", help="a folder, or an address that fsspec reads (s3://…)")
        parser.add_argument("--json", action="store_true", help="print the folder and the manifest as one JSON object")
