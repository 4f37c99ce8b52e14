"""`manage.py export --format FORMAT FILE`: the register in a format of others."""

import re
import sys
from argparse import ArgumentParser, ArgumentTypeError
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError

from institutions.access.callers import Reader
from institutions.exports.selection import ExportSelection, UnknownListError, list_named
from institutions.formats.export_formats import FORMATS, UnfitListError, check_fit
from institutions.formats.tables.spreadsheets import ENCODINGS, TooManyRowsError
from institutions.management.arguments import read_argument_day
from institutions.models import GovernmentBody
from institutions.values.product import PRODUCT_NAME

STDOUT = "-"


class Command(BaseCommand):
    """The command that exports the register, or the part that one body may read."""

    help = (
        "Export the register: csv and xlsx in the templates that import reads, json (documents of the "
        "register, one a line), ftm (FollowTheMoney), bods (0.4) or ocds (1.1). Without --body everything is written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add format, lists, day, audience and target."""
        parser.add_argument("file", help="file to write; - for the standard output")
        parser.add_argument("--format", choices=sorted(FORMATS), required=True)
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

    def handle(self, **options: Any) -> None:  # Any: the command's options
        """Write to a file beside it first, so that an export that breaks off leaves none behind."""
        selection = selection_from(options)
        lines = FORMATS[options["format"]].write(selection)
        target = Path(options["file"])
        partial = target.with_name(f"{target.name}.part")
        to_stdout = options["file"] == STDOUT
        try:
            opened: AbstractContextManager[IO[bytes]] = (
                nullcontext(sys.stdout.buffer) if to_stdout else partial.open("wb")
            )
            with opened as file:
                size = sum(file.write(line) for line in lines)
            if not to_stdout:
                partial.replace(target)
        except OSError as trouble:
            message = f"{target} cannot be written: {trouble.strerror}."
            raise CommandError(message) from trouble
        except TooManyRowsError as trouble:
            raise CommandError(str(trouble)) from trouble
        finally:
            partial.unlink(missing_ok=True)
        if not to_stdout:
            self.stdout.write(f"{size:,} bytes written to {target}.")


def selection_from(options: dict[str, Any]) -> ExportSelection:  # Any: the command's options
    """Read the selection. CommandError if it is not possible."""
    body = None
    if options["body"]:
        body = GovernmentBody.objects.filter(code=options["body"]).first()
        if body is None:
            message = f"There is no government body with the code {options['body']}."
            raise CommandError(message)
    try:
        lists = tuple(dict.fromkeys(list_named(each) for each in options["what"]))
        check_fit(FORMATS[options["format"]], lists)
    except (UnknownListError, UnfitListError) as trouble:
        raise CommandError(str(trouble)) from trouble
    return ExportSelection(
        reader=Reader(frozenset([body.pk]) if body else None, kin=True, restricted=options["secret"]),
        lists=lists,
        on=options["on"],
        publisher=options["publisher"] or (body.name if body else PRODUCT_NAME),
        ids=not options["portable"],
        encoding=options["encoding"],
        ocid_prefix=options["ocid_prefix"],
    )


def ocid_prefix(given: str) -> str:
    """Check a prefix that OCDS gives to a publisher: ocds- and six small letters or digits."""
    if re.fullmatch(r"ocds-[0-9a-z]{6}", given, re.ASCII) is None:
        message = f"'{given}' is not a prefix of OCDS. Write ocds- and six small letters or digits, as in ocds-213czf."
        raise ArgumentTypeError(message)
    return given
