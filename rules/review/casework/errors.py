"""Why an act on a case is not done. Nothing is stored then; each says the trouble and the remedy."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _


class CaseworkError(ValueError):
    """An act was refused."""


class NotYoursError(CaseworkError):
    """This account may not do this."""


class StaleError(CaseworkError):
    """Somebody else acted since the caller read the case or the finding."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else acted on this since you opened it. Nothing was stored: read it again, then decide.")
        )


class BlockedError(CaseworkError):
    """The act is not possible now; `reasons` name everything that stands in its way."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(" ".join(self.reasons))


class InvalidError(CaseworkError):
    """What was entered is wrong; `errors` have a message for each field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__(" ".join(self.errors.values()))


class TiedError(BlockedError):
    """A reviewer is tied to the case, or was recused from it."""
