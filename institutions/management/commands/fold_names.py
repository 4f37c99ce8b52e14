"""`manage.py fold_names`: new folded forms of every stored name, after a change to the tables of folding or reading."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from institutions.drafts.leads import compared_match
from institutions.parties.identities.name_keys import keep_anew


class Command(BaseCommand):
    """The command. It folds all names in one transaction: a search finds a name in the old or in the new form."""

    help = "Normalise every name of the register again and renew its search keys for possible matches; rejections stay."

    def handle(self, *_args: Any, **options: Any) -> None:  # Any: as Django declares it
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
