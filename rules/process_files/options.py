"""The options of a file of processes: its form, and how its publisher fills in what the form leaves open."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from institutions.codes.base import Coded
from institutions.formats.ocds.publishers import NONE, RESERVE_FIELDS, profile_named, shipped_profiles
from institutions.formats.ocds.transcoding import ENCODINGS
from institutions.kinds.base import Label
from institutions.kinds.words import DOMAINS, METHODS, OBJECTS
from institutions.values.quoting import shown_in_message
from institutions.values.written_day import written_day
from rules.models import ProcessFile
from rules.process_files.troubles import (
    ProcessDayWrong,
    ProcessFileRefusedError,
    ProcessFormUnknown,
    ProcessOptionUnknown,
    ProcessOptionWrong,
)
from rules.processes.collusion.settings import RuleSettings
from rules.processes.form_names import CONTRACT_LIST, EGP, OCDS
from rules.processes.profile import CARDINAL, OURS, ScreenSettings, profile_settings

FORMS: Final = {
    OCDS: Label("OCDS releases", "OCDS"),
    CONTRACT_LIST: Label("List of contracts (form of the ministries)", "契約に係る情報の公表（公表様式）"),
    EGP: Label("Awards of the procurement portal", "調達ポータル 落札実績オープンデータ"),
    CARDINAL: Label("OCDS, with Cardinal's indicators and limits alone", "OCDS（Cardinalの指標と基準値のみ）"),
}
AS_OF: Final = "as_of"
REPLACE: Final = "replace"
FLAGS: Final = ("true", "false")
OF_RULES: Final = frozenset({"publisher", "reserve_from", "method", "object", "domain"})
COMPARED: Final[Mapping[str, frozenset[str]]] = {
    OCDS: OF_RULES, CONTRACT_LIST: OF_RULES, EGP: OF_RULES, CARDINAL: frozenset()
}  # fmt: skip
Options = dict[str, str]


def choices() -> Mapping[str, tuple[str, ...]]:
    """Return the words that each option may have, as `screen_processes` has them."""
    return {
        "publisher": (NONE, *(each.key for each in shipped_profiles())),
        "reserve_from": RESERVE_FIELDS,
        "encoding": tuple(ENCODINGS),
        "method": tuple(METHODS),
        "object": tuple(OBJECTS),
        "domain": tuple(DOMAINS),
        REPLACE: FLAGS,
    }


def checked_options(form: str, given: Mapping[str, Any], today: date) -> Options:  # Any: as it was sent
    """Return the options, with the day of the rules. ProcessFileRefusedError names each that is wrong."""
    errors: dict[str, Coded] = {}
    if form not in FORMS:
        errors["form"] = ProcessFormUnknown(given=shown_in_message(form), choice=", ".join(FORMS))
    options: Options = {}
    known = choices()
    for name, value in given.items():
        text = ("true" if value else "false") if isinstance(value, bool) else str(value or "").strip()
        if name == AS_OF:
            continue
        if name not in known:
            errors[name] = ProcessOptionUnknown(name=shown_in_message(name), choice=", ".join((*known, AS_OF)))
        elif text and text not in known[name]:
            errors[name] = ProcessOptionWrong(given=shown_in_message(text), choice=", ".join(known[name]))
        elif text:
            options[name] = text
    day = str(given.get(AS_OF) or "").strip()
    try:
        options[AS_OF] = (written_day(day) if day else today).isoformat()
    except ValueError:
        errors[AS_OF] = ProcessDayWrong(given=shown_in_message(day))
    if errors:
        raise ProcessFileRefusedError(errors)
    return options


def options_that_compare(form: str, given: Mapping[str, Any], checked: Options) -> Options:  # Any: as it was sent
    """Return the options that processes compared with one another share: those that decide what a release says.

    A day counts if somebody chose it: today, which is meant without one, is another day for each file.
    """
    own = {name: value for name, value in checked.items() if name in COMPARED[form]}
    return {**own, AS_OF: checked[AS_OF]} if str(given.get(AS_OF) or "").strip() and form != CARDINAL else own


def rule_settings(form: str, options: Mapping[str, str], as_of: str) -> RuleSettings | None:
    """Return the settings of the collusion rules; None where a file is asked the indicators alone."""
    if form == CARDINAL:
        return None
    return RuleSettings(
        as_of=as_of,
        publisher=profile_named(options["publisher"]) if options.get("publisher") else None,
        profiles=shipped_profiles(),
        reserve_from=options.get("reserve_from"),
        method=options.get("method"),
        object=options.get("object"),
        domain=options.get("domain"),
    )


def screen_settings(form: str, rules: RuleSettings | None) -> ScreenSettings:
    """Return the settings of the indicators."""
    settings = profile_settings(CARDINAL if form == CARDINAL else OURS)
    publisher = rules.publisher if rules else None
    return replace(settings, currency=settings.currency or (publisher.currency if publisher else None))


def encoding_of(file: ProcessFile, rules: RuleSettings | None) -> str | None:
    """Return the encoding of a file: the option, else that of its publisher."""
    publisher = rules.publisher if rules else None
    return file.options.get("encoding") or (publisher.encoding if publisher else None)


def reader_form(file: ProcessFile) -> str:
    """Return the form by which the file is read."""
    return OCDS if file.form == CARDINAL else str(file.form)
