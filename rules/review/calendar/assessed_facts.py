"""The input of a calendar: the facts of the newest finished assessment, derived ones too, and the parameters."""

from collections.abc import Iterator
from dataclasses import dataclass

from institutions.kinds.base import Label
from rules.assessing.material import AssessmentMaterial, PlainFact
from rules.engine.language.parameters import UNKNOWN, Parameters, ParameterValue
from rules.engine.language.statements import render_statement
from rules.facts.kinds.base import OPEN_END, OPEN_START
from rules.facts.kinds.date_arithmetic import days_after, months_after
from rules.facts.kinds.vocabulary import VOCABULARY
from rules.review.calendar.entry import LawText, law_of

MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class PeriodEnd:
    """The end of a period: its last day, or the missing data."""

    laws: tuple[LawText, ...]
    on: str | None = None
    missing: Label | None = None


class AssessedFacts:
    """The facts and parameters of one assessment."""

    def __init__(self, material: AssessmentMaterial, parameters: Parameters) -> None:
        self.material = material
        self.parameters = parameters
        self._by_type: dict[str, list[PlainFact]] = {}
        for fact in material.facts:
            self._by_type.setdefault(fact.type, []).append(fact)

    def of(self, kind: str, **values: object) -> Iterator[PlainFact]:
        """Yield the facts of a kind in which these fields have these values."""
        for fact in self._by_type.get(kind, ()):
            if all(fact.values.get(name) == value for name, value in values.items()):
                yield fact

    def one(self, kind: str) -> PlainFact | None:
        """Return the fact of a kind that occurs exactly once in a case."""
        return next(self.of(kind), None)

    def say(self, fact: PlainFact, en: str, ja: str) -> Label:
        """Fill a text with fields of the fact: `{it.company}`."""
        bound = {"it": (VOCABULARY[fact.type], fact.values)}
        names = self.material.names
        return Label(render_statement(en, bound, names, "en"), render_statement(ja, bound, names, "ja"))

    def number(self, name: str, on: str, index: str | None = None) -> ParameterValue | None:
        """Return the value of a parameter on a day; None if nothing is stated for it."""
        return self.parameters.entry_at(name, on, index)

    def period(self, start: object, name: str, missing: Label, at: object = None) -> PeriodEnd | None:
        """Return the end of a period from the day after `start`, of a length that the parameter gives for `at`.

        None if no such period was in force. `missing` names the datum without which the start is not known.
        """
        if not is_bounded_day(start):
            entry = self.number(name, self.material.as_of)
            return PeriodEnd((law_of(entry),) if entry else (), missing=missing)
        on = at if is_bounded_day(at) else start
        entry = self.number(name, str(on))
        if entry is None or entry.value is UNKNOWN:
            meaning = self.parameters.by_name[name].meaning
            return PeriodEnd(
                (), missing=Label(f"a number of the rulebook: {meaning.en}", f"ルール集の基準値（{meaning.ja}）")
            )
        if not isinstance(entry.value, int):
            return None
        unit = self.parameters.by_name[name].unit
        last = (
            days_after(str(start), entry.value)
            if unit == "days"
            else months_after(str(start), entry.value * (MONTHS_A_YEAR if unit == "years" else 1))
        )
        return PeriodEnd((law_of(entry),), on=last)


def is_bounded_day(value: object) -> bool:
    """Return whether a value of a fact is a day, and no open end."""
    return isinstance(value, str) and value not in (OPEN_END, OPEN_START)
