"""A reader finds a rule by its family and by words of either language."""

import pytest

from institutions.query.parameters import ParameterError
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.explaining.catalogue.searching import RuleSearch

pytestmark = pytest.mark.bare


def found(**given: str) -> set[str]:
    return {code for code, rule in current_rulebook().rules.items() if RuleSearch.of(given).wants(rule)}


def test_nothing_asked_finds_every_rule() -> None:
    assert found() == found(q=" ", family="") == set(current_rulebook().rules)


def test_a_family_finds_its_own_rules_and_an_unknown_one_is_refused() -> None:
    assert found(family="collusion") == {code for code in current_rulebook().rules if code.startswith("COL-")}
    with pytest.raises(ParameterError, match=r"not a valid value.+collusion"):
        found(family="colusion")


@pytest.mark.parametrize("asked", ["coi-02", "HOSPITALITY golf", "供応接待"])
def test_every_word_must_stand_in_the_rule(asked: str) -> None:
    assert "COI-02" in found(q=asked)
    assert "COI-02" not in found(q=f"{asked} zebra")
    assert "COI-02" not in found(q=asked, family="litigation")
