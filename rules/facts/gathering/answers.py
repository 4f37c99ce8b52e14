"""Answers of the register as known at one moment, each question put once: for gatherings of the same cases twice.

What was known at a moment never changes, so an equal question has an equal answer. A draft of a reorganisation leaves
most questions as they are: its side is gathered from the answers that the other side got.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from institutions.models import Statement
from rules.facts.gathering.parties import Identities
from rules.facts.gathering.rows import GatheredRow

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class KeyedRow:
    """The row that was made of a statement, and the keys in facts of the parties that it names or that stated it."""

    row: GatheredRow
    keys: Mapping[UUID, str]


@dataclass(slots=True)
class RegisterAnswers:
    """The answers to the questions put so far, and the rows made of statements, by kind and row."""

    found: dict[Hashable, Any] = field(default_factory=dict)  # Any: each question has an answer of its own type
    rows: dict[tuple[str, int], KeyedRow] = field(default_factory=dict)

    def once(self, question: Hashable, ask: Callable[[], Answer]) -> Answer:
        """Return the answer to a question, which is asked if it was not yet. No caller may change what it gets."""
        if question not in self.found:
            self.found[question] = ask()
        answer: Answer = self.found[question]
        return answer

    def row(
        self,
        statement: Statement,
        identity: Identities,
        make: Callable[[Statement, Callable[[UUID], str]], GatheredRow],
    ) -> KeyedRow:
        """Return the row of a statement: the one made before where all its parties still have the same keys."""
        place = (statement.kind.name, statement.pk)
        made = self.rows.get(place)
        if made is not None and all(identity.key(party) == key for party, key in made.keys.items()):
            return made
        keys: dict[UUID, str] = {}

        def key_of(party: UUID) -> str:
            keys[party] = key = identity.key(party)
            return key

        made = self.rows[place] = KeyedRow(make(statement, key_of), keys)
        return made
