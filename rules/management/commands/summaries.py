"""`manage.py summaries`: a comparison of the rows for lists and counts with the cases; `--mend` writes them."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from institutions.audit.record import COMMAND
from institutions.management.progress import Progress
from institutions.models import Partnership
from rules.review.summaries.writing import PORTION, compare_summaries


class Command(BaseCommand):
    """The command that compares the summaries of the whole register, a portion and a transaction at a time."""

    help = "Compare the summaries of all cases with the cases themselves; exit code 1 if one differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the option to mend."""
        parser.add_argument("--mend", action="store_true", help="write every summary again")

    def handle(self, **options: Any) -> None:  # Any: the command's options
        """Compare the summaries. It can be stopped and repeated: each portion is independent."""
        ids = list(Partnership.objects.order_by("pk").values_list("pk", flat=True))
        progress, differed = Progress(self.stderr, len(ids)), 0
        for at in range(0, len(ids), PORTION):
            found = compare_summaries(ids[at : at + PORTION], mend=options["mend"], actor=COMMAND)
            progress.clear()
            for each in found.differed:
                self.stdout.write(f"{each} differs.")
            differed += len(found.differed)
            progress.move_to(min(at + PORTION, len(ids)))
        progress.clear()
        said = "mended" if options["mend"] else "differ"
        self.stdout.write(f"{len(ids)} partnerships, {differed} {said}.")
        if differed and not options["mend"]:
            raise SystemExit(1)
