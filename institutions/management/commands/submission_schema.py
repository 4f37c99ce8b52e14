"""`manage.py submission_schema`: the JSON Schema of the submission document (docs/submission.schema.json)."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from institutions.drafts.schema import submission_schema


class Command(BaseCommand):
    """The command that prints the schema."""

    help = "Print the JSON Schema of the submission document."
    requires_system_checks = []

    def handle(self, **_options: Any) -> None:
        """Write the schema to standard output."""
        self.stdout.write(schema_text(), ending="")


def schema_text() -> str:
    """Return the schema as it is published."""
    return json.dumps(submission_schema(), ensure_ascii=False, indent=1) + "\n"
