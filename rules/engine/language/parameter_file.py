"""The reader of parameter files (format: rules.engine.language.parameters). It refuses gaps between dates."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Final, Literal, cast

from institutions.codes.parameters import PlainNumber
from institutions.kinds.base import Label
from institutions.values.written_day import written_day
from rules.engine.language.errors import did_you_mean, error_at
from rules.engine.language.parameters import HOW, UNITS, MissingValue, Parameter, Parameters, ParameterValue, Value
from rules.engine.language.syntax import Bilingual, FilePlace
from rules.engine.language.troubles.files import NotOneOf, OddParameterName, PartMissing
from rules.engine.language.troubles.parameters import (
    DatesReversed,
    EntryWithoutValue,
    LimitHowUnknown,
    NoValueOfUnit,
    NullIsNoValue,
    ParameterNoDate,
    ParameterTwice,
    ParameterWithoutValues,
    TwoValuesHold,
    ValuesHaveGap,
    ValuesRunBackwards,
    ValueUnmarked,
    ValueWithoutBasis,
    ValueWithoutConfidence,
)
from rules.engine.language.troubles.parts import CONFIDENCE as A_CONFIDENCE
from rules.engine.language.troubles.parts import (
    PARAMETER_FILE,
    UNIT,
    VALUE,
    key_label,
    parameter_label,
    parameter_part_label,
)
from rules.engine.language.troubles.value_kinds import value_label
from rules.engine.language.yaml_nodes import YamlNode, read_yaml
from rules.facts.kinds.base import OPEN_END, OPEN_START
from rules.facts.kinds.date_arithmetic import days_after

ENTRY_KEYS: Final = ("from", "until", "value", "for", "basis", "confidence", "review_on", "note", "source")
CONFIDENCE: Final = ("seen", "seen_2013", "memory", "ours")


def load_parameters(folder: Path) -> Parameters:
    """Read every parameter of every file of a folder; each name must be in one file only.

    RuleError names file, line and remedy.
    """
    found: dict[str, Parameter] = {}
    for path in sorted(folder.glob("*.yaml")):
        for parameter in read_parameters(read_yaml(path)):
            if parameter.name in found:
                first = found[parameter.name].place
                said = ParameterTwice(name=parameter.name, file=first.file, line=PlainNumber(first.line))
                raise error_at(parameter.place, said)
            found[parameter.name] = parameter
    return Parameters(found)


def read_parameters(root: YamlNode) -> Iterator[Parameter]:
    """Yield the parameters of one file."""
    places = root.key_places()
    for name, node in root.mapping(PARAMETER_FILE).items():
        if not name.replace("_", "a").isalnum() or not name.islower():
            raise error_at(places[name], OddParameterName(given=name))
        yield _parameter(name, node, places[name])


def _parameter(name: str, node: YamlNode, place: FilePlace) -> Parameter:
    parts = node.mapping(parameter_label(name), ("meaning", "unit", "values"))
    for key in ("meaning", "unit", "values"):
        if key not in parts:
            raise error_at(place, PartMissing(what=parameter_label(name), key=key))
    unit, how = _unit(parts["unit"])
    rows: dict[str | None, list[tuple[ParameterValue, FilePlace]]] = {}
    for item in parts["values"].items(parameter_part_label("values", name)):
        for entry in _entries(item, unit):
            rows.setdefault(entry.index, []).append((entry, item.place))
    if not rows:
        raise error_at(place, ParameterWithoutValues(what=parameter_label(name)))
    if None in rows and len(rows) > 1:
        unmarked = rows[None][0][1]
        raise error_at(unmarked, ValueUnmarked(name=name))
    for row in rows.values():
        _refuse_gaps(name, row)
    meaning = read_bilingual(parts["meaning"], parameter_part_label("meaning", name))
    return Parameter(name, meaning, unit, how, {i: tuple(e for e, _ in row) for i, row in rows.items()}, place)


def _unit(node: YamlNode) -> tuple[str, str]:
    unit, _, how = (part.strip() for part in node.text("unit").partition(","))
    if unit not in UNITS:
        raise node.trouble(NotOneOf(given=unit, what=UNIT, hint=did_you_mean(unit, UNITS)))
    if how and how not in HOW:
        raise node.trouble(LimitHowUnknown(given=how, hint=did_you_mean(how, HOW)))
    return unit, how


def _entries(node: YamlNode, unit: str) -> Iterator[ParameterValue]:
    parts = node.mapping(VALUE, ENTRY_KEYS)
    if "value" not in parts:
        raise node.trouble(EntryWithoutValue())
    value = _value(parts["value"], unit)
    from_on = read_day(parts["from"], "from") if "from" in parts else OPEN_START
    until_on = read_day(parts["until"], "until") if "until" in parts else OPEN_END
    if from_on > until_on:
        raise node.trouble(DatesReversed(first=from_on, last=until_on))
    confidence = _confidence(parts.get("confidence"))
    law, article = _basis(parts.get("basis"))
    if not isinstance(value, MissingValue):
        if confidence is None:
            raise node.trouble(ValueWithoutConfidence(words_known=" | ".join(CONFIDENCE)))
        if law is None and confidence != "ours":
            raise node.trouble(ValueWithoutBasis())
    for index in _indexes(parts.get("for")):
        yield ParameterValue(
            value,
            from_on,
            until_on,
            index,
            law,
            article,
            confidence,
            read_day(parts["review_on"], "review_on") if "review_on" in parts else None,
            read_bilingual(parts["note"], "note") if "note" in parts else None,
            parts["source"].text("source") if "source" in parts else None,
        )


def _value(node: YamlNode, unit: str) -> Value:
    if isinstance(node.content, str) and not node.quoted and node.content.strip() in ("", "null", "~"):
        raise node.trouble(NullIsNoValue())
    value = node.scalar("value")
    if value in (MissingValue.NOT_IN_FORCE.value, MissingValue.UNKNOWN.value):
        return MissingValue(value)
    if unit == "date":
        return read_day(node, "value")
    if isinstance(value, bool) != (unit == "flag") or isinstance(value, str):
        kind = value_label("flag" if unit == "flag" else "number")
        raise node.trouble(NoValueOfUnit(given=str(node.content), kind=kind, unit=unit))
    return value


def _confidence(node: YamlNode | None) -> Literal["seen", "seen_2013", "memory", "ours"] | None:
    if node is None:
        return None
    word = node.text("confidence")
    if word not in CONFIDENCE:
        raise node.trouble(NotOneOf(given=word, what=A_CONFIDENCE, hint=did_you_mean(word, CONFIDENCE)))
    return cast('Literal["seen", "seen_2013", "memory", "ours"]', word)


def _basis(node: YamlNode | None) -> tuple[str | None, str | None]:
    if node is None:
        return None, None
    parts = node.mapping("basis", ("law", "article"))
    for key in ("law", "article"):
        if key not in parts:
            raise node.trouble(PartMissing(what=key_label("basis"), key=key))
    return parts["law"].text("law"), parts["article"].text("article")


def _indexes(node: YamlNode | None) -> Iterable[str | None]:
    if node is None:
        return (None,)
    if isinstance(node.content, list):
        return [item.text("for") for item in node.content]
    return (node.text("for"),)


def _refuse_gaps(name: str, row: list[tuple[ParameterValue, FilePlace]]) -> None:
    for (before, _), (after, place) in pairwise(row):
        of = f"{name}[{after.index}]" if after.index else name
        if after.from_on <= before.from_on:
            raise error_at(place, ValuesRunBackwards(name=of))
        if after.from_on <= before.until_on:
            until = days_after(after.from_on, -1)
            raise error_at(place, TwoValuesHold(name=of, on=after.from_on, until=until))
        if after.from_on != days_after(before.until_on, 1):
            first, last = days_after(before.until_on, 1), days_after(after.from_on, -1)
            raise error_at(place, ValuesHaveGap(name=of, first=first, last=last))


def read_day(node: YamlNode, what: str) -> str:
    """Read a date as ISO text. RuleError if the calendar has no such day."""
    text = node.text(what)
    try:
        return written_day(text).isoformat()
    except ValueError:
        raise node.trouble(ParameterNoDate(given=text, key=key_label(what))) from None


def read_bilingual(node: YamlNode, what: Label | str) -> Bilingual:
    """Read a text in both languages; a plain text serves for both."""
    if isinstance(node.content, str):
        return Bilingual(node.text(what), node.text(what))
    parts: Mapping[str, YamlNode] = node.mapping(what, ("en", "ja"))
    for language in ("en", "ja"):
        if language not in parts:
            raise node.trouble(PartMissing(what=key_label(what), key=language))
    return Bilingual(parts["en"].text(what), parts["ja"].text(what))
