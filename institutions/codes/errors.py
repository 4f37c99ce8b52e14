"""Errors whose message is a code: worded in the reader's language, and in English where Python prints them."""

from collections.abc import Mapping

from institutions.codes.base import Coded
from institutions.codes.wording import code_words


class CodedError(ValueError):
    """A refusal that says by a code what is wrong and what to do."""

    def __init__(self, said: Coded) -> None:
        self.said = said
        super().__init__(code_words(said, "en"))

    @property
    def words(self) -> str:
        """The trouble and its remedy, in the reader's language."""
        return code_words(self.said, audience="form")


class CodedFieldsError(ValueError):
    """Input that was refused: by field a code that says what is wrong and what to do."""

    def __init__(self, by_field: Mapping[str, Coded]) -> None:
        self.by_field = dict(by_field)
        super().__init__("; ".join(code_words(each, "en") for each in self.by_field.values()))

    @property
    def errors(self) -> dict[str, str]:
        """The messages by field, in the reader's language."""
        return {field: code_words(each, audience="form") for field, each in self.by_field.items()}
