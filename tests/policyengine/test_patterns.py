"""The regular expressions that look through texts of others take steps in proportion to the text.

One that begins anew at each letter, and goes on to the end from there, takes the square.
"""

import re
from collections.abc import Iterator
from types import ModuleType
from typing import Final

from institutions.formats.bods.reading import parties as bods_parties
from institutions.formats.ocds.reading import identifiers, money, node, rates
from institutions.formats.published import cells, words
from institutions.formats.tables import cell_text
from institutions.formats.tables.excel import rows as excel_rows
from institutions.lists import unctad
from institutions.parties.identities import addresses, blocking
from institutions.parties.names import alignment, common, folding, legal_forms, likeness, spelled_out
from rules.engine.language import grammar, yaml_nodes
from rules.facts.derivation import addresses as derived_addresses
from rules.review.casework import signing
from rules.review.correspondence import mentions, protected_information
from rules.workshop import checking, numbers, shown_text
from tests.backtracking import assert_few_steps
from tests.every import every

MODULES: Final[tuple[ModuleType, ...]] = (
    alignment, common, folding, legal_forms, likeness, spelled_out, addresses, blocking, derived_addresses,
    bods_parties, identifiers, money, node, rates, cells, words, cell_text, excel_rows, signing, mentions,
    protected_information, unctad, grammar, yaml_nodes, checking, numbers, shown_text,
)  # fmt: skip
# Repeated in a text that begins with each of the others.
UNITS: Final = (
    " ", "1", "1 ", "-", "(", "[", ",", "、", "〒", "co ", " ltd", "a", "ア", "一", "税込", "@", '"', "0.", "a-", "_",
)  # fmt: skip
AT_THE_END: Final = (" ", "1")  # also with nothing after them
BEFORE: Final = ("1", "a ")
# Each is given a text that is short enough, or that ends where a match does.
BOUNDED: Final = {
    ("institutions.formats.published.words", "IN_BRACKETS"): "only up to the last bracket that closes",
    ("institutions.formats.tables.excel.rows", "AS_IT_STANDS"): "of a number format, 255 characters",
    ("rules.review.casework.signing", "REMARK"): "of a name of a person, 200 characters",
    ("rules.engine.language.grammar", "NAME"): "from the beginning alone",
    ("rules.engine.language.yaml_nodes", "WHOLE"): "from the beginning alone",
    ("rules.workshop.checking", "NAMED"): "from the beginning alone",
    ("rules.workshop.numbers", "PLAIN"): "from the beginning alone",
}


def patterns() -> Iterator[tuple[str, str, re.Pattern[str]]]:
    """Yield each pattern of the modules with its place."""
    for module in MODULES:
        for name, found in vars(module).items():
            if isinstance(found, re.Pattern):
                yield module.__name__, name, found


@every("module, name, pattern", lambda: list(patterns()), name=lambda item: f"{item[0]}.{item[1]}")
def test_a_pattern_takes_steps_in_proportion_to_the_text(module: str, name: str, pattern: re.Pattern[str]) -> None:
    if (module, name) in BOUNDED:
        return
    for before in BEFORE:
        for unit in UNITS:
            assert_few_steps(pattern, unit, before=before, after="!")
        for unit in AT_THE_END:
            assert_few_steps(pattern, unit, before=before)


def test_what_is_excepted_is_there() -> None:
    assert {(module, name) for module, name, _pattern in patterns()} >= BOUNDED.keys()
