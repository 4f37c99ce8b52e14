"""`manage.py import_file FILE --format … --submitted-by BODY`: a file into the register, as a job.

Without --wait a worker does it and the job's id is printed; with --wait this process does, and shows its progress.
"""

from argparse import ArgumentParser
from pathlib import Path
from uuid import UUID

from institutions.management.late_command import LateCommand


class Command(LateCommand):
    """The command that imports a file into the register."""

    help = (
        "Import a file into the register: our tables as CSV or Excel, and the formats of others; see --formats. "
        "Importing the same file again changes nothing; a corrected file supersedes it."
    )
    examples = {
        "import_file --formats": "list the formats",
        "import_file firms.xlsx --format companies --submitted-by METI --dry-run --wait": "show what it would do",
        "import_file firms.xlsx --format companies --submitted-by METI": "import the file; a worker does it",
    }

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add file, format, body, and options of what to do and show."""
        parser.add_argument("file", type=Path, nargs="?")
        parser.add_argument("--format", metavar="FORMAT", help="format of the file; --formats lists them")
        parser.add_argument("--submitted-by", metavar="BODY", help="code of the body that imports")
        parser.add_argument(
            "--option", action="append", default=[], metavar="NAME=VALUE", help="option of the format; repeatable"
        )
        parser.add_argument(
            "--complete",
            metavar="DAY",
            help="the file is complete for this day, as in 2026-06-15 or R8.6.15: records that it no longer has ended "
            "before (tables, bods)",
        )
        parser.add_argument(
            "--end-most", action="store_true", help="with --complete: more than half of the records may end"
        )
        parser.add_argument(
            "--collection", metavar="NAME", help="for a table: the files that share one numbering of rows"
        )
        parser.add_argument(
            "--replace",
            action="store_true",
            help="for a table: records may now be about other parties; for BODS and OCDS: an older state may return",
        )
        parser.add_argument("--dry-run", action="store_true", help="run the whole import and store only the outcomes")
        parser.add_argument("--wait", action="store_true", help="run in this process; no worker is needed")
        parser.add_argument("--json", action="store_true", help="print the answer as one JSON object")
        group = parser.add_mutually_exclusive_group()
        group.add_argument("--formats", action="store_true", help="list the formats and do nothing else")
        group.add_argument("--resume", type=UUID, metavar="ID", help="continue an import where it stopped")
        group.add_argument("--cancel", type=UUID, metavar="ID", help="stop an import; stored records stay")
