"""`manage.py facts build|check|compact`: the fact store, made from the register and checked against it."""

from argparse import ArgumentParser

from institutions.management.late_command import LateCommand
from institutions.management.own_command import ENGINE


class Command(LateCommand):
    """Build the fact store, check it, or put its small files together."""

    help = "Build the fact store from the register, check it against it, or put its small files together."
    examples = {
        "facts build": "build the fact store, or go on where a build stopped",
        "facts check": "compare it with the register",
    }
    requires_system_checks = [ENGINE]

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add what is to be done."""
        actions = parser.add_subparsers(dest="action", required=True)
        build = actions.add_parser("build", help="build it, or go on where an earlier build stopped; then append")
        build.add_argument("--anew", action="store_true", help="throw the present store away first")
        actions.add_parser("check", help="check its files, its cases, and the facts of some of them")
        actions.add_parser("compact", help="append, put all small files together, remove what nobody reads")
