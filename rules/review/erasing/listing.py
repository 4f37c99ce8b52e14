"""Writing of the list of erasures (`erasure_list`): each erasure adds its line before its transaction ends."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils import timezone

from institutions.models import Erasure
from institutions.values.hashing import canonical_json
from rules.review.erasing.erasure_list import (
    ErasureList,
    ErasureListError,
    LineKind,
    ListPosition,
    installation_id,
    signer,
    take_lines,
)


@dataclass(slots=True)
class OpenErasureList:
    """The list, locked for this process."""

    file: BinaryIO
    held: ErasureList

    def begin(self) -> None:
        """Write the first line, and one for each erasure that was made before there was a list."""
        self._add(LineKind.BEGUN, at=timezone.now().isoformat(), installation=installation_id())
        for each in Erasure.objects.order_by("pk"):
            self.add(each)

    def add(self, erasure: Erasure) -> None:
        """Write the line of an erasure."""
        self._add(
            LineKind.ERASED,
            at=erasure.at.isoformat(),
            person=str(erasure.person_id),
            erasure=erasure.pk,
            account=erasure.account_id,
        )

    def void_last(self) -> None:
        """Write that the erasure of the last line was not carried out."""
        self._add(LineKind.VOID, at=timezone.now().isoformat())

    def _add(self, kind: LineKind, **content: object) -> None:
        """Write a line so that it outlasts a crash of the machine."""
        place = self.held.position
        data = {"number": place.lines + 1, "previous": place.head, "kind": str(kind), **content}
        line = signer().sign(canonical_json(data)).encode()
        self.file.write(line + b"\n")
        os.fsync(self.file.fileno())
        self.held.lines.append(data)
        self.held.heads.append(hashlib.sha256(line).hexdigest())


@contextmanager
def open_list() -> Iterator[OpenErasureList]:
    """Yield the list, locked for this process; a new one begins with what was erased before.

    ErasureListError if it cannot be written, was changed, or is that of another installation.
    """
    path: Path = settings.ERASURE_LIST
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        opened = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    except OSError as trouble:
        message = (
            f"The list of erasures {path} cannot be written ({trouble.strerror}), so nothing is erased: a backup would "
            "bring the name back. Set ERASURE_LIST to a file that this account may write."
        )
        raise ErasureListError(message) from trouble
    with os.fdopen(opened, "r+b", buffering=0) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        held = ErasureList(path)
        file.truncate(take_lines(held, file.read()))
        found = OpenErasureList(file, held)
        if not held.lines:
            found.begin()
        if held.lines[0].get("installation") != installation_id():
            message = f"{path} is the list of another installation. Set ERASURE_LIST to a file of this one."
            raise ErasureListError(message)
        yield found


@contextmanager
def listing() -> Iterator[OpenErasureList]:
    """Yield the list for one erasure, whose line the block adds as the last act of its transaction.

    So no erasure is without a line. If the block fails after it, a second line voids it. A kill between the line and
    the end of the transaction leaves a line of an erasure that an administrator had ordered: a restoration makes it.
    """
    with open_list() as found:
        before = found.held.position
        try:
            yield found
        except BaseException:
            if found.held.position != before:
                found.void_last()
            raise


def ensure_list() -> ListPosition:
    """Begin the list if there is none, and return its place."""
    with open_list() as found:
        return found.held.position
