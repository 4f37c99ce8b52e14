"""`manage.py verify_audit`: a search for events and rows that were changed, removed, added or reordered."""

from datetime import datetime
from typing import Any, Final

from django.core.management.base import CommandError
from django.utils import timezone

from institutions.audit.seal import seal_events
from institutions.audit.trail_standing import note_verified
from institutions.audit.verify import verify_audit
from institutions.management.own_command import OwnCommand
from institutions.management.progress import Progress
from institutions.models import AuditEvent
from institutions.values.counted import counted
from institutions.values.moments import start_of_day
from institutions.values.written_day import written_day

MOST: Final = 20  # remarks that are printed
UNTOUCHED: Final = "nothing was changed, removed, added or reordered."


class Command(OwnCommand):
    """The command that verifies the audit trail."""

    help = "Verify the audit trail, its seals, and the rows that it names. Exit code 1 if something is wrong."
    examples = {
        "verify_audit --seal": "seal the newest events, then verify everything",
        "verify_audit --since 2026-11-01": "verify the events of this month",
    }

    def add_arguments(self, parser: Any) -> None:  # Any: Django's own parser
        """Add the options: to seal first, and to begin at a day."""
        parser.add_argument("--seal", action="store_true", help="seal the events since the last seal, then verify")

        parser.add_argument(
            "--since",
            metavar="DAY",
            help="only events from this day on (2026-11-28), those that no earlier seal has, and the rows they name",
        )

    def handle(self, **options: Any) -> None:  # Any: the command's options
        """Print the problems, or that there are none."""
        if options["seal"]:
            seal_events()
        since = read_first_day(options["since"])
        events = AuditEvent.objects.filter(at__gte=since) if since else AuditEvent.objects.all()
        bar = Progress(self.stderr, events.count(), lines=True)
        found = verify_audit(since=since, progress=bar.move_to)
        bar.clear()
        note_verified(found, since=since)
        for trouble in found.troubles:
            self.stdout.write(f"{trouble}.")
        for remark in found.remarks[:MOST]:
            self.stdout.write(f"Remark: {remark}.")
        if len(found.remarks) > MOST:
            self.stdout.write(f"Remark: {len(found.remarks) - MOST:,} more events have odd dates.")
        self.stdout.write(
            f"{counted(found.events, 'event')} in {counted(found.chains, 'chain')}, {counted(found.seals, 'seal')}, "
            f"{counted(found.rows, 'row')}: "
            + (f"{counted(len(found.troubles), 'trouble')}." if found.troubles else UNTOUCHED)
        )
        if found.unsealed_events:
            self.stdout.write(
                f"{found.unsealed_events:,} events in {found.unsealed_chains:,} chains are not sealed yet: if the "
                "last of them were removed together with the head of their chain, this may go unnoticed. "
                "Run verify_audit --seal to seal them."
            )
        if found.older_events:
            self.stdout.write(
                f"{found.older_events:,} events are of before events named rows. {found.older_hashes:,} hashes and "
                "values in them were compared with the rows that they describe. Other changes of rows made before the "
                "upgrade cannot be found: the event rows_opened recorded the rows as they were then."
            )
        if found.last_seal:
            self.stdout.write(f"Last seal: {found.last_seal}")
            self.stdout.write(
                "Compare the hash that the run before printed, kept elsewhere, with the seals that are there: only "
                "this shows whether the end of the trail was removed together with its seals and their files."
            )
        if found.troubles:
            raise SystemExit(1)


def read_first_day(given: str | None) -> datetime | None:
    """Return the beginning of the day that was given. CommandError for anything that is no day, and a day to come."""
    if given is None:
        return None
    try:
        day = written_day(given)
    except ValueError:
        message = f'--since: "{given}" is no day. Give it as year, month and day, for example 2026-11-28.'
        raise CommandError(message) from None
    if day > timezone.localdate():
        message = f"--since: {given} is still to come: no event would be verified. Give today or an earlier day."
        raise CommandError(message)
    return start_of_day(day)
