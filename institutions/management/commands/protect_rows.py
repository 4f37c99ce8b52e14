"""`manage.py protect_rows`: the triggers that protect the audit trail and rows that are written once, made again."""

from typing import Any

from django.db import connection, transaction

from institutions.audit.record import COMMAND, record_event
from institutions.audit.trigger_troubles import make_triggers_anew, trigger_troubles
from institutions.management.own_command import OwnCommand


class Command(OwnCommand):
    """The command that makes the triggers again."""

    help = "Make the triggers again that protect the audit trail and rows that are written once. It leaves an event."
    examples = {
        "protect_rows": "make the triggers that protect rows anew",
    }

    def handle(self, **_options: Any) -> None:  # Any: no options
        """Make them again; print what was wrong before, and exit with code 1 if something still is."""
        with transaction.atomic():
            before = list(trigger_troubles())
            make_triggers_anew(connection)
            left = list(trigger_troubles())
            record_event(actor=COMMAND, verb="triggers_made", what="audit", after={"before": before, "left": left})
        for each in before:
            self.stdout.write(f"{each}.")
        self.stdout.write(f"The triggers were made again: {len(before):,} troubles before, {len(left):,} now.")
        if left:
            raise SystemExit(1)
