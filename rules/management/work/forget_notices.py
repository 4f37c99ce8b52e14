"""The work of `manage.py forget_notices`."""

from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from institutions.management.late_command import CommandWork
from institutions.models import Account, Role
from rules.review.erasing.assessments import CannotEraseError
from rules.review.erasing.erase import erase_person
from rules.review.erasing.past_notices import REASON, past_notices
from rules.review.erasing.preview_job import PreviewRefusedError, preview_here


class Work(CommandWork):
    """The work of the command."""

    def handle(self, **options: Any) -> None:  # Any: the command's options
        """Erase each person by themselves, so that one who cannot be erased keeps nobody else."""
        account = Account.objects.filter(username=options["by"], role=Role.ADMINISTRATOR, is_active=True).first()
        if account is None:
            raise CommandError(f"No administrator who may sign in is called {options['by']}. See the page of accounts.")
        people = list(past_notices(timezone.localdate()))
        if not options["yes"]:
            self.stdout.write(f"To be erased: {len(people)}. Run the command again with --yes; it cannot be undone.")
            return
        erased, kept = 0, 0
        for person in people:
            try:
                seen = preview_here(person, account)
                erase_person(person, reason=REASON, account=account, seen=seen.fingerprint)
                erased += 1
            except (CannotEraseError, PreviewRefusedError) as refused:
                kept += 1
                self.stdout.write(f"Kept {person.pk}: {refused}")
        self.stdout.write(f"Erased: {erased}. Kept for now: {kept}. Backups still contain them until they expire.")
        if kept:
            raise SystemExit(1)
