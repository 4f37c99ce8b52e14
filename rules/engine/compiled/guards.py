"""`unless` patterns whose guard depends on the values of a bound fact: one variant where it holds, one where not.

durable_rules crashes on a join to a key that a bound fact lacks; and a guard that reads an unknown value does not
count.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from rules.engine.compiled.compiled_form import Alpha, CompiledPattern, Presence, Variant


@dataclass(frozen=True, slots=True)
class Switch:
    """A condition on a bound fact for a guard to count, and the test for the opposite."""

    alias: str
    on: Alpha | Presence
    off: Alpha | Presence


@dataclass(frozen=True, slots=True)
class SwitchedGuard:
    """An `unless` pattern with its switches."""

    pattern: CompiledPattern
    switches: frozenset[Switch]


def known_key_switch(alias: str, key: str) -> Switch:
    """Return the switch for a guard that is joined to a key which may be absent."""
    return Switch(alias, Presence(key, present=True), Presence(key, present=False))


def held_test_switch(alias: str, key: str) -> Switch:
    """Return the switch for a test on a bound fact, computed as a closed column."""
    return Switch(alias, Alpha(key, "==", value=True), Alpha(key, "==", value=False))


def is_certain(switch: Switch, patterns: tuple[CompiledPattern, ...]) -> bool:
    """Return whether a pattern's own tests allow only facts that meet the switch."""
    for pattern in patterns:
        for test in pattern.tests if pattern.alias == switch.alias else ():
            if test == switch.on or (isinstance(switch.on, Presence) and _proves(test, switch.on.field)):
                return True
    return False


def _proves(test: Alpha | Presence, key: str) -> bool:
    return isinstance(test, Alpha) and test.field == key and test.op != "!="


def open_switches(guards: tuple[SwitchedGuard, ...], patterns: tuple[CompiledPattern, ...]) -> tuple[Switch, ...]:
    """Return the different switches that the patterns leave open, in a fixed order."""
    switches = {switch for guard in guards for switch in guard.switches if not is_certain(switch, patterns)}
    return tuple(sorted(switches, key=repr))


def split_variants(patterns: tuple[CompiledPattern, ...], guards: tuple[SwitchedGuard, ...]) -> Iterator[Variant]:
    """Yield one variant for each position of the open switches, with the guards that count there."""
    switches = open_switches(guards, patterns)
    for position in product((True, False), repeat=len(switches)):
        off = {switch for switch, on in zip(switches, position, strict=True) if not on}
        tests = [(s.alias, s.off if s in off else s.on) for s in switches]
        yield Variant(
            tuple(
                CompiledPattern(
                    pattern.alias,
                    pattern.type,
                    pattern.tests + tuple(test for alias, test in tests if alias == pattern.alias),
                    pattern.joins,
                )
                for pattern in patterns
            ),
            tuple(dict.fromkeys(guard.pattern for guard in guards if not guard.switches & off)),
        )
