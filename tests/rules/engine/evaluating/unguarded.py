"""durable_rules without the guards of `rules.engine.evaluating`, one shape at a time, in a child process.

`python -m tests.rules.engine.evaluating.unguarded SHAPE` prints the engine's answer; several shapes crash the process,
or read foreign memory, which valgrind detects.
"""

import itertools
import json
import sys
import threading
from collections.abc import Callable
from typing import Any

from durable import engine

Facts = list[dict[str, Any]]
SHAPES: dict[str, Callable[[], object]] = {}


class QuietHost(engine.Host):  # type: ignore[misc]  # durable_rules has no types
    def _run(self) -> None:
        pass


def shape(function: Callable[[], object]) -> Callable[[], object]:
    SHAPES[function.__name__] = function
    return function


def fired(conditions: list[dict[str, Any]], facts: Facts, *, delete: bool = True, case: bool = True) -> list[Any]:
    """Return the matches of one rule, with no guard but a rule that always fires, so that the session can go."""
    host, found = QuietHost(), []

    def note(c: Any) -> None:
        found.append({alias: fact["id"] for alias, fact in c._m.items()})

    definition = {"r": {"all": conditions, "run": note}}
    if case:
        definition["case"] = {"all": [{"case": {"t": "case"}}], "run": lambda c: None}
        facts = [{"t": "case", "id": "case"}, *facts]
    host.set_rulesets({"raw": definition})
    try:
        host.assert_facts("raw", [{**fact, "sid": "s"} for fact in facts])
    finally:
        if delete:
            host.delete_state("raw", "s")
    return found


@shape
def delete_without_a_fired_rule() -> object:
    return fired([{"a": {"t": "x"}}, {"b": {"t": "y"}}], [{"t": "x", "id": "1"}], case=False)


@shape
def last_join_false() -> object:
    later = {"b": {"$and": [{"t": "y"}, {"$gt": {"on": {"a": "on"}}}]}}
    return fired([{"a": {"t": "x"}}, later], [{"t": "x", "id": "1", "on": 5}, {"t": "y", "id": "2", "on": 3}])


@shape
def join_to_an_absent_key() -> object:
    later = {"b": {"$and": [{"t": "y"}, {"$gt": {"on": {"a": "on"}}}, {"z": {"a": "z"}}]}}
    facts = [{"t": "x", "id": "1", "z": 1}, {"t": "y", "id": "2", "on": 3, "z": 1}]
    return fired([{"a": {"t": "x"}}, later], facts)


@shape
def negated_join_to_an_absent_key() -> object:
    later = {"b$not": {"$and": [{"t": "y"}, {"$neq": {"on": {"a": "on"}}}, {"z": {"a": "z"}}]}}
    facts = [{"t": "y", "id": "2", "on": 3, "z": 1}, {"t": "x", "id": "1", "z": 1}]
    return fired([{"a": {"t": "x"}}, later], facts)


@shape
def two_fields_of_one_fact() -> object:
    """Evaluate `$m`, a comparison of two fields of one fact, where `until` is absent."""
    return fired([{"a": {"$and": [{"t": "x"}, {"$lt": {"on": {"$m": "until"}}}]}}], [{"t": "x", "id": "1", "on": 5}])


@shape
def either_of_two_fields() -> object:
    return fired([{"a": {"$or": [{"p": 1}, {"q": 1}]}}], [{"t": "x", "id": "1", "p": 1, "q": 1}])


@shape
def negation_after_the_fact() -> object:
    rule: Facts = [{"a": {"t": "grant"}}, {"w$not": {"$and": [{"t": "waiver"}, {"who": {"a": "who"}}]}}]
    grant, waiver = {"t": "grant", "id": "1", "who": "k"}, {"t": "waiver", "id": "2", "who": "k"}
    return [len(fired(rule, [grant, waiver])), len(fired(rule, [waiver, grant]))]


@shape
def negated_and_matched() -> object:
    """Evaluate a type both matched and negated, its facts first: the negation sees only those that came before."""
    rule: Facts = [{"a": {"t": "x"}}, {"b$not": {"$and": [{"t": "x"}, {"$gt": {"n": {"a": "n"}}}, {"z": {"a": "z"}}]}}]
    facts = [{"t": "x", "id": str(n), "n": n, "z": 1} for n in (1, 2, 3)]
    return sorted(match["a"] for match in fired(rule, facts))


