"""The only module that imports durable_rules: registers rulesets, runs cases in sessions, and guards every step.

Used as it is, the engine crashes the process, loses facts or answers wrongly (`unguarded.py` in its tests does it).
The guards: shapes of conditions are in `translate`, limits in `rulesets`, values in `admission`; here are those of
hosting and of a session.
"""

import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

import durable_rules_engine
from durable import engine

from rules.engine.compiled.compiled_form import Record, Rulebook
from rules.engine.evaluating.admission import made_safe
from rules.engine.evaluating.binding import Binding, aliases_of
from rules.engine.evaluating.errors import EngineFailed
from rules.engine.evaluating.heap import keep_freed_memory
from rules.engine.evaluating.rulesets import Ruleset, rulesets_of

Fired = list[tuple[int, dict[str, Record]]]  # the place of the rule in its ruleset, and the facts by engine alias
CASE: Final = "~"  # type of the fact that every batch carries and that one rule always fires on


class QuietHost(engine.Host):  # type: ignore[misc]  # durable_rules has no types
    """A host without its two endless threads, which walk sessions that are being deleted and crash the process."""

    def _run(self) -> None:
        """Start nothing: a session's rules run in the call that asserts its facts."""


class DurableRulebook:
    """A rulebook registered with durable_rules. Registration takes some ten milliseconds; keep it for the process."""

    _count = itertools.count(1)  # distinct names also where one process registers one version twice

    def __init__(self, rulebook: Rulebook) -> None:
        keep_freed_memory()
        self._host = QuietHost()
        self._sessions = itertools.count(1)
        self._order = {rule.code: aliases_of(rule.variants) for rule in rulebook.rules}
        self._stages: dict[int, list[_Registered]] = {}
        for stage in (1, 2):
            for place, ruleset in enumerate(rulesets_of(rulebook.rules, stage)):
                name = f"{rulebook.version}-{next(self._count)}-{stage}-{place}"
                self._stages.setdefault(stage, []).append(_Registered(self._host, name, ruleset))

    def matches(self, records: Sequence[Record], stage: int) -> dict[str, set[Binding]]:
        """Return the matches of each rule of a stage in admitted records. EngineFailed on any error of the engine."""
        found: dict[str, set[Binding]] = {}
        known = frozenset([str(record["t"]) for record in records])
        for registered in self._stages.get(stage, ()):
            for place, facts in registered.run(records, known, f"c{next(self._sessions)}"):
                rule = registered.ruleset.rules[place]
                ids = {a: records[int(facts[f"a{n}"]["id"])]["fact"] for n, a in enumerate(rule.aliases)}
                binding = tuple((alias, str(ids[alias])) for alias in self._order[rule.code] if alias in ids)
                found.setdefault(rule.code, set()).add(binding)
        return found


class _Registered:
    """One ruleset in the host, with its matches by session."""

    def __init__(self, host: QuietHost, name: str, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self._host = host
        self._name = name
        self._fired: dict[str, Fired] = {}
        self._types_for = lru_cache(maxsize=1024)(ruleset.types_for)  # of a few hundred mixes of types at most
        definition: dict[str, dict[str, Any]] = {  # Any: plain data for durable_rules, with callables
            f"r{place}": {"all": [c.body for c in rule.conditions], "run": self._note(place)}
            for place, rule in enumerate(ruleset.rules)
        }
        definition["case"] = {"all": [{"a0": {"t": CASE}}], "run": self._note(-1)}
        definition["sink"] = {"all": [{"a0": {"$ex": {"t": 1}}}, {"a1": {"never": 1}}], "run": self._note(-2)}
        host.set_rulesets({name: definition})

    def _note(self, place: int) -> Callable[[Any], None]:
        """Return an action with one parameter (two would make it asynchronous) that only notes the match."""

        def note(closure: Any) -> None:  # durable_rules has no types
            # An action that takes ten seconds by the clock loses all that would follow it, without an error: also where
            # the process only stood still, or the clock was put forward.
            closure._start_time = math.inf  # noqa: SLF001  # the time has no public name
            self._fired[closure.s.sid].append((place, closure._m))  # noqa: SLF001  # the match has no public name

        return note

    def run(
        self, records: Sequence[Record], known: frozenset[str], sid: str
    ) -> Iterable[tuple[int, dict[str, Record]]]:
        """Assert one case in a session of its own, in one batch, and return the matches of its rules.

        `known` are the types of the records.
        """
        fired = self._fired[sid] = []
        try:
            state = self._host.assert_facts(self._name, self._batch(records, self._types_for(known), sid))
            self._check(state, fired)
        except engine.MessageObservedException as error:
            message = "two facts of the case have one id to the engine"
            raise EngineFailed(message) from error
        except (engine.MessageNotHandledException, durable_rules_engine.error, MemoryError) as error:
            message = f"ruleset {self._name}: {error!r}"
            raise EngineFailed(message) from error
        finally:
            self._close(sid, fired)
        return [match for match in fired if match[0] >= 0]

    def _batch(self, records: Sequence[Record], wanted: frozenset[str], sid: str) -> list[Record]:
        """Return the case fact, copies for negations, then the facts. Ids are positions, those of copies after all."""
        batch: list[Record] = [{"t": CASE, "z": 1, "id": "case", "sid": sid}]
        facts: list[Record] = []
        project = self.ruleset.project
        for place, record in enumerate(records):
            kind = str(record["t"])
            if kind in wanted:
                fact = project(record, kind, place)
                fact["id"] = str(place)
                fact["sid"] = sid
                facts.append(fact)
            if (copy := f"~{kind}") in wanted:
                fact = project(record, copy, place)
                fact["id"] = str(len(records) + place)
                fact["sid"] = sid
                batch.append(fact)
        return made_safe(batch + facts)

    def _check(self, state: object, fired: Fired) -> None:
        """Raise EngineFailed on an error that the engine only notes, or if the rule that always fires did not.

        The state is one of the engine's own, or 0 where it gave up.
        """
        if not isinstance(state, dict):
            message = f"ruleset {self._name}: the engine did not end the case"
            raise EngineFailed(message)
        if "exception" in state:
            message = f"an action failed: {state['exception']}"
            raise EngineFailed(message)
        if [match[0] for match in fired if match[0] < 0] != [-1]:
            message = f"ruleset {self._name}: the rule that always fires did not fire once"
            raise EngineFailed(message)

    def _close(self, sid: str, fired: Fired) -> None:
        """Delete the session: more than 1,024 would break the ruleset for good.

        A session in which nothing fired frees memory that it never had. So if an error came before the first rule
        fired, the rule that always fires is made to fire.
        """
        if not fired:
            self._host.assert_fact(self._name, {"t": CASE, "z": 1, "id": "close", "sid": sid})
        self._host.delete_state(self._name, sid)
        del self._fired[sid]
