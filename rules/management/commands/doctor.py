"""`manage.py doctor`: is this installation whole, and what is to be done where it is not?"""

from argparse import ArgumentParser

from institutions.management.late_command import LateCommand


class Command(LateCommand):
    """The command that looks at the installation."""

    help = (
        "Look at settings, packages, locale, database, migrations, broker, workers, mail, folders and their rights, "
        "clock, fonts, tools, and the site with its certificate, and say what to do where something is wrong. Ends "
        "with status 1 if something does not work; a warning is no failure."
    )
    examples = {
        "doctor": "check this installation",
        "doctor --json": "the same, one JSON object a line, for a monitor",
    }

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the form of the output."""
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
