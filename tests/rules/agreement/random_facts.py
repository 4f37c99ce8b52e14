"""Random facts and parameters for random rulebooks: few values of each sort, so that they meet; many unknown."""

import random
from typing import Any

from rules.engine.language.parameters import NOT_IN_FORCE, UNKNOWN, Parameter, Parameters, ParameterValue, Value
from rules.engine.language.syntax import Bilingual, FilePlace
from rules.facts.kinds.base import OPEN_END, Fact, FieldType
from tests.rules.agreement.vocabulary import KINDS, TYPES, VOCABULARY, Partnership

PEOPLE = ("sato", "suzuki", "kato !")
COMPANIES = ("hikari", "kita", "minami [old]")
BODIES = ("METI", "DA")
DATES = ("2019-08-31", "2020-02-29", "2020-08-31", "2021-02-28", "2022-01-31", OPEN_END)
NUMBERS = (0, 1, 500, 501, 10_000)
KEYS = {"person": PEOPLE, "company": COMPANIES, "body": BODIES}
NOWHERE = FilePlace("random.yaml", 1)


def values_of(kind: FieldType) -> tuple[Any, ...]:
    """Return the values that a field of a type takes."""
    return {
        "key": KEYS.get(kind.unit, ()),
        "date": DATES,
        "number": NUMBERS,
        "flag": (True, False),
        "word": kind.words,
    }.get(kind.sort, ())


def random_facts(rng: random.Random, most: int = 10) -> tuple[Fact, ...]:
    """Return the facts of one case, occasionally without the case's own fact."""
    unknown = rng.choice((0.0, 0.05, 0.3))
    facts: list[Fact] = [] if rng.random() < 0.03 else [_fact(rng, Partnership, "case", unknown)]
    facts += [_fact(rng, rng.choice(TYPES), str(number), unknown) for number in range(rng.randint(0, most))]
    rng.shuffle(facts)
    return tuple(facts)


def _fact(rng: random.Random, cls: type[Fact], name: str, unknown: float) -> Fact:
    values: dict[str, Any] = {}
    for key, kind in VOCABULARY[cls.type].fields.items():
        if key != "fact":
            values[key] = None if kind.optional and rng.random() < unknown else rng.choice(values_of(kind))
    return cls(id=f"{cls.type}:{name}", **values)


def random_parameters(rng: random.Random) -> Parameters:
    """Return parameters of each unit, with and without index, with days before, between and after their values."""
    made = [
        _parameter(rng, "yen_limit", "yen", NUMBERS),
        _parameter(rng, "yen_by_kind", "yen", NUMBERS, KINDS),
        _parameter(rng, "share_limit", "bp", NUMBERS),
        _parameter(rng, "some_days", "days", (0, 1, 60, 400)),
        _parameter(rng, "some_months", "months", (1, 6, 12, 18)),
        _parameter(rng, "some_years", "years", (1, 2)),
        _parameter(rng, "months_by_kind", "months", (1, 6, 12), KINDS),
        _parameter(rng, "switch", "flag", (True, False)),
        _parameter(rng, "some_day", "date", DATES[:-1]),
    ]
    return Parameters({parameter.name: parameter for parameter in made})


def _parameter(
    rng: random.Random, name: str, unit: str, values: tuple[Value, ...], index: tuple[str, ...] = ()
) -> Parameter:
    rows = {word: _row(rng, values) for word in index or (None,)}
    return Parameter(name, Bilingual(name, name), unit, "", rows, NOWHERE)


def _row(rng: random.Random, values: tuple[Value, ...]) -> tuple[ParameterValue, ...]:
    entries = [
        ParameterValue(rng.choice((*values, *values, NOT_IN_FORCE, UNKNOWN)), "2019-01-01", "2020-06-30"),
        ParameterValue(
            rng.choice((*values, *values, NOT_IN_FORCE, UNKNOWN)), "2020-07-01", rng.choice((OPEN_END, "2021-12-31"))
        ),
    ]
    return tuple(entries[rng.choice((0, 0, 0, 1)) :])
