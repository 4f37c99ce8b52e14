"""The reader of parameter files (format: rules.engine.language.parameters). It refuses gaps between dates."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Final, Literal, cast

from institutions.values.written_day import written_day
from rules.engine.language.errors import RuleError, did_you_mean, error_at
from rules.engine.language.parameters import HOW, UNITS, MissingValue, Parameter, Parameters, ParameterValue, Value
from rules.engine.language.syntax import Bilingual, FilePlace
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
                raise error_at(
                    parameter.place,
                    f"the parameter {parameter.name!r} comes twice (first in {first.file}, line {first.line})",
                    "Keep one.",
                )
            found[parameter.name] = parameter
    return Parameters(found)


def read_parameters(root: YamlNode) -> Iterator[Parameter]:
    """Yield the parameters of one file."""
    places = root.key_places()
    for name, node in root.mapping("a parameter file").items():
        if not name.replace("_", "a").isalnum() or not name.islower():
            raise error_at(places[name], f"{name!r} is not a name", "Use small letters, digits and underscores.")
        yield _parameter(name, node, places[name])


def _parameter(name: str, node: YamlNode, place: FilePlace) -> Parameter:
    parts = node.mapping(f"the parameter {name}", ("meaning", "unit", "values"))
    for key in ("meaning", "unit", "values"):
        if key not in parts:
            raise error_at(place, f"the parameter {name} has no {key}", f"Add {key}.")
    unit, how = _unit(parts["unit"])
    rows: dict[str | None, list[tuple[ParameterValue, FilePlace]]] = {}
    for item in parts["values"].items(f"values of {name}"):
        for entry in _entries(item, unit):
            rows.setdefault(entry.index, []).append((entry, item.place))
    if not rows:
        raise error_at(place, f"the parameter {name} has no values", "Add one, or the value unknown.")
    if None in rows and len(rows) > 1:
        unmarked = rows[None][0][1]
        raise error_at(unmarked, f"other values of {name} have `for`, this one has not", "Give it to all or to none.")
    for row in rows.values():
        _refuse_gaps(name, row)
    meaning = read_bilingual(parts["meaning"], f"meaning of {name}")
    return Parameter(name, meaning, unit, how, {i: tuple(e for e, _ in row) for i, row in rows.items()}, place)


def _unit(node: YamlNode) -> tuple[str, str]:
    unit, _, how = (part.strip() for part in node.text("unit").partition(","))
    if unit not in UNITS:
        raise node.trouble(f"{unit!r} is not a unit", did_you_mean(unit, UNITS))
    if how and how not in HOW:
        raise node.trouble(f"{how!r} does not say how a limit is read", did_you_mean(how, HOW))
    return unit, how


def _entries(node: YamlNode, unit: str) -> Iterator[ParameterValue]:
    parts = node.mapping("a value", ENTRY_KEYS)
    if "value" not in parts:
        raise node.trouble("an entry without value", "Write a value, not_in_force or unknown.")
    value = _value(parts["value"], unit)
    from_on = read_day(parts["from"], "from") if "from" in parts else OPEN_START
    until_on = read_day(parts["until"], "until") if "until" in parts else OPEN_END
    if from_on > until_on:
        raise node.trouble(f"from {from_on} is after until {until_on}", "Swap or mend the dates.")
    confidence = _confidence(parts.get("confidence"))
    law, article = _basis(parts.get("basis"))
    if not isinstance(value, MissingValue):
        if confidence is None:
            raise node.trouble("a value without confidence", f"Add confidence: {' | '.join(CONFIDENCE)}.")
        if law is None and confidence != "ours":
            raise node.trouble("a value without basis", "Add basis: {law, article}, or confidence: ours.")
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
        raise node.trouble(
            "null is no value", "Write not_in_force (tests on it are false) or unknown (rules are not assessable)."
        )
    value = node.scalar("value")
    if value in (MissingValue.NOT_IN_FORCE.value, MissingValue.UNKNOWN.value):
        return MissingValue(value)
    if unit == "date":
        return read_day(node, "value")
    if isinstance(value, bool) != (unit == "flag") or isinstance(value, str):
        expected = "true or false" if unit == "flag" else "a whole number"
        raise node.trouble(f"{node.content!r} is not {expected}", f"The unit is {unit}: write {expected}.")
    return value


def _confidence(node: YamlNode | None) -> Literal["seen", "seen_2013", "memory", "ours"] | None:
    if node is None:
        return None
    word = node.text("confidence")
    if word not in CONFIDENCE:
        raise node.trouble(f"{word!r} is not a confidence", did_you_mean(word, CONFIDENCE))
    return cast('Literal["seen", "seen_2013", "memory", "ours"]', word)


def _basis(node: YamlNode | None) -> tuple[str | None, str | None]:
    if node is None:
        return None, None
    parts = node.mapping("basis", ("law", "article"))
    for key in ("law", "article"):
        if key not in parts:
            raise node.trouble(f"basis has no {key}", f"Add {key}.")
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
            raise error_at(place, f"the values of {of} run backwards", "Write the earliest first.")
        if after.from_on <= before.until_on:
            raise error_at(
                place,
                f"two values of {of} hold on {after.from_on}",
                f"End the one before with until: {days_after(after.from_on, -1)}.",
            )
        if after.from_on != days_after(before.until_on, 1):
            raise error_at(
                place,
                f"{of} has no value from {days_after(before.until_on, 1)} to {days_after(after.from_on, -1)}",
                "Add an entry, with the value unknown or not_in_force if there is none.",
            )


def read_day(node: YamlNode, what: str) -> str:
    """Read a date as ISO text. RuleError if the calendar has no such day."""
    text = node.text(what)
    try:
        return written_day(text).isoformat()
    except ValueError:
        raise node.trouble(f"{node.content!r} is not a date", f"Write {what} as 2026-06-20.") from None


def read_bilingual(node: YamlNode, what: str) -> Bilingual:
    """Read a text in both languages; a plain text serves for both."""
    if isinstance(node.content, str):
        return Bilingual(node.text(what), node.text(what))
    parts: Mapping[str, YamlNode] = node.mapping(what, ("en", "ja"))
    for language in ("en", "ja"):
        if language not in parts:
            raise RuleError(node.place.file, node.place.line, f"{what} has no {language}", f"Add {language}.")
    return Bilingual(parts["en"].text(what), parts["ja"].text(what))
