"""The systemd units as systemd reads them: their keys, their environment and their commands."""

import re
import shlex
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.policyengine.project_documents import ROOT

FOLDER: Final = ROOT / "docs/installing/systemd"
COMMON: Final = FOLDER / "screening-.service.d/common.conf"
SERVICES: Final = ("web", "worker", "importer", "beat")
TIMED: Final = ("backup", "verify", "verify-newest")  # a timer starts each of them, and it ends
PROGRAM: Final = "/opt/screening"
ENVIRONMENT_FILE: Final = "/etc/screening/screening.env"


@dataclass(frozen=True, slots=True)
class Unit:
    """One service: the values of each key of its file and of what all services have in common."""

    name: str
    values: Mapping[str, list[str]]

    def one(self, key: str) -> str:
        """Return the value of a key that is given once."""
        (value,) = self.values[key]
        return value

    def environment(self, file: Path) -> dict[str, str]:
        """Return the variables of a process: those of the unit, then those of the file, which is read from a path."""
        assert self.one("EnvironmentFile") == ENVIRONMENT_FILE
        return variables("\n".join(self.values["Environment"])) | variables(file.read_text(encoding="utf-8"))

    def command(self, key: str, environment: Mapping[str, str]) -> list[str]:
        """Return the words of a command, with variables and the escaped % put in."""
        text = re.sub(r"\$\{(\w+)\}", lambda found: environment[found[1]], self.one(key))
        return shlex.split(text.replace("%%", "%"))


def read_unit(service: str) -> Unit:
    """Read a service, then what is common to all, in this order, as systemd does."""
    name = f"screening-{service}.service"
    values = defaultdict(list)
    for path in (FOLDER / name, COMMON):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and line[0] not in "#[":
                key, _, value = line.partition("=")
                values[key].append(value)
    return Unit(name, values)


def variables(text: str) -> dict[str, str]:
    """Read lines NAME=value; a value may be in single quotes."""
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return {name: "".join(shlex.split(value)) for name, _, value in (line.partition("=") for line in lines)}
