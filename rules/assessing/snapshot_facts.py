"""The facts and names that a result refers to, as its snapshot holds them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rules.assessing.material import AssessmentMaterial, PlainFact, material_from_text
from rules.engine.language.statements import Names
from rules.engine.language.types import CASE_TYPE


@dataclass(frozen=True)
class SnapshotFacts:
    """The facts and names that the texts of one assessment refer to, read from its snapshot when first needed."""

    snapshot: str = ""  # empty where there is none
    given: AssessmentMaterial | None = field(default=None, repr=False)  # its content, where that was made just now

    @cached_property
    def material(self) -> AssessmentMaterial | None:
        """The content of the snapshot; None without one."""
        return material_from_text(self.snapshot) if self.snapshot else self.given

    @cached_property
    def facts(self) -> Mapping[str, PlainFact]:
        """The facts by id, and by the label that the engine gives them."""
        facts = self.material.facts if self.material else ()
        return {fact.id: fact for fact in facts} | {f"{fact.type} {fact.id}": fact for fact in facts}

    @cached_property
    def partnership(self) -> PlainFact | None:
        """The fact of the partnership itself; None without a snapshot. It is looked for once, not for each text."""
        facts = self.material.facts if self.material else ()
        return next((fact for fact in facts if fact.type == CASE_TYPE), None)

    @property
    def names(self) -> Names:
        """Names by key of a party."""
        return self.material.names if self.material else {}
