"""`manage.py reorganise`: what a draft reorganisation would do; its enactment, and its withdrawal until the day."""

from argparse import ArgumentParser
from pathlib import Path
from uuid import UUID

from institutions.management.late_command import LateCommand


class Command(LateCommand):
    """The command that previews, enacts and withdraws drafts. A preview stores nothing."""

    help = (
        "Preview draft reorganisations: findings about the organisation and the partnerships before and after. Nothing "
        "is kept. With --enact, one document becomes dated statements of the register."
    )
    examples = {
        "reorganise draft.json": "what appears and what goes, in words",
        "reorganise drafts.json --json": "one answer a line, in the form of REORGANISATION.md",
        "reorganise draft.json --processes 2": "the same; many partnerships by two processes",
        "reorganise draft.json --enact": "enact one document that a law or an order carries",
        "reorganise --withdraw ESA-1": "take an enactment back before its first day",
    }

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the file, the act and the form."""
        parser.add_argument(
            "file", type=Path, metavar="FILE", nargs="?", help="one document, or a list of them, as JSON"
        )
        acts = parser.add_mutually_exclusive_group()
        acts.add_argument("--enact", action="store_true", help="make the one document of the file law")
        acts.add_argument("--withdraw", metavar="REFERENCE", help="take an enactment back before its first day")
        acts.add_argument(
            "--part-of", type=UUID, metavar="PREVIEW", help="work on a preview that another process waits for"
        )
        parser.add_argument(
            "--processes", type=int, default=1, metavar="N", help="processes of this command for many partnerships"
        )
        parser.add_argument("--json", action="store_true", help="one answer a line")
