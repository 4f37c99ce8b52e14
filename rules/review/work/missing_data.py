"""One request for each missing fact of many cases: what to ask for first, since most rules wait for it.

A rule that could not be assessed names each fact that it lacks. The same fact is often missing in many cases, such as
whether all awards of a body are stated. Each is listed once, with the rules and cases that wait for it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from institutions.models import Partnership
from institutions.values.portions import split_portions
from rules.access.readable_results import with_state
from rules.assessing.result_lines import missing_texts
from rules.explaining.wording.missing_names import missing_name
from rules.explaining.wording.missing_totals import MissingTotal, ordered
from rules.explaining.wording.suppliers import Supplier, supply_of
from rules.models import Outcome
from rules.models.outcome_reading import outcomes_by_assessment

AT_ONCE: Final = 200  # cases whose outcomes are read together


@dataclass(slots=True)
class MissingFact:
    """A missing fact by the engine's text for it, such as history_known(body=…).

    `unlocked`: the results (of a rule in a case) that wait for nothing else; `waiting`: all that wait for it.
    """

    text: str
    rules: set[str] = field(default_factory=set)
    cases: set[UUID] = field(default_factory=set)
    unlocked: int = 0
    waiting: int = 0

    @property
    def kind(self) -> str:
        """The kind of the fact."""
        return self.text.partition("(")[0].partition(" ")[0]

    @property
    def supplier(self) -> Supplier:
        """The office or person that can supply it."""
        return supply_of(self.kind).supplier


def missing_facts(partnerships: Iterable[UUID]) -> list[MissingFact]:
    """Return what the newest results of these partnerships lack: first what unlocks most, then what most wait for."""
    found: dict[str, MissingFact] = {}
    for partnership, code, texts in unassessed_rules(partnerships):
        for text in texts:
            each = found.setdefault(text, MissingFact(text))
            each.rules.add(code)
            each.cases.add(partnership)
            each.waiting += 1
            each.unlocked += 1 if len(texts) == 1 else 0
    return sorted(found.values(), key=lambda each: (-each.unlocked, -each.waiting, each.text))


def unassessed_rules(partnerships: Iterable[UUID]) -> Iterator[tuple[UUID, str, frozenset[str]]]:
    """Yield each rule that could not be assessed in the newest finished result of a partnership, with what it lacks."""
    for portion in split_portions(iter(partnerships), AT_ONCE):
        rows = with_state(Partnership.objects.filter(pk__in=portion)).values_list("done_id", "pk")
        by_result: dict[UUID, UUID] = {done: pk for done, pk in rows if done}
        for assessment, outcomes in outcomes_by_assessment(by_result).items():
            for code, outcome in outcomes.items():
                if outcome.outcome == Outcome.NOT_ASSESSABLE and (texts := frozenset(missing_texts(outcome))):
                    yield by_result[assessment], code, texts


def missing_totals(partnerships: Iterable[UUID]) -> list[MissingTotal]:
    """Return the same by names without the parties of one case: one request for what many cases lack."""
    found: dict[str, MissingTotal] = {}
    cases: dict[str, set[UUID]] = {}
    for partnership, code, texts in unassessed_rules(partnerships):
        names = {missing_name(text) for text in texts}
        for missing in names:
            each = found.setdefault(missing.name, MissingTotal(missing))
            each.rules.add(code)
            cases.setdefault(missing.name, set()).add(partnership)
            each.waiting += 1
            each.unlocked += 1 if len(names) == 1 else 0
    for name, total in found.items():
        total.cases = len(cases[name])
    return ordered(found.values())
