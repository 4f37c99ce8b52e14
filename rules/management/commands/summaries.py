"""`manage.py summaries`: whether the rows of lists and counts still say what the cases say; `--mend` writes them."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from institutions.management.progress import Progress
from institutions.models import Partnership
from rules.review.summaries.writing import PORTION, compare


class Command(BaseCommand):
    """Compares the summaries of the whole register, a portion and a transaction at a time."""

    help = "Compare the summaries of all cases with the cases themselves; exit code 1 if one differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to mend."""
        parser.add_argument("--mend", action="store_true", help="write every summary anew")

    def handle(self, **options: Any) -> None:  # Any: the command's options
        """Can be stopped and repeated: each portion stands for itself."""
        ids = list(Partnership.objects.order_by("pk").values_list("pk", flat=True))
        progress, differed = Progress(self.stderr, len(ids)), 0
        for at in range(0, len(ids), PORTION):
            found = compare(ids[at : at + PORTION], mend=options["mend"])
            progress.clear()
            for each in found.differed:
                self.stdout.write(f"{each} differs.")
            differed += len(found.differed)
            progress.reach(min(at + PORTION, len(ids)))
        progress.clear()
        said = "mended" if options["mend"] else "differ"
        self.stdout.write(f"{len(ids)} partnerships, {differed} {said}.")
        if differed and not options["mend"]:
            raise SystemExit(1)
