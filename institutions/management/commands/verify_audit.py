"""`manage.py verify_audit`: a search for events of the audit trail that were changed, removed or reordered."""

from typing import Any

from django.core.management.base import BaseCommand

from institutions.audit.seal import seal_events
from institutions.audit.trail_standing import note_verified
from institutions.audit.verify import verify_audit


class Command(BaseCommand):
    """The command that verifies the audit trail."""

    help = "Verify every chain of the audit trail and every seal. Exit code 1 if something is wrong."

    def add_arguments(self, parser: Any) -> None:  # Any: Django's own parser
        """Add the option to seal first."""
        parser.add_argument("--seal", action="store_true", help="seal the events since the last seal, then verify")

    def handle(self, **options: Any) -> None:  # Any: the command's options
        """Print the problems, or that there are none."""
        if options["seal"]:
            seal_events()
        found = verify_audit()
        note_verified(found)
        for trouble in found.troubles:
            self.stdout.write(f"{trouble}.")
        self.stdout.write(
            f"{found.events:,} events in {found.chains:,} chains, {found.seals:,} seals: "
            + (f"{len(found.troubles)} troubles." if found.troubles else "nothing was changed, removed or reordered.")
        )
        if found.unsealed_events:
            self.stdout.write(
                f"{found.unsealed_events:,} events in {found.unsealed_chains:,} chains are not sealed yet: if the "
                "last of them were removed together with the head of their chain, this may go unnoticed. "
                "Run verify_audit --seal to seal them."
            )
        if found.last_seal:
            self.stdout.write(f"Last seal: {found.last_seal}")
        if found.troubles:
            raise SystemExit(1)
