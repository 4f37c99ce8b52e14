"""The work of `manage.py summaries`."""

from typing import Any

from institutions.audit.record import COMMAND
from institutions.management.late_command import CommandWork
from institutions.management.progress import Progress
from institutions.models import Partnership
from rules.review.summaries.writing import PORTION, compare_summaries


class Work(CommandWork):
    """The work of the command."""

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
