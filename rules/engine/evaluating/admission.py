"""The admission of records to an evaluation, checked before either evaluator sees one: nothing is dropped silently.

durable_rules drops a fact that doesn't parse and the rest of its batch, clamps large numbers, compares long texts by
their first characters only and knows facts by a hash of their id. A record that could meet any of this is refused.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final

from rules.engine.compiled.compiled_form import Record, Value
from rules.engine.evaluating.error_troubles import (
    FactUnnamed,
    LargeNumber,
    LongText,
    SameFactTwice,
    StrangeValue,
    TooManyFacts,
)
from rules.engine.evaluating.errors import RecordRefused

MAX_RECORDS: Final = 50_000  # of one case; the engine's own fact ids have distinct hashes up to twice as many
MAX_INTEGER: Final = 2**63 - 1
MAX_TEXT: Final = 16_000  # characters of one value: lengths are 16 bits of UTF-8 bytes in the engine
_EVALUATED: Final = {str, bool, int}
_ODD: Final = re.compile(r"[\x00-#\[\\]")
_SAFE: Final = {code: f"#{chr(0x30 + code)}" for code in range(0x24)} | {ord("["): "[0", ord("\\"): "[1"}


def admit_records(records: Sequence[Record]) -> None:
    """Check the records of one case. RecordRefused names the first that can't be evaluated."""
    if len(records) > MAX_RECORDS:
        trouble = f"{len(records):,} facts, at most {MAX_RECORDS:,} can be evaluated"
        raise RecordRefused("case", trouble, TooManyFacts(number=len(records), most=MAX_RECORDS))
    if not are_plain(records):
        refuse_first(records)


def are_plain(records: Sequence[Record]) -> bool:
    """Return whether all records are valid. It checks all values at once, at a tenth of the cost of one by one."""
    names = [record.get("fact") for record in records]
    named = {*map(type, names), *(type(record.get("t")) for record in records)} <= {str}
    if not named or len(set(names)) < len(records):
        return False
    if not set(map(type, chain.from_iterable(map(dict.values, records)))) <= _EVALUATED:
        return False
    numbers = [value for value in distinct_values(records) if type(value) is int]
    return not numbers or -MAX_INTEGER <= min(numbers) <= max(numbers) <= MAX_INTEGER


def distinct_values(records: Iterable[Record]) -> set[Value]:
    """Return every value once; 1 and True, which are equal, are one."""
    return set(chain.from_iterable(map(dict.values, records)))


def refuse_first(records: Sequence[Record]) -> None:
    """Check the records one by one; RecordRefused names the first that can't be evaluated."""
    seen: set[object] = set()
    for record in records:
        kind, fact = record.get("t"), record.get("fact")
        if type(kind) is not str or type(fact) is not str:
            trouble = "a record needs its type `t` and its id `fact`, both text"
            raise RecordRefused(str(fact), trouble, FactUnnamed(record=str(fact)))
        if fact in seen:
            trouble = "two facts have this id; remove duplicates before evaluation"
            raise RecordRefused(fact, trouble, SameFactTwice(record=fact))
        seen.add(fact)
        admit_values(record, fact)


def admit_values(record: Record, fact: str) -> None:
    """Check each value of a record; RecordRefused names the first that can't be evaluated."""
    for key, value in record.items():
        if isinstance(value, str | bool):
            continue
        if type(value) is not int:
            trouble = f"{key} is {value!r}; only int, bool and str can be evaluated"
            raise RecordRefused(fact, trouble, StrangeValue(record=fact, field=key, value=repr(value)))
        if not -MAX_INTEGER <= value <= MAX_INTEGER:
            raise RecordRefused(fact, f"{key} is beyond 64 bits", LargeNumber(record=fact, field=key))


def made_safe(facts: list[Record]) -> list[Record]:
    """Return the facts of a batch with every text in a form that the engine compares as Python would."""
    texts = [value for value in distinct_values(facts) if isinstance(value, str)]
    together = "".join(texts)
    if len(together) > MAX_TEXT and max(map(len, texts)) > MAX_TEXT:
        trouble = f"a text that a rule compares is longer than {MAX_TEXT:,} characters"
        raise RecordRefused("case", trouble, LongText(most=MAX_TEXT))
    if not _ODD.search(together):
        return facts
    return [{key: safe_text(v) if isinstance(v, str) else v for key, v in fact.items()} for fact in facts]


def safe_text(text: str) -> str:
    """Return the text in a form that the engine compares as Python compares the original.

    The engine compares the bytes of JSON, where a text ends with a quotation mark and a backslash precedes others. So
    the characters up to '#', and '[' and the backslash, become two characters each that keep the order.
    """
    return text.translate(_SAFE) if _ODD.search(text) else text
