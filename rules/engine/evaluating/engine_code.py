"""The base of the engine's texts: a code whose parameters are ids of facts, their kinds, and names of fields."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from institutions.codes.base import Coded


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineCode(Coded):
    """A statement of an evaluation as code. Words for people are made with the names that the case's snapshot holds."""

    @property
    def text(self) -> str:
        """The text for a program to compare, as `missing` of an answer gives it. It never changes."""
        raise NotImplementedError

    @property
    def about(self) -> str | None:
        """The kind of the fact that it is about, in the case or needed by a rule; None if it is about no fact."""
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactCode(EngineCode):
    """A statement about one fact of the case."""

    fact: str
    kind: str

    @property
    def label(self) -> str:
        """The fact as texts name it: its id, after its kind if the id does not begin with it."""
        return self.fact if self.fact.startswith(self.kind) else f"{self.kind} {self.fact}"

    @property
    def about(self) -> str:
        """The kind of that fact."""
        return self.kind


def code_text(said: EngineCode) -> str:
    """Return the text of a code, by which codes are sorted."""
    return said.text


def code_texts(said: Iterable[EngineCode]) -> list[str]:
    """Return the texts of codes, in their order."""
    return [each.text for each in said]


def codes_in_order(said: Collection[EngineCode]) -> tuple[EngineCode, ...]:
    """Return codes sorted by their texts."""
    return tuple(sorted(said, key=code_text))
