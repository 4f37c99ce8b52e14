"""Countries in inputs: shown and suggested by name, wherever the name is read back as the same country."""

import re
from functools import cache
from typing import Final

from institutions.formats.tables.country_names import country_code
from institutions.kinds.countries import COUNTRIES
from rules.engine.language.statements import Language
from rules.explaining.wording.statement_values import country_words

PARTED: Final = re.compile("[,、]")  # what parts the countries of a list


def country_as_typed(value: object, language: Language) -> str:
    """Return a country as an input shows it: its name; any other text, and a name that means two, as it is."""
    text = str(value)
    if text not in COUNTRIES:
        return text
    name = country_words(text, language)
    return name if country_code(name) == text and not PARTED.search(name) else text


@cache
def country_choices(language: Language) -> tuple[str, ...]:
    """Return every country as an input shows it, in the order of the names."""
    return tuple(sorted(country_as_typed(code, language) for code in COUNTRIES))
