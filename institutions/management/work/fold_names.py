"""The work of `manage.py fold_names`."""

from typing import Any

from django.db import transaction

from institutions.management.late_command import CommandWork
from institutions.parties.identities.matching import compared_match
from institutions.parties.identities.name_keys import keep_anew


class Work(CommandWork):
    """The work of the command."""

    def handle(self, **options: Any) -> None:  # Any: the command's options
        """Fold the names, and show progress where somebody looks."""
        shown = options["verbosity"] > 0

        def said(done: int) -> None:
            if shown:
                self.stderr.write(f"\r{done} names", ending="")

        with transaction.atomic():
            done = keep_anew(said, match_of=compared_match)
        if shown:
            self.stderr.write("")
        self.stdout.write(f"{done} names normalised again.")
