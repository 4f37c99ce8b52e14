"""`manage.py assess`: new assessments of partnerships, retries of those set aside, replays of results."""

from argparse import ArgumentParser
from uuid import UUID

from institutions.management.late_command import LateCommand
from institutions.management.own_command import ENGINE


class Command(LateCommand):
    """The command that assesses registered partnerships."""

    help = "Assess a registered partnership, or all of them; retry one assessment or all that failed; replay one."
    examples = {
        "assess DEMO-METI-001 --wait": "assess one partnership in this process",
        "assess --all": "queue every partnership for the workers",
        "assess --retry-all --because job.outages": "start again what was set aside because the database failed",
    }
    requires_system_checks = [ENGINE]

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the five subcommands and their options."""
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("partnership", nargs="?", help="id or reference of a partnership")
        what.add_argument("--all", action="store_true", help="every partnership of the register")
        what.add_argument(
            "--retry", type=UUID, metavar="ID", help="start an assessment again that failed or was set aside"
        )
        what.add_argument(
            "--retry-all",
            action="store_true",
            help="start every assessment again that failed or was set aside, if none of its partnership is newer",
        )
        what.add_argument(
            "--replay", type=UUID, metavar="ID", help="evaluate the snapshot of a finished assessment again"
        )
        parser.add_argument(
            "--because",
            metavar="TEXT",
            help="with --retry-all: only those whose reason has this text, or this code, such as job.outages",
        )
        parser.add_argument("--wait", action="store_true", help="assess in this process; no worker is needed")
        parser.add_argument("--json", action="store_true", help="print one JSON object for each assessment")
