"""Errors of acts on a case. Nothing is stored then; each states the trouble and the remedy."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _


class CaseworkError(ValueError):
    """An act that was refused."""


class NotYoursError(CaseworkError):
    """An act that this account may not do."""


class StaleError(CaseworkError):
    """An act of a caller who has not read the latest act on the case or the finding."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else acted on this after you opened it. Nothing was saved: read it again, then decide.")
        )


class BlockedError(CaseworkError):
    """An act that is not possible now; `reasons` name everything that prevents it."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(" ".join(self.reasons))


class InvalidError(CaseworkError):
    """An act with wrong input; `errors` have a message for each field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__(" ".join(self.errors.values()))


class TiedError(BlockedError):
    """An assignment of a reviewer who is tied to the case, or was recused from it."""
