"""The reader of a request's body: JSON of bounded size, with errors that say where."""

import json
import math
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, NoReturn

from rest_framework.parsers import BaseParser

from institutions.codes.errors import CodedError
from institutions.codes.parameters import PlainNumber
from institutions.web.rest.problem_troubles import (
    BodyTooLarge,
    BrokenJson,
    HalfCharacterInJson,
    JsonNotUtf8,
    JsonNumberTooLarge,
    JsonTooDeep,
    NameTwice,
    NotJsonNumber,
    NulInJson,
    TooManyDigits,
)
from institutions.web.rest.problems import Malformed, TooLarge

LIMIT_BYTES = 5 * 1024 * 1024
LONGEST_NUMBER = 30
ESCAPED_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


class BoundedJSON(BaseParser):
    """A parser of one JSON value of at most 5 MB, read by `parse_request_json`."""

    media_type = "application/json"

    def parse(
        self,
        stream: Any,  # whatever the server gives: anything with read()
        media_type: str | None = None,  # noqa: ARG002 - the parent's signature
        parser_context: Mapping[str, Any] | None = None,  # noqa: ARG002 - the parent's signature
    ) -> Any:  # any JSON value
        """Return the value; raises Malformed, which says where, or TooLarge."""
        raw = stream.read(LIMIT_BYTES + 1)
        if len(raw) > LIMIT_BYTES:
            raise TooLarge(BodyTooLarge())
        return parse_request_json(raw)


def parse_request_json(raw: bytes) -> Any:  # any JSON value
    """Parse strictly: refuse what a database could not store, or another reader would read otherwise."""
    try:
        text = raw.decode()
        if found := ESCAPED_NUL.search(text):
            raise Malformed(NulInJson(**_place(text, found.end())))
        value = json.loads(
            text, object_pairs_hook=unique_object, parse_constant=_refuse, parse_int=_whole, parse_float=_fraction
        )
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeDecodeError as error:
        raise Malformed(JsonNotUtf8(byte=PlainNumber(error.start))) from error
    except UnicodeEncodeError as error:
        raise Malformed(HalfCharacterInJson()) from error
    except json.JSONDecodeError as error:
        raise Malformed(BrokenJson(**_place(text, error.pos), trouble=error.msg)) from error
    except RecursionError as error:
        raise Malformed(JsonTooDeep()) from error
    except CodedError as error:
        raise Malformed(error.said) from error
    return value


def _place(text: str, position: int) -> dict[str, PlainNumber]:
    line = text.count("\n", 0, position) + 1
    return {"line": PlainNumber(line), "column": PlainNumber(position - text.rfind(chr(10), 0, position))}


def unique_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object whose names are unique: of two equal names one would be lost silently."""
    made = dict(pairs)
    if len(made) < len(pairs):
        times = Counter(name for name, _ in pairs)  # counted once: an object may have a hundred thousand names
        doubled = next(name for name, number in times.items() if number > 1)
        raise CodedError(NameTwice(name=doubled))
    return made


def _whole(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise CodedError(TooManyDigits(number=PlainNumber(len(digits)), digits=digits[:10]))
    return int(digits)


def _fraction(digits: str) -> float:
    if not math.isfinite(number := float(digits)):
        raise CodedError(JsonNumberTooLarge(digits=digits[:20]))
    return number


def _refuse(name: str) -> NoReturn:
    raise CodedError(NotJsonNumber(name=name))
