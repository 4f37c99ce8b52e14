"""`manage.py workshop`: drafts of rulebooks checked, written to a folder, and tried on the register."""

from argparse import ArgumentParser
from pathlib import Path

from institutions.management.arguments import read_argument_day
from institutions.management.late_command import LateCommand
from institutions.management.own_command import ENGINE


class Command(LateCommand):
    """The command for drafts of rulebooks."""

    help = (
        "List drafts of rulebooks, check one, write its files to a folder, or count what it would change in the "
        "register. Nothing is stored. A draft is named by its id or its name, or is a folder."
    )
    examples = {
        "workshop list": "the open drafts",
        "workshop check ../next/rules": "every error in a folder, with line and remedy",
        "workshop effect 'Stricter holdings' --json": "what a draft would change",
        "workshop organisation ../next/rules --on 2012-09-18": "INS- findings of a day with its rules",
        "workshop organisation ../next/rules --history": "INS- findings that come, go or change since 2001",
        "workshop curve 'Stricter holdings' eth_gift_report_yen 1000 20000": "findings at each of several values",
    }
    requires_system_checks = [ENGINE]

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add what to do, and with which draft."""
        what = parser.add_subparsers(dest="what", required=True)
        what.add_parser("list", help="one line for each open draft")
        for name, help_text in (
            ("check", "exit code 1 and every error if something is wrong"),
            ("write", "write the files of a draft below a folder"),
            ("effect", "new, gone and changed findings against the base, over the whole register"),
            ("organisation", "findings on the organisation of government on a day, against the base"),
            ("curve", "findings at each of several values of a number"),
        ):
            asked = what.add_parser(name, help=help_text)
            asked.add_argument("draft", metavar="DRAFT", help="id or name of a draft, or a folder")
            if name == "write":
                asked.add_argument("folder", type=Path, metavar="DIR")
            if name == "effect":
                asked.add_argument("--seed", default="", help="of an earlier trial, to draw the same cases")
            if name == "curve":
                asked.add_argument("parameter", metavar="NUMBER")
                asked.add_argument("least", type=int)
                asked.add_argument("most", type=int)
                asked.add_argument("--values", type=int, default=11, metavar="N", help="how many values; default: 11")
                asked.add_argument("--for", dest="index", default="", metavar="WORD", help="of a number with several")
                asked.add_argument("--on", type=read_argument_day, metavar="DAY", help="the value of a day")
            if name == "organisation":
                asked.add_argument("--on", type=read_argument_day, metavar="DAY", help="default: today")
                asked.add_argument(
                    "--history",
                    action="store_true",
                    help="every day of change on record, with the days of each finding",
                )
            if name in ("effect", "organisation", "curve"):
                asked.add_argument("--json", action="store_true", help="answer with one object")
