"""`manage.py submission_schema`: the JSON Schema of the submission document (docs/submission.schema.json)."""

from institutions.management.late_command import LateCommand


class Command(LateCommand):
    """The command that prints the schema."""

    help = "Print the JSON Schema of the submission document."
    examples = {
        "submission_schema": "print the schema of the document",
    }
