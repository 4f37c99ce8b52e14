"""The queues of the broker, kept apart so that urgent work never waits behind work that can wait.

A worker takes from its queues in turn, so that a proposal that somebody just submitted is assessed next, however many
cases an import or a change of the register has put into the other queue. An import takes minutes to hours and has
workers of its own, so that two of them do not keep all assessments waiting.
"""

from dataclasses import dataclass
from typing import Final

USUAL: Final = "assessments"  # the name where CELERY_QUEUE gives none


@dataclass(frozen=True, slots=True)
class Queues:
    """The names of the queues. Installations that share a broker differ in the first (CELERY_QUEUE)."""

    asked: str  # assessments of which the workers were notified when they were asked for

    @property
    def waiting(self) -> str:
        """The queue of assessments nobody waits for: after a change of the register, an import or a lost message."""
        return f"{self.asked}-waiting"

    @property
    def imports(self) -> str:
        """The queue of imports."""
        return f"{self.asked}-imports"

    @property
    def clock(self) -> str:
        """The queue of tasks that the Celery beat schedules."""
        return f"{self.asked}-clock"

    @property
    def of_assessments(self) -> tuple[str, ...]:
        """The queues that workers of assessments take from; the tasks of the beat are short."""
        return self.asked, self.waiting, self.clock

    @property
    def every(self) -> tuple[str, ...]:
        """All queues."""
        return *self.of_assessments, self.imports
