"""Commands whose work is in a module of its own, so that `--help` loads nothing of it.

`commands/NAME.py` declares the arguments, `work/NAME.py` has the class `Work`.
"""

from importlib import import_module
from typing import Any

from django.core.management.base import OutputWrapper

from institutions.management.own_command import OwnCommand


class CommandWork:
    """The work of a command, with its outputs."""

    def __init__(self, stdout: OutputWrapper, stderr: OutputWrapper) -> None:
        self.stdout = stdout
        self.stderr = stderr

    def handle(self, **options: Any) -> None:  # Any: the command's options
        """Do the work."""
        raise NotImplementedError


class LateCommand(OwnCommand):
    """A command that loads its work when it runs."""

    def handle(self, *_args: object, **options: Any) -> None:  # Any: as above
        """Do the work."""
        module = import_module(self.__module__.replace(".commands.", ".work."))
        work: CommandWork = module.Work(self.stdout, self.stderr)
        work.handle(**options)
