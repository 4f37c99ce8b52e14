"""Facts about alleged acts of officials in this selection."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import CompanyKey, Day, Fact, Flag, PersonKey, Text
from rules.facts.kinds.words import stated_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct(Fact):
    """An act of a person in this selection, as stated with this partnership (`kind` is its `type`).

    `evidenced`: true where `evidence` says something; both are unknown where it is blank or none is given.
    `confirmed_by`: a second person who has checked the evidence; unknown where it is the person of the act.
    `published`: the disclosed information was already public.
    """

    label = ("Act in the selection", "選定に関する行為")

    person: PersonKey
    kind: Annotated[str, stated_words("conduct", "type")] | None = None
    company: CompanyKey | None = None
    on: Day | None = None
    evidence: Text | None = None
    evidenced: Flag | None = None
    confirmed_by: PersonKey | None = None
    published: Flag | None = None
