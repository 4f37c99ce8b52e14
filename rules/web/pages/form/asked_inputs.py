"""The inputs of a page that missing data may lead to: one that is asked for is shown whatever the method and scheme."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from institutions.kinds import KINDS, FieldSort
from institutions.kinds.statement import COMMON
from institutions.query.parameters import word_parameter
from rules.web.pages.form.steps import FormStep, table_of_field

ASKED: Final = "asked"  # the parameter of the address that holds the pointer of the input
OF_A_ROW: Final = re.compile(r"/[a-z_]+/[0-9]{1,4}/[a-z_]+")


def asked_input(query: Mapping[str, str], step: FormStep, document: Mapping[str, Any]) -> str:
    """Return the input that the address asks for; empty without one, and where its row was removed since.

    ParameterError for what is no input of the page.
    """
    if not (asked := query.get(ASKED, "")):
        return ""
    known = tuple(askable_inputs(step, document))
    return "" if OF_A_ROW.fullmatch(asked) and asked not in known else word_parameter(query, ASKED, known)


def askable_inputs(step: FormStep, document: Mapping[str, Any]) -> Iterator[str]:
    """Yield the pointers of the inputs of a page: of its fields and tables, and of the statements that it may show."""
    for field in step.fields:
        at = f"/{field.name}"
        if field.sort is FieldSort.TABLE:
            yield from (f"{at}/{each.name}" for each in table_of_field(field).fields)
        elif field.sort is FieldSort.ROWS:
            places = range(len(document.get(field.name, ())) + 1)
            yield from (f"{at}/{place}/{each.name}" for place in places for each in table_of_field(field).fields)
        else:
            yield at
    for place, statement in enumerate(document.get("statements", ()) if step.questions else ()):
        kind = KINDS[statement["kind"]]
        yield from (f"/statements/{place}/{each.name}" for each in (*kind.fields, *COMMON))
