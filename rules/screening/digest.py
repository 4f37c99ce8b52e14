"""The digest of a screening: SHA-256 over case, rule, outcome, severity and key, sorted.

A case has a line for each rule and one for each finding. Its digest is that of the SHA-256 of the lines of its rules,
and behind it the lines of its findings, both sorted: many cases share the former. A part (the cases of one body,
restricted ones apart) has a line for each case, sorted; the digest of several parts is that of their sorted lines. So
it depends neither on batches and workers nor on the numbers that the store gives its cases, and somebody who may read
some parts alone can compute the digest of these.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Final

from rules.models import ScreeningPart

FIELD: Final = "\x1f"
WORD: Final = "\x1e"
LINE: Final = "\n"


def answer_line(rule: str, outcome: str, severity: str = "", key: Sequence[str] = ()) -> str:
    """Return the line of a rule, or of a finding with its severity and key."""
    return FIELD.join((rule, outcome, severity, WORD.join(key)))


def digest_of_case(rules: Iterable[str], findings: Iterable[str]) -> str:
    """Return the digest of a case from the lines of its rules and those of its findings."""
    return hashlib.sha256(LINE.join((digest_of_lines(rules), LINE.join(sorted(findings)))).encode()).hexdigest()


def digest_of_lines(lines: Iterable[str]) -> str:
    """Return the SHA-256 of lines, sorted by their bytes."""
    return hashlib.sha256(LINE.join(sorted(lines)).encode()).hexdigest()


def part_line(body: str, restricted: bool, digest: str) -> str:  # noqa: FBT001 - a value of the line
    """Return the line of a part."""
    return FIELD.join((body, "restricted" if restricted else "open", digest))


def digest_of_parts(parts: Iterable[ScreeningPart]) -> str:
    """Return the digest of several parts: of all for the screening, of those that somebody may read for them."""
    return digest_of_lines(part_line(str(each.submitted_by_id), each.restricted, each.digest) for each in parts)
