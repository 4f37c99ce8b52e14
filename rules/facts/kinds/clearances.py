"""Facts about clearances for protected information."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import CompanyKey, Fact, Flag, PersonKey
from rules.facts.kinds.words import stated_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearanceCheck(Fact):
    """The result of a search for a clearance of a participant, or of a person who works for one.

    `clearance` suitable_operator: one for each participant, `works_on_case` true. `clearance` handler: one for each
    `employment` with a participant that is true at `as_of`, `works_on_case` its `responsible`. `cleared`: a `clearance`
    of that type for the company or the person has the status granted, was granted on or before `as_of` and is true
    then; unknown where the only ones leave type or status open; false where none is on file (SUBMISSION.md, rule 3).
    id: `clearance_check:<company>` or `clearance_check:<company>:<person>`.
    """

    label = ("Clearance", "適性評価・適合事業者の認定")

    company: CompanyKey
    clearance: Annotated[str, stated_words("clearance", "type")]
    person: PersonKey | None = None
    works_on_case: Flag | None = None
    cleared: Flag | None = None
