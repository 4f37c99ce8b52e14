"""Errors of acts on a case. Nothing is stored then; each states by codes the trouble and the remedy."""

from collections.abc import Mapping, Sequence

from institutions.codes.base import Coded
from institutions.codes.wording import code_words
from rules.review.casework.troubles.acts import ActedMeanwhile


class CaseworkError(ValueError):
    """An act that was refused; `said` has everything that prevents it. Python prints it in English."""

    def __init__(self, said: Sequence[Coded]) -> None:
        self.said = tuple(said)
        super().__init__(" ".join(code_words(each, "en", "form") for each in self.said))

    @property
    def reasons(self) -> tuple[str, ...]:
        """Everything that prevents the act, in the reader's language."""
        return tuple(code_words(each, audience="form") for each in self.said)

    @property
    def words(self) -> str:
        """The same as one text."""
        return " ".join(self.reasons)


class NotYoursError(CaseworkError):
    """An act that this account may not do."""

    def __init__(self, said: Coded) -> None:
        super().__init__((said,))


class StaleError(CaseworkError):
    """An act of a caller who has not read the latest act on the case or the finding."""

    def __init__(self) -> None:
        super().__init__((ActedMeanwhile(),))


class BlockedError(CaseworkError):
    """An act that is not possible now."""


class InvalidError(CaseworkError):
    """An act with wrong input; `by_field` has a code for each field."""

    def __init__(self, by_field: Mapping[str, Coded]) -> None:
        self.by_field = dict(by_field)
        super().__init__(tuple(self.by_field.values()))

    @property
    def errors(self) -> dict[str, str]:
        """The messages by field, in the reader's language."""
        return {field: code_words(each, audience="form") for field, each in self.by_field.items()}


class TiedError(BlockedError):
    """An assignment of a reviewer who is tied to the case, or was recused from it."""
