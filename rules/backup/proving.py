"""The proofs that a restored database is the one that was kept: its audit trail, and verdicts that are given again."""

import random
import shutil
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings

from institutions.audit.exported_seals import exported_files, exported_seal, missing_folder_troubles
from institutions.audit.verify import VerifiedTrail, verify_audit
from rules.assessing.replay import replay_assessment
from rules.backup.errors import BackupError
from rules.models import Assessment, State

SHOWN: Final = 10  # troubles that a message repeats


def set_later_seals_aside(last: int) -> list[str]:
    """Move exported seals that are newer than the backup into a new folder beside; return the hashes of all set aside.

    What they seal is lost, and they prove that it was there. New seals get their numbers, so a folder of an earlier
    restoration is never written into. After a try that stopped here the next one returns the same seals. BackupError if
    they cannot be read or moved, and for a folder that should have seals and has none: later ones may be elsewhere.
    """
    try:
        files = exported_files()
    except OSError as trouble:
        message = f"SEALS_DIR ({settings.SEALS_DIR}) cannot be read: {trouble.strerror}. Mount it, then try again."
        raise BackupError(message) from trouble
    if not files:
        refuse_missing_seals()
    later = [path for path in files for number, *_rest in [exported_seal(path)] if number > last]
    if later:
        move_seals(later, last)
    aside = sorted(settings.SEALS_DIR.glob(f"after-seal-{last}-*/seal-*.json"))
    return [exported_seal(path)[1] for path in aside]


def refuse_missing_seals() -> None:
    """Raise BackupError if the settings name a folder to which the restored seals should have been exported."""
    if any(missing_folder_troubles()):
        message = (
            f"SEALS_DIR ({settings.SEALS_DIR}) is not there or has no seal, though this backup has some that were due "
            "to be exported. Mount it, then try again. If they never were exported, or are lost, leave SEALS_DIR out "
            "of the settings until the restoration has ended."
        )
        raise BackupError(message)


def move_seals(later: Sequence[Path], last: int) -> None:
    """Move seals, with what stands beside each, into a folder that was not there. BackupError if that is refused."""
    folders = (Path(settings.SEALS_DIR / f"after-seal-{last}-{number}") for number in count(1))
    aside = next(each for each in folders if not each.exists())
    try:
        aside.mkdir()
        for path in later:
            for each in path.parent.glob(f"{path.stem}.*"):
                shutil.move(each, aside / each.name)
    except OSError as trouble:
        message = (
            f"{len(later)} seals in {settings.SEALS_DIR} are newer than this backup and cannot be moved ({trouble}). "
            "Keep that folder as it is, and set SEALS_DIR to a new one with a copy of the older seals."
        )
        raise BackupError(message) from trouble


def verify_trail() -> VerifiedTrail:
    """Verify the audit trail with all rows that it names. BackupError shows the first troubles."""
    found = verify_audit()
    if found.troubles:
        shown = "; ".join(found.troubles[:SHOWN])
        message = f"The audit trail has {len(found.troubles)} troubles: {shown}. Use another copy of the backup."
        raise BackupError(message)
    return found


def replay_sample(number: int, seed: str) -> int:
    """Evaluate so many results again, drawn by a seed, and return their number. BackupError if one differs."""
    drawn, wrong = evaluate_again(number, seed)
    if wrong:
        message = (
            f"{len(wrong)} of {drawn} results, drawn by {seed}, are not given again: {'; '.join(wrong[:SHOWN])}. "
            "Restore with the version of the program that made the backup, then upgrade."
        )
        raise BackupError(message)
    return drawn


def evaluate_again(number: int, seed: str) -> tuple[int, list[str]]:
    """Evaluate so many results again, drawn by a seed; return how many there were, and those that differ."""
    keys: Sequence[UUID] = sorted(
        Assessment.objects.filter(state=State.DONE, snapshot__isnull=False).values_list("pk", flat=True)
    )
    drawn = random.Random(seed).sample(keys, min(number, len(keys)))  # noqa: S311 - not secret: anyone may draw again
    wrong = []
    for key in drawn:
        assessment = Assessment.objects.select_related("snapshot", "rulebook").get(pk=key)
        if differences := replay_assessment(assessment).differences:
            wrong.append(f"assessment {key}: {differences[0]}")
    return len(drawn), wrong
