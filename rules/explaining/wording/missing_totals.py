"""Missing things over many cases, each once, with the request for it: what to ask for first, since most rules wait."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from institutions.values.text_lists import join_texts
from rules.explaining.wording.missing_names import MissingName
from rules.explaining.wording.suppliers import LABELS, Supplier

NOBODY: Final = frozenset({Supplier.RULES, Supplier.EDITORS})  # whom a request would not help
SUBJECT: Final = gettext_noop("Request for data: %(what)s")
TEXT: Final = gettext_noop(
    "To: %(to)s\n\nWe cannot assess %(rules)s for %(cases)s of our contracts and partnerships, since this is missing: "
    "%(what)s.\n\nPlease supply it, with its source, or tell us why it cannot be supplied. %(unlocked)s answers need "
    "nothing else.\n\nThis request is about missing data. It says nothing about any person or company."
)


@dataclass(slots=True)
class MissingTotal:
    """A missing thing. `unlocked`: answers that wait for nothing else; `waiting`: all that wait for it.

    An answer is that of one rule about one case. `withheld`: of how many cases a body says that it withholds it.
    """

    name: MissingName
    rules: set[str] = field(default_factory=set)
    cases: int = 0
    unlocked: int = 0
    waiting: int = 0
    withheld: int = 0

    @property
    def supplier(self) -> Supplier:
        """The office or person that can supply it."""
        return self.name.supplier

    @property
    def supplier_label(self) -> Promise:
        """The supplier in words."""
        return LABELS[self.supplier]

    @property
    def can_be_asked(self) -> bool:
        """True if somebody can supply it."""
        return self.supplier not in NOBODY

    def request(self, language: str) -> dict[str, str]:
        """Return subject and text of a request that can be sent; empty if nobody can supply it."""
        if not self.can_be_asked:
            return {"subject": "", "text": ""}
        with override(language):
            what = self.name.text(language)
            said = {
                "to": str(self.supplier_label),
                "rules": join_texts(sorted(self.rules), language),
                "cases": f"{self.cases:,}",
                "what": what,
                "unlocked": f"{self.unlocked:,}",
            }
            return {"subject": _(SUBJECT) % {"what": what}, "text": _(TEXT) % said}


def ordered(totals: Iterable[MissingTotal]) -> list[MissingTotal]:
    """Return missing things in the order in which to ask: by what each unlocks, by rules, then by what waits."""
    return sorted(
        totals,
        key=lambda each: (not each.can_be_asked, -each.unlocked, -len(each.rules), -each.waiting, each.name.name),
    )
