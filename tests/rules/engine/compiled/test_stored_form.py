"""A stored rulebook is read back as it was, and only so."""

import pytest

from rules.engine.compiled.compiled_form import Rulebook
from rules.engine.compiled.stored_form import rulebook_from_json, rulebook_to_json
from tests.rules.engine.language.small_rules import JOINT_MARKET, PROTECTED, REVOLVING_DOOR, compiled, rule

pytestmark = pytest.mark.bare


def form() -> Rulebook:
    book = compiled(rule(REVOLVING_DOOR, "COI-05"), rule(PROTECTED, "COL-01"), rule(JOINT_MARKET, "COL-13"))
    return Rulebook(book.version, book.rules, book.columns, book.parameters, book.texts)


def test_a_rulebook_comes_back_equal() -> None:
    assert rulebook_from_json(rulebook_to_json(form())) == form()


def test_a_text_that_was_changed_is_refused() -> None:
    with pytest.raises(ValueError, match="is not what its version"):
        rulebook_from_json(rulebook_to_json(form()).replace('"critical"', '"low"', 1))
