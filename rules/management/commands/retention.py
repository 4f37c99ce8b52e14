"""`manage.py retention`: cases whose retention is over, their packages, and their disposal."""

from argparse import ArgumentParser
from pathlib import Path

from institutions.management.arguments import read_argument_day
from institutions.management.late_command import LateCommand


class Command(LateCommand):
    """The command for the end of retention."""

    help = (
        "List the cases whose retention is over, write one as a package, or dispose of one. A reviewer chooses the "
        "measure on the page of retention before. A disposal cannot be undone."
    )
    examples = {
        "retention due": "the cases whose retention is over, with the chosen measure",
        "retention due --on 2038-04-01": "those that will be due then",
        "retention package METI-2026-001 /srv/packages/METI-2026-001 --by kita-admin": "write a package (BagIt)",
        "retention dispose METI-2026-001 --by kita-admin --basis 'Consent no. 12 of 2038-05-02'": (
            "show what a disposal would remove; --yes removes it"
        ),
        "retention register": "the register of processing of personal data, as docs/processing.md",
    }

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add what to do, and with which case."""
        what = parser.add_subparsers(dest="what", required=True)
        due = what.add_parser("due", help="one line for each case whose retention is over")
        due.add_argument("--on", type=read_argument_day, metavar="DAY", help="as of another day; default: today")
        package = what.add_parser("package", help="write a case into a new folder, with checksums")
        dispose = what.add_parser("dispose", help="remove the documents of a case; without --yes only show what")
        for each in (package, dispose):
            each.add_argument("case", metavar="CASE", help="reference or id of the partnership")
        package.add_argument("folder", type=Path, metavar="DIR", help="the folder to write; it must not exist")
        for each in (package, dispose):
            each.add_argument("--by", required=True, metavar="NAME", help="user name of the responsible administrator")
        dispose.add_argument(
            "--basis", required=True, help="receipt of the National Archives, or the consent; it is kept for good"
        )
        dispose.add_argument("--package", type=Path, metavar="DIR", help="the package that was transferred")
        dispose.add_argument("--yes", action="store_true", help="remove; without this option nothing is written")
        what.add_parser("register", help="print the register of processing of personal data")
