"""The vocabulary is kept for the replays of results, and no change of it goes by unnoticed."""

import copy
import json

import pytest

from rules.assessing.stored_format import FORMAT, VOCABULARIES_KEPT, vocabulary_of
from rules.facts.kinds.base import FactType
from rules.facts.kinds.kept_vocabulary import vocabulary_file, vocabulary_json
from rules.facts.kinds.labels import LABELS, field_label
from rules.facts.kinds.vocabulary import VOCABULARIES, VOCABULARY, types_in_use
from tests.rules.facts.keep_vocabulary import changed_entries

pytestmark = pytest.mark.bare


def said(kind: FactType) -> tuple[object, ...]:
    """Return everything of a type that a text needs."""
    return kind.name, kind.cls.label, kind.fields


def test_the_newest_format_has_the_present_vocabulary() -> None:
    kept = json.loads(vocabulary_file(FORMAT).read_text(encoding="utf-8"))
    assert VOCABULARIES_KEPT[-1] == FORMAT
    assert kept == json.loads(json.dumps(vocabulary_json())), "run python -m tests.rules.facts.keep_vocabulary"
    for subject, kinds in VOCABULARIES.items():
        there = vocabulary_of(FORMAT).by_subject[subject]
        assert {name: said(each) for name, each in there.items()} == {name: said(each) for name, each in kinds.items()}
    assert vocabulary_of(FORMAT).labels == LABELS


def test_each_format_has_a_vocabulary() -> None:
    assert [vocabulary_of(form).by_subject.keys() for form in range(1, FORMAT + 1)]


def test_what_was_changed_or_removed_needs_a_new_format_and_what_was_added_does_not() -> None:
    before = vocabulary_json()
    now = copy.deepcopy(before)
    now["types"]["partnership"]["a_new_kind"] = {"label": ["a new kind", "新種"], "fields": []}
    now["labels"]["own"]["a_new_field"] = ["a new field", "新しい項目"]
    assert list(changed_entries(before, now)) == []

    del now["types"]["partnership"]["holds_stake"]
    now["types"]["partnership"]["benefit"]["label"] = ["present", "贈物"]
    now["types"]["partnership"]["contact"]["fields"] = []
    now["labels"]["own"]["days"] = ["notice in days", "公告の日数"]
    changed = set(changed_entries(before, now))
    assert {"holds_stake", "benefit", "contact.fact", "notice_period.days"} <= changed


def test_words_in_use_are_those_of_the_format_within_its_context_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = vocabulary_of(FORMAT)
    before = field_label("holder")
    monkeypatch.delitem(VOCABULARY, "holds_stake")
    with kept.in_use():
        assert "holds_stake" in types_in_use.get().on_partnerships
        assert field_label("holder") == before
    assert "holds_stake" not in types_in_use.get().on_partnerships
