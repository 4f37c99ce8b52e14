"""Acts of officials: with this partnership only, with evidence and a second person as far as they are given."""

from typing import Any

import pytest

from tests.rules.facts.gathering.building import case_with, facts, said

pytestmark = pytest.mark.bare


def act(**changes: Any) -> Any:
    given = {"person": "sato", "type": "leak", "company": "kita", "evidence": "Memo", "confirmed_by": "mori"}
    stated = {name: value for name, value in {**given, **changes}.items() if value != "unknown"}
    (fact,) = facts(case_with(said("conduct", **stated)), "conduct")
    return fact


def test_an_act_is_read_as_stated() -> None:
    found = act(on="2026-05-20", information_published=False)
    assert (found.person, found.kind, found.company, found.on) == ("sato", "leak", "kita", "2026-05-20")
    assert (found.evidence, found.evidenced, found.confirmed_by, found.published) == ("Memo", True, "mori", False)


@pytest.mark.parametrize("blank", ["", "  ", None, "unknown"])
def test_evidence_that_says_nothing_is_none(blank: str | None) -> None:
    found = act(evidence=blank)
    assert (found.evidence, found.evidenced) == (None, None)


@pytest.mark.parametrize("nobody", ["sato", None, "unknown"])
def test_the_person_of_the_act_is_no_second_person(nobody: str | None) -> None:
    assert act(confirmed_by=nobody).confirmed_by is None


def test_acts_of_other_partnerships_are_not_read() -> None:
    assert facts(case_with(said("conduct", person="sato", type="leak", own=False)), "conduct") == []
