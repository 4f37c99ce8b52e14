"""Codes for conditions that would clear a finding, as its assessment states them."""

from dataclasses import dataclass

from institutions.codes.base import Coded
from institutions.codes.registry import coded, gettext_noop
from institutions.kinds.base import Label
from rules.engine.evaluating.missing_data import MissingDatum


@coded("clears.not_stated", gettext_noop("Not stated: %(missing)s. It would clear this if it were so: %(guard)s."))
@dataclass(frozen=True, slots=True, kw_only=True)
class GuardNotStated(Coded):
    """A guard of the rule (`name`) that only lacks data: its `fact`, the missing data, and its condition in words."""

    unworded = frozenset({"name", "fact", "lacking"})
    name: str
    fact: str
    lacking: tuple[MissingDatum, ...]
    missing: Label
    guard: Label


@coded("clears.on_record", gettext_noop("If this were on record: %(guard)s."))
@dataclass(frozen=True, slots=True, kw_only=True)
class GuardOnRecord(Coded):
    """A guard of the rule (`name`) that no fact satisfies, with its condition in words."""

    unworded = frozenset({"name"})
    name: str
    guard: Label


@coded("clears.step", "%(text)s")
@dataclass(frozen=True, slots=True, kw_only=True)
class StepTaken(Coded):
    """A mitigation that clears the finding once it is done and on record, in the words of the rule."""

    text: Label


@coded("clears.silent_when", "%(text)s")
@dataclass(frozen=True, slots=True, kw_only=True)
class SilentWhen(Coded):
    """The author's text on when the rule is silent."""

    text: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetNeed(Coded):
    """A need of the rule (`name`) that nothing meets: without it the other entries lead to "not assessable"."""

    unworded = frozenset({"name"})
    name: str
    need: Label


@coded(
    "clears.needed_too",
    gettext_noop(
        "If the rule still applies after one of these, it can be assessed only if this is on record as well: %(need)s."
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class NeededToo(UnmetNeed):
    """A need of facts that the finding names."""


@coded(
    "clears.needed_of_each",
    gettext_noop(
        "If the rule still applies after one of these, it can be assessed only if this is on record for all that it "
        "looks at: %(need)s."
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class NeededOfEach(UnmetNeed):
    """A need that is unmet for some of what the rule looks at, which the finding may not name."""


@coded(
    "clears.needed_of_more",
    gettext_noop(
        "The finding rests on more people or companies, of whom the same is needed: the first %(named)s are named "
        "above."
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class NeededOfMore(Coded):
    """More needs of the finding are unmet than are named (`named`, a number)."""

    named: int


Remedy = GuardNotStated | GuardOnRecord | StepTaken | NeededToo | NeededOfEach | NeededOfMore | SilentWhen
