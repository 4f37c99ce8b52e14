"""The statement of a finding says what was found: never this or that (a choice is a text of its own for each)."""

import re
from typing import Final

import pytest

from rules.engine.language.syntax import Rule
from tests.every import every
from tests.rules.rulebook.test_sources import RULES

pytestmark = pytest.mark.bare
CHOICE: Final = {
    "en": re.compile(r"\b(?:or|either|and/or)\b", re.IGNORECASE),
    "ja": re.compile("又は|若しくは|あるいは"),
}
LAW: Final = {  # what stands in these is no choice: a period, a duty of the law, what its articles are about
    "COI-18": ("or later",),
    "LIT-03": ("an order to carry out or to suspend the work",),
    "LIT-04": ("without a hearing or a chance to explain", "聴聞又は弁明の機会の付与"),
    "INS-05": ("no law or Cabinet Order", "法律又は政令"),
    "INS-06": ("to answer it or to heed it", "応答し、又は尊重する"),
    "INS-03": ("A law or Cabinet Order", "no law or Cabinet Order"),
}


@every("rule", RULES, name=lambda rule: rule.code)
def test_a_statement_says_what_was_found_and_not_one_of_several_things(rule: Rule) -> None:
    for text in (rule.statement, *(case.text for case in rule.statement_cases)):
        for language, said in (("en", text.en), ("ja", text.ja)):
            for allowed in LAW.get(rule.code, ()):
                said = said.replace(allowed, "")
            assert not CHOICE[language].search(said), said


def test_a_choice_is_seen() -> None:
    """As LIT-11 had it once."""
    assert CHOICE["ja"].search("自身であり、又はその親会社である。")
    assert CHOICE["en"].search("It is on the list, or a parent of it is.")
