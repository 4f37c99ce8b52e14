"""The manifest of a backup: where it comes from, what it holds, and what is needed besides to restore it.

It is written last: a folder without one is no backup.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.conf import settings
from django.utils.crypto import salted_hmac

from institutions.values.hashing import hash_text
from rules.backup.errors import BackupError
from rules.backup.places import Place
from rules.review.erasing.erasure_list import ListPosition

NAME: Final = "manifest.json"
FORMAT: Final = 1
SALT: Final = "policyengine.backup"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupManifest:
    """A backup, as it describes itself. `made_at` is a moment in ISO 8601; sizes are bytes."""

    made_at: str
    database: str  # the vendor, as Django names it: postgresql or sqlite
    server: str  # its version
    program: str  # our own version
    migrations: tuple[str, ...]  # app.name, applied
    file: str
    size: int
    sha256: str
    rows: Mapping[str, int]  # by table
    seal: int  # the number of the last seal; 0: none
    erasures: ListPosition  # in the list outside the database, when the backup began
    key: str  # names the SECRET_KEY without revealing it
    besides: tuple[str, ...]  # what a restoration needs, and no backup holds
    left_out: tuple[str, ...]  # what is made anew
    format: int = FORMAT

    @property
    def text(self) -> str:
        """The manifest as it is stored."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n"

    @property
    def sha256_of_all(self) -> str:
        """The hash that names the backup."""
        return hash_text(self.text)


def read_manifest(folder: Place) -> BackupManifest:
    """Return the manifest of a backup. BackupError if it is none, or of a format that this program does not know."""
    with folder.reading(NAME) as file:
        content = file.read()
    try:
        data: dict[str, Any] = json.loads(content)  # Any: plain data
        if data["format"] != FORMAT:
            message = (
                f"{folder.root} has format {data['format']}; this program reads {FORMAT}. Install a newer version."
            )
            raise BackupError(message)
        return BackupManifest(
            **{
                **data,
                "erasures": ListPosition(**data["erasures"]),
                "migrations": tuple(data["migrations"]),
                "besides": tuple(data["besides"]),
                "left_out": tuple(data["left_out"]),
            }
        )
    except (ValueError, KeyError, TypeError) as trouble:
        message = f"{folder.root}/{NAME} was changed or cut off ({trouble}). Use another copy of the backup."
        raise BackupError(message) from trouble


def key_name(key: str | None = None) -> str:
    """Return the text by which a manifest names a secret key: a keyed hash, from which the key cannot be found."""
    return salted_hmac(SALT, "key", key or settings.SECRET_KEY, algorithm="sha256").hexdigest()[:16]


def key_is_here(name: str) -> bool:
    """Return whether the key of a manifest is that of this installation, or a former one."""
    return name in {key_name(each) for each in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)}


def program_version() -> str:
    """Return the version of this program."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])
