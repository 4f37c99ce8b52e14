"""Files of documents: one object, a list, or one object a line; what is broken is named by its line."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from institutions.drafts.check import DraftInvalid
from institutions.drafts.reading import DocumentOfFile, parse_json_text, read_bytes, read_documents

pytestmark = pytest.mark.bare


def read(content: str | bytes) -> list[DocumentOfFile]:
    return list(read_documents(io.BytesIO(content.encode() if isinstance(content, str) else content)))


def documents(content: str | bytes) -> list[Any]:
    return [each.document for each in read(content)]


LINES = [json.dumps({"reference": f"R-{number}"}) for number in range(1, 11)]


@pytest.mark.parametrize(
    "content",
    [
        "\n".join(LINES),
        "\n\n".join(LINES) + "\r\n",
        "\ufeff" + "\n".join(LINES),
        "[" + ",".join(LINES) + "]",
        "\ufeff\n [\n" + " ,\n".join(LINES) + "\n]\n",
        json.dumps([json.loads(line) for line in LINES], indent=2),
    ],
)
def test_lines_and_lists_hold_the_same_documents(content: str) -> None:
    assert documents(content) == [json.loads(line) for line in LINES]


def test_one_object_over_many_lines_is_one_document() -> None:
    assert documents(json.dumps({"reference": "R-1", "statements": [{}]}, indent=1)) == [
        {"reference": "R-1", "statements": [{}]}
    ]


def test_an_empty_file_has_no_documents() -> None:
    assert read("") == read(" \n\n") == []
    assert documents("[]") == []


@pytest.mark.parametrize("broken", [1, 7, 10])
def test_a_broken_line_is_refused_and_the_others_go_on(broken: int) -> None:
    lines = list(LINES)
    lines[broken - 1] = '{"reference": "R-' + str(broken) + '",}'
    found = read("\n".join(lines))
    assert len(found) == 10
    [refused] = [each for each in found if each.errors]
    assert refused.line == broken
    assert f"broken at line {broken}, column" in refused.errors[0].message


def test_a_line_that_ends_in_the_middle_is_refused_and_the_others_go_on() -> None:
    lines = [*LINES[:6], '{"reference": "R-7", "title": {', *LINES[7:]]
    assert [bool(each.errors) for each in read("\n".join(lines))] == [False] * 6 + [True] + [False] * 3


def test_a_line_that_is_not_utf8_is_refused_and_the_others_go_on() -> None:
    content = b'{"a": 1}\n' + '{"a": "磁石"}'.encode("cp932") + b'\n{"a": 3}\n'
    found = read(content)
    assert [each.document for each in found] == [{"a": 1}, None, {"a": 3}]
    assert found[1].errors[0].message == "Line 2 is not UTF-8. Save the file as UTF-8."


def test_a_broken_list_gives_what_came_before_and_the_line() -> None:
    found = read('[\n{"a": 1},\n{"a": 2,\n]')
    assert found[0].document == {"a": 1}
    assert "line 4" in found[1].errors[0].message


def test_a_list_goes_on_after_a_document_with_a_repeated_field() -> None:
    found = read('[{"a": 1},\n{"a": 1, "a": 2},\n{"a": 3}]')
    assert [each.document for each in found] == [{"a": 1}, None, {"a": 3}]
    assert found[1].errors[0].message.startswith("Line 2: The field 'a' occurs twice")


@pytest.mark.parametrize(("then", "says"), [("[" * 200_000, "nested too deeply"), ("@", "broken at line 2")])
def test_a_document_of_a_list_that_is_refused_for_its_beginning_may_break_after_it(then: str, says: str) -> None:
    found = read('[{"a": 1},\n{"n": NaN, "x": ' + then + "}]")
    assert found[0].document == {"a": 1}
    assert [says in error.message for each in found[1:] for error in each.errors] == [True]


def test_text_after_a_list_is_refused() -> None:
    assert "Extra data" in read('[{"a": 1}] x')[-1].errors[0].message


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"a": 1, "a": 1}', "'a' occurs twice"),
        ('{"a": NaN}', "NaN is not JSON"),
        ('{"a": -Infinity}', "-Infinity is not JSON"),
        ('{"a": ' + "9" * 5000 + "}", "5000 digits"),
        ("[" * 200_000, "nested too deeply"),
        ('{"a": ', "broken at line 1"),
        ("", "broken at line 1"),
    ],
)
def test_what_is_no_json_is_refused(text: str, says: str) -> None:
    with pytest.raises(DraftInvalid) as refused:
        parse_json_text(text)
    assert says in refused.value.errors[0].message
    for each in read(text):
        assert each.errors


def test_bytes_that_are_not_utf8_are_refused() -> None:
    with pytest.raises(DraftInvalid, match="UTF-8"):
        read_bytes(b'{"a": "\xff"}')


@given(st.binary(max_size=200) | st.text(alphabet='{}[]",:1a\n\ufeff ', max_size=40).map(str.encode))
def test_any_bytes_give_documents_or_errors(content: bytes) -> None:
    for each in read_documents(io.BytesIO(content)):
        assert each.line >= 1
        assert not (each.errors and each.document is not None)
