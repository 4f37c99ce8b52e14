"""The work of `manage.py restore`."""

import json
import time
from typing import Any

from django.core.management.base import CommandError

from institutions.management.late_command import CommandWork
from institutions.values.counted import counted
from rules.backup.errors import BackupError
from rules.backup.restoring import Restoration, restore_backup
from rules.review.erasing.erasure_list import ErasureListError
from rules.review.erasing.preview_job import PreviewRefusedError


class Work(CommandWork):
    """The work of the command."""

    def handle(self, **options: Any) -> None:  # Any: the command's options
        """Restore, and say what was proven."""
        if options["sample"] < 0:
            raise CommandError(f"--sample {options['sample']} is below 0. Give a number of results.")
        began = time.monotonic()
        try:
            done = restore_backup(
                options["backup"],
                by=options["by"],
                sample=options["sample"],
                accept_refused=options["accept_refused"],
                told=lambda step: self.stderr.write(f"{time.monotonic() - began:8.1f} s  {step}"),
            )
        except (BackupError, ErasureListError, PreviewRefusedError) as trouble:
            raise CommandError(str(trouble)) from trouble
        seconds = time.monotonic() - began
        if options["json"]:
            self.stdout.write(json.dumps(said(done) | {"seconds": round(seconds, 1)}))
            return
        self.stdout.write(f"Restored as of {done.manifest.made_at} in {seconds:.0f} s.")
        self.stdout.write(f"{done.events:,} events and {done.rows:,} rows verified, {done.replayed} results identical.")
        self.stdout.write(
            f"Erasures: {len(done.erasures.repeated)} repeated, {len(done.erasures.not_needed)} not needed, "
            f"{len(done.erasures.refused)} refused. {done.sessions} sessions ended."
        )
        if done.lost_seals:
            newer = counted(done.lost_seals, "seal is", "seals are")
            self.stdout.write(f"{newer} newer than the backup: what was sealed then is lost.")
        self.stdout.write("Look through the accounts and the keys of systems: those switched off since are on again.")


def said(done: Restoration) -> dict[str, object]:
    """Return the result as plain data."""
    return {
        "made_at": done.manifest.made_at,
        "sha256": done.manifest.sha256_of_all,
        "events": done.events,
        "rows": done.rows,
        "replayed": done.replayed,
        "seed": done.seed,
        "repeated": done.erasures.repeated,
        "not_needed": done.erasures.not_needed,
        "refused": done.erasures.refused,
        "lost_seals": done.lost_seals,
        "sessions": done.sessions,
    }
