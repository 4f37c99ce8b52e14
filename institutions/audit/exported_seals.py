"""Seals that were exported as files, compared with the database: whoever writes all seals anew leaves the old files.

Files are kept best where the database's administrators cannot write. Timestamps beside them are compared too, since an
authority outside has signed them.
"""

import json
import os
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils import timezone
from rfc3161_client import decode_timestamp_response

from institutions.audit.seal_files import file_name
from institutions.audit.seal_standing import UNEXPORTED
from institutions.audit.timestamps import TimestampError, check_reply, read_roots
from institutions.models import AuditSeal
from institutions.values.canonical import hash_json
from institutions.values.stamp_moments import is_stamped_too_early

LARGEST: Final = 1_000_000_000  # bytes of the file of a seal: an older one lists the head of every chain


def exported_files() -> list[Path]:
    """Return the files of the seals that are exported now. Read them before the seals: a new one is exported later.

    There are none before the first export, which makes the folder. OSError where the folder cannot be read.
    """
    folder: Path = settings.SEALS_DIR
    try:
        names = os.listdir(folder)  # noqa: PTH208 - Path.glob takes a folder that it may not read for an empty one
    except FileNotFoundError:
        return []
    return sorted(folder / name for name in names if fnmatch(name, "seal-*.json"))


def missing_folder_troubles() -> Iterator[str]:
    """Yield the trouble of a folder without a seal, though the settings name it and its seals should be exported.

    Such as one on another machine that is not mounted: no exported seal would be compared, and nothing would say so.
    """
    if not settings.SEALS_DIR_SET or exported_files():
        return
    if AuditSeal.objects.filter(at__lt=timezone.now() - UNEXPORTED).exists():
        yield (
            f"SEALS_DIR: {settings.SEALS_DIR} is not there or has no seal, so none was compared; mount it, or export "
            "the seals with `manage.py export_seals` if they never were"
        )


def seal_file_troubles(files: Iterable[Path]) -> Iterator[str]:
    """Yield each exported seal that the database has not, or that was changed."""
    held = dict(AuditSeal.objects.values_list("number", "hash"))
    for path in files:
        try:
            number, said, at = exported_seal(path)
        except (OSError, ValueError, RecursionError):
            yield f"{path}: is no seal as it was exported, or was changed"
            continue
        if number not in held:
            yield f"seal {number}: was exported to {path}, and is missing in the database"
        elif held[number] != said:
            yield f"seal {number}: is another one than was exported to {path}"
        yield from stamp_troubles(path, said, at)


def exported_seal(path: Path) -> tuple[int, str, str]:
    """Return number, hash and moment of a seal in a file. ValueError if it is none, or that of another name."""
    if path.stat().st_size > LARGEST:
        message = "too large"
        raise ValueError(message)
    data: Any = json.loads(path.read_text(encoding="utf-8"))  # Any: what the file holds
    content = data.get("content") if isinstance(data, dict) else None
    number, at = (content.get("number"), content.get("at")) if isinstance(content, dict) else (None, None)
    if (
        not isinstance(at, str)
        or type(number) is not int
        or hash_json(content) != data.get("hash")
        or path.stem != file_name(number)
    ):
        message = "no seal"
        raise ValueError(message)
    return number, str(data["hash"]), at


def stamp_troubles(path: Path, said: str, at: str) -> Iterator[str]:
    """Yield the troubles with the timestamp beside a seal of this hash and moment, where there is one.

    Its signature is checked with TIMESTAMP_CA_FILE alone.
    """
    stamp = path.with_suffix(".tsr")
    if not stamp.exists():
        return
    try:
        reply = stamp.read_bytes()
        stated = decode_timestamp_response(reply).tst_info
        if stated.message_imprint.message.hex() != said:
            yield f"{stamp}: is the timestamp of another seal than {path}"
            return
        if is_stamped_too_early(stated.gen_time, at):
            yield (
                f"{stamp}: is of {stated.gen_time.isoformat()}, before {at}, when {path.stem} says that it was made: "
                "somebody dated the seal ahead, or the clock of the server was wrong (`manage.py doctor`)"
            )
        if settings.TIMESTAMP_CA_FILE:
            check_reply(
                reply, path.with_suffix(".tsq").read_bytes(), said, read_roots(Path(settings.TIMESTAMP_CA_FILE))
            )
    except (OSError, ValueError, TimestampError) as other:
        yield f"{stamp}: is no valid timestamp ({other})"