@shape
def unaccepted_fact() -> object:
    facts = [{"t": "x", "id": "1", "p": 1}, {"t": "x", "id": "2", "p": 2}]
    return fired([{"a": {"$and": [{"t": "x"}, {"p": 1}]}}], facts, delete=False)


@shape
def exponent() -> object:
    return fired([{"a": {"t": "x"}}], [{"t": "x", "id": "1", "v": 1e30}, {"t": "x", "id": "2"}])


@shape
def loose_types() -> object:
    return len(fired([{"a": {"v": "1"}}], [{"t": "x", "id": "1", "v": 1}]))


@shape
def large_integer() -> object:
    return len(fired([{"a": {"v": 2**63 - 1}}], [{"t": "x", "id": "1", "v": 2**70}]))


@shape
def order_of_a_space() -> object:
    later = {"b": {"$and": [{"t": "y"}, {"$gt": {"k": {"a": "k"}}}, {"z": {"a": "z"}}]}}
    facts = [{"t": "x", "id": "1", "k": "kita", "z": 1}, {"t": "y", "id": "2", "k": "kita !", "z": 1}]
    return fired([{"a": {"t": "x"}}, later], facts)


@shape
def one_id_twice() -> object:
    return fired([{"a": {"t": "x"}}], [{"t": "x", "id": "1"}, {"t": "x", "id": "1"}], delete=False)


@shape
def sixty_five_tests() -> object:
    host = QuietHost()
    bodies = [{"a": {"$and": [{"t": "x"}, {"$gt": {"v": n}}]}} for n in range(65)]
    host.set_rulesets({"raw": {f"r{n}": {"all": [body], "run": lambda c: None} for n, body in enumerate(bodies)}})
    return host.assert_facts("raw", [{"t": "x", "id": "1", "sid": "s", "v": 1000}])


@shape
def seventeen_conditions() -> object:
    rule: Facts = [{"a0": {"t": "x0"}}]
    rule += [{f"a{n}": {"$and": [{"t": f"x{n}"}, {"z": {"a0": "z"}}]}} for n in range(1, 17)]
    return fired(rule, [{"t": f"x{n}", "id": str(n), "z": 1} for n in range(17)])


@shape
def many_alike() -> object:
    rules = {f"r{n}": {"all": [{"a": {"t": "x"}}], "run": lambda c: None} for n in range(300)}
    QuietHost().set_rulesets({"raw": rules})
    return "registered"


@shape
def equalities_without_end() -> object:
    rules = {f"r{n}": {"all": [{"a": {"v": n}}], "run": lambda c: None} for n in range(512)}
    host = QuietHost()
    host.set_rulesets({"raw": rules})
    host.assert_facts("raw", [{"v": 1, "id": "1", "sid": "s"}])
    return "answered"


@shape
def sessions_left() -> object:
    host = QuietHost()
    host.set_rulesets({"raw": {"r": {"all": [{"a": {"t": "x"}}], "run": lambda c: None}}})
    for number in range(1_030):
        host.assert_facts("raw", [{"t": "x", "id": "1", "sid": f"s{number}"}])
    return "answered"


@shape
def failing_action() -> object:
    host = QuietHost()

    def fail(c: Any) -> None:
        raise KeyboardInterrupt

    host.set_rulesets({"raw": {"r": {"all": [{"a": {"t": "x"}}], "run": fail}}})
    return host.assert_facts("raw", [{"t": "x", "id": "1", "sid": "s"}])["sid"]


@shape
def action_with_two_parameters() -> object:
    host, found = QuietHost(), []
    host.set_rulesets({"raw": {"r": {"all": [{"a": {"t": "x"}}], "run": lambda c, done: found.append(1)}}})
    host.assert_facts("raw", [{"t": "x", "id": "1", "sid": "s"}, {"t": "x", "id": "2", "sid": "s"}])
    return len(found)


@shape
def pause_in_a_case() -> object:
    clock = itertools.count(step=11)  # seconds from one look to the next
    engine._unix_now = lambda: next(clock)
    return fired([{"a": {"t": "x"}}], [{"t": "x", "id": str(number)} for number in range(5)], delete=False)


@shape
def threads() -> object:
    engine.Host()
    return threading.active_count() - 1


if __name__ == "__main__":
    print(json.dumps(SHAPES[sys.argv[1]](), default=str))  # noqa: T201  # read by the test
