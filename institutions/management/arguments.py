"""A day on the command line."""

from argparse import ArgumentTypeError
from datetime import date

from institutions.values.written_day import written_day


def read_argument_day(text: str) -> date:
    """Read a day of the command line; argparse shows the message."""
    try:
        return written_day(text)
    except ValueError:
        message = f"'{text}' is not a date. Write it as in 2026-06-15."
        raise ArgumentTypeError(message) from None
