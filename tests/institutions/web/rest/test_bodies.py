"""A body that cannot be read is refused with the place and the remedy."""

import io

import pytest

from institutions.web.rest.bodies import LIMIT_BYTES, BoundedJSON, parse_request_json, unique_object
from institutions.web.rest.problems import Malformed, TooLarge

pytestmark = pytest.mark.bare


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b'{\n "a": 1,\n "b" 2}', "line 3, column 6"),
        (b"", "line 1, column 1"),
        (b'{"a": 1, "a": 2}', "'a' twice"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": -Infinity}', "-Infinity"),
        (b'{"a": 1e999}', "1e999"),
        (b'{"a": ' + b"9" * 5000 + b"}", "5000 digits"),
        (b'{"a": "\xff"}', "Byte 7 is not UTF-8"),
        (b'{"a": "\\ud800"}', "surrogate"),
        (b'{\n"a": ["\\u0000"]}', "NUL character (\\u0000) in line 2"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_a_body_that_is_not_json_is_refused_with_the_place(raw: bytes, said: str) -> None:
    with pytest.raises(Malformed) as refused:
        parse_request_json(raw)
    assert said in str(refused.value.detail)


class Name(str):
    """A name that counts how often names are compared."""

    compared = 0
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        Name.compared += 1
        return super().__eq__(other)


def test_one_doubled_name_among_very_many_is_found_without_comparing_each_with_each() -> None:
    Name.compared = 0
    names = [Name(number) for number in range(5_000)]
    with pytest.raises(ValueError, match="'4999' twice"):
        unique_object([(name, None) for name in (*names, Name(4_999))])
    assert Name.compared < 50_000


def test_a_backslash_before_u0000_is_text() -> None:
    assert parse_request_json(b'"\\\\u0000"') == "\\u0000"


def test_5_mb_are_read_and_one_byte_more_is_not() -> None:
    body = b'"' + b"a" * (LIMIT_BYTES - 2) + b'"'
    assert len(BoundedJSON().parse(io.BytesIO(body))) == LIMIT_BYTES - 2
    with pytest.raises(TooLarge):
        BoundedJSON().parse(io.BytesIO(body + b" "))
