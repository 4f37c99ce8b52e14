"""Register documents in JSON are taken as they are; what is no document is refused with its line."""

import io
import json

import pytest

from institutions.drafts.errors import MAX_ERRORS
from institutions.formats.documents.register_json import read_register_json
from institutions.formats.register_document import Record, RefusedRecord, RegisterDocument

pytestmark = pytest.mark.bare


def read(text: str) -> list[Record]:
    """Return the records of a file."""
    return list(read_register_json(io.BytesIO(text.encode())))


def test_each_line_is_a_document() -> None:
    text = '{"record": "a", "companies": [{"key": "k"}]}\n{"record": "b", "publisher": "p", "statements": []}\n'
    assert read(text) == [
        RegisterDocument(line=1, record="a", content={"companies": [{"key": "k"}]}),
        RegisterDocument(line=2, record="b", content={"statements": []}, publisher="p"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "The JSON is broken at line 1"),
        ("[1]", "1 is not a document of the register"),
        ("{}", "The document has no record"),
        ('{"record": 1}', "The document has no record"),
        ('{"record": "a", "publisher": 1}', "1 is not a text"),
        (
            '{"record": "a", "compani": []}',
            "'compani' is not a part of a document of the register. Did you mean",
        ),
    ],
)
def test_what_is_no_document_is_refused(text: str, message: str) -> None:
    [found] = read(text)
    assert isinstance(found, RefusedRecord)
    assert message in found.errors[0].message


def test_the_first_unknown_parts_are_named_with_their_number() -> None:
    """Each of a million was looked for among the known ones, and stored."""
    [found] = read(json.dumps({"record": "a", **{f"part{number}": [] for number in range(60)}}))
    assert isinstance(found, RefusedRecord)
    assert len(found.errors) == MAX_ERRORS + 1
    assert "There are 60 errors" in found.errors[-1].message
