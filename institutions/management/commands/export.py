"""`manage.py export --format FORMAT FILE`: the register in a format of others."""

import re
from argparse import ArgumentParser, ArgumentTypeError

from institutions.formats.names import ENCODINGS, EXPORT_FORMATS
from institutions.management.arguments import read_argument_day
from institutions.management.late_command import LateCommand
from institutions.values.product import PRODUCT_NAME


class Command(LateCommand):
    """The command that exports the register, or the part that one body may read."""

    help = (
        "Export the register: csv and xlsx in the templates that import reads, json (documents of the "
        "register, one a line), ftm (FollowTheMoney), bods (0.4) or ocds (1.1). Without --body everything is written."
    )
    examples = {
        "export register.xlsx --format xlsx --what companies": "the companies as an Excel file",
        "export - --format json --body METI": "what METI may see, one document a line",
    }

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add format, lists, day, audience and target."""
        parser.add_argument("file", help="file to write; - for the standard output")
        parser.add_argument("--format", choices=EXPORT_FORMATS, required=True)
        parser.add_argument(
            "--what",
            action="append",
            default=[],
            metavar="LIST",
            help="companies, people, bodies, partnerships, or a list of statements such as shareholdings; repeatable; "
            "default: everything that the format can hold",
        )
        parser.add_argument("--on", type=read_argument_day, help="only statements valid on this day")
        parser.add_argument("--body", help="code of a government body: only data that it may see")
        parser.add_argument("--secret", action="store_true", help="include restricted partnerships")
        parser.add_argument("--publisher", help=f"name of the publisher; default: the body's name, or {PRODUCT_NAME}")
        parser.add_argument("--portable", action="store_true", help="json: without the ids of this register")
        parser.add_argument("--encoding", choices=ENCODINGS, default="utf-8-sig", help="csv")
        parser.add_argument(
            "--ocid-prefix", type=ocid_prefix, default="ocds-000000", help="ocds: the prefix that you registered"
        )


def ocid_prefix(given: str) -> str:
    """Check a prefix that OCDS gives to a publisher: ocds- and six small letters or digits."""
    if re.fullmatch(r"ocds-[0-9a-z]{6}", given, re.ASCII) is None:
        message = f"'{given}' is not a prefix of OCDS. Write ocds- and six small letters or digits, as in ocds-213czf."
        raise ArgumentTypeError(message)
    return given
