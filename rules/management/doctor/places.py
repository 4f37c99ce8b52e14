"""Folders and files: those of state can be written, are private, have room; the program cannot be changed."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings

from rules.management.doctor.diagnosis import Diagnosis, failed, warned, well
from rules.review.erasing.erasure_list import ErasureListError, read_erasure_list

ROOM: Final = 1_000_000_000  # bytes that should be free
OTHERS: Final = stat.S_IRWXO


def folders_can_be_written() -> Iterator[Diagnosis]:
    """Look at each folder of state."""
    folders = {"POLICYENGINE_VAR": settings.VAR_DIR, "SEALS_DIR": settings.SEALS_DIR}
    if "://" not in settings.FACT_STORE:
        folders["FACT_STORE"] = Path(settings.FACT_STORE)
    for name, folder in folders.items():
        yield from folder_is_fit(name, existing(folder))


def existing(folder: Path) -> Path:
    """Return the folder, or the one in which it will be made."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def folder_is_fit(name: str, folder: Path) -> Iterator[Diagnosis]:
    """Write a file into a folder; look at its rights and at the room on its disk."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as trouble:
        remedy = f"Give this account the right to write there, or set {name} to another folder."
        yield failed(name, f"{folder} cannot be written: {trouble.strerror}", remedy)
        return
    free = shutil.disk_usage(folder).free
    if free < ROOM:
        yield warned(name, f"{folder} has {free // 1_000_000:,} MB left", "Make room: a full disk stops registrations.")
    elif folder.stat().st_mode & OTHERS and name == "POLICYENGINE_VAR":
        yield warned(name, f"every account of this machine can look into {folder}", f"chmod o-rwx {folder}")
    else:
        yield well(name, f"{folder}, {free // 1_000_000_000:,} GB free")


def program_is_protected() -> Iterator[Diagnosis]:
    """Look whether this account, which serves the internet, could change the program or the whole machine."""
    if settings.DEBUG:
        return
    if os.geteuid() == 0:
        remedy = "Run this command and the services as an account of their own (docs/installing.md)."
        yield warned("account", "root, which may do everything", remedy)
    elif os.access(settings.BASE_DIR, os.W_OK):
        remedy = f"chown -R root: {settings.BASE_DIR}"
        yield warned("account", f"{settings.BASE_DIR} can be changed by the account that serves pages", remedy)
    else:
        yield well("account", "cannot change the program")


def erasure_list_is_whole() -> Iterator[Diagnosis]:
    """Verify the list of erasures."""
    try:
        held = read_erasure_list()
    except ErasureListError as trouble:
        yield failed("ERASURE_LIST", str(trouble), "Without it nobody can be erased, and no backup restored.")
        return
    path: Path = settings.ERASURE_LIST
    if path.exists() and not os.access(path, os.W_OK):
        yield failed("ERASURE_LIST", f"{path} cannot be written", "Give this account the right to write it.")
    elif not held.lines:
        yield well("ERASURE_LIST", f"{path} begins with the first backup or erasure")
    else:
        yield well("ERASURE_LIST", f"{path}, {len(held.lines)} lines, each signed by this installation")
