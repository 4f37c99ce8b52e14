"""The work of `manage.py upgrade`."""

import time
from typing import Any, Final

from django.core.management.base import CommandError
from django.db import DatabaseError

from institutions.management.late_command import CommandWork
from institutions.management.progress import Progress
from rules.management.doctor.diagnosis import Diagnosis, Health
from rules.management.upgrading.checks import upgrade_checks
from rules.management.upgrading.one_at_a_time import UpgradeRunsError, one_upgrade
from rules.management.upgrading.standing import Standing, read_standing
from rules.management.upgrading.steps import Upgrade, UpgradeError, UpgradeStep, note_end, numbered_steps

AGAIN: Final = (
    "What was done before stays done. Mend what it says and run the same command, which does the rest; or go back to "
    "the backup (docs/upgrading.md)."
)


class Work(CommandWork):
    """The work of the command."""

    def handle(self, **options: Any) -> None:  # Any: the command's options
        """Check, show the plan, do it, and say what was done."""
        if options["sample"] < 0:
            raise CommandError(f"--sample {options['sample']} is below 0. Give a number of results.")
        try:
            standing = read_standing()
        except DatabaseError as trouble:
            said = " ".join(f"{type(trouble).__name__}: {trouble}".split())
            message = (
                f"The database cannot be read ({said}). Nothing was changed. Look at DATABASE_URL and the database."
            )
            raise CommandError(message) from trouble
        self.check(standing, while_in_use=options["while_in_use"] or options["plan"])
        if options["plan"]:
            self.stdout.write("Plan:")
            for name, step in numbered_steps():
                self.stdout.write(f"{name}: {step.planned(standing)}.")
            self.stdout.write("Nothing was changed.")
            return
        try:
            with one_upgrade():
                self.upgrade(standing, options["sample"])
        except UpgradeRunsError as runs:
            raise CommandError(str(runs)) from runs

    def check(self, standing: Standing, *, while_in_use: bool) -> None:
        """Print each check. CommandError if something is in the way."""
        found = list(upgrade_checks(standing, while_in_use=while_in_use))
        for each in found:
            self.show(each)
        if wrong := [each.subject for each in found if each.health is Health.FAILED]:
            raise CommandError(f"Nothing was changed, because of: {', '.join(wrong)}. See above.")

    def show(self, each: Diagnosis) -> None:
        """Print a check, with its remedy."""
        self.stdout.write(f"{each.health:8} {each.subject}: {each.found}")
        if each.remedy:
            self.stdout.write(f"         → {each.remedy}")

    def upgrade(self, standing: Standing, sample: int) -> None:
        """Do each step, and say what it did."""
        began = time.monotonic()
        upgrade = Upgrade(
            before=standing,
            say=self.stdout.write,
            progress=lambda total: Progress(self.stderr, total, lines=True),
            sample=sample,
        )
        done = {name: self.do(name, step, upgrade) for name, step in numbered_steps()}
        note_end(upgrade)
        self.stdout.write(f"Upgraded in {time.monotonic() - began:.0f} s:" if upgrade.changed else "Nothing to do:")
        for name, said in done.items():
            self.stdout.write(f"  {name}: {said}.")

    def do(self, name: str, step: UpgradeStep, upgrade: Upgrade) -> str:
        """Do a step. CommandError with the remedy if it fails."""
        self.stdout.write(f"{name} …")
        try:
            return step.work(upgrade)
        except UpgradeError as trouble:
            raise CommandError(f"{name}: {trouble}") from trouble
        except Exception as trouble:  # each migration has errors of its own
            raise CommandError(f"{name}: {type(trouble).__name__}: {trouble}. {AGAIN}") from trouble
