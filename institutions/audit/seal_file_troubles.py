"""Troubles of the exported seals, for whoever runs the server: what waits since when, and what to do."""

from datetime import date

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.registry import coded


@coded(
    "seal_files.unreadable",
    gettext_noop(
        "The folder of the exported seals cannot be read from here. Check that SEALS_DIR is mounted, and that this "
        "process may read it."
    ),
)
class FolderUnreadable(Coded):
    pass


@coded(
    "seal_files.not_sealed",
    gettext_noop(
        "Events of the audit trail have waited for a seal for more than a day. Check that the beat and a worker of the "
        "clock run, or seal now with `manage.py verify_audit --seal`."
    ),
)
class NotSealedForADay(Coded):
    pass


@coded(
    "seal_files.not_exported",
    gettext_noop(
        "Seals without a file: %(number)s, the oldest of %(on)s. The export runs every five minutes. Run `manage.py "
        "export_seals`, which names the reason, and check that a worker of the clock runs."
    ),
)
class NotExported(Coded):
    number: int
    on: date


@coded(
    "seal_files.not_stamped",
    gettext_noop(
        "Seals that wait for a timestamp: %(number)s, the oldest since %(on)s. Run `manage.py export_seals`, which "
        "names the reason; so does the file .failed.txt beside the seal."
    ),
)
class NotStamped(Coded):
    number: int
    on: date
