"""Seals as files: each with a request for a timestamp, and the reply of the authority where one is set.

`seal-00000012.json` has content and hash of seal 12, `.tsq` the request, `.tsr` the checked reply. While there is no
reply, `.failed.txt` says when and why the authority was last asked in vain; the next export asks again.
"""

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone

from institutions.audit.timestamps import (
    AuthorityError,
    TimestampError,
    ask_authority,
    check_reply,
    read_request,
    read_roots,
    timestamp_request,
)
from institutions.models import AuditSeal
from institutions.values.canonical import canonical_json

LOG: Final = logging.getLogger(__name__)
ASKED_AT_ONCE: Final = 50  # seals of one export for which the authority is asked


@dataclass(frozen=True, slots=True)
class ExportedSeals:
    """The result of an export: new files, new timestamps, seals that still wait for one, and why."""

    written: int
    stamped: int
    waiting: int
    trouble: str


def export_seals() -> ExportedSeals:
    """Write the files that are missing, and ask for the timestamps that are missing. OSError if a file cannot be."""
    folder: Path = settings.SEALS_DIR
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    there = {path.name for path in folder.iterdir()}
    written = 0
    for seal in seals_without(there, ".json", ".tsq"):
        write_seal(folder, seal)
        written += 1
    stamped, trouble = stamp_seals(folder) if settings.TIMESTAMP_URL else (0, "")
    waiting = len(waiting_seals(folder)) if settings.TIMESTAMP_URL else 0
    return ExportedSeals(written, stamped, waiting, trouble)


def file_name(number: int) -> str:
    """Return the name of the files of a seal, without their ending."""
    return f"seal-{number:08}"


def seals_without(there: set[str], *endings: str) -> Iterator[AuditSeal]:
    """Yield the seals of which a file is missing."""
    numbers = AuditSeal.objects.order_by("number").values_list("number", flat=True)
    missing = [each for each in numbers if any(f"{file_name(each)}{ending}" not in there for ending in endings)]
    for number in missing:
        yield AuditSeal.objects.get(number=number)


def write_seal(folder: Path, seal: AuditSeal) -> None:
    """Write a seal and the request for its timestamp; a file that is there stays."""
    name = file_name(seal.number)
    told = json.dumps({"content": seal.content, "hash": seal.hash}, ensure_ascii=False, indent=1)
    for ending, content in (
        (".json", f"{told}\n".encode()),
        (".tsq", timestamp_request(canonical_json(seal.content))),
    ):
        if not (folder / f"{name}{ending}").exists():
            write_whole(folder / f"{name}{ending}", content)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(content)
    part.replace(path)


def waiting_seals(folder: Path) -> list[Path]:
    """Return the requests that have no reply yet, the oldest first."""
    return sorted(path for path in folder.glob("seal-*.tsq") if not path.with_suffix(".tsr").exists())


def stamp_seals(folder: Path) -> tuple[int, str]:
    """Ask the authority for the timestamps that are missing; return their number, and the trouble that ended it.

    A silent authority ends it, and the next export goes on. A seal with a wrong request or reply holds up no other.
    """
    stamped, trouble = 0, ""
    for path in waiting_seals(folder)[:ASKED_AT_ONCE]:
        try:
            stamp_seal(path)
        except TimestampError as failed:
            trouble = f"{path.stem}: {failed}"
            LOG.error("No timestamp for %s. %s", path.stem, failed)
            moment = timezone.now().isoformat()
            write_whole(path.with_suffix(".failed.txt"), f"{moment} {failed}\n".encode())
            if isinstance(failed, AuthorityError):
                break
            continue
        path.with_suffix(".failed.txt").unlink(missing_ok=True)
        stamped += 1
    return stamped, trouble


def stamp_seal(path: Path) -> None:
    """Ask for the timestamp of one request, and keep the reply. TimestampError if that fails."""
    request = path.read_bytes()
    try:
        said = str(json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["hash"])
    except (KeyError, OSError, TypeError, ValueError) as other:
        message = f"The file of the seal cannot be read ({other}). Remove it, and the next export writes it anew."
        raise TimestampError(message) from other
    read_request(request, said)
    roots = read_roots(Path(settings.TIMESTAMP_CA_FILE))
    reply = ask_authority(settings.TIMESTAMP_URL, request, seconds=settings.TIMESTAMP_SECONDS)
    check_reply(reply, request, said, roots)
    write_whole(path.with_suffix(".tsr"), reply)
