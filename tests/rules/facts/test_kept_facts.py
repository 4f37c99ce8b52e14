"""No change of the derivation goes by unnoticed: results of before it need to be known by their format."""

import os

import pytest

from rules.assessing.stored_format import FORMAT
from rules.facts.derivation.derive import facts_of
from tests.rules.facts import derived_documents
from tests.rules.facts.derived_documents import digests
from tests.rules.facts.keep_facts import KEEPING, changed_types, keep, kept

pytestmark = pytest.mark.django_db
REMEDY = "the same documents give other facts: see the head of tests/rules/facts/keep_facts.py"


def test_the_documents_give_the_facts_that_were_kept_for_this_format(no_broker: None) -> None:
    found = digests()
    if os.environ.get(KEEPING):
        keep(FORMAT, found)
    form, facts = kept()
    assert changed_types(facts, found) == [], REMEDY
    assert form == FORMAT, "run python -m tests.rules.facts.keep_facts"


def test_another_derivation_is_named_by_type_and_document(no_broker: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def without_exposures(*given: object) -> object:
        return [each for each in facts_of(*given) if each.type != "exposure"]  # type: ignore[arg-type]

    before = kept()[1]
    monkeypatch.setattr(derived_documents, "facts_of", without_exposures)
    (named,) = changed_types(before, digests())
    assert named.startswith("exposure: ")
    assert "tests/examples 2" in named
