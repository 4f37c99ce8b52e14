"""`manage.py register --format ocds`: its options, for values that OCDS data has no field for."""

from argparse import ArgumentParser, ArgumentTypeError
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from django.core.management.base import CommandError

from institutions.formats.ocds.reading.files import OcdsFile
from institutions.formats.ocds.reading.options import OcdsOptions
from institutions.formats.ocds.reading.rates import WrongRateError, one_each, rate_in
from institutions.kinds.words import DOMAINS, METHODS, OBJECTS, TAX_BASES
from institutions.management.arguments import read_argument_day
from institutions.values.written_number import written_number

OCDS: Final = "ocds"
REQUIRED: Final = ("submitted_by", "sponsor", "domain", "proposed_on")
OPTIONAL: Final = ("co_sponsors", "tax", "method", "object", "value_yen", "yen_per_unit", "revision")


def add_ocds_arguments(parser: ArgumentParser) -> None:
    """Add the options that --format ocds takes."""
    group = parser.add_argument_group("with --format ocds", "the same for every document of the file")
    group.add_argument("--submitted-by", metavar="BODY", help="code of the submitting body")
    group.add_argument("--sponsor", metavar="BODY", help="code of the body that would sign")
    group.add_argument(
        "--co-sponsors", nargs="+", metavar="BODY", help="codes of the bodies that would sign with the sponsor"
    )
    group.add_argument("--tax", choices=TAX_BASES, help="whether the amounts of the data include consumption tax")
    group.add_argument("--domain", choices=DOMAINS, help="what the partnership is about")
    group.add_argument(
        "--proposed-on", type=read_argument_day, metavar="DATE", help="date of the proposal, as in 2026-06-15"
    )
    group.add_argument("--method", choices=METHODS, help="if the data does not give it, or not clearly")
    group.add_argument("--object", choices=OBJECTS, help="if the data does not give it")
    group.add_argument(
        "--value-yen", type=read_whole_yen, metavar="YEN", help="public money, if the data has none in yen"
    )
    group.add_argument(
        "--yen-per-unit",
        type=read_rate,
        action="append",
        metavar="CURRENCY=YEN",
        help="convert amounts in this currency, as in USD=150.25; repeatable",
    )
    group.add_argument(
        "--revision", type=read_revision, metavar="NUMBER", help="revision of documents registered before; default: 1"
    )


def read_ocds(path: Path, options: dict[str, Any]) -> OcdsFile:  # Any: the command's options
    """Read the documents of a file of OCDS data."""
    if missing := [option_flag(name) for name in REQUIRED if options[name] is None]:
        message = f"--format ocds needs {', '.join(missing)}: it is missing in the OCDS data."
        raise CommandError(message)
    try:
        rates = one_each(options["yen_per_unit"] or ())
    except WrongRateError as trouble:
        message = f"--yen-per-unit: {trouble}"
        raise CommandError(message) from trouble
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


def read_whole_yen(text: str) -> int:
    """Read an amount in whole yen."""
    number = written_number(text)
    if number is None:
        message = f"'{text}' is not an amount in yen. Write a whole number without separators, 0 or more."
        raise ArgumentTypeError(message)
    return number


def read_revision(text: str) -> int:
    """Read the number of a revision."""
    number = read_whole_yen(text)
    if number < 1:
        message = "The first revision is 1."
        raise ArgumentTypeError(message)
    return number


def read_rate(text: str) -> tuple[str, Decimal]:
    """Read a currency and its rate: how many yen one unit is worth."""
    try:
        return rate_in(text)
    except WrongRateError as trouble:
        raise ArgumentTypeError(str(trouble)) from None
