"""The input of casework forms: texts by name, and the rows of measures that were filled in."""

import re
from collections.abc import Mapping
from typing import Final

from django.http import HttpRequest, QueryDict

from institutions.values.quoting import storable_text
from institutions.values.written_number import written_number
from rules.web.typed_day import typed_day

MEASURE_ROWS: Final = 3
MEASURE_FIELDS: Final = ("text", "owner", "due_on")
DAY: Final = re.compile(r"on|(?:ends|due|heard)_on|answer_by|measure-\d+-due_on")  # the inputs that take a day
Measure = dict[str, str]


def posted_texts(request: HttpRequest) -> dict[str, str]:
    """Return the texts of a form, one a name; days that were typed in either calendar as ISO dates."""
    return {
        name: typed_day(text) if text and DAY.fullmatch(name) else text
        for name, text in texts_with_plain_ends(request.POST).items()
    }


def texts_with_plain_ends(posted: QueryDict) -> dict[str, str]:
    """Return one text per name, with plain line ends in place of the browser's.

    What no database stores, such as NUL, is written out: no browser sends it.
    """
    return {name: storable_text(str(value).replace("\r\n", "\n")) for name, value in posted.items()}


def number_of(sent: Mapping[str, str], name: str) -> int:
    """Return a whole number that a form sent; -1, which nothing has, where it sent none."""
    number = written_number(sent.get(name, ""))
    return -1 if number is None else number


def measure_rows(sent: Mapping[str, str]) -> list[Measure]:
    """Return every row of measures as it was typed, including empty ones."""
    return [{name: sent.get(f"measure-{place}-{name}", "") for name in MEASURE_FIELDS} for place in range(MEASURE_ROWS)]


def filled_measure_rows(rows: list[Measure]) -> tuple[list[Measure], list[int]]:
    """Return the rows that are not empty, and their positions on the page."""
    places = [place for place, row in enumerate(rows) if any(value.strip() for value in row.values())]
    return [rows[place] for place in places], places


def errors_on_page(errors: Mapping[str, str], places: list[int]) -> dict[str, str]:
    """Return the errors by the ids of the inputs: `measures/0/text` is the first row that was filled in."""
    found = {}
    for field, message in errors.items():
        _, _, rest = field.partition("measures/")
        number, _, name = rest.partition("/")
        found[f"measure-{places[int(number)]}-{name}" if rest else field] = message
    return found
