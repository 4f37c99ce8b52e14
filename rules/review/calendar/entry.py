"""One entry of a calendar: a last day, the party with the duty, the law, and the missing data of an unknown day."""

from dataclasses import dataclass

from institutions.kinds.base import Label
from rules.engine.language.parameters import ParameterValue


@dataclass(frozen=True, slots=True)
class LawText:
    """The legal basis of a day: a law with its article, how sure we are, and when somebody checks it again."""

    law: str | None = None
    article: str | None = None
    confidence: str | None = None
    review_on: str | None = None
    name: Label | None = None  # where the law is not one of laws.yaml


OURS = LawText(confidence="ours")


def law_of(number: ParameterValue) -> LawText:
    """Return the law of a parameter's value."""
    return LawText(number.law, number.article, number.confidence, number.review_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """A day of a case. Without `on` it is not known (`missing` says why), unless it is `endless`.

    `demands`: nothing is signed before the day is over, or before it is known. `mitigable`: unless reviewers have
    decided on measures instead. `fact` is the id of the fact that it rests on, `code` the rule that asks the same.
    """

    key: str  # names it within its case, the same in each calendar
    what: Label
    duty: Label
    laws: tuple[LawText, ...]
    on: str | None = None
    missing: Label | None = None
    endless: bool = False
    done: bool = False
    demands: bool = False
    mitigable: bool = False
    fact: str | None = None
    code: str | None = None
    finding: int | None = None
