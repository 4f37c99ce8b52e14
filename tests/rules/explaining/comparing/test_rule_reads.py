"""The data that a rulebook reads, and the part that a stored case cannot have."""

import pytest

from rules.assessing.material import PlainFact
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.explaining.comparing.rule_reads import (
    WHOLE,
    cannot_have,
    fields_lacking,
    readers_by_field,
    vocabulary_when_made,
)

pytestmark = pytest.mark.bare
GIFT = PlainFact("gift", "benefit", {"person": "sato", "giver": "hikari", "on": "2026-05-10"})


def test_a_rulebook_reads_the_kinds_and_fields_of_its_rules() -> None:
    reads = readers_by_field(current_rulebook())
    assert "COI-02" in reads["benefit", WHOLE]
    assert "COI-02" in reads["benefit", "paid_by_self"]
    assert "COI-02" in reads["partnership", "as_of"]
    assert not any(kind == "finding" for kind, _ in reads)


def test_what_neither_the_facts_nor_the_rules_of_their_time_know_they_may_not_have() -> None:
    reads = {
        ("benefit", WHOLE): ("COI-98",),
        ("benefit", "paid_by_self"): ("COI-98",),
        ("weather", WHOLE): ("COI-99",),
        ("weather", "kind"): ("COI-99",),
    }
    assert cannot_have(reads, vocabulary_when_made([GIFT], None)) == {
        ("benefit", "paid_by_self"): ("COI-98",),
        ("weather", WHOLE): ("COI-99",),
    }


def test_the_rules_of_their_time_show_what_there_was() -> None:
    known = vocabulary_when_made([], current_rulebook())
    assert cannot_have(readers_by_field(current_rulebook()), known) == {}


def test_a_fact_that_was_made_before_a_field_existed_lacks_it() -> None:
    assert fields_lacking(GIFT) == [], "what is left out may be unknown"
    assert fields_lacking(PlainFact("gift", "benefit", {"person": "sato"})) == ["giver"]
    assert fields_lacking(PlainFact("x", "weather", {})) == []
