"""The work of `manage.py submission_schema`."""

import json
from typing import Any

from institutions.drafts.schema import submission_schema
from institutions.management.late_command import CommandWork


class Work(CommandWork):
    """The work of the command."""

    def handle(self, **_options: Any) -> None:
        """Write the schema to standard output."""
        self.stdout.write(schema_text(), ending="")


def schema_text() -> str:
    """Return the schema as it is published."""
    return json.dumps(submission_schema(), ensure_ascii=False, indent=1) + "\n"
