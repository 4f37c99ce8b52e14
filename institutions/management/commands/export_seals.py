"""`manage.py export_seals`: the seals of the audit trail as files, with requests for timestamps."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from institutions.audit.seal_files import export_seals
from institutions.management.own_command import OwnCommand
from institutions.values.counted import counted


class Command(OwnCommand):
    """The command. The beat does the same every five minutes."""

    help = "Write the seals that have no files yet to SEALS_DIR, and ask for timestamps. Exit code 1 if some fail."
    examples = {
        "export_seals": "write the seals to files that others can keep",
    }

    def handle(self, **_options: Any) -> None:  # Any: Django's own options
        """Export, and print what was done."""
        try:
            done = export_seals()
        except OSError as other:
            message = f"SEALS_DIR: {settings.SEALS_DIR} cannot be written ({other.strerror}). Set another folder."
            raise CommandError(message) from other
        written, stamped = counted(done.written, "seal"), counted(done.stamped, "timestamp")
        self.stdout.write(f"{written} written to {settings.SEALS_DIR}, {stamped} received.")
        if done.waiting:
            waits = counted(done.waiting, "seal waits", "seals wait")
            message = f"{waits} for a timestamp. The next export asks again. {done.trouble}"
            raise CommandError(message)
