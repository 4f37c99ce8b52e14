"""Cardinal's settings file (INI), so that one file serves both tools.

As in Cardinal, only indicators with a section of their own run. Sections of Cardinal's `prepare` command may be there,
but must be empty: the data is screened as it is.
"""

from configparser import ConfigParser
from configparser import Error as IniError
from dataclasses import replace
from pathlib import Path
from typing import Final

from institutions.codes.base import Coded
from institutions.codes.errors import CodedError
from institutions.codes.registry import coded, gettext_noop
from institutions.kinds.base import Label
from rules.processes.indicators.table import INDICATORS
from rules.processes.profile import ProfileParameter, ProfileValue, ScreenSettings

FLAG: Final = Label("true or false", "true又はfalse")
FRACTION: Final = Label("a decimal number", "小数")
WHOLE_NUMBER: Final = Label("a whole number", "整数")
TOP: Final = "top of the file"
TOP_KEYS: Final = {
    "currency": "currency",
    "no_price_comparison_procurement_methods": "uncompared_methods",
    "price_comparison_procurement_methods": "compared_methods",
}
EXCLUSIONS: Final = "exclusions"
EXCLUDED: Final = "procurement_method_details"
PREPARING: Final = ("defaults", "redactions", "corrections", "modifications", "codelists.")
R003_BY_DETAILS: Final = "R003.procurement_method_details"
# The name of each property of Cardinal as our parameter, where it is not CODE_property.
NAMES: Final = {
    ("R003", "threshold"): "r003_threshold_days",
    ("R003", "procurement_methods"): "r003_methods",
    ("R018", "procurement_methods"): "r018_methods",
}


@coded("process.settings_broken", gettext_noop("%(path)s is not a settings file of Cardinal: %(trouble)s"))
class SettingsBroken(Coded):
    """The file cannot be read at all."""

    path: str
    trouble: str


@coded(
    "process.settings_unknown",
    gettext_noop("%(path)s, [%(section)s]: '%(name)s' is not known. Use one of %(known)s."),
)
class SettingUnknown(Coded):
    """A section or property that Cardinal does not have, or that has no effect here."""

    path: str
    section: str
    name: str
    known: tuple[str, ...]


@coded(
    "process.settings_of_prepare",
    gettext_noop(
        "%(path)s, [%(section)s]: this belongs to Cardinal's command prepare. Prepare the data with it first, and "
        "empty the section."
    ),
)
class SettingOfPrepare(Coded):
    """A property that changes data before it is screened."""

    path: str
    section: str


@coded(
    "process.settings_value",
    gettext_noop("%(path)s, [%(section)s]: %(name)s is '%(value)s'. Write %(wanted)s instead."),
)
class SettingValueWrong(Coded):
    """A value of another type than its parameter has."""

    path: str
    section: str
    name: str
    value: str
    wanted: Label


class SettingsUnusableError(CodedError):
    """A settings file that cannot be used."""


def read_cardinal_settings(path: Path, settings: ScreenSettings) -> ScreenSettings:
    """Return the settings of a profile with those of the file. SettingsUnusableError names file, section and remedy."""
    parser = ConfigParser(delimiters=("=",), comment_prefixes=("#", ";"), interpolation=None, default_section="")
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # names of methods keep their case
    try:
        text = path.read_text(encoding="utf-8-sig")
        parser.read_string(f"[{TOP}]\n{text}", source=str(path))
    except OSError as trouble:
        raise SettingsUnusableError(SettingsBroken(path=str(path), trouble=trouble.strerror or "")) from trouble
    except (IniError, UnicodeDecodeError) as trouble:
        said = " ".join(str(trouble).split())
        raise SettingsUnusableError(SettingsBroken(path=str(path), trouble=said)) from trouble
    return IniReader(path, parser, settings).settings()


class IniReader:
    """The sections of one file."""

    def __init__(self, path: Path, parser: ConfigParser, settings: ScreenSettings) -> None:
        self._path = str(path)
        self._parser = parser
        self._settings = settings
        self._values: dict[str, ProfileValue] = {}

    def settings(self) -> ScreenSettings:
        """Return the settings with every section applied."""
        changed = self._settings
        for section in self._parser.sections():
            given = dict(self._parser.items(section))
            if section == TOP:
                changed = self._top(given, changed)
            elif section == EXCLUSIONS:
                self._refuse_unknown(section, given, (EXCLUDED,))
                changed = replace(changed, excluded_methods=words_of(given.get(EXCLUDED, "")))
            elif section == R003_BY_DETAILS:
                self._values["r003_threshold_days_by_details"] = {
                    name: self._whole(section, name, value) for name, value in given.items()
                }
            elif section in INDICATORS:
                self._indicator(section, given)
            elif section.startswith(PREPARING):
                if given:
                    raise SettingsUnusableError(SettingOfPrepare(path=self._path, section=section))
            else:
                self._unknown(section, section, (*INDICATORS, EXCLUSIONS))
        running = frozenset(code for code in INDICATORS if self._parser.has_section(code))
        return replace(changed.with_values(self._values, self._path), indicators=running or None)

    def _top(self, given: dict[str, str], settings: ScreenSettings) -> ScreenSettings:
        self._refuse_unknown(TOP, given, tuple(TOP_KEYS))
        return replace(
            settings,
            currency=given.get("currency") or settings.currency,
            uncompared_methods=words_of(given.get("no_price_comparison_procurement_methods", "")),
            compared_methods=words_of(given.get("price_comparison_procurement_methods", "")),
        )

    def _indicator(self, code: str, given: dict[str, str]) -> None:
        known = {
            name: parameter
            for name, parameter in self._settings.parameters.items()
            if name.startswith(f"{code.lower()}_")
        }
        own = {ours: theirs for (of, theirs), ours in NAMES.items() if of == code}
        properties = {own.get(name, name.removeprefix(f"{code.lower()}_")): name for name in known}
        self._refuse_unknown(code, given, tuple(properties))
        for name, value in given.items():
            self._values[properties[name]] = self._value(code, name, value, known[properties[name]])

    def _value(self, section: str, name: str, text: str, parameter: ProfileParameter) -> ProfileValue:
        measure = parameter.unit.partition(",")[0]
        if measure == "words":
            return words_of(text)
        if measure == "flag" and text in ("true", "false"):
            return text == "true"
        if measure == "ratio":
            try:
                return float(text)
            except ValueError:
                pass
        if measure in ("days", "count", "percent"):
            return self._whole(section, name, text)
        raise self._wrong(section, name, text, FLAG if measure == "flag" else FRACTION)

    def _whole(self, section: str, name: str, text: str) -> int:
        if not text.isascii() or not text.isdigit():
            raise self._wrong(section, name, text, WHOLE_NUMBER)
        return int(text)

    def _wrong(self, section: str, name: str, text: str, wanted: Label) -> SettingsUnusableError:
        wrong = SettingValueWrong(path=self._path, section=section, name=name, value=text, wanted=wanted)
        return SettingsUnusableError(wrong)

    def _refuse_unknown(self, section: str, given: dict[str, str], known: tuple[str, ...]) -> None:
        for name in given:
            if name not in known:
                self._unknown(section, name, known)

    def _unknown(self, section: str, name: str, known: tuple[str, ...]) -> None:
        raise SettingsUnusableError(SettingUnknown(path=self._path, section=section, name=name, known=known))


def words_of(text: str) -> frozenset[str]:
    """Return the words of a list with | between them."""
    return frozenset(each for each in text.split("|") if each)
