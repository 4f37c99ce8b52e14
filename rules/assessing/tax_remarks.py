"""The remark of a finding on consumption tax: what was compared, and at which rate tax was added."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from rules.assessing.material import PlainFact
from rules.assessing.parameters_read import LawOf, shown_entry
from rules.engine.language.parameters import Parameters
from rules.engine.loading.loaded_rulebook import TAX_RATE as RATE

Json = dict[str, Any]  # Any: plain data on its way to a JSON column
NOT_STATED: Final = {
    "en": " The amounts are compared as stated: it is not stated for each whether consumption tax is included.",
    "ja": "金額は、消費税を含むか否かの記載がないものがあるため、記載のとおり比較している。",
}
ADDED: Final = {
    "en": " Consumption tax is added to the amounts that are stated without it.",
    "ja": "税抜きで記載された金額には、消費税を加えている。",
}


def with_tax_remark(statement: dict[str, str], facts: Iterable[PlainFact]) -> dict[str, str]:
    """Return a statement with a sentence on tax, where its facts compare amounts on an unknown basis or converted."""
    found = tuple(facts)
    said = NOT_STATED if any(each.tax_not_stated for each in found) else ADDED if tax_days(found) else None
    return statement if said is None else {language: text + said[language] for language, text in statement.items()}


def tax_days(facts: Iterable[PlainFact]) -> tuple[str, ...]:
    """Return the days at whose rate tax was added, each once."""
    return tuple(sorted({day for each in facts for day in each.tax_added_on}))


def rates_added(facts: Sequence[PlainFact], parameters: Parameters, law_of: LawOf) -> Json:
    """Return the rates at which tax was added, as parameters by name; several with their first day in the name."""
    found: Json = {}
    for day in tax_days(facts):
        entry = parameters.entry_at(RATE, day)
        if entry and (shown := {**shown_entry(parameters.by_name[RATE], entry), **law_of(entry.law or ""), "on": day}):
            same = [name for name, each in found.items() if each["value"] == shown["value"]]
            if not same:
                found[f"{RATE} at {day}" if found else RATE] = shown
    return found
