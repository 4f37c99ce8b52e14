"""The check of a request's body: an object with nothing but known fields."""

from typing import Any

from institutions.web.rest import problems
from institutions.web.rest.problems import FieldTrouble


def fields_of(given: object, known: tuple[str, ...]) -> dict[str, Any]:  # Any: not checked yet
    """Return a body that is an object without unknown fields. Problem 400 otherwise; the act checks the values."""
    if not isinstance(given, dict):
        message = f"Send an object with {', '.join(known)}."
        raise problems.Invalid(message, errors=[{"field": "", "message": message}])
    errors: list[FieldTrouble] = [
        {"field": f"/{name}", "message": f"This field is not known. Use one of: {', '.join(known)}."}
        for name in given
        if name not in known
    ]
    if errors:
        raise problems.Invalid("Nothing was stored. Correct the fields named in `errors`.", errors=errors)
    return given
