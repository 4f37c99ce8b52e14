"""The list of erasures outside the database: a backup that is older than an erasure still holds the name.

After a restoration the erasures that the list names are repeated (`rules.backup`). It holds ids and moments, and no
name. Each line is signed with the SECRET_KEY of the installation and names the hash of the line before, so that a line
that was changed, removed from between or added by somebody else shows. Lines that were cut off at its end do not: keep
the file where nobody can shorten it.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer

from institutions.models import AuditSalt
from institutions.values.hashing import hash_text
from institutions.values.written_day import written_moment

SALT: Final = "policyengine.erasure_list"
SEPARATOR: Final = "\t"  # between the content of a line and its signature


class ErasureListError(Exception):
    """The list cannot be trusted or written: the message says where, and what to do."""


class LineKind(StrEnum):
    """The kind of a line."""

    BEGUN = "begun"  # the first line: names the installation
    ERASED = "erased"
    VOID = "void"  # the erasure of the line before it was not carried out


@dataclass(frozen=True, slots=True)
class ListedErasure:
    """An erasure as the list names it: ids only."""

    number: int
    at: datetime
    person: UUID
    erasure: int
    account: int


@dataclass(frozen=True, slots=True)
class ListPosition:
    """A place in the list: the number of its lines so far, and the hash of the last one."""

    lines: int = 0
    head: str = ""


@dataclass(slots=True)
class ErasureList:
    """The lines of a list that were read and verified."""

    path: Path
    lines: list[dict[str, Any]] = field(default_factory=list)  # Any: plain data
    heads: list[str] = field(default_factory=list)  # the hash of each line

    @property
    def position(self) -> ListPosition:
        """The place after the last line."""
        return ListPosition(len(self.lines), self.heads[-1] if self.heads else "")

    def erasures_after(self, place: ListPosition) -> tuple[ListedErasure, ...]:
        """Return the erasures after a place. ErasureListError if that place is not in this list."""
        if place.lines > len(self.lines) or (place.lines and self.heads[place.lines - 1] != place.head):
            message = (
                f"{self.path} is older than the backup, or another list: it has no line {place.lines} with the hash "
                f"{place.head[:12]}. Set ERASURE_LIST to the newest copy of this installation's list."
            )
            raise ErasureListError(message)
        void = {each["number"] - 1 for each in self.lines if each["kind"] == LineKind.VOID}
        return tuple(
            ListedErasure(
                each["number"],
                written_moment(each["at"]),
                UUID(each["person"]),
                each["erasure"],
                each["account"],
            )
            for each in self.lines[place.lines :]
            if each["kind"] == LineKind.ERASED and each["number"] not in void
        )


def signer() -> Signer:
    """Return the signer of lines, with the key of the installation; former keys count too."""
    return Signer(salt=SALT, sep=SEPARATOR)


def installation_id() -> str:
    """Return the text by which a list names this installation: a hash, which tells nothing about it."""
    salt = AuditSalt.objects.values_list("value", flat=True).first() or ""
    return hash_text(f"{SALT}:{salt}")


def read_erasure_list(path: Path | None = None) -> ErasureList:
    """Read and verify the list; an empty one if there is no file. ErasureListError names the line that is wrong."""
    found = ErasureList(path or settings.ERASURE_LIST)
    try:
        content = found.path.read_bytes()
    except FileNotFoundError:
        return found
    except OSError as trouble:
        message = f"{found.path} cannot be read ({trouble.strerror}). Give this account the right to read it."
        raise ErasureListError(message) from trouble
    take_lines(found, content)
    return found


def take_lines(found: ErasureList, content: bytes) -> int:
    """Verify each line and add it; return the bytes of whole lines: a crash may have cut off what follows."""
    whole = content.rfind(b"\n") + 1
    for number, line in enumerate(content[:whole].splitlines(), 1):
        try:
            text = signer().unsign(line.decode())
            data = json.loads(text)
        except (BadSignature, ValueError) as trouble:
            message = (
                f"{found.path}, line {number}: was changed, or signed with another SECRET_KEY. Use an unchanged copy "
                "of the list; a former key belongs into SECRET_KEY_FALLBACKS."
            )
            raise ErasureListError(message) from trouble
        if data["number"] != number or data["previous"] != found.position.head:
            message = f"{found.path}, line {number}: a line before it is missing. Use an unchanged copy of the list."
            raise ErasureListError(message)
        found.lines.append(data)
        found.heads.append(hashlib.sha256(line).hexdigest())
    return whole
