"""Names of countries in both languages, for whoever shows one. The file is the truth: no table holds it."""

from collections.abc import Mapping
from functools import cache

from institutions.seeding.errors import Troubles
from institutions.seeding.files.words import read_words
from institutions.seeding.folder import DATA
from institutions.seeding.row import Row
from institutions.seeding.rows import Named
from institutions.seeding.strict_yaml import load_mapping


@cache
def country_names() -> Mapping[str, Named]:
    """Every country and territory of ISO 3166-1 by its alpha-2 code, in the order of the codes."""
    troubles = Troubles()
    file = Row(load_mapping(DATA / "countries.yaml", troubles), "countries.yaml", troubles)
    names = {word.code: word.name for word in read_words(file, "countries")}
    troubles.raise_if_any()
    return names
