"""The reorganisation document as values: its acts in the order in which they take effect."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

Values = Mapping[str, Any]  # Any: the checked fields of an act, as in the document
PHASES: Final = (("found",), (), ("split",), ("merge",), ("dissolve",))  # of one day; all other acts are the second
SECOND: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftBasis:
    """The basis of an act. No law: a draft that no law carries."""

    law: str = ""
    note: str = ""

    @property
    def text(self) -> str:
        """The law, else the note."""
        return self.law or self.note


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftAct:
    """One act, with its place in the document."""

    pointer: str
    kind: str
    on: date
    basis: DraftBasis
    values: Values

    @property
    def phase(self) -> int:
        """The place of the act among those of its day."""
        return next((place for place, kinds in enumerate(PHASES) if self.kind in kinds), SECOND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reorganisation:
    """A document that was read without an error."""

    reference: str
    on: date
    base: str
    acts: tuple[DraftAct, ...]

    @property
    def assessed_on(self) -> date:
        """The day as of which the organisation is assessed with and without the acts: the last of theirs."""
        return max(act.on for act in self.acts)

    def foundings(self) -> dict[str, date]:
        """Return the day on which each new body is founded, by its key and by its code."""
        founded = [act for act in self.acts if act.kind == "found"]
        return {str(act.values[name]): act.on for act in founded for name in ("code", "key")}

    def in_order(self) -> tuple[DraftAct, ...]:
        """Return the acts by day, and by phase within a day; else as written."""
        return tuple(sorted(self.acts, key=lambda act: (act.on, act.phase)))
