"""`manage.py restore BACKUP`: a backup into an empty database, proven before anybody may use it."""

from argparse import ArgumentParser

from institutions.management.late_command import LateCommand

SAMPLE = 200


class Command(LateCommand):
    """The command that restores a backup."""

    help = (
        "Restore a backup into an empty database: load it, count its rows, verify the audit trail, evaluate a sample "
        "of results again, and repeat the erasures made since. Until all of this is done, no process may use the "
        "database; the same command goes on where it stopped."
    )
    examples = {
        "restore /srv/backups/2026-11-28T170000Z": "restore this backup into the database of DATABASE_URL",
        "restore /srv/backups/2026-11-28T170000Z --by kita-admin": (
            "the same; kita-admin answers for erasures whose administrator is not in the backup"
        ),
    }

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the backup, the administrator and the sample."""
        parser.add_argument("backup", metavar="BACKUP", help="the folder that `manage.py backup` printed")
        parser.add_argument("--by", default="", metavar="NAME", help="user name of the responsible administrator")
        parser.add_argument(
            "--sample", type=int, default=SAMPLE, metavar="N", help=f"results to evaluate again; default: {SAMPLE}"
        )
        parser.add_argument(
            "--accept-refused",
            action="store_true",
            help="go on although an erasure is refused because a case was still open; erase it afterwards",
        )
        parser.add_argument("--json", action="store_true", help="print the result as one JSON object")
