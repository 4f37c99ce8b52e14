"""The work of `manage.py export`."""

import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import IO, Any

from django.core.management.base import CommandError

from institutions.access.callers import Reader
from institutions.exports.selection import ExportSelection, UnknownListError, list_named
from institutions.formats.export_formats import FORMATS, UnfitListError, check_fit
from institutions.formats.tables.spreadsheets import TooManyRowsError
from institutions.management.late_command import CommandWork
from institutions.models import GovernmentBody
from institutions.values.product import PRODUCT_NAME

STDOUT = "-"


class Work(CommandWork):
    """The work of the command."""

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
        except BrokenPipeError:
            raise  # whoever reads the standard output has read enough: no trouble with a file
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
