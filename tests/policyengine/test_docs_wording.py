"""Documents are written in plain sentences, with the terms of the word list."""

import re
from typing import Final

import pytest

from tests.policyengine.project_documents import prose

pytestmark = pytest.mark.bare
RIDDLE: Final = re.compile(r"(?:^|(?<=[.:] ))(?:What|Who|Whom|Whose|Whoever|Whatever|By which|Of these)\b[^.?]*[.]")
FORMER_TERMS: Final = re.compile(
    r"\b(?:secret (?:partnerships?|cases?)|named persons?|tak(?:e|es|en) in (?:a|the) case|"
    r"(?:a|the|open|refused|later) leads?(?= (?:between|is|are|stays?|joins?|that)))\b",
    re.IGNORECASE,
)


def test_no_sentence_is_a_riddle() -> None:
    found = [(place, riddle) for place, part in prose() for riddle in RIDDLE.findall(part)]
    assert len(list(prose())) > 500
    assert found == []


def test_documents_use_the_terms_of_the_word_list() -> None:
    assert [(place, term) for place, part in prose() for term in FORMER_TERMS.findall(part)] == []


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Who is tied to a case takes part in no act of it.", True),
        ("It is sent. What is not held is told.", True),
        ("What should a government look at before it signs?", False),
        ("Anyone with a tie is excluded from acting on the case.", False),
        ("A refused lead stays refused.", True),
        ("Secret partnerships are never sent.", True),
        ("The company that leads it counts.", False),
    ],
)
def test_a_riddle_or_a_former_term_is_told_from_plain_english(sentence: str, wrong: bool) -> None:
    assert bool(RIDDLE.search(sentence) or FORMER_TERMS.search(sentence)) is wrong
