"""The peer of our evaluation: the same rules in durable_rules on a plain host, and nothing else.

No records or columns are made (its facts are handed over ready), no second evaluator runs, no value is checked, no
outcome, severity or missing datum is computed: it only says which rules fired on which facts.
"""

import itertools
from collections.abc import Callable, Sequence
from typing import Any

from rules.engine.compiled.compiled_form import Record, Rulebook
from rules.engine.evaluating.durable import QuietHost
from rules.engine.evaluating.rulesets import Ruleset, rulesets_of

Fired = list[tuple[int, dict[str, Record]]]
Batches = list[tuple[str, list[Record]]]  # by ruleset, the facts that it is given


class BareRulesets:
    """The rulesets of a rulebook's first stage. `whole` facts carry all keys, others only what their ruleset reads."""

    _count = itertools.count(1)

    def __init__(self, rulebook: Rulebook, *, whole: bool) -> None:
        self._host = QuietHost()  # the default host's two threads crash under load
        self._whole = whole
        self._fired: Fired = []
        self._rulesets: dict[str, Ruleset] = {}
        for ruleset in rulesets_of(rulebook.rules, 1):
            name = f"bare-{next(self._count)}"
            self._rulesets[name] = ruleset
            rules: dict[str, Any] = {  # Any: plain data for durable_rules, with callables
                f"r{place}": {"all": [each.body for each in rule.conditions], "run": self._note(place)}
                for place, rule in enumerate(ruleset.rules)
            }
            rules["case"] = {"all": [{"a0": {"t": "~"}}], "run": self._note(-1)}
            rules["sink"] = {"all": [{"a0": {"$ex": {"t": 1}}}, {"a1": {"never": 1}}], "run": self._note(-2)}
            self._host.set_rulesets({name: rules})

    def _note(self, place: int) -> Callable[[Any], None]:
        def note(closure: Any) -> None:  # durable_rules has no types
            self._fired.append((place, closure._m))  # noqa: SLF001  # the match has no public name

        return note

    def batches(self, records: Sequence[Record]) -> Batches:
        """Prepare the facts of a case: copies for negations first, as the rules need them."""
        found: Batches = []
        for name, ruleset in self._rulesets.items():
            copies: list[Record] = [{"t": "~", "z": 1, "id": "case"}]
            facts: list[Record] = []
            for place, record in enumerate(records):
                for kind, number, group in (
                    (str(record["t"]), place, facts),
                    (f"~{record['t']}", len(records) + place, copies),
                ):
                    if kind in ruleset.keys:
                        every = {f"_{key}": value for key, value in record.items() if key != "t"} if self._whole else {}
                        group.append({**every, **ruleset.project(record, kind, place), "id": str(number)})
            found.append((name, copies + facts))
        return found

    def evaluate(self, batches: Batches, sid: str) -> int:
        """Count the matches. It asserts every batch in a session of its own and deletes it."""
        self._fired.clear()
        for name, facts in batches:
            self._host.assert_facts(name, [{**fact, "sid": sid} for fact in facts])
            self._host.delete_state(name, sid)
        return sum(place >= 0 for place, _ in self._fired)
