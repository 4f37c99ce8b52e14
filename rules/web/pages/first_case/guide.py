"""A guide through a case: its steps with their pages; the first one that is not done is the present one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet
from django.utils.functional import Promise

from institutions.access.partnerships import partnerships_for
from institutions.models import Account, Partnership
from rules.review.casework.demonstrating import REFERENCES_BEGIN


@dataclass(frozen=True, slots=True)
class GuideStep:
    """A step: its title, what to do on its page, and whether that is done. Without an address it has no page yet."""

    title: Promise
    says: Promise
    url: str
    done: bool


@dataclass(frozen=True, slots=True)
class Guide:
    """The steps through a case, in order; none where there is no demonstration data to walk through."""

    steps: tuple[GuideStep, ...] = ()
    partnership: Partnership | None = None

    @property
    def finished(self) -> bool:
        """True if every step is done."""
        return bool(self.steps) and all(each.done for each in self.steps)

    def numbered(self) -> Iterable[tuple[GuideStep, bool]]:
        """Yield each step, and whether it is the present one."""
        present = next((each for each in self.steps if not each.done), None)
        return [(each, each is present) for each in self.steps]


NOTHING: Final = Guide()


def demonstration_for(account: Account) -> QuerySet[Partnership]:
    """Return the partnerships of the demonstration that an account may read."""
    return partnerships_for(account).filter(reference__startswith=REFERENCES_BEGIN)
