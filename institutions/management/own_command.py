"""Our own commands: their help ends with examples, and they make only the checks that they need."""

import textwrap
from argparse import RawDescriptionHelpFormatter
from collections.abc import Mapping
from typing import Any, ClassVar, Final

from django.core.management.base import BaseCommand, CommandParser, DjangoHelpFormatter

WIDTH: Final = 100
ENGINE: Final = "engine"  # the tag of checks that the rulebook and the engine work


class ExampleFormatter(RawDescriptionHelpFormatter, DjangoHelpFormatter):
    """Help whose examples keep their lines."""


class WithExamples(BaseCommand):
    """A command that shows examples: by command line, as typed after `manage.py`, what it does."""

    examples: ClassVar[Mapping[str, str]] = {}

    def create_parser(self, prog_name: str, subcommand: str, **more: Any) -> CommandParser:  # Any: as Django has it
        """Return the parser, with the examples at the end of its help."""
        lines = [f"  python manage.py {typed}\n      {said}" for typed, said in self.examples.items()]
        more = {"formatter_class": ExampleFormatter, "epilog": "\n".join(["Examples:", *lines]), **more}
        parser = super().create_parser(prog_name, subcommand, **more)
        parser.description = textwrap.fill(self.help, WIDTH)
        return parser


class OwnCommand(WithExamples):
    """A command of ours. `check` and `migrate` make every check of Django; others name theirs, usually none.

    So a command does not load every page of the site before it begins.
    """

    requires_system_checks: list[str] = []
