"""A file that is refused before anything is stored."""

from institutions.codes.base import Coded
from rules.review.casework.errors import InvalidError

FILE = "file"  # the field of forms and bodies that a refusal is about


class FileRefusedError(InvalidError):
    """A file that cannot be stored; `reason` says why, and what to do."""

    def __init__(self, reason: Coded) -> None:
        self.reason = reason
        super().__init__({FILE: reason})
