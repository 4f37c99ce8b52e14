"""Profiles: the named parameters of the indicators, each with its unit, its source and how sure we are of it.

`profiles/cardinal.yaml` has Cardinal's defaults, `profiles/ours.yaml` the parameters that we set otherwise. They are no
part of the rulebook: nothing here is law, and no partnership is assessed by them.

    r003_threshold_days:
      meaning: {en: A tender period of fewer whole days is short, ja: …}
      unit: days, below
      value: 15
      confidence: seen
      source: docs/cli/indicators/R/003.md
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

from institutions.codes.registry import coded, gettext_noop
from rules.engine.language.errors import RuleError, RuleTrouble, did_you_mean
from rules.engine.language.parameter_file import read_bilingual
from rules.engine.language.syntax import Bilingual
from rules.engine.language.troubles.files import NotOneOf, PartMissing
from rules.engine.language.troubles.parts import CONFIDENCE, PARAMETER, PROFILE, WORD, parameter_label
from rules.engine.language.yaml_nodes import YamlNode, read_yaml


@coded(
    "profile.no_value", gettext_noop("'%(given)s' is not a value in %(unit)s. Write a number, true, false, or none.")
)
class NoProfileValue(RuleTrouble):
    """A value that its unit does not have."""

    given: str
    unit: str


FOLDER: Final = Path(__file__).with_name("profiles")
CARDINAL: Final = "cardinal"
OURS: Final = "ours"
PROFILES: Final = (OURS, CARDINAL)
KEYS: Final = ("meaning", "unit", "value", "confidence", "source", "note")
WHOLE: Final = frozenset({"days", "count", "percent"})
FRACTIONS: Final = frozenset({"factor", "ratio"})
CONFIDENCES: Final = ("seen", "ours")
BY_WORD: Final = "by word"

ProfileValue = int | float | bool | frozenset[str] | Mapping[str, int] | None
Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class ProfileParameter:
    """A named parameter. A value of None is computed from the file."""

    name: str
    meaning: Bilingual
    unit: str
    value: ProfileValue
    confidence: str
    source: str | None = None
    note: Bilingual | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenSettings:
    """All that decides how a file is screened: parameters, main currency, methods left out, and indicators that run.

    `compared_methods` and `uncompared_methods` are Cardinal's price_comparison_procurement_methods and
    no_price_comparison_procurement_methods; `excluded_methods` its exclusion by procurement_method_details.
    """

    profile: str
    parameters: Mapping[str, ProfileParameter]
    currency: str | None = None
    compared_methods: frozenset[str] = frozenset()
    uncompared_methods: frozenset[str] = frozenset()
    excluded_methods: frozenset[str] = frozenset()
    indicators: frozenset[str] | None = field(default=None)  # None: all of them

    def value(self, name: str, kind: type[Kind]) -> Kind:
        """Return a value that every profile has. TypeError if it is of another type: a mistake in the code."""
        found = self.parameters[name].value
        if not isinstance(found, kind):
            message = f"The parameter {name} of the profile {self.profile} is {found!r}, not {kind.__name__}."
            raise TypeError(message)
        return found

    def flag(self, name: str) -> bool:
        """Return a parameter that is true or false."""
        return self.value(name, bool)

    def count(self, name: str) -> int:
        """Return a whole number."""
        return self.value(name, int)

    def threshold(self, name: str) -> float | None:
        """Return a limit; None if it is computed from the file."""
        found = self.parameters[name].value
        return float(found) if isinstance(found, int | float) else None

    def with_values(self, values: Mapping[str, ProfileValue], source: str) -> "ScreenSettings":
        """Return the settings with values that the user set, as their source says. KeyError for an unknown name."""
        changed = {
            name: replace(self.parameters[name], value=value, source=source, note=None)
            for name, value in values.items()
        }
        return replace(self, parameters={**self.parameters, **changed})


@cache
def profile_settings(name: str) -> ScreenSettings:
    """Return the settings of a profile. RuleError names file, line and remedy of a mistake in it."""
    parameters = read_profile(CARDINAL)
    if name != CARDINAL:
        changed = read_profile(name)
        if unknown := [each for each in changed if each not in parameters]:
            said = NotOneOf(given=unknown[0], what=PARAMETER, hint=did_you_mean(unknown[0], parameters))
            raise RuleError(f"{name}.yaml", 1, said)
        parameters = {**parameters, **changed}
    return ScreenSettings(profile=name, parameters=parameters)


def read_profile(name: str) -> dict[str, ProfileParameter]:
    """Read the parameters of one file."""
    root = read_yaml(FOLDER / f"{name}.yaml")
    return {each: profile_parameter(each, node) for each, node in root.mapping(PROFILE).items()}


def profile_parameter(name: str, node: YamlNode) -> ProfileParameter:
    """Read one parameter. RuleError if a part of it is missing or of the wrong type."""
    parts = node.mapping(parameter_label(name), KEYS)
    for key in ("meaning", "unit", "value", "confidence"):
        if key not in parts:
            raise node.trouble(PartMissing(what=parameter_label(name), key=key))
    unit = parts["unit"].text("unit")
    confidence = parts["confidence"].text("confidence")
    if confidence not in CONFIDENCES:
        hint = did_you_mean(confidence, CONFIDENCES)
        raise parts["confidence"].trouble(NotOneOf(given=confidence, what=CONFIDENCE, hint=hint))
    return ProfileParameter(
        name,
        read_bilingual(parts["meaning"], "meaning"),
        unit,
        profile_value(parts["value"], unit),
        confidence,
        parts["source"].text("source") if "source" in parts else None,
        read_bilingual(parts["note"], "note") if "note" in parts else None,
    )


def profile_value(node: YamlNode, unit: str) -> ProfileValue:
    """Read a value as its unit has it; `none` is computed from the file."""
    measure = unit.partition(",")[0]
    if unit.endswith(BY_WORD):
        by_word = {word: each.scalar("value") for word, each in node.mapping("value").items()}
        return {word: number for word, number in by_word.items() if isinstance(number, int)}
    if measure == "words":
        return frozenset(each.text(WORD) for each in node.items("value"))
    given = node.scalar("value")
    if given == "none":
        return None
    if measure == "flag" and isinstance(given, bool):
        return given
    if measure in WHOLE and isinstance(given, int) and not isinstance(given, bool):
        return given
    if measure in FRACTIONS and not isinstance(given, bool):
        try:
            return float(given)
        except ValueError:
            pass
    raise node.trouble(NoProfileValue(given=str(given), unit=unit))
