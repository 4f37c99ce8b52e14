"""The work of `manage.py screen`."""

import json
import sys
import time
from pathlib import Path
from typing import Any, Final

from django.core.management.base import CommandError

from institutions.management.late_command import CommandWork
from rules.engine.language.errors import RuleError
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.engine.sets.spark.session import SparkMissingError
from rules.explaining.comparing.versions import NoSuchVersionError, rulebook_from_folder
from rules.models import Screening, ScreeningState
from rules.screening.claim import claim_screening, claim_trial
from rules.screening.requesting import request_screening, resume_screening, stop_screening
from rules.screening.run import run_screening

WAIT_SECONDS: Final = 1.0

ENDED: Final = frozenset(ScreeningState.values) - {ScreeningState.QUEUED, ScreeningState.RUNNING}

KEYS: Final = (
    "rulebook",
    "generation",
    "cases",
    "differing",
    "reassessed",
    "sampled",
    "seed",
    "disagreements",
    "digest",
    "seconds",
)


class Work(CommandWork):
    """The work of the command."""

    def handle(self, *_args: object, **options: Any) -> None:  # Any: options of the command line
        """Do it, in this process; wait while another screening runs."""
        if options["stop"]:
            if not stop_screening(options["stop"]):
                raise CommandError("There is no such screening that waits or runs.")
            return
        book = self.rulebook(options["rulebook"])
        if options["resume"]:
            if not resume_screening(options["resume"]):
                raise CommandError("There is no such screening that was stopped.")
            screening = Screening.objects.get(pk=options["resume"])
        else:
            screening = request_screening(
                book.version,
                trial=book.version != current_rulebook().version,
                as_of=options["as_of"],
                seed=options["seed"],
                notified=False,
            )
        self.answer(self.finished(screening, book), as_json=options["json"])

    def rulebook(self, folder: Path | None) -> LoadedRulebook:
        """Return the rulebook of a folder, or the one in force."""
        try:
            return rulebook_from_folder(folder) if folder else current_rulebook()
        except (NoSuchVersionError, RuleError) as trouble:
            raise CommandError(str(trouble)) from trouble

    def finished(self, screening: Screening, book: LoadedRulebook) -> Screening:
        """Run a screening here, as soon as no other runs; or wait until a worker that was faster has run it."""
        while screening.state not in ENDED:
            claim = claim_trial(screening) if screening.trial else claim_screening(screening.pk)
            if claim:
                try:
                    return run_screening(claim, book, self.tell)
                except SparkMissingError as missing:
                    raise CommandError(str(missing)) from missing
            time.sleep(WAIT_SECONDS)
            screening.refresh_from_db()
        return screening

    def tell(self, done: int, of: int) -> None:
        """Write how far it has come."""
        self.stderr.write(f"{done:,} of {of:,} cases")

    def answer(self, screening: Screening, *, as_json: bool) -> None:
        """Write the result; end with status 1 on a disagreement or any other end than a result."""
        if screening.state not in (ScreeningState.DONE, ScreeningState.DISAGREED):
            raise CommandError(f"Screening {screening.pk} is {screening.state}. {screening.error}".strip())
        found = {name: getattr(screening, name) for name in KEYS}
        found["seconds"] = round(screening.seconds, 3)
        if as_json:
            self.stdout.write(json.dumps(found))
        else:
            for name, value in found.items():
                self.stdout.write(f"{name:14} {value}")
            self.describe(screening)
        if screening.disagreements:
            sys.exit(1)

    def describe(self, screening: Screening) -> None:
        """Write the cases on which the evaluators disagree, and the first of those that differ."""
        rows = screening.screened_cases.select_related("partnership").order_by("pk")
        for each in rows.exclude(disagreement=None):
            self.stdout.write(f"DISAGREEMENT  {each.partnership.reference} ({each.partnership_id})")
        for each in rows.exclude(differences=[])[:20]:
            lines = ", ".join(f"{code} {before} → {after} ({what})" for code, before, after, what in each.differences)
            done = "queued for assessment" if each.reassessed else "listed"
            self.stdout.write(f"{each.partnership.reference} ({done}): {lines}")
