"""The vocabulary: every type of fact can be described, says how it is made, and has a name in both languages."""

import re
from dataclasses import fields

import pytest

from institutions.kinds import KINDS
from rules.facts.kinds.base import FieldType
from rules.facts.kinds.labels import DECLARED, field_label, word_label
from rules.facts.kinds.organisation import ORGANISATION_TYPES
from rules.facts.kinds.vocabulary import EVERY_TYPE, TYPES, VOCABULARY
from tests.every import every

pytestmark = pytest.mark.bare

KEY_UNITS = {"company", "person", "body", "party", "country", "treaty"}


def test_every_type_is_listed_once_under_its_name() -> None:
    assert len(EVERY_TYPE) == len(TYPES) + len(ORGANISATION_TYPES), "one name in two vocabularies is one type"
    assert all(name == entry.cls.type == entry.name for name, entry in EVERY_TYPE.items())


@every("name", sorted(EVERY_TYPE))
def test_a_type_says_how_it_is_made_and_has_a_name_in_both_languages(name: str) -> None:
    entry = EVERY_TYPE[name]
    assert len(entry.doc) > 40
    english, japanese = entry.cls.label
    assert english
    assert japanese != english


@every("name", sorted(EVERY_TYPE))
def test_fields_have_a_type_a_label_and_no_name_that_the_engine_uses(name: str) -> None:
    entry = EVERY_TYPE[name]
    assert not {"t", "id", "type", "z"} & entry.fields.keys() - {"fact"}
    for field, kind in entry.fields.items():
        assert isinstance(kind, FieldType)
        assert field == "fact" or field_label(field).ja
        if kind.sort == "key":
            assert kind.unit in KEY_UNITS | EVERY_TYPE.keys(), field


@every("name", sorted(EVERY_TYPE))
def test_an_optional_field_may_be_left_out_and_no_other(name: str) -> None:
    entry = EVERY_TYPE[name]
    required = {field for field, kind in entry.fields.items() if not kind.optional} - {"fact"}
    by_default = {each.name for each in fields(entry.cls) if each.default is None}
    assert by_default == {field for field, kind in entry.fields.items() if kind.optional}
    values = {field: f"{field}" for field in required}
    assert entry.cls(id="one", **values) == entry.cls(id="one", **values)  # type: ignore[arg-type]  # any value will do
    for left_out in required:
        given = {field: value for field, value in values.items() if field != left_out}
        with pytest.raises(TypeError):
            entry.cls(id="one", **given)  # type: ignore[arg-type]  # one is missing


@pytest.mark.parametrize(
    ("kind", "field", "label"),
    [
        ("benefit", "value_yen", "Value"),
        ("partnership", "value_yen", "Expected public money"),
        ("procurement_covered", "value_yen", "value of the contract"),
        ("leads", "by", "Led by"),
        ("close_person", "by", "by"),
        ("duty", "function", "Function"),
        ("decision", "what", "What"),
        ("in_common", "what", "what is common"),
        ("contact", "person", "Former official"),
        ("appointment", "person", "person"),
        ("measure", "on", "on"),
    ],
)
def test_a_field_is_called_by_its_type_where_the_type_has_a_label_of_its_own(kind: str, field: str, label: str) -> None:
    assert field in VOCABULARY[kind].fields
    assert field_label(field, kind).en == label


def test_a_duty_and_a_lead_have_functions_of_their_own_kind() -> None:
    assert (field_label("function", "duty").ja, field_label("function", "leads").ja) == ("職務の種類", "機能")


@every("name", sorted(EVERY_TYPE))
def test_no_label_or_word_of_a_fact_is_left_in_english_on_a_japanese_page(name: str) -> None:
    entry = EVERY_TYPE[name]
    said = [entry.cls.label[1]]
    for field, kind in entry.fields.items():
        said += [field_label(field, name).ja] if field != "fact" else []
        said += [word_label(field, word).ja for word in kind.words or ()]
    assert [text for text in said if re.search("[a-z]{3,}", text)] == []


def test_no_label_or_word_of_the_form_is_left_in_english_on_a_japanese_page() -> None:
    fields = [field for table in DECLARED for field in table.fields]
    said = [field.label.ja for field in fields] + [word.ja for field in fields for word in field.words.values()]
    said += [text.ja for kind in KINDS.values() for text in (kind.label, kind.help)]
    assert len(said) > 300
    assert [text for text in said if re.search("[a-z]{3,}", text)] == []


def test_the_words_of_stated_fields_are_those_of_their_kinds() -> None:
    assert VOCABULARY["measure"].fields["kind"].words == tuple(KINDS["measure"].by_name["type"].words)
    assert VOCABULARY["selection"].fields["legal_ground"].words[-1] == "none"
    assert VOCABULARY["holds_stake"].fields["vehicle"].words == ("direct", "fund", "blind_trust")


def test_a_word_of_a_stated_field_keeps_its_label_where_a_fact_calls_the_field_otherwise() -> None:
    assert word_label("kind", "order") == KINDS["measure"].by_name["type"].words["order"]
    assert word_label("kind", "officer").en == "officer"
