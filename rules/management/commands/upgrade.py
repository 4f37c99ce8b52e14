"""`manage.py upgrade`: the database brought to this version of the program, in one command that can be repeated."""

from argparse import ArgumentParser

from institutions.management.late_command import LateCommand

SAMPLE = 20


class Command(LateCommand):
    """The command that upgrades the database."""

    help = (
        "Bring the database to this version of the program: check that nothing is in the way, migrate, load the seed "
        "files, write the summaries again, and prove the result. Each step can be repeated: after an interruption, run "
        "the same command. It ends with status 1 if something is in the way, or was found wrong."
    )
    examples = {
        "upgrade --plan": "show the checks and the steps, and change nothing",
        "upgrade": "do them",
        "upgrade --sample 500": "the same; evaluate 500 results again at its end",
    }

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the options."""
        parser.add_argument("--plan", action="store_true", help="show the checks and the steps, and change nothing")
        parser.add_argument("--while-in-use", action="store_true", help="go on although others have the database open")
        parser.add_argument(
            "--sample", type=int, default=SAMPLE, metavar="N", help=f"results to evaluate again; default: {SAMPLE}"
        )
