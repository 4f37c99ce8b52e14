"""The clock of an installation, which a test sets: a small library that its processes load first (`jump.c`)."""

import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SettableClock:
    """The seconds by which the clock of all processes of an installation is ahead."""

    file: Path
    library: Path

    @property
    def settings(self) -> dict[str, str]:
        """The environment in which a process follows the clock."""
        return {"LD_PRELOAD": str(self.library), "CLOCK_FILE": str(self.file)}

    def set_ahead(self, seconds: int) -> None:
        """Set the clock ahead by so many seconds; with 0 it is right again."""
        with self.file.open("r+b") as held:
            held.write(seconds.to_bytes(8, "little", signed=True))


def settable_clock(folder: Path) -> SettableClock:
    """Return a clock that is right. CalledProcessError if the library cannot be compiled."""
    made = SettableClock(folder / "clock", folder / "jump.so")
    source = Path(__file__).with_name("jump.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", str(made.library), str(source), "-ldl"], check=True)
    made.file.write_bytes(bytes(8))
    return made
