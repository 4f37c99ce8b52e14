"""The work of `manage.py backup`."""

import json
from typing import Any

from django.core.management.base import CommandError

from institutions.management.late_command import CommandWork
from rules.backup.errors import BackupError
from rules.backup.making import make_backup
from rules.review.erasing.erasure_list import ErasureListError


class Work(CommandWork):
    """The work of the command."""

    def handle(self, **options: Any) -> None:  # Any: the command's options
        """Make the backup and say where it is, and what it does not hold."""
        try:
            folder, made = make_backup(options["place"])
        except (BackupError, ErasureListError) as trouble:
            raise CommandError(str(trouble)) from trouble
        if options["json"]:
            self.stdout.write(json.dumps({"folder": folder.root, **json.loads(made.text)}, ensure_ascii=False))
            return
        self.stdout.write(folder.root)
        self.stdout.write(f"{made.size:,} bytes, {sum(made.rows.values()):,} rows in {len(made.rows)} tables.")
        self.stdout.write(f"Keep besides: {'; '.join(made.besides)}.")
        self.stdout.write(f"Left out: {'; '.join(made.left_out)}.")
