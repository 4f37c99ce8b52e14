"""Items of a JSON list or of lines, one at a time: broken ones are named with their line, memory does not grow."""

import io
import json
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from institutions.drafts.documents import FileUnreadableError
from institutions.formats.documents import json_items
from institutions.formats.documents.json_items import JsonItem, items_in
from institutions.formats.tables.troubles.other_files import MarkupForJson, OldExcel, PdfFile, PictureFile, ZipForJson

pytestmark = pytest.mark.bare


def items(text: str | bytes) -> list[JsonItem]:
    """Return the items of a file with this text."""
    return list(items_in(io.BytesIO(text if isinstance(text, bytes) else text.encode())))


def test_a_list_gives_each_item_with_the_line_where_it_begins() -> None:
    assert items('\ufeff[\n {"a": 1},\n\n {"b": [1,\n 2]}\n]') == [JsonItem(2, {"a": 1}), JsonItem(4, {"b": [1, 2]})]


def test_objects_one_a_line_and_a_single_one_are_read() -> None:
    assert items('{"a": 1}\n\n{"b": 2}\n') == [JsonItem(1, {"a": 1}), JsonItem(3, {"b": 2})]
    assert items('\n{\n "a": 1\n}') == [JsonItem(2, {"a": 1})]


@pytest.mark.parametrize("text", ["", "  \n", "[]", "[ ]\n"])
def test_a_file_of_nothing_cannot_be_read(text: str) -> None:
    with pytest.raises(FileUnreadableError, match="The file is empty"):
        items(text)


def test_a_broken_line_is_one_error_and_the_next_ones_are_read() -> None:
    first, second, third = items('{"a": 1}\n{"b": }\n{"c": 3}')
    assert (first.value, third) == ({"a": 1}, JsonItem(3, {"c": 3}))
    assert (second.line, second.errors[0].message) == (
        2,
        "The JSON is broken at line 2, column 7: Expecting value. Correct it there, or a little before.",
    )


def test_what_follows_a_broken_item_of_a_list_is_not_read() -> None:
    first, second = items('[{"a": 1},\n{"b": },\n{"c": 3}]')
    assert (first.value, second.line) == ({"a": 1}, 2)
    assert "line 2, column 7" in second.errors[0].message


def test_a_list_that_is_cut_off_says_so() -> None:
    assert "cut off" in items('[{"a": 1},')[-1].errors[0].message
    assert "cut off" in items('[{"a": 1}')[-1].errors[0].message
    assert "broken" in items('[{"a": 1}, {"b"')[-1].errors[0].message


def test_a_missing_comma_is_named() -> None:
    assert "',' or ']' is missing" in items('[{"a": 1} {"b": 2}]')[-1].errors[0].message


def test_a_field_that_stands_twice_is_refused_and_the_rest_is_read() -> None:
    first, second = items('[{"a": 1, "a": 2}, {"b": 2}]')
    assert "occurs twice" in first.errors[0].message
    assert second.value == {"b": 2}


def test_endless_nesting_ends_the_reading() -> None:
    assert "nested too deeply" in items("[" * 100_000)[0].errors[0].message


DEEP = "[" * 100_000 + "]" * 100_000


@pytest.mark.parametrize("first", ['"n": NaN', '"n": 1e999', '"n": 1, "n": 2', '"n": ' + "9" * 200])
@pytest.mark.parametrize(("then", "says"), [(DEEP, "nested too deeply"), ("@", "JSON is broken")])
def test_an_item_that_is_refused_for_its_beginning_may_break_after_it(first: str, then: str, says: str) -> None:
    [listed] = items(f'[{{{first}, "x": {then}}}, {{"b": 2}}]')
    assert says in listed.errors[0].message
    broken, following = items(f'{{{first}, "x": {then}}}\n{{"b": 2}}')
    assert says in broken.errors[0].message
    assert following.value == {"b": 2}


def test_an_item_of_many_chunks_is_refused_for_its_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_items, "CHUNK", 8)
    refused, following = items(json.dumps([{"n": float("nan"), "x": "a" * 200}, {"b": 2}]))
    assert "NaN is not JSON" in refused.errors[0].message
    assert following.value == {"b": 2}


@pytest.mark.parametrize(
    "text", [b'[{"a": "\xff"}]', b"\xef", b"\xef\xbb", "磁石".encode("cp932"), '{"a": 1}'.encode("utf-16")]
)
def test_what_is_not_utf_8_is_named(text: bytes) -> None:
    assert items(text)[-1].errors


def test_an_item_of_many_chunks_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_items, "CHUNK", 8)
    values = [{"name": f"ヒカリ磁性{number}"} for number in range(20)]
    assert [each.value for each in items(json.dumps(values, ensure_ascii=False))] == values
    assert [each.value for each in items("\n".join(map(json.dumps, values)))] == values


def test_an_item_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_items, "CHUNK", 8)
    monkeypatch.setattr(json_items, "MAX_ITEM", 100)
    found = items(json.dumps([{"a": "x" * 200}]))
    assert "longer than 100 characters" in found[0].errors[0].message


def test_memory_does_not_grow_with_the_file() -> None:
    line = (json.dumps({"text": "x" * 1000}) + "\n").encode()
    file = io.BytesIO(line * 20_000)
    tracemalloc.start()
    count = sum(1 for _ in items_in(file))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 20_000
    assert peak < 10 * json_items.CHUNK


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_give_items_or_errors(content: bytes) -> None:
    try:
        assert items(content)
    except FileUnreadableError as refused:
        if not isinstance(refused.said, OldExcel | PdfFile | MarkupForJson | PictureFile | ZipForJson):
            assert not content.decode("utf-8-sig").strip("[] \t\r\n")
