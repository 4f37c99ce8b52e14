"""A draft laid over the register as it was known at a moment: what every comparison of cases needs, read once."""

from dataclasses import dataclass
from datetime import date, datetime

from institutions.drafts.reorganisation.document import Reorganisation
from institutions.drafts.reorganisation.enacting.changes import DayOfChange, days_of_change
from institutions.parties.organisation.state import OrganisationHistory
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.facts.gathering.succeeding import Government, read_government
from rules.reorganising.overlay import drafted_government


@dataclass(frozen=True, slots=True)
class DraftOnRegister:
    """Government without the draft and with it. Both sides are read as of `on`, and as known at `known_at`."""

    days: tuple[DayOfChange, ...]
    on: date
    known_at: datetime
    book: LoadedRulebook
    before: Government
    after: Government

    @classmethod
    def lay(
        cls, draft: Reorganisation, history: OrganisationHistory, known_at: datetime, book: LoadedRulebook
    ) -> "DraftOnRegister":
        """Lay a draft over the register. DraftInvalid if it cannot be done."""
        days, on = days_of_change(draft, history), draft.assessed_on
        before = read_government(known_at)
        return cls(days, on, known_at, book, before, drafted_government(before, days, on))
