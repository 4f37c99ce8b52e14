"""The documents that `manage.py register --format ocds` reads, with the values of its options."""

from pathlib import Path
from typing import Any, Final

from django.core.management.base import CommandError

from institutions.formats.ocds.publishers import NO_PROFILE, ProfileError, profile_named
from institutions.formats.ocds.reading.files import OcdsFile
from institutions.formats.ocds.reading.options import OcdsOptions
from institutions.formats.ocds.reading.rates import WrongRateError, one_each, rate_in

REQUIRED: Final = ("submitted_by", "sponsor", "domain", "proposed_on")
OPTIONAL: Final = (
    "co_sponsors",
    "tax",
    "publisher",
    "reserve_from",
    "method",
    "object",
    "value_yen",
    "yen_per_unit",
    "revision",
)


def read_ocds(path: Path, options: dict[str, Any]) -> OcdsFile:  # Any: the command's options
    """Read the documents of a file of OCDS data."""
    if missing := [option_flag(name) for name in REQUIRED if options[name] is None]:
        message = f"--format ocds needs {', '.join(missing)}: it is missing in the OCDS data."
        raise CommandError(message)
    try:
        rates = one_each(rate_in(each) for each in options["yen_per_unit"] or ())
    except WrongRateError as trouble:
        message = f"--yen-per-unit: {trouble}"
        raise CommandError(message) from trouble
    try:
        publisher = profile_named(options["publisher"]) if options["publisher"] else NO_PROFILE
    except ProfileError as trouble:
        raise CommandError(str(trouble)) from trouble
    return OcdsFile(
        path,
        OcdsOptions(
            submitted_by=options["submitted_by"],
            sponsor=options["sponsor"],
            co_sponsors=tuple(options["co_sponsors"] or ()),
            tax=options["tax"],
            domain=options["domain"],
            proposed_on=options["proposed_on"].isoformat(),
            method=options["method"],
            object=options["object"],
            value_yen=options["value_yen"],
            yen_per_unit=rates,
            revision=options["revision"] or 1,
            publisher=publisher,
            reserve_from=options["reserve_from"],
        ),
    )


def refuse_ocds_options(options: dict[str, Any]) -> None:  # Any: the command's options
    """Refuse the options for a document of version 1: it says everything itself, and they would be ignored silently."""
    if given := [option_flag(name) for name in (*REQUIRED, *OPTIONAL) if options[name] is not None]:
        message = f"{', '.join(given)} can only be given with --format ocds. A document states it itself."
        raise CommandError(message)


def option_flag(name: str) -> str:
    """Return an option as it is typed."""
    return f"--{name.replace('_', '-')}"
