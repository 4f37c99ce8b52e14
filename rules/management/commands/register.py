"""`manage.py register FILE`: the partnerships of files, registered, and with --wait assessed at once."""

from argparse import ArgumentParser
from pathlib import Path

from institutions.management.late_command import LateCommand
from institutions.management.ocds import OCDS, add_ocds_arguments
from institutions.management.own_command import ENGINE


class Command(LateCommand):
    """The command that registers the partnerships of one or more files."""

    help = (
        "Register the partnerships of files: one JSON object, a JSON list, or one object a line; with --format ocds "
        "Open Contracting releases, records and packages, plain or packed with gzip."
    )
    examples = {
        "register docs/examples/cooperation.json --wait": "register one document and assess it in this process",
        "register proposals.jsonl --json": "register one document a line; workers assess them",
        "register releases.json.gz --format ocds --submitted-by MLIT --sponsor MLIT --domain infrastructure "
        "--proposed-on 2026-06-15": "register Open Contracting data",
    }
    requires_system_checks = [ENGINE]

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add files, format, and options of what to do and show."""
        parser.add_argument("files", type=Path, nargs="+", metavar="file")
        parser.add_argument("--format", choices=("json", OCDS), default="json", help="format of the files")
        parser.add_argument("--wait", action="store_true", help="assess in this process; no worker is needed")
        parser.add_argument("--json", action="store_true", help="print one JSON object for each document")
        add_ocds_arguments(parser)
