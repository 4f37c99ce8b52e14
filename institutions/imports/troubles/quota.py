"""Troubles with how much a body has waiting."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.registry import coded


@coded(
    "import.too_many_open",
    gettext_noop(
        "%(count)s imports of your body wait or run; at most %(most)s may. Cancel one, or wait until one is over."
    ),
)
class TooManyOpenImports(Coded):
    count: int
    most: int


@coded(
    "import.stored_files_full",
    gettext_noop(
        "With this file, the waiting imports of your body would take more than %(size)s bytes. Cancel one, or wait "
        "until one is over."
    ),
)
class StoredFilesFull(Coded):
    size: int
