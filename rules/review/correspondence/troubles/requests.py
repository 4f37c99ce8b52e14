"""Troubles with an answer to a request for information."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.registry import coded


@coded(
    "information.not_awaited",
    gettext_noop(
        "This request is no longer open: the finding was decided, rests on other facts, or was withdrawn by new data. "
        "Read the finding again."
    ),
)
class InformationNotAwaited(Coded):
    pass
