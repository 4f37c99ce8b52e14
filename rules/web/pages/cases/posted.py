"""What a form of casework sent: texts by name, and the rows of measures that were filled in."""

from collections.abc import Mapping
from typing import Final

from django.http import HttpRequest, QueryDict

MEASURE_ROWS: Final = 3
MEASURE_FIELDS: Final = ("text", "owner", "due_on")
Measure = dict[str, str]


def texts_of(request: HttpRequest) -> dict[str, str]:
    """What a form sent: one text a name."""
    return texts_in(request.POST)


def texts_in(posted: QueryDict) -> dict[str, str]:
    """One text a name, with the ends of lines that the browser sends made plain."""
    return {name: str(value).replace("\r\n", "\n") for name, value in posted.items()}


def measure_rows(sent: Mapping[str, str]) -> list[Measure]:
    """Every row of measures as it was typed, empty ones too."""
    return [{name: sent.get(f"measure-{place}-{name}", "") for name in MEASURE_FIELDS} for place in range(MEASURE_ROWS)]


def filled(rows: list[Measure]) -> tuple[list[Measure], list[int]]:
    """The rows in which something was typed, and their places on the page."""
    places = [place for place, row in enumerate(rows) if any(value.strip() for value in row.values())]
    return [rows[place] for place in places], places


def on_page(errors: Mapping[str, str], places: list[int]) -> dict[str, str]:
    """The errors by the ids of the inputs: `measures/0/text` is the first row that was filled in."""
    found = {}
    for field, message in errors.items():
        _, _, rest = field.partition("measures/")
        number, _, name = rest.partition("/")
        found[f"measure-{places[int(number)]}-{name}" if rest else field] = message
    return found
