"""Errors of documents and files, as the troubles of a problem."""

from collections.abc import Iterable
from typing import cast

from institutions.drafts.errors import FieldError
from institutions.drafts.kept_errors import answered_errors
from institutions.web.rest.problems import FieldTrouble


def field_troubles(errors: Iterable[FieldError]) -> list[FieldTrouble]:
    """Return errors with their codes, parameters and texts."""
    return cast("list[FieldTrouble]", answered_errors(errors))
