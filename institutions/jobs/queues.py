"""The queues of the broker: what a person waits for never stands behind what can wait.

A worker takes from its queues in turn, so that a proposal that somebody just submitted is assessed next, however many
cases an import or a change of the register has put into the other queue. An import takes minutes to hours and has
workers of its own, so that two of them do not keep all assessments waiting.
"""

from dataclasses import dataclass
from typing import Final

USUAL: Final = "assessments"  # the name where CELERY_QUEUE gives none


@dataclass(frozen=True, slots=True)
class Queues:
    """Their names; installations that share a broker differ in the first (CELERY_QUEUE)."""

    asked: str  # assessments of which the worker was told when they were asked for

    @property
    def waiting(self) -> str:
        """Assessments that the sweeper tells of: of imports, of changes of the register, and what was not taken."""
        return f"{self.asked}-waiting"

    @property
    def imports(self) -> str:
        """Imports."""
        return f"{self.asked}-imports"

    @property
    def clock(self) -> str:
        """What the beat asks for."""
        return f"{self.asked}-clock"

    @property
    def of_assessments(self) -> tuple[str, ...]:
        """What the workers of assessments take from; the clock's work is short."""
        return self.asked, self.waiting, self.clock

    @property
    def every(self) -> tuple[str, ...]:
        """All of them."""
        return *self.of_assessments, self.imports
