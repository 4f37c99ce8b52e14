"""`manage.py register --format ocds`: its options, for values that OCDS data has no field for."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Final

from institutions.formats.ocds.publishers import RESERVE_FIELDS
from institutions.kinds.words import DOMAINS, METHODS, OBJECTS, TAX_BASES
from institutions.management.arguments import read_argument_day
from institutions.values.written_number import written_number

OCDS: Final = "ocds"


def add_ocds_arguments(parser: ArgumentParser) -> None:
    """Add the options that --format ocds takes."""
    group = parser.add_argument_group("with --format ocds", "the same for every document of the file")
    group.add_argument("--submitted-by", metavar="BODY", help="code of the submitting body")
    group.add_argument("--sponsor", metavar="BODY", help="code of the body that would sign")
    group.add_argument(
        "--co-sponsors", nargs="+", metavar="BODY", help="codes of the bodies that would sign with the sponsor"
    )
    group.add_argument("--tax", choices=TAX_BASES, help="whether the amounts of the data include consumption tax")
    group.add_argument(
        "--publisher",
        metavar="NAME",
        help="how the publisher fills in fields: a profile by its name or a file (.yaml); see docs/processes.md",
    )
    group.add_argument(
        "--reserve-from", choices=RESERVE_FIELDS, help="field that holds the reserve price, whatever the profile says"
    )
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
        action="append",
        metavar="CURRENCY=YEN",
        help="convert amounts in this currency, as in USD=150.25; repeatable",
    )
    group.add_argument(
        "--revision", type=read_revision, metavar="NUMBER", help="revision of documents registered before; default: 1"
    )


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
