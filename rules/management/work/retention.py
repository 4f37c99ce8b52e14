"""The work of `manage.py retention`."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import override

from institutions.access.partnerships import held_partnerships, held_under
from institutions.codes.wording import code_words
from institutions.management.late_command import CommandWork
from institutions.models import Account, Partnership, Role
from institutions.values.written_id import written_id
from rules.review.data_protection.processing import document_lines
from rules.review.keeping.disposing import dispose_of_case, rows_to_remove
from rules.review.keeping.due import due_cases, obstacles_to_disposal
from rules.review.keeping.packaging import package_case
from rules.review.keeping.troubles import KeepingRefusedError


class Work(CommandWork):
    """The work of the command."""

    def handle(self, **options: Any) -> None:  # Any: as argparse gives them
        """Do what was asked for."""
        try:
            getattr(self, options["what"])(options)
        except KeepingRefusedError as refused:
            raise CommandError(f"Refused. {refused}") from refused

    def due(self, options: dict[str, Any]) -> None:  # Any: as above
        """Print each case, with the measure and what stands in the way."""
        day, found = options["on"] or timezone.localdate(), 0
        for each in due_cases(held_under("partnership"), day):
            found += 1
            measure = each.check.measure if each.check else "not checked"
            self.stdout.write(
                f"{each.partnership.reference} ({each.partnership.pk}): ended {each.ended_on}, "
                f"kept until {each.until}, {measure}"
            )
            for obstacle in obstacles_to_disposal(each.partnership, day):
                self.stdout.write(f"  {code_words(obstacle, 'en')}")
        self.stdout.write(f"{found:,} cases whose retention is over on {day}.")

    def package(self, options: dict[str, Any]) -> None:  # Any: as above
        """Write a package."""
        folder: Path = options["folder"]
        try:
            made = package_case(self.case(options["case"]), folder, account=self.account(options["by"]))
        except OSError as trouble:
            message = f"{folder} cannot be written ({trouble.strerror}). Give a folder that does not exist yet."
            raise CommandError(message) from trouble
        self.stdout.write(f"{made.files} files, {made.size:,} bytes in {folder}. Package {made.sha256}.")

    def dispose(self, options: dict[str, Any]) -> None:  # Any: as above
        """Show what would be removed, and remove it where that is asked for."""
        partnership, account = self.case(options["case"]), self.account(options["by"])
        for table, number in sorted(rows_to_remove(partnership).counts.items()):
            self.stdout.write(f"  {number:>6} rows of {table}")
        against = [code_words(each, "en") for each in obstacles_to_disposal(partnership, timezone.localdate())]
        if against:
            raise CommandError("Refused. " + " ".join(against))
        if not options["yes"]:
            self.stdout.write(
                "Nothing was removed. Run the command again with --yes to remove it; this cannot be undone."
            )
            return
        done = dispose_of_case(partnership, basis=options["basis"], account=account, package=options["package"])
        self.stdout.write(
            f"Disposed of {partnership.reference} as disposal {done.pk}: {done.rows} rows. Backups still hold them "
            "until they expire."
        )

    def register(self, _options: dict[str, Any]) -> None:  # Any: as above
        """Print the register of processing."""
        with override("en"):
            self.stdout.write("\n".join(document_lines()))

    def case(self, text: str) -> Partnership:
        """Return the case of a reference or id. CommandError if there is none, or several."""
        key = written_id(text)
        rows = held_partnerships()
        found = list(rows.filter(pk=key) if key else rows.filter(reference=text)[:2])
        if len(found) != 1:
            which = "Several cases are" if found else "No case is"
            raise CommandError(f"{which} called {text}. Copy the id from the address of the page of the case.")
        return found[0]

    def account(self, name: str) -> Account:
        """Return the administrator who is responsible. CommandError if there is none."""
        found = Account.objects.filter(username=name, role=Role.ADMINISTRATOR, is_active=True).first()
        if found is None:
            raise CommandError(f"No administrator who may sign in is called {name}. See the page of accounts.")
        return found
