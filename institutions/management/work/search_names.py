"""The work of `manage.py search_names`."""

from typing import Any

from institutions.drafts.name_searches import FAILED, NAME_SEARCHES, search_waiting
from institutions.management.late_command import CommandWork


class Work(CommandWork):
    """The work of the command."""

    def handle(self, **_options: Any) -> None:  # Any: the command's options
        """Run the searches. Exit code 1 if one failed, or was set aside meanwhile."""
        done = search_waiting()
        failed = NAME_SEARCHES.rows().filter(state__in=FAILED).count()
        self.stdout.write(f"{done} searches run, {failed} failed.")
        if failed:
            self.stderr.write("The log says why. Remove the cause and run the command again.")
            raise SystemExit(1)
