"""Errors whose message is a code: worded in the reader's language, and in English where Python prints them."""

from institutions.codes.base import Coded
from institutions.codes.wording import code_words


class CodedError(ValueError):
    """A refusal that says by a code what is wrong and what to do."""

    def __init__(self, said: Coded) -> None:
        self.said = said
        super().__init__(code_words(said, "en"))
